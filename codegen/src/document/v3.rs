//! The differences between OpenAPI 3.0, 3.1 and 3.2, and how the older words become the newer.
//!
//! The only file that knows one version from another. What a schema of 3.0 says in words of its
//! own ([`Older`]) is lifted into JSON Schema 2020-12 without moving the vendor's pointers; a word
//! that belongs to another version is honoured, with E0204.
//!
//! `nullable` becomes, with as few changes as the schema allows:
//!
//! ```yaml
//! {type: string, nullable: true}            # {type: [string, 'null']}
//! {type: string, enum: [a], nullable: true} # {type: [string, 'null'], enum: [a, null]}
//! {oneOf: [A, B], nullable: true}           # {oneOf: [A, B, {type: 'null'}]}
//! {allOf: [A], nullable: true}              # {anyOf: [{allOf: [A]}, {type: 'null'}]}
//! {$ref: A, nullable: true}                 # {anyOf: [{$ref: A}, {type: 'null'}]}
//! {anyOf: [A, {nullable: true}]}            # {anyOf: [A, {type: 'null'}]}
//! ```
//!
//! In the two before the last both the whole and its first branch stand at the vendor's pointer.

use super::read::Reader;
use super::schema::{JsonType, Rare, Schema};
use super::{Origin, SchemaId};
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;
use crate::tree::{Entry, Mapping, Node, Value};

/// The words of one minor version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dialect {
    /// A dialect of JSON Schema's draft 5.
    V30,
    /// JSON Schema 2020-12.
    V31,
    /// The same, and more methods.
    V32,
}

/// What a schema says in words that 2020-12 lacks.
#[derive(Default)]
pub(super) struct Older<'n> {
    /// `nullable`
    pub nullable: Option<&'n Entry>,
    /// `exclusiveMinimum: true`
    pub exclusive_minimum: Option<&'n Entry>,
    /// `exclusiveMaximum: true`
    pub exclusive_maximum: Option<&'n Entry>,
    /// `example`
    pub example: Option<&'n Node>,
}

/// Whether a schema is `{not: {}}`, which is `false` (JSON Schema 2020-12 core, section 4.3.2) to those
/// whose version has no such word.
pub(super) fn is_never(schema: &[Entry]) -> bool {
    match schema {
        [Entry { key, node, .. }] if key == "not" => match &node.value {
            Value::Mapping(inner) => inner.entries.is_empty(),
            value => *value == Value::Bool(true),
        },
        _ => false,
    }
}

/// Brings a schema that was read into the words of 2020-12.
pub(super) fn lift(reader: &mut Reader, id: SchemaId, older: &Older) {
    if let Some(example) = older.example {
        rare(reader, id).examples.push(example.clone());
    }
    if let Some(entry) = older.exclusive_minimum
        && holds(reader, entry)
    {
        let rare = rare(reader, id);
        rare.exclusive_minimum = rare.minimum.take();
    }
    if let Some(entry) = older.exclusive_maximum
        && holds(reader, entry)
    {
        let rare = rare(reader, id);
        rare.exclusive_maximum = rare.maximum.take();
    }
    if let Some(entry) = older.nullable {
        match entry.node.value {
            Value::Bool(_) => {
                if holds(reader, entry) {
                    admit_null(reader, id, entry);
                }
            }
            _ => reader.unexpected("nullable", "a boolean", &entry.node),
        }
    }
}

/// `nullable` in a part of `allOf` that says nothing else of the value: by the letter it allows what
/// the other parts forbid and so means nothing; vendors mean the whole.
pub(super) fn null_part(dialect: Dialect, mapping: &Mapping) -> Option<&Entry> {
    let Value::Sequence(parts) = &mapping.get("allOf").filter(|_| dialect == Dialect::V30)?.value else {
        return None;
    };
    let parts = parts.iter().filter_map(Node::as_mapping).map(|it| &it.entries);
    let mut lone = parts.filter(|part| is_null_alone(part));
    lone.find_map(|part| part.iter().find(|it| it.key == "nullable"))
}

