//! A Schema Object in; an entry of `Document.schemas` out, and one for each schema inside it.
//!
//! One pass over the keywords, each put where it belongs; what only 3.0 says is collected in
//! [`Older`] and lifted at the end. A schema that can't be read permits everything, so that
//! nothing is refused which the vendor may send.

use super::reader::{Reader, extension, key};
use crate::document::schema::{Discriminator, JsonType, Property, Rare};
use crate::document::v3::{self, Older};
use crate::document::{Reference, SchemaId, Text};
use crate::tree::{Entry, Mapping, Node, Value};

impl Reader<'_> {
    /// The schema that stands under a key of the object being read.
    pub fn schema_under(&mut self, entry: &Entry) -> SchemaId {
        self.within(&entry.key, |reader| reader.schema(&entry.node))
    }

    /// The schema that stands here.
    pub fn schema(&mut self, node: &Node) -> SchemaId {
        let id = self.reserve(node.span);
        match &node.value {
            // 3.0 has them under `additionalProperties` alone; elsewhere they mean the same.
            Value::Bool(value) => self.schema_mut(id).boolean = Some(*value),
            Value::Mapping(mapping) if v3::is_never(&mapping.entries) => {
                self.schema_mut(id).boolean = Some(false)
            }
            Value::Mapping(mapping) => self.keywords(id, mapping),
            _ => self.unexpected("schema", "a schema", node),
        }
        id
    }

    fn keywords(&mut self, id: SchemaId, mapping: &Mapping) {
        let mut older = Older::default();
        if mapping.get("$ref").is_some() {
            self.reference_keywords(id, mapping, &mut older);
        } else {
            for entry in &mapping.entries {
                self.keyword(id, entry, &mut older);
            }
        }
        older.nullable = older.nullable.or_else(|| v3::null_part(self.dialect, mapping));
        v3::lift(self, id, &older);
    }

    fn reference_keywords<'n>(&mut self, id: SchemaId, mapping: &'n Mapping, older: &mut Older<'n>) {
        for entry in &mapping.entries {
            if v3::stands_beside_ref(self, entry) {
                self.keyword(id, entry, older);
            }
        }
        // No keyword of a schema, but written beside `$ref` as if it were a Reference Object's.
        let summary = mapping.entries.iter().find(|entry| entry.key == "summary");
        if let Some(summary) = summary {
            let summary = self.text(summary);
            if let Some(reference) = &mut self.schema_mut(id).reference {
                reference.summary = summary;
            }
        }
    }

    /// What most schemas say.
    fn keyword<'n>(&mut self, id: SchemaId, entry: &'n Entry, older: &mut Older<'n>) {
        match entry.key.as_str() {
            "$ref" => self.schema_mut(id).reference = self.schema_reference(entry),
            "type" => self.types(id, entry),
            "title" => self.schema_mut(id).title = self.text(entry),
            "description" => self.schema_mut(id).description = self.text(entry),
            "format" => self.schema_mut(id).format = self.text(entry),
            "enum" => self.members(id, entry),
            "const" => self.schema_mut(id).constant = Some(entry.node.clone()),
            "default" => self.schema_mut(id).default = Some(entry.node.clone()),
            "required" => self.schema_mut(id).required = self.texts(entry),
            "readOnly" => self.schema_mut(id).read_only = self.flag(entry),
            "writeOnly" => self.schema_mut(id).write_only = self.flag(entry),
            "deprecated" => self.schema_mut(id).deprecated = self.flag(entry),
            "discriminator" => self.schema_mut(id).discriminator = self.discriminator(entry),
            "nullable" => older.nullable = Some(entry),
            "example" => older.example = Some(&entry.node),
            "exclusiveMinimum" if is_bool(entry) => older.exclusive_minimum = Some(entry),
            "exclusiveMaximum" if is_bool(entry) => older.exclusive_maximum = Some(entry),
            _ => self.applicator(id, entry),
        }
    }

    /// Keywords that hold schemas.
    fn applicator(&mut self, id: SchemaId, entry: &Entry) {
        match entry.key.as_str() {
            "properties" => self.properties(id, entry),
            "additionalProperties" => {
                self.schema_mut(id).additional_properties = Some(self.schema_under(entry));
            }
            "items" if matches!(entry.node.value, Value::Sequence(_)) => {
                self.schema_mut(id).prefix_items = v3::tuple(self, entry);
            }
            "items" => self.schema_mut(id).items = Some(self.schema_under(entry)),
            "prefixItems" => self.schema_mut(id).prefix_items = self.schemas(entry),
            "allOf" => self.schema_mut(id).all_of = self.schemas(entry),
            "anyOf" => self.schema_mut(id).any_of = self.choice(entry),
            "oneOf" => self.schema_mut(id).one_of = self.choice(entry),
            "$defs" => self.schema_mut(id).defs = self.named_schemas(entry),
            _ => self.rare_applicator(id, entry),
        }
    }

    fn choice(&mut self, entry: &Entry) -> Vec<SchemaId> {
        let branches = self.schemas(entry);
        for at in v3::null_branches(&entry.node) {
            let branch = self.schema_mut(branches[at]);
            branch.types = vec![(JsonType::Null, branch.origin.span)];
        }
        branches
    }

    fn rare_applicator(&mut self, id: SchemaId, entry: &Entry) {
        match entry.key.as_str() {
            "patternProperties" => self.rare(id).pattern_properties = self.named_schemas(entry),
            "definitions" => self.rare(id).definitions = self.named_schemas(entry),
            "dependentSchemas" => self.rare(id).dependent_schemas = self.named_schemas(entry),
            "propertyNames" => self.rare(id).property_names = Some(self.schema_under(entry)),
            "unevaluatedProperties" => {
                self.rare(id).unevaluated_properties = Some(self.schema_under(entry));
            }
            "unevaluatedItems" => self.rare(id).unevaluated_items = Some(self.schema_under(entry)),
            "contains" => self.rare(id).contains = Some(self.schema_under(entry)),
            "not" => self.rare(id).not = Some(self.schema_under(entry)),
            "if" | "then" | "else" => {
                let schema = self.schema_under(entry);
                self.rare(id).conditions.push((key(entry), schema));
            }
            _ => self.constraint(id, entry),
        }
    }

    /// Keywords that hold plain values and are rare.
    fn constraint(&mut self, id: SchemaId, entry: &Entry) {
        match entry.key.as_str() {
            "minimum" => self.rare(id).minimum = self.number(entry),
            "maximum" => self.rare(id).maximum = self.number(entry),
            "exclusiveMinimum" => {
                v3::numeric_bound(self, entry);
                self.rare(id).exclusive_minimum = self.number(entry);
            }
            "exclusiveMaximum" => {
                v3::numeric_bound(self, entry);
                self.rare(id).exclusive_maximum = self.number(entry);
            }
            "multipleOf" => self.rare(id).multiple_of = self.number(entry),
            "minLength" => self.rare(id).min_length = self.count(entry),
            "maxLength" => self.rare(id).max_length = self.count(entry),
            "pattern" => self.rare(id).pattern = self.text(entry),
            "minItems" => self.rare(id).min_items = self.count(entry),
            "maxItems" => self.rare(id).max_items = self.count(entry),
            "uniqueItems" => self.rare(id).unique_items = self.flag(entry),
            "minProperties" => self.rare(id).min_properties = self.count(entry),
            "maxProperties" => self.rare(id).max_properties = self.count(entry),
            "dependentRequired" => self.rare(id).dependent_required = Some(entry.node.clone()),
            "$id" => self.rare(id).id = self.text(entry),
            "$anchor" => self.rare(id).anchor = self.text(entry),
            "$dynamicRef" => self.rare(id).dynamic_ref = self.text(entry),
            "contentEncoding" => self.rare(id).content_encoding = self.text(entry),
            "contentMediaType" => self.rare(id).content_media_type = self.text(entry),
            "examples" => {
                let examples = self.sequence(entry).to_vec();
                self.rare(id).examples = examples;
            }
            "externalDocs" => self.rare(id).external_docs = self.external_docs(entry),
            _ => extension(&mut self.schema_mut(id).extensions, entry),
        }
    }

    fn rare(&mut self, id: SchemaId) -> &mut Rare {
        self.schema_mut(id).rare.get_or_insert_with(Box::default)
    }

    fn schema_reference(&mut self, entry: &Entry) -> Option<Reference> {
        Some(Reference {
            uri: self.text(entry)?,
            summary: None,
            // Of a schema it is a keyword like others, and stands in `Schema::description`.
            description: None,
        })
    }

    fn types(&mut self, id: SchemaId, entry: &Entry) {
        let nodes = match &entry.node.value {
            Value::Sequence(nodes) => {
                v3::type_list(self, entry);
                nodes.as_slice()
            }
            _ => std::slice::from_ref(&entry.node),
        };
        let mut types: Vec<(JsonType, _)> = Vec::with_capacity(nodes.len());
        for node in nodes {
            let name = node.as_str();
            match JsonType::ALL.into_iter().find(|json| Some(json.name()) == name) {
                // Each once (JSON Schema 2020-12 validation, 6.1.1); a second says nothing new.
                Some(json) if types.iter().any(|(known, _)| *known == json) => {}
                Some(json) => types.push((json, node.span)),
                None => match name {
                    Some(other) => {
                        let value = other.to_owned();
                        let span = node.span;
                        self.unknown_value("type", "a type of JSON", &Text { value, span });
                    }
                    None => self.unexpected("type", "a type of JSON", node),
                },
            }
        }
        self.schema_mut(id).types = types;
    }

    fn members(&mut self, id: SchemaId, entry: &Entry) {
        if let Value::Sequence(nodes) = &entry.node.value {
            self.schema_mut(id).members = Some(nodes.clone());
        } else {
            self.unexpected("enum", "an array", &entry.node);
        }
    }

    fn properties(&mut self, id: SchemaId, entry: &Entry) {
        let properties = self.named_schemas(entry).into_iter();
        self.schema_mut(id).properties = properties.map(|(name, schema)| Property { name, schema }).collect();
    }

    fn named_schemas(&mut self, entry: &Entry) -> Vec<(Text, SchemaId)> {
        self.named(entry, |reader, node| Some(reader.schema(node)))
    }

    /// A list of schemas.
    pub fn schemas(&mut self, entry: &Entry) -> Vec<SchemaId> {
        self.list(entry, |reader, node| Some(reader.schema(node)))
    }

    fn discriminator(&mut self, entry: &Entry) -> Option<Discriminator> {
        let (mut property, mut mapping, mut default_mapping) = (None, Vec::new(), None);
        let node = &entry.node;
        self.within(&entry.key, |reader| {
            for entry in &reader.mapping(&entry.key, node)?.entries {
                match entry.key.as_str() {
                    "propertyName" => property = reader.text(entry),
                    "mapping" => {
                        let text = |reader: &mut Reader, node: &Node| reader.scalar("mapping", node);
                        mapping = reader.named(entry, text);
                    }
                    "defaultMapping" => default_mapping = reader.text(entry),
                    _ => {}
                }
            }
            if property.is_none() {
                reader.missing("the discriminator", "has no `propertyName`", node.span);
            }
            Some(Discriminator {
                origin: reader.origin(node.span),
                property: property?,
                mapping,
                default_mapping,
            })
        })
    }
}

fn is_bool(entry: &Entry) -> bool {
    matches!(entry.node.value, Value::Bool(_))
}
