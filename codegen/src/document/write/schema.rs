//! A schema and all that stands in it.

use serde_yaml::Value;

use super::object::{Object, node};
use crate::document::schema::{Discriminator, Rare};
use crate::document::{Document, Schema, SchemaId, Text};
use crate::tree::pointer;

pub(super) fn schema(document: &Document, id: SchemaId) -> Value {
    let schema = document.schema(id);
    if let Some(value) = schema.boolean {
        return value.into();
    }
    let mut object = Object::new();
    if let Some(reference) = &schema.reference {
        object.put("$ref", uri(document, &reference.uri));
        object.text("summary", &reference.summary);
    }
    annotations(&mut object, schema);
    if let Some(rare) = &schema.rare {
        constraints(&mut object, rare);
    }
    applicators(&mut object, document, schema);
    if let Some(rare) = &schema.rare {
        rare_applicators(&mut object, document, rare);
        object.list("examples", &rare.examples, node);
        object.external_docs(&rare.external_docs);
    }
    object.extensions(&schema.extensions);
    object.into()
}

fn annotations(object: &mut Object, schema: &Schema) {
    match schema.types.as_slice() {
        [] => {}
        [(json, _)] => object.put("type", json.name()),
        types => object.list("type", types, |(json, _)| json.name().into()),
    }
    object.text("title", &schema.title);
    object.text("description", &schema.description);
    object.text("format", &schema.format);
    // An empty list permits nothing: it is written.
    object.optional("enum", &schema.members, |members| members.iter().map(node).collect());
    object.node("const", &schema.constant);
    object.node("default", &schema.default);
    object.flag("readOnly", schema.read_only);
    object.flag("writeOnly", schema.write_only);
    object.flag("deprecated", schema.deprecated);
}

fn constraints(object: &mut Object, rare: &Rare) {
    object.text("$id", &rare.id);
    object.text("$anchor", &rare.anchor);
    object.text("$dynamicRef", &rare.dynamic_ref);
    object.node("minimum", &rare.minimum);
    object.node("maximum", &rare.maximum);
    object.node("exclusiveMinimum", &rare.exclusive_minimum);
    object.node("exclusiveMaximum", &rare.exclusive_maximum);
    object.node("multipleOf", &rare.multiple_of);
    let count = |count: &u64| Value::from(*count);
    object.optional("minLength", &rare.min_length, count);
    object.optional("maxLength", &rare.max_length, count);
    object.text("pattern", &rare.pattern);
    object.optional("minItems", &rare.min_items, count);
    object.optional("maxItems", &rare.max_items, count);
    object.flag("uniqueItems", rare.unique_items);
    object.optional("minProperties", &rare.min_properties, count);
    object.optional("maxProperties", &rare.max_properties, count);
    object.text("contentEncoding", &rare.content_encoding);
    object.text("contentMediaType", &rare.content_media_type);
}

fn applicators(object: &mut Object, document: &Document, schema: &Schema) {
    let write = |id: &SchemaId| self::schema(document, *id);
    object.list("required", &schema.required, super::text);
    let mut properties = Object::new();
    for property in &schema.properties {
        properties.put(&property.name.value, write(&property.schema));
    }
    object.map("properties", properties);
    object.optional("additionalProperties", &schema.additional_properties, write);
    object.list("prefixItems", &schema.prefix_items, write);
    object.optional("items", &schema.items, write);
    object.list("allOf", &schema.all_of, write);
    object.list("anyOf", &schema.any_of, write);
    object.list("oneOf", &schema.one_of, write);
    object.optional("discriminator", &schema.discriminator, |discriminator| {
        self::discriminator(document, discriminator)
    });
    object.named("$defs", &schema.defs, write);
}

fn rare_applicators(object: &mut Object, document: &Document, rare: &Rare) {
    let write = |id: &SchemaId| schema(document, *id);
    object.named("patternProperties", &rare.pattern_properties, write);
    object.optional("propertyNames", &rare.property_names, write);
    object.optional("unevaluatedProperties", &rare.unevaluated_properties, write);
    object.optional("unevaluatedItems", &rare.unevaluated_items, write);
    object.optional("contains", &rare.contains, write);
    object.optional("not", &rare.not, write);
    for (keyword, id) in &rare.conditions {
        object.put(&keyword.value, write(id));
    }
    object.named("definitions", &rare.definitions, write);
    object.named("dependentSchemas", &rare.dependent_schemas, write);
    object.node("dependentRequired", &rare.dependent_required);
}

fn discriminator(document: &Document, discriminator: &Discriminator) -> Value {
    let mut object = Object::new();
    object.put("propertyName", discriminator.property.value.as_str());
    let mapping = |target: &Text| Value::from(uri(document, target));
    object.named("mapping", &discriminator.mapping, mapping);
    object.text("defaultMapping", &discriminator.default_mapping);
    object.into()
}

/// A reference, led into the first branch of each schema on its way that lifting has wrapped: what
/// the vendor wrote at `/a` stands at `/a/anyOf/0` in what we write.
fn uri(document: &Document, uri: &Text) -> String {
    let fragment = uri.value.strip_prefix('#').and_then(pointer::from_fragment);
    let Some(vendor) = fragment.filter(|pointer| pointer.starts_with('/')) else {
        return uri.value.clone();
    };
    let mut written = String::from("#");
    let mut begin = 0;
    for (at, _) in vendor.match_indices('/').skip(1) {
        if is_wrapped(document, &vendor[..at]) {
            written.push_str(&vendor[begin..at].replace('%', "%25"));
            written.push_str("/anyOf/0");
            begin = at;
        }
    }
    if begin == 0 {
        return uri.value.clone();
    }
    written.push_str(&vendor[begin..].replace('%', "%25"));
    written
}

fn is_wrapped(document: &Document, pointer: &str) -> bool {
    document.schema_at(pointer).is_some_and(|id| {
        let first = document.schema(id).any_of.first();
        first.is_some_and(|first| document.schema(*first).origin.pointer == pointer)
    })
}
