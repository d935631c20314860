//! Where schemas stand in a schema, and what of one is a promise and what is prose.
//!
//! Pages glue descriptions together and titles differ from page to page, so two definitions are
//! compared by their canonical form: without documentation, examples and extensions, null told in
//! one way, alternatives and lists that have no order sorted. A property may be called `title` or
//! `items`: keywords are known by position, never by key alone.

use crate::tree::{Mapping, Node, Value};
use serde_json::{Map, Value as Json, json};

/// What stands under a keyword.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Schema,
    List,
    Map,
    Data,
}

/// What a keyword of JSON Schema 2020-12 holds (core, sections 8 and 10), and of its drafts.
pub(super) fn holds(keyword: &str) -> Holds {
    match keyword {
        "items"
        | "additionalProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedProperties"
        | "unevaluatedItems" => Holds::Schema,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Holds::List,
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions" => Holds::Map,
        _ => Holds::Data,
    }
}

/// Visits a schema and all that stand in it.
pub(super) fn visit<'n>(schema: &'n Node, see: &mut dyn FnMut(&'n Mapping)) {
    let Some(mapping) = schema.as_mapping() else {
        return;
    };
    see(mapping);
    for entry in mapping {
        match holds(&entry.key) {
            Holds::Schema => visit(&entry.node, see),
            Holds::List => super::make::items(&entry.node).iter().for_each(|node| visit(node, see)),
            Holds::Map => {
                super::make::entries(&entry.node).iter().for_each(|entry| visit(&entry.node, see));
            }
            Holds::Data => {}
        }
    }
}

/// Whether two schemas promise the same.
pub(super) fn same(one: &Node, other: &Node) -> bool {
    one.value.same(&other.value) || canonical(one) == canonical(other)
}

/// What a schema promises.
pub(super) fn canonical(schema: &Node) -> Json {
    let Value::Mapping(mapping) = &schema.value else {
        return match schema.value {
            Value::Bool(true) => json!({}),
            _ => schema.value.to_json(),
        };
    };
    let mut form = Map::new();
    let mut branches = Vec::new();
    for entry in mapping {
        let node = &entry.node;
        match (entry.key.as_str(), holds(&entry.key)) {
            ("title" | "description" | "example" | "examples" | "externalDocs" | "discriminator", _) => {}
            (key, _) if key.starts_with("x-") => {}
            ("anyOf" | "oneOf", _) => branches.extend(super::make::items(node).iter().map(canonical)),
            ("required" | "enum", _) => {
                form.insert(entry.key.clone(), sorted(node.value.to_json()));
            }
            ("additionalProperties", _) if node.value == Value::Bool(true) => {}
            (_, Holds::Schema) => {
                form.insert(entry.key.clone(), canonical(node));
            }
            (_, Holds::List) => {
                let items: Vec<Json> = super::make::items(node).iter().map(canonical).collect();
                form.insert(entry.key.clone(), items.into());
            }
            (_, Holds::Map) => {
                let members = super::make::entries(node).iter();
                let members: Map<_, _> =
                    members.map(|entry| (entry.key.clone(), canonical(&entry.node))).collect();
                form.insert(entry.key.clone(), members.into());
            }
            (_, Holds::Data) => {
                form.insert(entry.key.clone(), plain(&node.value));
            }
        }
    }
    settle(form, branches)
}

/// One spelling for what has several: null, bounds, a lone branch, and what says nothing.
fn settle(mut form: Map<String, Json>, mut branches: Vec<Json>) -> Json {
    let mut null = form.remove(super::version::NULLABLE) == Some(Json::Bool(true));
    for (exclusive, bound) in [("exclusiveMaximum", "maximum"), ("exclusiveMinimum", "minimum")] {
        match form.get(exclusive) {
            Some(Json::Bool(true)) => {
                let limit = form.remove(bound).unwrap_or_default();
                form.insert(exclusive.to_owned(), limit);
            }
            Some(Json::Bool(false)) => {
                form.remove(exclusive);
            }
            _ => {}
        }
    }
    if let Some(Json::Array(types)) = form.get_mut("type") {
        let before = types.len();
        types.retain(|kind| kind != "null");
        null |= types.len() < before;
        if let [only] = types.as_slice() {
            let only = only.clone();
            form.insert("type".to_owned(), only);
        }
    }
    if let Some(Json::Array(members)) = form.get_mut("enum") {
        let before = members.len();
        members.retain(|member| !member.is_null());
        null |= members.len() < before;
    }
    let before = branches.len();
    branches.retain(|branch| *branch != json!({"type": "null"}));
    null |= branches.len() < before;
    match (form.is_empty(), branches.as_slice()) {
        (_, []) => {}
        (true, [Json::Object(only)]) => form = only.clone(),
        _ => {
            branches.sort_by_key(spelled);
            branches.dedup();
            form.insert("anyOf".to_owned(), branches.into());
        }
    }
    if let Some(Json::Array(parts)) = form.get("allOf")
        && let ([Json::Object(only)], 1) = (parts.as_slice(), form.len())
    {
        form = only.clone();
    }
    form.retain(|key, value| {
        let empty =
            value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(Map::is_empty);
        let silent = *value == Json::Bool(false) && key != "additionalProperties" && key != "default";
        !(silent || (empty && matches!(key.as_str(), "required" | "properties" | "allOf" | "items")))
    });
    if null {
        form.insert("null".to_owned(), true.into());
    }
    form.into()
}

