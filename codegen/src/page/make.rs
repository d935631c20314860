//! Nodes that no page has as they are, made of those that it has: each stands at its cause.

use super::heading::Said;
use crate::diagnostic::Diagnostics;
use crate::text::Span;
use crate::tree::{Entry, Mapping, Node, Value};

/// A mapping. Of a key that stands twice the last one counts: who made it has said so, or could
/// not have.
pub(super) fn mapping(span: Span, entries: Vec<Entry>) -> Node {
    let mut nothing = Diagnostics::default();
    Node { span, value: Value::Mapping(Mapping::new(entries, &mut nothing)) }
}

/// A list.
pub(super) fn list(span: Span, items: Vec<Node>) -> Node {
    Node { span, value: Value::Sequence(items) }
}

/// A string.
pub(super) fn text(span: Span, text: impl Into<String>) -> Node {
    Node { span, value: Value::String(text.into()) }
}

/// A string that stands on the page.
pub(super) fn said(said: &Said) -> Node {
    text(said.span, said.value.as_str())
}

/// `true` or `false`.
pub(super) fn flag(span: Span, flag: bool) -> Node {
    Node { span, value: Value::Bool(flag) }
}

/// A key, which stands where its value does.
pub(super) fn entry(key: &str, node: Node) -> Entry {
    entry_at(key, node.span, node)
}

/// A key that stands elsewhere.
pub(super) fn entry_at(key: &str, key_span: Span, node: Node) -> Entry {
    Entry { key: key.to_owned(), key_span, node }
}

/// `{$ref: ...}` to a schema among the components.
pub(super) fn reference(span: Span, name: &str) -> Node {
    let pointer = crate::tree::pointer::join("#/components/schemas", name);
    mapping(span, vec![entry("$ref", text(span, pointer))])
}

/// The entries of a mapping; none of anything else.
pub(super) fn entries(node: &Node) -> &[Entry] {
    node.as_mapping().map_or(&[], |mapping| &mapping.entries)
}

/// The items of a list; none of anything else.
pub(super) fn items(node: &Node) -> &[Node] {
    node.as_sequence().unwrap_or_default()
}

/// The entries of the mapping that some keys lead to.
pub(super) fn under_path<'n>(node: &'n Node, keys: &[&str]) -> &'n [Entry] {
    let mut node = Some(node);
    for key in keys {
        node = node.and_then(|node| node.get(key));
    }
    node.map_or(&[], entries)
}
