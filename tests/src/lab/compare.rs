//! What went into a type and what came out, in; whether that is the same, by the rules of the
//! documentation, out.
//!
//! Free: the order of keys, how a number is written, properties that the schema does not declare.
//! Counted apart: a null that became absent where the type is only received, and a constant that
//! the wire always has. Anything else is an alteration.

use super::judge::Judge;
use super::schema::{Document, home};
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
    /// Parts that are rightly held by an open arm.
    pub open: usize,
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
        let applying = self.applying(pointers, given, seen);
        match (given, made) {
            (Value::Object(given), Value::Object(made)) => self.object(&applying, given, made, path, seen),
            (Value::Array(given), Value::Array(made)) if given.len() == made.len() => {
                for (at, (given, made)) in given.iter().zip(made).enumerate() {
                    let pointers: Vec<String> =
                        applying.schemas.iter().filter_map(|schema| self.item(schema, at)).collect();
                    self.value(&pointers, given, made, &format!("{path}[{at}]"), seen);
                }
            }
            (given, made) if is_same(given, made) => {}
            (given, made) => seen.alter(path, &format!("{} became {}", short(given), short(made))),
        }
    }

    fn object(
        &self,
        applying: &Applying,
        given: &serde_json::Map<String, Value>,
        made: &serde_json::Map<String, Value>,
        path: &str,
        seen: &mut Seen,
    ) {
        let Applying { schemas, is_structure, .. } = applying;
        for (key, value) in given {
            let declared: Vec<Declared> = schemas.iter().map(|schema| self.declared(schema, key)).collect();
            let pointers: Vec<String> = declared.iter().filter_map(Declared::pointer).collect();
            let is_free = !is_structure && declared.contains(&Declared::Free);
            let is_declared = !pointers.is_empty() || is_free || schemas.is_empty();
            let path = format!("{path}/{key}");
            match made.get(key) {
                Some(made) => self.value(&pointers, value, made, &path, seen),
                None if !is_declared => seen.undeclared += 1,
                None if value.is_null() && self.is_absence(applying, &pointers, key) => {
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
    fn applying(&self, pointers: &[String], instance: &Value, seen: &mut Seen) -> Applying {
        let start = |pointer: &String| Under { pointer: pointer.clone(), certain: true, part: false };
        let mut todo: Vec<Under> = pointers.iter().map(start).collect();
        let mut applying = Applying::default();
        while let Some(under) = todo.pop() {
            seen.visited.insert(under.pointer.clone());
            let Some((pointer, schema)) = self.document.resolved(&under.pointer) else { continue };
            if applying.schemas.contains(&pointer) {
                continue;
            }
            seen.visited.insert(pointer.clone());
            applying.is_structure |= under.certain && has_properties(schema);
            let all = schema["allOf"].as_array().map_or(0, Vec::len);
            let part = under.part || all > 1 || has_properties(schema);
            let below = |pointer: String, certain: bool| Under { pointer, certain, part };
            todo.extend((0..all).map(|at| below(format!("{pointer}/allOf/{at}"), under.certain)));
            for keyword in ["anyOf", "oneOf"] {
                let count = schema[keyword].as_array().map_or(0, Vec::len);
                let branches: Vec<String> =
                    (0..count).map(|at| format!("{pointer}/{keyword}/{at}")).collect();
                let met: Vec<String> =
                    branches.iter().filter(|at| self.judge.is_valid(at, instance)).cloned().collect();
                seen.open += usize::from(self.is_open(&branches, &met, instance));
                let left = if met.is_empty() { branches } else { met };
                let certain = under.certain && left.len() == 1;
                todo.extend(left.into_iter().map(|branch| below(branch, certain)));
            }
            if !under.part {
                applying.owners.push(pointer.clone());
            }
            applying.schemas.push(pointer);
        }
        applying
    }

    /// Whether an open arm is the right place for what meets these branches: text that an
    /// enumeration stands beside and does not list, or an object that does not say which of several
    /// branches it is.
    fn is_open(&self, branches: &[String], met: &[String], instance: &Value) -> bool {
        let listed = |at: &String| self.document.resolved(at).is_some_and(|(_, it)| it["enum"].is_array());
        match instance {
            Value::String(_) => !met.iter().any(listed) && branches.iter().any(listed) && !met.is_empty(),
            Value::Object(_) => met.len() > 1,
            _ => false,
        }
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
        let is_combinator = ["anyOf", "oneOf", "allOf"].iter().any(|keyword| node.get(keyword).is_some());
        match &node["additionalProperties"] {
            Value::Object(_) => Declared::At(format!("{schema}/additionalProperties")),
            Value::Bool(false) => Declared::No,
            _ if has_properties(node) || is_combinator => Declared::No,
            _ => Declared::Free,
        }
    }

    /// Whether null and absent are the same: where a property is never sent, by its type or by
    /// `readOnly`, which also makes one that is required optional where its type is sent.
    fn is_absence(&self, applying: &Applying, property: &[String], key: &str) -> bool {
        let read_only = |pointer: &String| self.document.says(pointer, "readOnly");
        property.iter().any(read_only)
            || !self.required(&applying.schemas, key) && !self.is_sent(&applying.owners)
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

/// The schemas that a value is under.
#[derive(Default)]
struct Applying {
    schemas: Vec<String>,
    /// Those of them whose type it has: a part of a whole lends it properties, not where it goes.
    owners: Vec<String>,
    /// Whether one that it is under whichever branches it takes declares properties: what stands
    /// beside them is undeclared, although a second schema of an `allOf` says nothing of it.
    is_structure: bool,
}

/// A schema that is still to be looked at.
struct Under {
    pointer: String,
    /// Whether no branch of a union leads to it, or the only one that is met.
    certain: bool,
    /// Whether it is united with others.
    part: bool,
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

fn has_properties(schema: &Value) -> bool {
    schema["properties"].as_object().is_some_and(|properties| !properties.is_empty())
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
    use crate::lab::judge::Judge;
    use crate::lab::schema::{Document, component};
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
    fn a_part_that_is_sent_elsewhere_is_not_sent_in_a_whole_that_is_not() -> anyhow::Result<()> {
        let form = json!({ "properties": { "a": { "type": ["string", "null"] } } });
        let whole = json!({ "allOf": [{ "$ref": "#/components/schemas/Form" }, { "required": ["b"] }] });
        let document = Document::of(json!({ "components": { "schemas": { "Form": form, "Pet": whole } } }));
        let (judge, sent) = (Judge::new(&document)?, BTreeSet::from(["Form".to_owned()]));
        let rules = Rules { document: &document, judge: &judge, sent: &sent };
        let (given, made) = (json!({ "a": null, "b": 1 }), json!({ "b": 1 }));
        assert_eq!(rules.compare(&component("Pet"), &given, &made).altered, None);
        assert!(rules.compare(&component("Form"), &given, &made).altered.is_some());
        Ok(())
    }

    #[test]
    fn an_open_arm_is_right_for_text_beside_an_enumeration_and_for_what_names_no_branch() -> anyhow::Result<()>
    {
        let text = json!({ "anyOf": [{ "type": "string" }, { "type": "string", "enum": ["a"] }] });
        let open = |schema, value| Ok::<_, anyhow::Error>(compare(schema, true, &value, &value)?.open);
        assert_eq!((open(&text, json!("a"))?, open(&text, json!("b"))?), (0, 1));
        let kind = |tag: &str| json!({ "type": "object", "properties": { "kind": { "const": tag } } });
        let union = json!({ "anyOf": [kind("one"), kind("two")] });
        assert_eq!((open(&union, json!({}))?, open(&union, json!({ "kind": "one" }))?), (1, 0));
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
    fn what_stands_beside_properties_is_undeclared_whatever_another_part_leaves_open() -> anyhow::Result<()> {
        let (given, made) = (json!({ "a": 1, "b": 2 }), json!({ "a": 1 }));
        let structure = json!({ "type": "object", "properties": { "a": {} } });
        let required = json!({ "type": "object", "required": ["a"] });
        let all = json!({ "allOf": [structure, required] });
        assert_eq!(compare(&all, true, &given, &made)?, Seen { undeclared: 1, ..Seen::default() });
        let any = json!({ "anyOf": [structure, required] });
        assert_eq!(compare(&any, true, &given, &made)?.altered.as_deref(), Some("/b is lost"));
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
