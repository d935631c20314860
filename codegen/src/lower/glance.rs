//! What a schema says at a glance, without making a type of it: whether it may be null, which
//! kinds of JSON it allows, which members it fixes.
//!
//! Unions decide by it, before their branches have types (which may hold the union again). It
//! follows links, and branches within branches, each schema once: unions share their branches, so
//! that the paths through them multiply.

use super::schemas::Schemas;
use crate::document::schema::JsonType;
use crate::document::{Schema, SchemaId};
use crate::ir::{Kind, Literal};
use crate::tree::{Node, Value};
use std::collections::{BTreeSet, HashSet};

impl Schemas<'_> {
    /// Whether `null` is all that it allows.
    pub(super) fn is_null(&self, id: SchemaId) -> bool {
        self.at_end(id).is_some_and(|schema| {
            let types = &schema.types;
            let typed = !types.is_empty() && types.iter().all(|(it, _)| *it == JsonType::Null);
            typed || values(schema).is_some_and(|all| all.iter().all(|it| is_null_value(it)))
        })
    }

    /// Whether it allows `null` in so many words. A schema that allows anything does not: its
    /// type holds null itself.
    pub(super) fn nullable(&self, id: SchemaId) -> bool {
        let Some(end) = self.end(id) else {
            return false;
        };
        if let Some(known) = self.glances.borrow().nullable.get(&end) {
            return *known;
        }
        let found = self.allows_null(end);
        self.glances.borrow_mut().nullable.insert(end, found);
        found
    }

    fn allows_null(&self, id: SchemaId) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![id];
        while let Some(end) = open.pop().map(|it| self.end(it)) {
            let Some(end) = end.filter(|it| seen.insert(*it)) else {
                continue;
            };
            let schema = self.get(end);
            let branches = branches(schema);
            let allowed = match values(schema) {
                Some(values) => values.iter().any(|it| is_null_value(it)),
                None if branches.is_empty() => schema.types.iter().any(|(it, _)| *it == JsonType::Null),
                None if branches.iter().any(|it| self.is_anything(*it)) => false,
                None => {
                    open.extend(branches);
                    false
                }
            };
            if allowed {
                return true;
            }
        }
        false
    }

    /// Whether it allows any JSON at all.
    pub(super) fn is_anything(&self, id: SchemaId) -> bool {
        self.at_end(id).is_some_and(says_nothing)
    }

    /// The kinds of JSON that it allows beside null; empty: any, or not known.
    pub(super) fn kinds(&self, id: SchemaId) -> Vec<Kind> {
        let Some(end) = self.end(id) else {
            return Vec::new();
        };
        if let Some(known) = self.glances.borrow().kinds.get(&end) {
            return known.clone();
        }
        let found: Vec<Kind> = self.known_kinds(end).unwrap_or_default().into_iter().collect();
        self.glances.borrow_mut().kinds.insert(end, found.clone());
        found
    }

    /// `None` as soon as one branch, however deep, may be anything.
    fn known_kinds(&self, id: SchemaId) -> Option<BTreeSet<Kind>> {
        let mut found = BTreeSet::new();
        let mut seen = HashSet::new();
        let mut open = vec![id];
        while let Some(at) = open.pop() {
            let end = self.end(at)?;
            if !seen.insert(end) {
                continue;
            }
            let schema = self.get(end);
            let branches = branches(schema);
            let kinds: Vec<Kind> = match values(schema) {
                Some(values) => values.iter().filter_map(|it| kind_of_value(it)).collect(),
                None if branches.is_empty() => types(schema).into_iter().filter_map(kind_of_type).collect(),
                None => {
                    let before = open.len();
                    open.extend(branches.iter().filter(|it| !self.is_null(**it)));
                    if open.len() == before {
                        return None;
                    }
                    continue;
                }
            };
            if kinds.is_empty() {
                return None;
            }
            found.extend(kinds);
        }
        Some(found)
    }

    /// The one string that it allows.
    pub(super) fn constant(&self, id: SchemaId) -> Option<&str> {
        match values(self.at_end(id)?)?.as_slice() {
            [Node { value: Value::String(only), .. }] => Some(only),
            _ => None,
        }
    }

    /// The one string, integer or boolean that it allows.
    pub(super) fn literal(&self, id: SchemaId) -> Option<Literal> {
        match values(self.at_end(id)?)?.as_slice() {
            [only] => match &only.value {
                Value::String(text) => Some(Literal::Text(text.clone())),
                Value::Number(number) => number.as_i64().map(Literal::Integer),
                Value::Bool(bool) => Some(Literal::Boolean(*bool)),
                Value::Null | Value::Sequence(_) | Value::Mapping(_) => None,
            },
            _ => None,
        }
    }

    /// All the strings that it allows, where it lists them.
    pub(super) fn texts(&self, id: SchemaId) -> Option<Vec<String>> {
        let all = values(self.at_end(id)?)?;
        let text = |node: &Node| match &node.value {
            Value::String(text) => Some(text.clone()),
            _ => None,
        };
        all.into_iter().map(text).collect()
    }

    /// Whether it lists strings and nothing else but null.
    pub(super) fn is_text_enumeration(&self, id: SchemaId) -> bool {
        let listed = self.at_end(id).and_then(values);
        listed.is_some() && self.kinds(id) == [Kind::String]
    }

    /// Whether it is a string, listed or not, and never null.
    pub(super) fn is_text(&self, id: SchemaId) -> bool {
        self.kinds(id) == [Kind::String] && !self.nullable(id)
    }

    /// The members that it fixes to one string, in order.
    pub(super) fn constants(&self, id: SchemaId) -> Vec<(&str, &str)> {
        let properties = self.at_end(id).map_or(&[][..], |it| &it.properties);
        let fixed = properties.iter().filter_map(|it| {
            let value = self.constant(it.schema)?;
            Some((it.name.value.as_str(), value))
        });
        fixed.collect()
    }

    /// The members that it fixes to one scalar: those to a string first, each in order.
    pub(super) fn literals(&self, id: SchemaId) -> Vec<(&str, Literal)> {
        let properties = self.at_end(id).map_or(&[][..], |it| &it.properties);
        let fixed = properties.iter();
        let fixed = fixed.filter_map(|it| Some((it.name.value.as_str(), self.literal(it.schema)?)));
        let mut fixed: Vec<_> = fixed.collect();
        fixed.sort_by_key(|(_, it)| !matches!(it, Literal::Text(_)));
        fixed
    }

    /// Whether it is an object with declared members.
    pub(super) fn is_object(&self, id: SchemaId) -> bool {
        self.at_end(id).is_some_and(|schema| {
            branches(schema).is_empty() && !schema.properties.is_empty() && {
                let types = types(schema);
                types.iter().all(|it| *it == JsonType::Object)
            }
        })
    }

    /// Whether it is this type of value with nothing that makes it special: no members, no
    /// format that means something.
    pub(super) fn is_plain(&self, id: SchemaId, of: &[JsonType]) -> bool {
        self.at_end(id).is_some_and(|schema| {
            let types = &schema.types;
            !types.is_empty()
                && types.iter().all(|(it, _)| of.contains(it))
                && values(schema).is_none()
                && schema.format.is_none()
                && schema.extensions.is_empty()
        })
    }
}

