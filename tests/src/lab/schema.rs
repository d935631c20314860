//! A document in; its schemas as JSON Schema 2020-12 out.
//!
//! Reads by serde_json and serde_yaml: a second opinion has no use for the generator's own reader.

use super::discriminator::{STATED, Tags, inherited, state};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// What marks a schema that was put around another when it was lifted.
const LIFTED: &str = "x-lifted";
/// Where its named schemas are.
const SCHEMAS: &str = "/components/schemas/";

/// A document whose schemas are those of OpenAPI 3.1.
#[derive(Debug)]
pub(super) struct Document {
    root: Value,
    tags: Tags,
}

impl Document {
    /// Reads JSON or YAML; schemas of 3.0 are lifted, discriminators stated.
    pub fn load(file: &Path) -> Result<Self> {
        Ok(Self::of(Self::plain(file)?.root))
    }

    /// The same, but with discriminators as the hints that they are to JSON Schema.
    pub fn plain(file: &Path) -> Result<Self> {
        let mut root = tree(file)?;
        if root["openapi"].as_str().is_some_and(|version| version.starts_with("3.0")) {
            lift(&mut root);
        }
        within_format(&mut root);
        Ok(Self { root, tags: Tags::new() })
    }

    /// One from data.
    pub fn of(mut root: Value) -> Self {
        let mut tags = Tags::new();
        inherited(&mut root);
        let before = root.clone();
        state(&mut root, &before, &mut tags);
        Self { root, tags }
    }

    /// Whether a value is what a discriminator calls a schema by.
    pub fn is_tag(&self, schema: &str, property: &str, value: &Value) -> bool {
        let tags = self.tags.get(schema).into_iter().flatten();
        tags.into_iter().any(|(name, tag)| name == property && value == tag)
    }

    /// All of it.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// The names of its schemas.
    pub fn names(&self) -> Vec<String> {
        let schemas = self.root.pointer("/components/schemas").and_then(Value::as_object);
        schemas.map(|schemas| schemas.keys().cloned().collect()).unwrap_or_default()
    }

