//! What went into a type and what came out, in; whether that is the same, by the rules of the
//! documentation, out.
//!
//! Free: the order of keys, how a number is written, properties that the schema does not declare.
//! Counted apart: a null that became absent where the type is only received, and a constant that
//! the wire always has. Anything else is an alteration.

use super::schema::{Document, Judge, home, said};
use serde_json::Value;
use std::collections::BTreeSet;

/// What a comparison stands on.
pub(super) struct Rules<'a> {
    /// Where the schemas are.
    pub document: &'a Document,
    /// Who says which branch of a union an instance is.
    pub judge: &'a Judge,
    /// The named schemas that a request can hold.
    pub sent: &'a BTreeSet<String>,
}

/// What was seen.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Seen {
    /// Where the first alteration is, and which.
    pub altered: Option<String>,
    /// Nulls that became absent.
    pub nulls: usize,
    /// Constants that were added.
    pub constants: usize,
    /// Properties that were skipped, since they are not declared.
    pub undeclared: usize,
    /// Every schema that a part of the instance was under.
    pub visited: BTreeSet<String>,
}

impl Rules<'_> {
    /// Compares an instance of the schema at a pointer with what was made of it.
    pub fn compare(&self, pointer: &str, given: &Value, made: &Value) -> Seen {
        let mut seen = Seen::default();
        self.value(&[pointer.to_owned()], given, made, "", &mut seen);
        seen
    }

    fn value(&self, pointers: &[String], given: &Value, made: &Value, path: &str, seen: &mut Seen) {
        let schemas = self.applying(pointers, given, seen);
        match (given, made) {
            (Value::Object(given), Value::Object(made)) => self.object(&schemas, given, made, path, seen),
            (Value::Array(given), Value::Array(made)) if given.len() == made.len() => {
                for (at, (given, made)) in given.iter().zip(made).enumerate() {
                    let pointers: Vec<String> =
                        schemas.iter().filter_map(|schema| self.item(schema, at)).collect();
                    self.value(&pointers, given, made, &format!("{path}[{at}]"), seen);
                }
            }
            (given, made) if is_same(given, made) => {}
            (given, made) => seen.alter(path, &format!("{} became {}", short(given), short(made))),
        }
    }

    fn object(
        &self,
        schemas: &[String],
        given: &serde_json::Map<String, Value>,
        made: &serde_json::Map<String, Value>,
        path: &str,
        seen: &mut Seen,
    ) {
        for (key, value) in given {
            let declared: Vec<Declared> = schemas.iter().map(|schema| self.declared(schema, key)).collect();
            let pointers: Vec<String> = declared.iter().filter_map(Declared::pointer).collect();
            let is_declared =
                !pointers.is_empty() || declared.contains(&Declared::Free) || schemas.is_empty();
            let path = format!("{path}/{key}");
            match made.get(key) {
                Some(made) => self.value(&pointers, value, made, &path, seen),
                None if !is_declared => seen.undeclared += 1,
                None if value.is_null() && self.is_absence(schemas, &pointers, key) => {
                    let _ = self.applying(&pointers, value, seen);
                    seen.nulls += 1;
                }
                None => seen.alter(&path, "is lost"),
            }
        }
        for (key, value) in made.iter().filter(|(key, _)| !given.contains_key(*key)) {
            let of = schemas.iter().filter_map(|schema| self.declared(schema, key).pointer());
            let is_tag = schemas.iter().any(|schema| self.document.is_tag(schema, key, value));
            if is_tag
                || of
                    .filter_map(|pointer| self.document.resolved(&pointer))
                    .any(|(_, schema)| is_constant(schema, value))
            {
                seen.constants += 1;
            } else {
                seen.alter(&format!("{path}/{key}"), "was not there");
            }
        }
    }

    /// The schemas under which an instance is, without references and combinators: of a union, the
    /// branches that it meets, or all if it meets none.
    fn applying(&self, pointers: &[String], instance: &Value, seen: &mut Seen) -> Vec<String> {
        let mut todo = pointers.to_vec();
        let mut found: Vec<String> = Vec::new();
        while let Some(pointer) = todo.pop() {
            seen.visited.insert(pointer.clone());
            let Some((pointer, schema)) = self.document.resolved(&pointer) else { continue };
            if found.contains(&pointer) {
                continue;
            }
            seen.visited.insert(pointer.clone());
            let all = schema["allOf"].as_array().map_or(0, Vec::len);
            todo.extend((0..all).map(|at| format!("{pointer}/allOf/{at}")));
            for keyword in ["anyOf", "oneOf"] {
                let count = schema[keyword].as_array().map_or(0, Vec::len);
                let branches: Vec<String> =
                    (0..count).map(|at| format!("{pointer}/{keyword}/{at}")).collect();
                let met: Vec<String> =
                    branches.iter().filter(|at| self.judge.is_valid(at, instance)).cloned().collect();
                todo.extend(if met.is_empty() { branches } else { met });
            }
            found.push(pointer);
        }
        found
    }

    fn item(&self, schema: &str, at: usize) -> Option<String> {
        let node = self.document.at(schema)?;
        let fixed = node["prefixItems"].as_array().map_or(0, Vec::len);
        if at < fixed {
            return Some(format!("{schema}/prefixItems/{at}"));
        }
        node["items"].is_object().then(|| format!("{schema}/items"))
    }

    fn declared(&self, schema: &str, key: &str) -> Declared {
        let Some(node) = self.document.at(schema) else { return Declared::No };
        if node["properties"].get(key).is_some() {
            return Declared::At(format!("{schema}/properties/{}", super::schema::escaped(key)));
        }
        let has_properties = node["properties"].as_object().is_some_and(|properties| !properties.is_empty());
        let is_combinator = ["anyOf", "oneOf", "allOf"].iter().any(|keyword| node.get(keyword).is_some());
        match &node["additionalProperties"] {
            Value::Object(_) => Declared::At(format!("{schema}/additionalProperties")),
            Value::Bool(false) => Declared::No,
            _ if has_properties || is_combinator => Declared::No,
            _ => Declared::Free,
        }
    }

    /// Whether null and absent are the same: where a property is never sent, by its type or by
    /// `readOnly`, which also makes one that is required optional where its type is sent.
    fn is_absence(&self, schemas: &[String], property: &[String], key: &str) -> bool {
        let one_way = |pointer: &String| {
            let here = self.document.at(pointer).is_some_and(|schema| said(schema, "readOnly"));
            here || self.document.resolved(pointer).is_some_and(|(_, schema)| said(schema, "readOnly"))
        };
        property.iter().any(one_way) || !self.required(schemas, key) && !self.is_sent(schemas)
    }

    fn required(&self, schemas: &[String], key: &str) -> bool {
        let lists = schemas.iter().filter_map(|schema| self.document.at(schema)?["required"].as_array());
        lists.flatten().any(|name| name == key)
    }

    fn is_sent(&self, schemas: &[String]) -> bool {
        schemas.iter().any(|schema| match home(schema) {
            Some(name) => self.sent.contains(name),
            None => ["/requestBody/", "/requestBodies/", "/parameters/"].iter().any(|it| schema.contains(it)),
        })
    }
}

