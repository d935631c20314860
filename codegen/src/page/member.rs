//! A list of alternatives of the resolved dialect in (`schemaArray`, or a parameter's `schema`);
//! the schema that it was made of out.
//!
//! Whoever made the page turned a schema into a sum of products: `oneOf` and `anyOf` became
//! members, `allOf` was merged into each. A member's own keys are of the dialect; what stands in
//! its `properties` and `items` is plain OpenAPI and is taken over untouched, whatever its keys
//! are called. `examples` beside a list are never looked at: most are made up of the schema.

use super::components::{Known, Side};
use super::make;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::Span;
use crate::tree::{Entry, Node, Value, pointer};
use std::borrow::Cow;

/// In which words schemas are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// Of OpenAPI 3.0, since what stands in components and properties is.
    Older,
    /// Of OpenAPI 3.1.
    Newer,
}

/// The schema of a list; `None` where a page has a media type without one.
pub(super) fn schema(
    list: &Node,
    side: Side,
    words: Words,
    known: &Known,
    out: &mut Diagnostics,
) -> Option<Node> {
    let Some(members) = list.as_sequence() else {
        unexpected("a list of alternatives", "an array", list, out);
        return None;
    };
    let members: Vec<&Node> = members.iter().filter(|member| !is_absent(member)).collect();
    let mut branches = Vec::with_capacity(members.len());
    for member in &members {
        branches.push(branch(member, side, words, known, out)?);
    }
    match branches.len() {
        0 => None,
        1 => branches.pop().map(|branch| alone(branch, words)),
        _ => Some(union(list.span, branches, words)),
    }
}

/// One alternative, as far as it is understood.
struct Branch {
    node: Node,
    /// The definition that it is a use of; what stands in `node` is then what stood beside it.
    uses: Option<String>,
}

/// A media type that is no structured one and had no schema is given this in place of one.
fn is_absent(member: &Node) -> bool {
    let is = |key: &str, value: &str| member.get(key).and_then(Node::as_str) == Some(value);
    is("type", "file") && member.get("contentMediaType").is_some() && member.get("contentEncoding").is_none()
}

fn branch(member: &Node, side: Side, words: Words, known: &Known, out: &mut Diagnostics) -> Option<Branch> {
    if member.as_mapping().is_none() {
        unexpected("an alternative", "an object", member, out);
        return None;
    }
    let node = rebuilt(member, side, words);
    let Some(name) = identifier(member) else {
        return Some(Branch { node, uses: None });
    };
    if !known.admits(&name, &node, side) {
        return Some(Branch { node, uses: None });
    }
    // A parameter's default was copied into the schema; the definition has none of it.
    let kept = |entry: &&Entry| side == Side::Parameter && entry.key == "default";
    let beside = make::entries(&node).iter().filter(kept).filter(|entry| known.lacks(&name, entry));
    let node = make::mapping(node.span, beside.cloned().collect());
    Some(Branch { node, uses: Some(name.into_owned()) })
}

/// The component that a member says it is.
pub(super) fn identifier(member: &Node) -> Option<Cow<'_, str>> {
    let pointer = member.get("refIdentifier")?.as_str()?.strip_prefix("#/components/schemas/")?;
    Some(pointer::unescape(pointer))
}

/// A member as the schema that it was.
pub(super) fn rebuilt(member: &Node, side: Side, words: Words) -> Node {
    let mut entries = Vec::new();
    let bounded = |key: &str| member.get(key).is_some_and(|node| node.value == Value::Bool(true));
    for entry in make::entries(member) {
        let (node, span) = (&entry.node, entry.key_span);
        let mut put = |key: &str, node: Node| entries.push(make::entry_at(key, span, node));
        match entry.key.as_str() {
            "refIdentifier" => {}
            // Whether the parameter or the body is required; a schema's own list has another name.
            "required" if node.as_bool().is_some() => {}
            "requiredProperties" => put("required", node.clone()),
            "description" | "deprecated" if side == Side::Parameter => {}
            "type" => types(member, node, &mut put),
            "contentEncoding" if is_file(member) => {}
            "properties" => {
                let members: Vec<Entry> = make::entries(node).iter().map(unwrapped).collect();
                if !members.is_empty() {
                    put("properties", make::mapping(node.span, members));
                }
            }
            "items" | "additionalProperties" => put(&entry.key, unwrap(node)),
            "exclusiveMaximum" | "exclusiveMinimum" if words == Words::Newer && node.as_bool().is_some() => {
                let bound = if entry.key == "exclusiveMaximum" { "maximum" } else { "minimum" };
                if let Some(limit) = member.get(bound).filter(|_| bounded(&entry.key)) {
                    put(&entry.key, limit.clone());
                }
            }
            "maximum" if words == Words::Newer && bounded("exclusiveMaximum") => {}
            "minimum" if words == Words::Newer && bounded("exclusiveMinimum") => {}
            key => put(key, node.clone()),
        }
    }
    make::mapping(member.span, entries)
}

fn is_file(member: &Node) -> bool {
    member.get("type").and_then(Node::as_str) == Some("file")
}