/// Whether a schema says of its value that it may be null, and no more.
fn is_null_alone(schema: &[Entry]) -> bool {
    const WORDS: [&str; 5] = ["nullable", "title", "description", "default", "example"];
    schema.iter().all(|it| WORDS.contains(&it.key.as_str()))
        && schema.iter().any(|it| it.key == "nullable" && it.node.value == Value::Bool(true))
}

/// The branches of a choice that are `{nullable: true}`: by the letter anything, but beside a schema
/// that says what the value is they are how some generators spell null (schemars' `Option<T>`).
pub(super) fn null_branches(choice: &Node) -> Vec<usize> {
    let branches = choice.as_sequence().unwrap_or_default();
    let is_null = |branch: &&Node| branch.as_mapping().is_some_and(|it| is_null_alone(&it.entries));
    let found: Vec<usize> =
        branches.iter().enumerate().filter(|(_, branch)| is_null(branch)).map(|(at, _)| at).collect();
    if found.len() < branches.len() { found } else { Vec::new() }
}

/// Whether a boolean keyword of 3.0 is set; a later version is told that it has none such.
fn holds(reader: &mut Reader, entry: &Entry) -> bool {
    if reader.dialect > Dialect::V30 {
        let message = format!("a boolean `{}` belongs to OpenAPI 3.0", entry.key);
        let help = match entry.key.as_str() {
            "nullable" => "write `type: [..., 'null']` or a branch `{type: 'null'}`",
            _ => "write the bound itself: since 3.1 it is a number",
        };
        foreign(reader, entry.key_span, &message, Some(help));
    }
    entry.node.value == Value::Bool(true)
}

fn rare<'r>(reader: &'r mut Reader, id: SchemaId) -> &'r mut Rare {
    reader.schema_mut(id).rare.get_or_insert_with(Box::default)
}

/// E0204: honoured all the same.
fn foreign(reader: &mut Reader, span: Span, message: &str, help: Option<&str>) {
    let mut diagnostic = Diagnostic::new(Code::OtherVersion, span, message);
    diagnostic.help = help.map(str::to_owned);
    reader.out.push(diagnostic);
}

fn admit_null(reader: &mut Reader, id: SchemaId, cause: &Entry) {
    let dialect = reader.dialect;
    let span = cause.node.span;
    let schema = reader.schema_mut(id);
    if schema.reference.is_some() {
        // Where it is foreign that has been said.
        if dialect == Dialect::V30 {
            let message =
                "by the letter of OpenAPI 3.0 `nullable` beside a `$ref` is ignored; it is honoured";
            let help = "write `{nullable: true, allOf: [{$ref: ...}]}`";
            foreign(reader, cause.key_span, message, Some(help));
        }
        return wrap(reader, id, span);
    }
    if !schema.all_of.is_empty() {
        // A null that `allOf` still forbids would say nothing: vendors mean the whole.
        return wrap(reader, id, span);
    }
    if schema.types.is_empty() {
        // Without a type null is allowed already; what only objects or lists have tells the type
        // that was meant.
        if !schema.properties.is_empty() || schema.additional_properties.is_some() {
            schema.types.push((JsonType::Object, span));
        } else if schema.items.is_some() || !schema.prefix_items.is_empty() {
            schema.types.push((JsonType::Array, span));
        }
    }
    let has_null = schema.types.iter().any(|(json, _)| *json == JsonType::Null);
    if !schema.types.is_empty() && !has_null {
        schema.types.push((JsonType::Null, span));
    }
    // 3.0.3 would have null listed here too; nobody who writes both means that it is refused.
    if let Some(members) = &mut schema.members
        && !members.iter().any(|member| member.value == Value::Null)
    {
        let value = Value::Null;
        members.push(Node { span, value });
    }
    let (any_of, one_of) = (schema.any_of.len(), schema.one_of.len());
    if any_of > 0 {
        let null = null_branch(reader, id, span, &format!("/anyOf/{any_of}"));
        reader.schema_mut(id).any_of.push(null);
    }
    if one_of > 0 {
        let null = null_branch(reader, id, span, &format!("/oneOf/{one_of}"));
        reader.schema_mut(id).one_of.push(null);
    }
}