impl Seen {
    fn alter(&mut self, path: &str, what: &str) {
        self.altered
            .get_or_insert_with(|| format!("{} {what}", if path.is_empty() { "all of it" } else { path }));
    }
}

/// What a schema says of a property.
#[derive(PartialEq)]
enum Declared {
    No,
    At(String),
    /// Whatever is in an object of which nothing is said.
    Free,
}

impl Declared {
    fn pointer(&self) -> Option<String> {
        match self {
            Self::At(pointer) => Some(pointer.clone()),
            Self::No | Self::Free => None,
        }
    }
}

fn is_constant(schema: &Value, value: &Value) -> bool {
    schema.get("const") == Some(value)
        || schema["enum"].as_array().is_some_and(|members| members == std::slice::from_ref(value))
}

/// What was made, with what it may lack put back, so that it can be judged: undeclared properties,
/// and nulls that became absent. (What it must not lack is an alteration.)
pub(super) fn completed(given: &Value, made: &Value) -> Value {
    match (given, made) {
        (Value::Object(given), Value::Object(made)) => {
            let mut all = made.clone();
            for (key, value) in given {
                let value = made.get(key).map_or_else(|| value.clone(), |made| completed(value, made));
                all.insert(key.clone(), value);
            }
            Value::Object(all)
        }
        (Value::Array(given), Value::Array(made)) if given.len() == made.len() => {
            given.iter().zip(made).map(|(given, made)| completed(given, made)).collect()
        }
        _ => made.clone(),
    }
}

