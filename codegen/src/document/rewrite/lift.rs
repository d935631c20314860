//! A schema with words of 3.0 in; the same in those of JSON Schema 2020-12 out. What each word
//! becomes is written in `document/v3.rs`.

use super::super::v3;
use super::{entry, mapping};
use crate::text::Span;
use crate::tree::{Entry, Node, Value};

/// A schema of entries that have been lifted.
pub(super) fn schema(written: &Node, mut entries: Vec<Entry>, older: bool) -> Node {
    let span = written.span;
    for entry in entries.iter_mut().filter(|it| matches!(it.key.as_str(), "anyOf" | "oneOf")) {
        let nulls = written.get(&entry.key).map(v3::null_branches).unwrap_or_default();
        if let Value::Sequence(branches) = &mut entry.node.value {
            nulls.into_iter().for_each(|at| state_null(&mut branches[at]));
        }
    }
    if older && has(&entries, "$ref") {
        entries.retain(|entry| v3::is_kept_beside_ref(&entry.key) || entry.key == "summary");
    }
    bound(&mut entries, "exclusiveMinimum", "minimum");
    bound(&mut entries, "exclusiveMaximum", "maximum");
    for entry in &mut entries {
        if entry.key == "items" && entry.node.as_sequence().is_some() {
            entry.key = "prefixItems".to_owned();
        }
    }
    if v3::is_never(&entries) {
        return Node { span, value: Value::Bool(false) };
    }
    let nullable = take(&mut entries, "nullable");
    match nullable.filter(|entry| entry.node.value == Value::Bool(true)) {
        Some(cause) => admit_null(span, entries, cause.node.span),
        None => mapping(span, entries),
    }
}

/// Adds `type: 'null'` to a branch that had `nullable` alone.
fn state_null(branch: &mut Node) {
    if let Value::Mapping(members) = &branch.value {
        let null = entry("type", branch.span, Value::String("null".to_owned()));
        *branch = mapping(branch.span, members.entries.iter().cloned().chain([null]).collect());
    }
}

fn has(entries: &[Entry], key: &str) -> bool {
    entries.iter().any(|entry| entry.key == key)
}

fn take(entries: &mut Vec<Entry>, key: &str) -> Option<Entry> {
    let at = entries.iter().position(|entry| entry.key == key)?;
    Some(entries.remove(at))
}

/// `exclusiveMinimum: true` says of `minimum` what `exclusiveMinimum: N` says.
fn bound(entries: &mut Vec<Entry>, exclusive: &str, inclusive: &str) {
    let flag = entries.iter().find(|entry| entry.key == exclusive).and_then(|entry| entry.node.as_bool());
    let Some(flag) = flag else {
        return;
    };
    entries.retain(|entry| entry.key != exclusive);
    if flag && let Some(limit) = entries.iter_mut().find(|entry| entry.key == inclusive) {
        limit.key = exclusive.to_owned();
    }
}

fn admit_null(span: Span, mut entries: Vec<Entry>, cause: Span) -> Node {
    let filled = |key: &str| {
        let found = entries.iter().find(|entry| entry.key == key);
        found.is_some_and(|entry| entry.node.as_sequence().is_none_or(|items| !items.is_empty()))
    };
    if has(&entries, "$ref") || filled("allOf") {
        return wrapped(span, entries, cause);
    }
    if !has(&entries, "type") {
        let properties = entries.iter().find(|entry| entry.key == "properties");
        let some =
            properties.and_then(|entry| entry.node.as_mapping()).is_some_and(|all| !all.entries.is_empty());
        let meant = if some || has(&entries, "additionalProperties") {
            Some("object")
        } else if has(&entries, "items") || filled("prefixItems") {
            Some("array")
        } else {
            None
        };
        entries.extend(meant.map(|meant| entry("type", cause, Value::String(meant.to_owned()))));
    }
    for entry in &mut entries {
        let list = match (entry.key.as_str(), &entry.node.value) {
            ("type", Value::String(_)) => vec![entry.node.clone()],
            ("type" | "enum" | "anyOf" | "oneOf", Value::Sequence(items)) if !items.is_empty() => {
                items.clone()
            }
            // Nothing is right by an empty `enum`; null is, now.
            ("enum", Value::Sequence(items)) => items.clone(),
            _ => continue,
        };
        let null = match entry.key.as_str() {
            "type" => text(cause, "null"),
            "enum" => Node { span: cause, value: Value::Null },
            _ => null_type(cause),
        };
        let once = matches!(entry.key.as_str(), "type" | "enum");
        let known = once && list.iter().any(|item| item.value.same(&null.value));
        let more = (!known).then_some(null);
        entry.node.value = Value::Sequence(list.into_iter().chain(more).collect());
    }
    mapping(span, entries)
}

/// `anyOf: [it, {type: 'null'}]`, beside what is said of the place and not of the value.
fn wrapped(span: Span, entries: Vec<Entry>, cause: Span) -> Node {
    let reference = has(&entries, "$ref");
    let (mut outer, mut inner) = (Vec::new(), Vec::new());
    for entry in entries {
        match entry.key.as_str() {
            "default" | "deprecated" | "readOnly" | "writeOnly" | "example" | "examples" => outer.push(entry),
            "title" | "description" if reference => outer.push(entry),
            "title" | "description" => {
                outer.push(entry.clone());
                inner.push(entry);
            }
            _ => inner.push(entry),
        }
    }
    let branches = vec![mapping(span, inner), null_type(cause)];
    outer.push(entry("anyOf", span, Value::Sequence(branches)));
    mapping(span, outer)
}

fn null_type(span: Span) -> Node {
    let kind = Entry { key: "type".to_owned(), key_span: span, node: text(span, "null") };
    mapping(span, vec![kind])
}

fn text(span: Span, text: &str) -> Node {
    Node { span, value: Value::String(text.to_owned()) }
}