/// `any`, `enum<string>` and `file` are words of the dialect; all others are JSON Schema's.
fn types(member: &Node, node: &Node, put: &mut impl FnMut(&str, Node)) {
    match node.as_str() {
        Some("any") => {}
        Some("file") => {
            put("type", make::text(node.span, "string"));
            if let Some(encoding) = member.get("contentEncoding") {
                put("format", encoding.clone());
            }
        }
        Some(name) => {
            let of = name.strip_prefix("enum<").and_then(|rest| rest.strip_suffix('>'));
            put("type", make::text(node.span, of.unwrap_or(name)));
        }
        None => put("type", node.clone()),
    }
}

fn unwrapped(entry: &Entry) -> Entry {
    Entry { node: unwrap(&entry.node), ..entry.clone() }
}

/// `{allOf: [X]}`, which the dialect puts around each schema in a member, is X. Several stand
/// there where parts of an `allOf` declared one property, and stay.
fn unwrap(node: &Node) -> Node {
    match make::entries(node) {
        [only] if only.key == "allOf" => match make::items(&only.node) {
            [inner] => inner.clone(),
            [] => make::mapping(node.span, Vec::new()),
            _ => node.clone(),
        },
        _ => node.clone(),
    }
}

/// A single alternative.
fn alone(branch: Branch, words: Words) -> Node {
    let Some(name) = branch.uses else {
        return branch.node;
    };
    let span = branch.node.span;
    let reference = make::reference(span, &name);
    let beside = make::entries(&branch.node);
    match (beside.is_empty(), words) {
        (true, _) => reference,
        (false, Words::Newer) => {
            make::mapping(span, make::entries(&reference).iter().chain(beside).cloned().collect())
        }
        // 3.0 ignores what stands beside a `$ref` (Reference Object).
        (false, Words::Older) => {
            let whole = make::entry("allOf", make::list(span, vec![reference]));
            make::mapping(span, std::iter::once(whole).chain(beside.iter().cloned()).collect())
        }
    }
}

/// Several alternatives. `oneOf` can't be told from `anyOf` any more: the weaker is never wrong.
fn union(span: Span, mut branches: Vec<Branch>, words: Words) -> Node {
    let mut beside = lifted(&mut branches);
    let null = branches.iter().position(|branch| branch.uses.is_none() && is_null(&branch.node));
    let nullable = null.filter(|_| words == Words::Older).map(|at| branches.remove(at).node.span);
    let mut nodes: Vec<Node> = branches.into_iter().map(|branch| alone(branch, words)).collect();
    let Some(null) = nullable else {
        beside.push(make::entry("anyOf", make::list(span, nodes)));
        return make::mapping(span, beside);
    };
    // 3.0 has no type `null`: the others, and a mark.
    match nodes.pop() {
        Some(only) if nodes.is_empty() && only.get("$ref").is_none() => {
            beside.extend(make::entries(&only).iter().cloned());
        }
        Some(last) => {
            let keyword = if nodes.is_empty() { "allOf" } else { "anyOf" };
            nodes.push(last);
            beside.push(make::entry(keyword, make::list(span, nodes)));
        }
        None => {}
    }
    beside.push(make::entry(super::version::NULLABLE, make::flag(null, true)));
    make::mapping(span, beside)
}

fn is_null(node: &Node) -> bool {
    node.get("type").and_then(Node::as_str) == Some("null")
}

/// Takes off the alternatives what all of them say: it was said of the whole. A use of a
/// definition has kept its own title, so it is not asked for one; nor for a default that its
/// definition has as well.
fn lifted(branches: &mut [Branch]) -> Vec<Entry> {
    let mut lifted = Vec::new();
    for key in ["title", "description", "default"] {
        let own = |branch: &&mut Branch| {
            branch.uses.is_none() || (key == "default" && branch.node.get(key).is_some())
        };
        let said: Vec<_> = branches.iter_mut().filter(own).collect();
        let first = said.first().and_then(|branch| entry(&branch.node, key)).cloned();
        let Some(first) = first else {
            continue;
        };
        let all = |branch: &&mut Branch| {
            branch.node.get(key).is_some_and(|node| node.value.same(&first.node.value))
        };
        // One inline alternative among uses may mean itself, unless it is the null that was added.
        let whole = said.len() > 1 || said.iter().all(|branch| is_null(&branch.node));
        if whole && said.iter().all(all) {
            for branch in branches.iter_mut() {
                let kept = make::entries(&branch.node).iter().filter(|entry| entry.key != key);
                branch.node = make::mapping(branch.node.span, kept.cloned().collect());
            }
            lifted.push(first);
        }
    }
    lifted
}

fn entry<'n>(node: &'n Node, key: &str) -> Option<&'n Entry> {
    node.as_mapping()?.entry(key)
}

/// E0905: what should be of another kind by the dialect.
pub(super) fn unexpected(what: &str, expected: &str, node: &Node, out: &mut Diagnostics) {
    let message = format!("{what} should be {expected}, but is {}", node.kind());
    out.push(Diagnostic::new(Code::UnexpectedInBlock, node.span, message).label("left out"));
}