/// Equal as data: numbers by value, objects in any order.
fn is_same(one: &Value, two: &Value) -> bool {
    match (one, two) {
        (Value::Number(a), Value::Number(b)) => {
            a == b || a.as_f64() == b.as_f64() && !(a.is_f64() ^ b.is_f64() && huge(a))
        }
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| is_same(a, b)))
        }
        _ => one == two,
    }
}

/// Beyond 2^53 a float does not say which integer it is.
fn huge(number: &serde_json::Number) -> bool {
    number.as_f64().is_some_and(|float| float.abs() > 9_007_199_254_740_992.0)
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Rules, Seen, completed};
    use crate::lab::schema::{Document, Judge, component};
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    fn compare(schema: &Value, sent: bool, given: &Value, made: &Value) -> anyhow::Result<Seen> {
        let document = Document::of(json!({ "components": { "schemas": { "Pet": schema } } }));
        let judge = Judge::new(&document)?;
        let sent: BTreeSet<String> = sent.then(|| "Pet".to_owned()).into_iter().collect();
        let mut seen =
            Rules { document: &document, judge: &judge, sent: &sent }.compare(&component("Pet"), given, made);
        seen.visited.clear();
        Ok(seen)
    }

    #[test]
    fn a_lost_null_is_an_alteration_only_of_what_is_sent() -> anyhow::Result<()> {
        let schema = json!({ "properties": { "a": { "type": ["string", "null"] } } });
        let (given, made) = (json!({ "a": null }), json!({}));
        assert_eq!(compare(&schema, false, &given, &made)?, Seen { nulls: 1, ..Seen::default() });
        assert!(compare(&schema, true, &given, &made)?.altered.is_some());
        let required = json!({ "required": ["a"], "properties": schema["properties"] });
        assert!(compare(&required, false, &given, &made)?.altered.is_some());
        Ok(())
    }

    #[test]
    fn what_is_only_read_may_become_absent_and_is_judged_as_it_came() -> anyhow::Result<()> {
        let read = json!({ "type": ["string", "null"], "readOnly": true });
        let schema = json!({ "required": ["a"], "properties": { "a": read } });
        let (given, made) = (json!({ "a": null, "b": 1 }), json!({}));
        let seen = compare(&schema, true, &given, &made)?;
        assert_eq!(seen, Seen { nulls: 1, undeclared: 1, ..Seen::default() });
        assert_eq!(completed(&given, &made), given);
        Ok(())
    }

    #[test]
    fn only_what_is_declared_must_come_back() -> anyhow::Result<()> {
        let schema = json!({ "properties": { "a": { "type": "number" }, "t": { "const": "x" } } });
        let seen = compare(&schema, true, &json!({ "a": 1, "b": 2 }), &json!({ "t": "x", "a": 1.0 }))?;
        assert_eq!(seen, Seen { undeclared: 1, constants: 1, ..Seen::default() });
        let map = json!({ "type": "object", "additionalProperties": { "type": "integer" } });
        let seen = compare(&map, true, &json!({ "a": 1 }), &json!({}))?;
        assert_eq!(seen.altered.as_deref(), Some("/a is lost"));
        Ok(())
    }

    #[test]
    fn a_property_counts_as_declared_by_the_branch_that_is_met() -> anyhow::Result<()> {
        let branch = |tag: &str, key: &str| json!({ "type": "object", "required": ["t"], "properties": { "t": { "const": tag }, key: {} } });
        let schema = json!({ "oneOf": [branch("one", "a"), branch("two", "b")] });
        let seen =
            compare(&schema, true, &json!({ "t": "one", "a": 1, "b": 2 }), &json!({ "t": "one", "a": 1 }))?;
        assert_eq!(seen, Seen { undeclared: 1, ..Seen::default() });
        let seen = compare(&schema, true, &json!({ "t": "two", "b": 2 }), &json!({ "t": "two" }))?;
        assert_eq!(seen.altered.as_deref(), Some("/b is lost"));
        Ok(())
    }
}