    /// What a pointer finds.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(pointer)
    }

    /// The pointer of what the vendor's pointer finds: on its way through references to where they
    /// lead, and through what lifting or a stated tag put around a schema. The last step is not
    /// followed.
    pub fn canonical(&self, pointer: &str) -> Option<String> {
        let mut at = &self.root;
        let mut own = String::new();
        for step in pointer.trim_start_matches('#').split('/').skip(1) {
            // No document has longer chains of bare references than this.
            let mut left = 32;
            let next = loop {
                let inside =
                    [(LIFTED, "/anyOf/0"), (STATED, "/allOf/0")].into_iter().find_map(|(mark, to)| {
                        let inside = at.get(mark).and_then(|_| at.pointer(to))?;
                        Some((inside, format!("{own}{to}")))
                    });
                let target = at.get("$ref").and_then(Value::as_str).and_then(local);
                (at, own) = match (inside, child(at, step), target) {
                    (Some(inside), ..) => inside,
                    (None, Some(next), _) => break next,
                    (None, None, Some(target)) => (self.at(&target)?, target),
                    (None, None, None) => return None,
                };
                left -= 1;
                if left == 0 {
                    return None;
                }
            };
            at = next;
            own = format!("{own}/{step}");
        }
        Some(own)
    }

    /// The vendor's pointer of what a pointer of ours finds: without the steps that lifting or a
    /// stated tag put in.
    pub fn vendors(&self, pointer: &str) -> String {
        let (mut at, mut own) = (Some(&self.root), String::new());
        let mut steps = pointer.split('/').skip(1).peekable();
        while let Some(step) = steps.next() {
            let is_ours =
                |mark: &str, keyword: &str| step == keyword && at.is_some_and(|at| at.get(mark).is_some());
            if (is_ours(LIFTED, "anyOf") || is_ours(STATED, "allOf")) && steps.peek() == Some(&"0") {
                steps.next();
                at = at.and_then(|at| at.get(step)?.get(0));
            } else {
                at = at.and_then(|at| child(at, step));
                own = format!("{own}/{step}");
            }
        }
        own
    }

    /// What a pointer finds after following references, and its own pointer. A ring ends where it
    /// began.
    pub fn resolved(&self, pointer: &str) -> Option<(String, &Value)> {
        let mut pointer = pointer.to_owned();
        let mut schema = self.at(&pointer)?;
        // No document has longer chains of bare references than this.
        for _ in 0..32 {
            let Some(target) = schema.get("$ref").and_then(Value::as_str).and_then(local) else {
                break;
            };
            pointer = target;
            schema = self.at(&pointer)?;
        }
        Some((pointer, schema))
    }

    /// Whether what a pointer finds sets a keyword to true: itself, what it refers to, or a part of
    /// its `allOf`.
    pub fn says(&self, pointer: &str, keyword: &str) -> bool {
        // No document has deeper parts of parts than this, and a ring ends here.
        let (mut todo, mut left) = (vec![pointer.to_owned()], 64);
        while let Some(pointer) = todo.pop().filter(|_| left > 0) {
            left -= 1;
            let Some((own, schema)) = self.resolved(&pointer) else { continue };
            if said(schema, keyword) || self.at(&pointer).is_some_and(|schema| said(schema, keyword)) {
                return true;
            }
            let parts = schema["allOf"].as_array().map_or(0, Vec::len);
            todo.extend((0..parts).map(|at| format!("{own}/allOf/{at}")));
        }
        false
    }

    /// The named schemas that a request of these operations can hold.
    pub fn sent(&self, made: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let mut todo = Vec::new();
        for operation in self.operations().iter().filter(|operation| made(&operation.identity)) {
            references(&operation.node["requestBody"], &mut todo);
            references(&operation.node["parameters"], &mut todo);
        }
        let mut sent = BTreeSet::new();
        while let Some(pointer) = todo.pop() {
            if let Some(found) = self.at(&pointer).filter(|_| sent.insert(pointer.clone())) {
                references(found, &mut todo);
            }
        }
        sent.iter().filter_map(|pointer| pointer.strip_prefix(SCHEMAS)).map(str::to_owned).collect()
    }

    /// Every operation, in order.
    pub fn operations(&self) -> Vec<Operation<'_>> {
        const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];
        let paths = self.root["paths"].as_object().into_iter().flatten();
        let mut operations = Vec::new();
        for (path, item) in paths {
            for method in METHODS {
                if let Some(node) = item.get(*method) {
                    operations.push(Operation {
                        identity: format!("{} {path}", method.to_uppercase()),
                        node,
                        item,
                    });
                }
            }
        }
        operations
    }
}

/// What a file holds, as it is.
pub(super) fn tree(file: &Path) -> Result<Value> {
    let text = super::generate::read(file)?;
    if text.trim_start().starts_with('{') {
        serde_json::from_str(&text).context("this is no JSON")
    } else {
        super::yaml::read(&text).context("this is no YAML")
    }
}

/// An operation as the document has it.
#[derive(Debug, Clone)]
pub(super) struct Operation<'a> {
    /// Method and path.
    pub identity: String,
    /// Its own part.
    pub node: &'a Value,
    /// The path item around it.
    pub item: &'a Value,
}

impl Operation<'_> {
    /// Its own pointer.
    pub fn pointer(&self) -> String {
        let (method, path) = self.identity.split_once(' ').unwrap_or_default();
        format!("/paths/{}/{}", escaped(path), method.to_lowercase())
    }
}

/// Whether a schema sets a keyword to true, also where lifting put another around it.
pub(super) fn said(schema: &Value, keyword: &str) -> bool {
    let inside = schema.get(LIFTED).and_then(|_| schema.pointer("/anyOf/0"));
    schema[keyword] == true || inside.is_some_and(|schema| schema[keyword] == true)
}