/// What a component of another kind promises: schemas in it as above, no prose.
pub(super) fn part(node: &Node) -> Json {
    match &node.value {
        Value::Mapping(mapping) => {
            let promises = |key: &str| {
                !matches!(key, "description" | "summary" | "example" | "examples" | "externalDocs")
                    && !key.starts_with("x-")
            };
            let members = mapping.iter().filter(|entry| promises(&entry.key));
            let member = |entry: &crate::tree::Entry| {
                let form = if entry.key == "schema" { canonical } else { part };
                (entry.key.clone(), form(&entry.node))
            };
            Json::Object(members.map(member).collect())
        }
        Value::Sequence(items) => items.iter().map(part).collect(),
        value => plain(value),
    }
}

fn sorted(list: Json) -> Json {
    match list {
        Json::Array(mut items) => {
            items.sort_by_key(spelled);
            items.into()
        }
        other => other,
    }
}

/// A text that equal values share: serde_json may keep the order of keys, where another crate of
/// the build asks it to.
fn spelled(value: &Json) -> String {
    match value {
        Json::Object(members) => {
            let mut members: Vec<_> = members.iter().map(|(key, value)| (key, spelled(value))).collect();
            members.sort();
            format!("{members:?}")
        }
        Json::Array(items) => format!("{:?}", items.iter().map(spelled).collect::<Vec<_>>()),
        other => other.to_string(),
    }
}

/// Data by its worth: `1.0` is `1` (JSON Schema 2020-12 core, section 4.2.2).
fn plain(value: &Value) -> Json {
    match value {
        Value::Number(number) => match number.as_i64() {
            Some(integer) => integer.into(),
            None => value.to_json(),
        },
        _ => value.to_json(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::text::Files;
    use crate::tree::{self, Bounds};

    fn node(text: &str) -> Node {
        let mut files = Files::default();
        let file = files.add("a.yaml", text);
        tree::read(&files, file, &Bounds::default(), &mut Diagnostics::default()).expect(text)
    }

    #[test]
    fn prose_and_spelling_are_no_difference() {
        for (one, other) in [
            ("{type: string, title: A}", "{type: string, description: b, x-c: 1, example: d}"),
            ("{anyOf: [{type: string}, {type: 'null'}]}", "{type: [string, 'null']}"),
            ("{type: string, nullable: true}", "{type: ['null', string]}"),
            ("{maximum: 5, exclusiveMaximum: true}", "{exclusiveMaximum: 5.0}"),
            ("{required: [a, b], properties: {}}", "{required: [b, a]}"),
            ("{oneOf: [{$ref: '#/a'}, {type: string}]}", "{anyOf: [{type: string}, {$ref: '#/a'}]}"),
            ("{allOf: [{$ref: '#/a'}]}", "{$ref: '#/a'}"),
            ("{additionalProperties: true, deprecated: false}", "{}"),
        ] {
            assert!(same(&node(one), &node(other)), "{one} {other}");
        }
    }

    #[test]
    fn what_is_promised_is_a_difference() {
        for (one, other) in [
            ("{enum: [a, b]}", "{enum: [a]}"),
            ("{properties: {title: {type: string}}}", "{properties: {}}"),
            ("{properties: {a: {type: string}}}", "{properties: {a: {type: integer}}}"),
            ("{additionalProperties: false}", "{}"),
            ("{type: string}", "{type: [string, 'null']}"),
            ("{default: false}", "{}"),
        ] {
            assert!(!same(&node(one), &node(other)), "{one} {other}");
        }
    }
}