/// The branches of a choice.
pub(super) fn branches(schema: &Schema) -> &[SchemaId] {
    if schema.one_of.is_empty() { &schema.any_of } else { &schema.one_of }
}

/// The values that `const` or `enum` lists.
pub(super) fn values(schema: &Schema) -> Option<Vec<&Node>> {
    match (&schema.constant, &schema.members) {
        (Some(only), _) => Some(vec![only]),
        (None, Some(members)) if !members.is_empty() => Some(members.iter().collect()),
        (None, _) => None,
    }
}

/// `type` without null, or where it is absent, what the other keywords speak about.
pub(super) fn types(schema: &Schema) -> Vec<JsonType> {
    if !schema.types.is_empty() {
        let all = schema.types.iter().map(|(it, _)| *it);
        return all.filter(|it| *it != JsonType::Null).collect();
    }
    let rare = schema.rare.as_deref();
    let says = |test: &dyn Fn(&crate::document::schema::Rare) -> bool| rare.is_some_and(test);
    if !schema.properties.is_empty()
        || schema.additional_properties.is_some()
        || !schema.required.is_empty()
        || says(&|it| !it.pattern_properties.is_empty() || it.unevaluated_properties.is_some())
    {
        vec![JsonType::Object]
    } else if schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || says(&|it| it.unevaluated_items.is_some())
    {
        vec![JsonType::Array]
    } else if says(&|it| it.pattern.is_some() || it.min_length.is_some() || it.max_length.is_some())
        || says(&|it| it.content_encoding.is_some())
    {
        vec![JsonType::String]
    } else if let Some(of) = schema.format.as_ref().and_then(|it| type_of_format(&it.value)) {
        vec![of]
    } else if says(&|it| it.minimum.is_some() || it.maximum.is_some() || it.multiple_of.is_some()) {
        vec![JsonType::Number]
    } else {
        Vec::new()
    }
}