/// The pointer of a named schema.
pub(super) fn component(name: &str) -> String {
    format!("{SCHEMAS}{}", escaped(name))
}

/// The named schema that a pointer lies in.
pub(super) fn home(pointer: &str) -> Option<&str> {
    pointer.strip_prefix(SCHEMAS)?.split('/').next()
}

/// What a step of a pointer leads to (RFC 6901, section 4).
fn child<'a>(node: &'a Value, step: &str) -> Option<&'a Value> {
    match node {
        Value::Object(members) => members.get(&step.replace("~1", "/").replace("~0", "~")),
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    }
}

/// The pointer of a reference into the document, which is part of a URI (RFC 6901, section 6).
fn local(reference: &str) -> Option<String> {
    reference.strip_prefix('#').map(decoded)
}

/// A text without percent-encoding; one that would not be text is as it was.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut left = text.as_bytes();
    while let [first, rest @ ..] = left {
        let digits = rest.get(..2).filter(|_| *first == b'%').and_then(|it| std::str::from_utf8(it).ok());
        let byte = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        left = if byte.is_some() { &rest[2..] } else { rest };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// A step of a JSON pointer (RFC 6901, section 3).
pub(super) fn escaped(step: &str) -> String {
    step.replace('~', "~0").replace('/', "~1")
}

fn references(node: &Value, out: &mut Vec<String>) {
    match node {
        Value::Object(members) => {
            out.extend(members.get("$ref").and_then(Value::as_str).and_then(local));
            members.values().for_each(|member| references(member, out));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, out)),
        _ => {}
    }
}

