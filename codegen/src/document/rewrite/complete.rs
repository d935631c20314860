//! A tree in; the same tree with what OpenAPI requires and its pages have left out.
//!
//! Only what changes no promise: an empty description of a response, a name of the path that is
//! sent as text, since the path can't be made without it, `4XX` for `4xx`, `'1.0'` for `1.0`.

use super::places::Kind;
use super::{entry, mapping, walk};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::METHODS;
use crate::text::Span;
use crate::tree::{Entry, Node, Value, pointer};

/// The whole tree.
pub(crate) fn complete(root: &Node, out: &mut Diagnostics) -> Node {
    let mut see = |kind: Kind, node: &Node, entries: Vec<Entry>| {
        let span = node.span;
        let mut entries = entries;
        if kind == Kind::Responses {
            entries.iter_mut().for_each(range);
        }
        if kind == Kind::Paths {
            entries.iter_mut().for_each(|path| parameters(root, path, out));
        }
        entries.iter_mut().filter(|entry| is_text(kind, &entry.key)).for_each(|entry| quote(&mut entry.node));
        if node.get("$ref").is_none() {
            entries.extend(missing(kind, node));
        }
        let required = node.get("required").and_then(Node::as_bool) == Some(true);
        if kind == Kind::Parameter && text(node, "in") == Some("path") && !required {
            entries.retain(|entry| entry.key != "required");
            entries.push(entry("required", span, Value::Bool(true)));
        }
        mapping(span, entries)
    };
    walk(root, Kind::Root, &mut see)
}

fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key)?.as_str()
}

/// `4xx` as it is spelled (OpenAPI 3.1, section 4.8.16.2).
fn range(status: &mut Entry) {
    if status.key.len() == 3 && status.key.ends_with("xx") {
        status.key = status.key.to_ascii_uppercase();
    }
}

/// What YAML reads as a number where it is not quoted, and is a string all the same.
fn is_text(kind: Kind, key: &str) -> bool {
    matches!((kind, key), (Kind::Info, "title" | "version") | (Kind::Variable, "default" | "enum"))
}

fn quote(node: &mut Node) {
    match &mut node.value {
        Value::Number(number) => node.value = Value::String(number.as_str().to_owned()),
        Value::Bool(flag) => node.value = Value::String(flag.to_string()),
        Value::Sequence(items) => items.iter_mut().for_each(quote),
        _ => {}
    }
}

/// What this object must have and lacks.
fn missing(kind: Kind, node: &Node) -> Option<Entry> {
    let lacks = |key: &str| node.get(key).is_none();
    let nothing = || mapping(node.span, Vec::new()).value;
    match kind {
        Kind::Response if lacks("description") => {
            Some(entry("description", node.span, Value::String(String::new())))
        }
        Kind::Parameter | Kind::Header if lacks("schema") && lacks("content") => {
            Some(entry("schema", node.span, nothing()))
        }
        Kind::Body if lacks("content") => Some(entry("content", node.span, nothing())),
        Kind::Scheme if text(node, "type") == Some("oauth2") && lacks("flows") => {
            Some(entry("flows", node.span, nothing()))
        }
        _ => None,
    }
}

/// Declares the names in a path that an operation does not (E0503).
fn parameters(root: &Node, path: &mut Entry, out: &mut Diagnostics) {
    let names: Vec<String> = names(&path.key).map(str::to_owned).collect();
    let Some(item) = path.node.as_mapping().filter(|item| item.get("$ref").is_none()) else {
        return;
    };
    let shared = path.node.get("parameters").cloned();
    let mut entries = item.entries.clone();
    for operation in entries.iter_mut().filter(|entry| METHODS.contains(&entry.key.as_str())) {
        let Some(written) = operation.node.as_mapping() else {
            continue;
        };
        let own = written.get("parameters").and_then(Node::as_sequence).unwrap_or_default();
        let all: Vec<&Node> = shared.iter().flat_map(|node| node.as_sequence().unwrap_or_default()).collect();
        let declared = |name: &str| {
            let is = |node: &&Node| {
                let node = followed(root, node);
                text(node, "in") == Some("path") && text(node, "name") == Some(name)
            };
            own.iter().any(|node| is(&node)) || all.iter().any(is)
        };
        let more: Vec<Node> = names
            .iter()
            .filter(|name| !declared(name))
            .map(|name| undeclared(path.key_span, name, out))
            .collect();
        if more.is_empty() {
            continue;
        }
        let list = Value::Sequence(own.iter().cloned().chain(more).collect());
        let mut kept: Vec<Entry> =
            written.iter().filter(|entry| entry.key != "parameters").cloned().collect();
        let at = kept.iter().position(|entry| matches!(entry.key.as_str(), "requestBody" | "responses"));
        kept.insert(at.unwrap_or(kept.len()), entry("parameters", operation.node.span, list));
        operation.node = mapping(operation.node.span, kept);
    }
    path.node = mapping(path.node.span, entries);
}

/// The names in braces of a template.
fn names(template: &str) -> impl Iterator<Item = &str> {
    template
        .split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
        .filter(|name| !name.is_empty())
}

fn followed<'n>(root: &'n Node, node: &'n Node) -> &'n Node {
    let target = || pointer::lookup(root, text(node, "$ref")?.strip_prefix('#')?);
    target().unwrap_or(node)
}

fn undeclared(path: Span, name: &str, out: &mut Diagnostics) -> Node {
    let message = format!("`{name}` stands in the path and is not declared: it is sent as text");
    out.push(
        Diagnostic::new(Code::PathParameterUndeclared, path, message)
            .help("declare it in the document that is written: its schema is not on the page"),
    );
    let string = |key: &str, value: &str| entry(key, path, Value::String(value.to_owned()));
    let schema = mapping(path, vec![string("type", "string")]);
    mapping(
        path,
        vec![
            string("name", name),
            string("in", "path"),
            entry("required", path, Value::Bool(true)),
            Entry { key: "schema".to_owned(), key_span: path, node: schema },
        ],
    )
}