/// The type that a format is of; none for one that nobody defined, or that texts and numbers share
/// (JSON Schema, validation 7.3; the OpenAPI format registry).
fn type_of_format(format: &str) -> Option<JsonType> {
    const TEXTS: &[&str] = &[
        "base64",
        "base64url",
        "binary",
        "byte",
        "char",
        "commonmark",
        "date",
        "date-time",
        "date-time-local",
        "duration",
        "email",
        "hostname",
        "html",
        "http-date",
        "idn-email",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "iri",
        "iri-reference",
        "json-pointer",
        "media-range",
        "password",
        "regex",
        "relative-json-pointer",
        "time",
        "time-local",
        "uri",
        "uri-reference",
        "uri-template",
        "url",
        "uuid",
    ];
    match format {
        "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" => {
            Some(JsonType::Integer)
        }
        "float" | "double" => Some(JsonType::Number),
        _ => TEXTS.contains(&format).then_some(JsonType::String),
    }
}

/// Whether no keyword narrows what may stand here.
pub(super) fn says_nothing(schema: &Schema) -> bool {
    schema.boolean != Some(false)
        && schema.types.is_empty()
        && types(schema).is_empty()
        && values(schema).is_none()
        && branches(schema).is_empty()
        && schema.all_of.is_empty()
        && schema.reference.is_none()
        && !is_conditional(schema)
        && foreign(schema).is_none()
}

/// Whether keywords decide that no type can follow: `not`, `if`, `dependentSchemas`, `$dynamicRef`.
pub(super) fn is_conditional(schema: &Schema) -> bool {
    schema.rare.as_deref().is_some_and(|rare| {
        rare.not.is_some()
            || !rare.conditions.is_empty()
            || !rare.dependent_schemas.is_empty()
            || rare.dynamic_ref.is_some()
    })
}

/// `x-rust-type`
pub(super) fn foreign(schema: &Schema) -> Option<&str> {
    let found = schema.extensions.iter();
    found.filter(|(key, _)| key.value == "x-rust-type").find_map(|(_, node)| match &node.value {
        Value::String(path) => Some(path.as_str()),
        _ => None,
    })
}

fn is_null_value(node: &Node) -> bool {
    node.value == Value::Null
}

pub(super) fn kind_of_type(of: JsonType) -> Option<Kind> {
    Some(match of {
        JsonType::Null => return None,
        JsonType::Boolean => Kind::Boolean,
        JsonType::Integer => Kind::Integer,
        JsonType::Number => Kind::Number,
        JsonType::String => Kind::String,
        JsonType::Array => Kind::Array,
        JsonType::Object => Kind::Object,
    })
}

fn kind_of_value(node: &Node) -> Option<Kind> {
    Some(match &node.value {
        Value::Null => return None,
        Value::Bool(_) => Kind::Boolean,
        Value::Number(number) if number.0.parse::<i64>().is_ok() => Kind::Integer,
        Value::Number(_) => Kind::Number,
        Value::String(_) => Kind::String,
        Value::Sequence(_) => Kind::Array,
        Value::Mapping(_) => Kind::Object,
    })
}