/// OpenAPI 3.0's own words into JSON Schema's: `nullable`, and the boolean exclusive bounds.
fn lift(node: &mut Value) {
    match node {
        Value::Object(members) => {
            for keyword in ["anyOf", "oneOf"] {
                members
                    .get_mut(keyword)
                    .and_then(Value::as_array_mut)
                    .into_iter()
                    .for_each(|it| null_branches(it));
            }
            members.values_mut().for_each(lift);
            exclusive(members, "minimum", "exclusiveMinimum");
            exclusive(members, "maximum", "exclusiveMaximum");
            if members.get("nullable") == Some(&json!(true)) {
                members.remove("nullable");
                let schema = Value::Object(std::mem::take(members));
                members.insert("anyOf".to_owned(), json!([schema, { "type": "null" }]));
                members.insert(LIFTED.to_owned(), json!(true));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(lift),
        _ => {}
    }
}

/// A branch `{nullable: true}` beside others is how some generators spell null.
fn null_branches(branches: &mut [Value]) {
    const WORDS: [&str; 5] = ["nullable", "title", "description", "default", "example"];
    let is_null = |branch: &Value| {
        let words = branch.as_object().is_some_and(|it| it.keys().all(|key| WORDS.contains(&key.as_str())));
        words && branch["nullable"] == true
    };
    if !branches.iter().all(is_null) {
        branches.iter_mut().filter(|it| is_null(it)).for_each(|branch| *branch = json!({ "type": "null" }));
    }
}

/// The largest binary64 number of 64 bits with a sign, since tools read numbers as such.
const INT64: i64 = 9_223_372_036_854_774_784;

/// A format bounds an integer as `maximum` does (OpenAPI 3.1, 4.4), but JSON Schema reads past it:
/// of both, the narrower.
fn within_format(node: &mut Value) {
    match node {
        Value::Object(members) => {
            members.values_mut().for_each(within_format);
            let is_beyond =
                members.get("maximum").and_then(Value::as_f64).is_some_and(|most| most > INT64 as f64);
            if is_beyond && members.get("format") == Some(&json!("int64")) {
                members.insert("maximum".to_owned(), json!(INT64));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(within_format),
        _ => {}
    }
}

fn exclusive(members: &mut Map<String, Value>, bound: &str, keyword: &str) {
    match members.get(keyword) {
        Some(Value::Bool(true)) => {
            if let Some(value) = members.remove(bound) {
                members.insert(keyword.to_owned(), value);
            }
        }
        Some(Value::Bool(false)) => {
            members.remove(keyword);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, lift, within_format};
    use serde_json::json;

    #[test]
    fn what_3_0_says_in_its_own_words_is_lifted() {
        let mut schema =
            json!({ "type": "integer", "nullable": true, "minimum": 1, "exclusiveMinimum": true });
        lift(&mut schema);
        assert_eq!(
            schema,
            json!({ "anyOf": [{ "type": "integer", "exclusiveMinimum": 1 }, { "type": "null" }], "x-lifted": true })
        );
    }

    #[test]
    fn a_bound_beyond_the_format_is_none() {
        let mut schema = json!({ "type": "integer", "format": "int64", "maximum": 18446744073709551615_u64 });
        within_format(&mut schema);
        assert_eq!(schema["maximum"], json!(9_223_372_036_854_774_784_i64));
        let mut unsigned = json!({ "format": "uint64", "maximum": 18446744073709551615_u64 });
        within_format(&mut unsigned);
        assert_eq!(unsigned["maximum"], json!(18446744073709551615_u64));
    }

    #[test]
    fn a_pointer_goes_through_references_and_what_was_lifted() {
        let mut root = json!({
            "paths": { "/a": { "get": { "responses": { "200": { "$ref": "#/components/responses/Ok" } } } } },
            "components": {
                "responses": { "Ok": { "schema": { "nullable": true, "properties": { "b": { "type": "string" } } } } },
            },
        });
        lift(&mut root);
        let document = Document::of(root);
        let own = document.canonical("/paths/~1a/get/responses/200/schema/properties/b");
        assert_eq!(own.as_deref(), Some("/components/responses/Ok/schema/anyOf/0/properties/b"));
        assert_eq!(
            own.map(|own| document.vendors(&own)).as_deref(),
            Some("/components/responses/Ok/schema/properties/b")
        );
        assert_eq!(document.canonical("/paths/~1a/put"), None);
    }

    #[test]
    fn a_pointer_goes_through_a_branch_whose_tag_is_stated_and_a_reference_with_percents() {
        let pet = json!({ "oneOf": [{ "$ref": "#/components/schemas/A%20cat" }], "discriminator": { "propertyName": "k" } });
        let document = Document::of(json!({ "components": { "schemas": {
            "Pet": pet,
            "A cat": { "properties": { "lives": { "type": "integer" } } },
        } } }));
        let own = document.canonical("/components/schemas/Pet/oneOf/0/properties/lives");
        assert_eq!(own.as_deref(), Some("/components/schemas/A cat/properties/lives"));
        assert_eq!(
            document.canonical("/components/schemas/Pet/oneOf/0").as_deref(),
            Some("/components/schemas/Pet/oneOf/0")
        );
    }

    #[test]
    fn what_a_part_says_of_a_property_the_whole_says() {
        let id = json!({ "type": "string", "readOnly": true });
        let pet = json!({ "properties": { "id": { "allOf": [{ "$ref": "#/components/schemas/Id" }] } } });
        let document = Document::of(json!({ "components": { "schemas": { "Id": id, "Pet": pet } } }));
        let pointer = "/components/schemas/Pet/properties/id";
        assert!(document.says(pointer, "readOnly"));
        assert!(!document.says(pointer, "writeOnly"));
    }

    #[test]
    fn what_is_sent_includes_what_it_refers_to() {
        let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let document = Document::of(json!({
            "paths": { "/pets": { "post": {
                "requestBody": { "content": { "application/json": { "schema": to("Form") } } },
                "responses": { "200": { "content": { "application/json": { "schema": to("Answer") } } } },
            } } },
            "components": { "schemas": { "Form": { "properties": { "pet": to("Pet") } }, "Pet": {}, "Answer": {} } },
        }));
        assert_eq!(document.sent(|_| true).into_iter().collect::<Vec<_>>(), ["Form", "Pet"]);
        assert_eq!(document.operations()[0].identity, "POST /pets");
    }
}
