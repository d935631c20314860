//! What a schema says to a reader in, documentation out: words, and constraints as facts.
//!
//! Around a choice with null the words may stand inside or outside; a link keeps only what stands
//! beside it, since the target's words are found at the target.

use super::glance::branches;
use super::schemas::Schemas;
use crate::document::schema::Rare;
use crate::document::{Schema, SchemaId, Text};
use crate::ir::{Docs, Fact};
use crate::tree::{Node, Value};

/// Formats that a scalar's type says, so that its documentation need not.
const TOLD: &[&str] = &[
    "int32",
    "int64",
    "uint32",
    "uint64",
    "float",
    "double",
    "date-time",
    "date",
    "time",
    "duration",
    "password",
    "byte",
    "base64",
];

/// An example of more characters is no line that one reads, and is left out.
const LONGEST_EXAMPLE: usize = 160;

/// The documentation of a schema where it stands.
pub(super) fn of(schemas: &Schemas<'_>, id: SchemaId) -> Docs {
    let schema = schemas.get(id);
    let reference = schema.reference.as_ref();
    let beside = reference.and_then(|it| it.description.as_ref());
    let mut docs = Docs {
        title: text(schema.title.as_ref()),
        description: text(schema.description.as_ref().or(beside)),
        facts: Vec::new(),
        deprecated: schema.deprecated,
    };
    if let Some(default) = &schema.default {
        fact(&mut docs, "Default", json(default));
    }
    facts(&mut docs, schema);
    if let Some(inner) = inside(schemas, id) {
        let inner = of(schemas, inner);
        docs.title = docs.title.or(inner.title);
        docs.description = docs.description.or(inner.description);
        docs.deprecated |= inner.deprecated;
        let known = |fact: &Fact, all: &[Fact]| all.iter().any(|it| it.label == fact.label);
        for fact in inner.facts {
            if !known(&fact, &docs.facts) {
                docs.facts.push(fact);
            }
        }
    }
    docs
}

/// `readOnly` and `writeOnly`, wherever they stand around the same value.
pub(super) fn access(schemas: &Schemas<'_>, id: SchemaId) -> (bool, bool) {
    let schema = schemas.get(id);
    let (mut read, mut write) = (schema.read_only, schema.write_only);
    let next = inside(schemas, id).or_else(|| schemas.end(id).filter(|end| *end != id));
    if let Some(next) = next {
        let inner = schemas.get(next);
        read |= inner.read_only;
        write |= inner.write_only;
    }
    // Both at once would leave nowhere for it to go.
    if read && write { (false, false) } else { (read, write) }
}

/// The one inline branch beside null.
fn inside(schemas: &Schemas<'_>, id: SchemaId) -> Option<SchemaId> {
    let schema = schemas.get(id);
    let mut left = branches(schema).iter().filter(|it| !schemas.is_null(**it));
    match (left.next(), left.next()) {
        (Some(only), None) if schemas.link(*only).is_none() && *only != id => Some(*only),
        _ => None,
    }
}

/// Strings of an extension that lists one for each value.
pub(super) fn texts(schema: &Schema, keys: &[&str], count: usize) -> Vec<String> {
    let found = schema.extensions.iter();
    let mut found = found.filter(|(key, _)| keys.contains(&key.value.as_str()));
    let Some((_, Node { value: Value::Sequence(all), .. })) = found.next() else {
        return Vec::new();
    };
    let texts: Vec<String> = all
        .iter()
        .filter_map(|it| match &it.value {
            Value::String(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    if texts.len() == count { texts } else { Vec::new() }
}

pub(super) fn text(text: Option<&Text>) -> Option<String> {
    text.map(|it| it.value.clone())
}

fn fact(docs: &mut Docs, label: &'static str, value: String) {
    docs.facts.push(Fact { label, value });
}

fn facts(docs: &mut Docs, schema: &Schema) {
    if let Some(format) = schema.format.as_ref().filter(|it| !TOLD.contains(&it.value.as_str())) {
        fact(docs, "Format", format.value.clone());
    }
    if let Some(constant) = schema.constant.as_ref().filter(|it| !matches!(it.value, Value::Null)) {
        fact(docs, "Always", json(constant));
    }
    if let Some(rare) = schema.rare.as_deref() {
        bounds(docs, rare);
        sizes(docs, rare);
        let example = rare.examples.first().map(json);
        if let Some(example) = example.filter(|it| it.chars().count() <= LONGEST_EXAMPLE) {
            fact(docs, "Example", example);
        }
    }
}

fn bounds(docs: &mut Docs, rare: &Rare) {
    let all = [
        ("Minimum", &rare.minimum),
        ("Greater than", &rare.exclusive_minimum),
        ("Maximum", &rare.maximum),
        ("Less than", &rare.exclusive_maximum),
        ("Multiple of", &rare.multiple_of),
    ];
    for (label, bound) in all {
        if let Some(bound) = bound {
            fact(docs, label, json(bound));
        }
    }
    if let Some(pattern) = &rare.pattern {
        fact(docs, "Pattern", pattern.value.clone());
    }
}

fn sizes(docs: &mut Docs, rare: &Rare) {
    let all = [
        ("At least", rare.min_length, "character"),
        ("At most", rare.max_length, "character"),
        ("At least", rare.min_items, "item"),
        ("At most", rare.max_items, "item"),
        ("At least", rare.min_properties, "member"),
        ("At most", rare.max_properties, "member"),
    ];
    for (label, count, of) in all {
        if let Some(count) = count {
            let plural = if count == 1 { "" } else { "s" };
            fact(docs, label, format!("{count} {of}{plural}"));
        }
    }
    if rare.unique_items {
        fact(docs, "Items", "all different".to_owned());
    }
}

/// A value as JSON text on one line.
pub(super) fn json(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.0.to_string(),
        Value::String(text) => serde_json::Value::from(text.as_str()).to_string(),
        Value::Sequence(all) => {
            let all: Vec<String> = all.iter().map(json).collect();
            format!("[{}]", all.join(", "))
        }
        Value::Mapping(map) => {
            let entry = |it: &crate::tree::Entry| {
                let key = serde_json::Value::from(it.key.as_str());
                format!("{key}: {}", json(&it.node))
            };
            let all: Vec<String> = map.entries.iter().map(entry).collect();
            format!("{{{}}}", all.join(", "))
        }
    }
}