/// Puts a schema into `anyOf: [it, {type: 'null'}]`. What is said about the place, not about the
/// value, stays outside.
fn wrap(reader: &mut Reader, id: SchemaId, span: Span) {
    let null = null_branch(reader, id, span, "");
    let schema = reader.schema_mut(id);
    let whole = Schema::new(schema.origin.clone());
    let mut inner = std::mem::replace(schema, whole);
    schema.default = inner.default.take();
    schema.deprecated = std::mem::take(&mut inner.deprecated);
    schema.read_only = std::mem::take(&mut inner.read_only);
    schema.write_only = std::mem::take(&mut inner.write_only);
    if let Some(rare) = &mut inner.rare
        && !rare.examples.is_empty()
    {
        schema.rare.get_or_insert_with(Box::default).examples = std::mem::take(&mut rare.examples);
    }
    if inner.reference.is_some() {
        (schema.title, schema.description) = (inner.title.take(), inner.description.take());
    } else {
        // A type of its own: its docs are those of the place as well.
        (schema.title, schema.description) = (inner.title.clone(), inner.description.clone());
    }
    let inner = reader.add(inner);
    reader.schema_mut(id).any_of = vec![inner, null];
}

fn null_branch(reader: &mut Reader, id: SchemaId, span: Span, under: &str) -> SchemaId {
    let pointer = format!("{}{under}", reader.schema_mut(id).origin.pointer);
    let mut null = Schema::new(Origin { span, pointer });
    null.types.push((JsonType::Null, span));
    reader.add(null)
}

/// Whether a keyword counts that stands in one mapping with `$ref`. Since 3.1 all do. In 3.0 none
/// does by the letter ("SHALL be ignored", Reference Object); docs are kept, and `nullable`, which
/// vendors mean.
pub(super) fn stands_beside_ref(reader: &mut Reader, entry: &Entry) -> bool {
    if reader.dialect > Dialect::V30 {
        return true;
    }
    match entry.key.as_str() {
        key if is_kept_beside_ref(key) => true,
        "allOf"
        | "anyOf"
        | "oneOf"
        | "not"
        | "enum"
        | "const"
        | "properties"
        | "required"
        | "additionalProperties"
        | "items" => {
            let message = format!("OpenAPI 3.0 ignores `{}` beside a `$ref`", entry.key);
            let help = "put the `$ref` into an `allOf` beside it";
            foreign(reader, entry.key_span, &message, Some(help));
            false
        }
        _ => false,
    }
}

/// What counts beside a `$ref` of 3.0.
pub(super) fn is_kept_beside_ref(key: &str) -> bool {
    matches!(key, "$ref" | "description" | "nullable")
}

/// `type: [...]` is of 3.1.
pub(super) fn type_list(reader: &mut Reader, entry: &Entry) {
    if reader.dialect == Dialect::V30 {
        let message = "a list of types belongs to OpenAPI 3.1";
        foreign(reader, entry.key_span, message, None);
    }
}

/// `exclusiveMinimum: 5` is of 3.1.
pub(super) fn numeric_bound(reader: &mut Reader, entry: &Entry) {
    if reader.dialect == Dialect::V30 && matches!(entry.node.value, Value::Number(_)) {
        let message = format!("a numeric `{}` belongs to OpenAPI 3.1", entry.key);
        foreign(reader, entry.key_span, &message, None);
    }
}

/// `items: [...]` is a tuple of JSON Schema's draft 4 and of no version of OpenAPI; 2020-12 calls
/// it `prefixItems`.
pub(super) fn tuple(reader: &mut Reader, entry: &Entry) -> Vec<SchemaId> {
    let message = "a list of `items` belongs to an older JSON Schema";
    foreign(reader, entry.key_span, message, Some("write `prefixItems`"));
    reader.schemas(entry)
}

/// `query` and `additionalOperations` are of 3.2.
pub(super) fn since_32(reader: &mut Reader, entry: &Entry) {
    if reader.dialect < Dialect::V32 {
        let message = format!("`{}` belongs to OpenAPI 3.2", entry.key);
        foreign(reader, entry.key_span, &message, None);
    }
}
