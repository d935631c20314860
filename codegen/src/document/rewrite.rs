//! A tree of a document in; the same tree in the words of OpenAPI 3.1 out, and whole enough to be
//! a valid document.
//!
//! For a document that is written as it was read, with what no floor below has a use for:
//! callbacks, links, examples, webhooks. What a typed [`super::Document`] has been lifted to is
//! said here of the tree; a test holds the one to the other.

mod complete;
mod lift;
mod places;
#[cfg(test)]
mod tests;

use crate::diagnostic::Diagnostics;
use crate::text::Span;
use crate::tree::{Entry, Mapping, Node, Value};
pub(crate) use complete::complete;
use places::{Kind, Place};
use std::collections::HashSet;

/// The words of 3.1 for those of an older document. What stands at a place of `wrong` has been read
/// past, being of the wrong kind, and is left out.
pub(crate) fn lifted(root: &Node, older: bool, wrong: &HashSet<Span>) -> Node {
    let right = if wrong.is_empty() { root.clone() } else { without(root, wrong) };
    let mut lift = |kind: Kind, node: &Node, entries: Vec<Entry>| match kind {
        Kind::Schema => lift::schema(node, entries, older),
        Kind::Root => mapping(node.span, entries.into_iter().map(version).collect()),
        _ => mapping(node.span, entries),
    };
    walk(&right, Kind::Root, &mut lift)
}

/// A tree without what stands at some places.
fn without(node: &Node, wrong: &HashSet<Span>) -> Node {
    let span = node.span;
    match &node.value {
        Value::Mapping(all) => {
            let right = |it: &&Entry| !wrong.contains(&it.node.span) && !wrong.contains(&it.key_span);
            let kept = all.iter().filter(right);
            mapping(span, kept.map(|it| Entry { node: without(&it.node, wrong), ..it.clone() }).collect())
        }
        Value::Sequence(items) => {
            let kept = items.iter().filter(|item| !wrong.contains(&item.span));
            Node { span, value: Value::Sequence(kept.map(|item| without(item, wrong)).collect()) }
        }
        _ => node.clone(),
    }
}

/// `3.0.3`, and `3.1` that is a number or lacks its last part, as 3.1 (section 4.8.1).
fn version(entry: Entry) -> Entry {
    if entry.key != "openapi" {
        return entry;
    }
    let written = match &entry.node.value {
        Value::String(text) => text.trim(),
        Value::Number(number) => number.as_str(),
        _ => "",
    };
    let text = match written {
        newer if newer.starts_with("3.2") => "3.2.0",
        same if same.starts_with("3.1.") => same,
        _ => "3.1.1",
    };
    let value = Value::String(text.to_owned());
    Entry { node: Node { span: entry.node.span, value }, ..entry }
}

/// Rebuilds a tree from its leaves up; `see` makes each object of OpenAPI of its rebuilt entries.
fn walk(node: &Node, kind: Kind, see: &mut dyn FnMut(Kind, &Node, Vec<Entry>) -> Node) -> Node {
    let Value::Mapping(all) = &node.value else {
        return node.clone();
    };
    let mut entries = Vec::with_capacity(all.entries.len());
    for entry in all {
        let inside = &entry.node;
        let rebuilt = match places::of(kind, &entry.key) {
            Place::Data => inside.clone(),
            Place::One(kind) => walk(inside, kind, see),
            Place::List(kind) => match &inside.value {
                Value::Sequence(items) => {
                    let items = items.iter().map(|item| walk(item, kind, see)).collect();
                    Node { span: inside.span, value: Value::Sequence(items) }
                }
                // `items` holds a schema, or a list of them.
                _ if kind == Kind::Schema => walk(inside, kind, see),
                _ => inside.clone(),
            },
            Place::Map(kind) => {
                let members = inside.as_mapping().map(|members| {
                    let member = |it: &Entry| Entry { node: walk(&it.node, kind, see), ..it.clone() };
                    mapping(inside.span, members.iter().map(member).collect())
                });
                members.unwrap_or_else(|| inside.clone())
            }
        };
        entries.push(Entry { node: rebuilt, ..entry.clone() });
    }
    see(kind, node, entries)
}

/// A mapping of entries with different keys.
fn mapping(span: Span, entries: Vec<Entry>) -> Node {
    let mut nothing = Diagnostics::default();
    Node { span, value: Value::Mapping(Mapping::new(entries, &mut nothing)) }
}

fn entry(key: &str, span: Span, value: Value) -> Entry {
    Entry { key: key.to_owned(), key_span: span, node: Node { span, value } }
}
