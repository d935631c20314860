//! A block that is a small document of OpenAPI 3 in; its endpoints out.
//!
//! What the document or the path says of all operations is said of each: other pages have other
//! operations, and what they share is worked out from all of them.

use super::block::Block;
use super::endpoint::{Endpoint, Place};
use super::heading::Said;
use super::make;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::tree::{Entry, Node, pointer};

/// The endpoints of a block.
pub(super) fn endpoints(block: &Block, out: &mut Diagnostics) -> Vec<Endpoint> {
    let mut endpoints = Vec::new();
    for place in [Place::Paths, Place::Webhooks] {
        let paths = make::under_path(&block.root, &[place.key()]).iter();
        for written in paths.filter(|path| !path.key.starts_with("x-")) {
            let path = Entry { node: item(block, written, out), ..written.clone() };
            let all = make::entries(&path.node);
            let fixed = all.iter().filter(|entry| is_method(&entry.key));
            let others = make::under_path(&path.node, &[OTHERS]);
            endpoints.extend(fixed.chain(others).map(|operation| endpoint(block, place, &path, operation)));
        }
    }
    endpoints
}

/// Where a Path Item has methods without a key of their own (OpenAPI 3.2, section 4.9).
pub(super) const OTHERS: &str = "additionalOperations";

/// A Path Item, or the one among the block's components that it refers to, with what stands beside
/// the reference: other pages say of the same path what it is in words of their own.
fn item(block: &Block, path: &Entry, out: &mut Diagnostics) -> Node {
    let Some(reference) = path.node.get("$ref") else {
        return path.node.clone();
    };
    let target = reference.as_str().and_then(|to| pointer::lookup(&block.root, to.strip_prefix('#')?));
    let Some(target) = target.filter(|target| target.get("$ref").is_none()) else {
        let message = format!("the path `{}` is a reference that leads nowhere on its page", path.key);
        out.push(Diagnostic::new(Code::UnexpectedInBlock, reference.span, message).label("left out"));
        return path.node.clone();
    };
    let beside: Vec<&Entry> = make::entries(&path.node).iter().filter(|entry| entry.key != "$ref").collect();
    let own = |entry: &&Entry| !beside.iter().any(|other| other.key == entry.key);
    let entries = make::entries(target).iter().filter(own).chain(beside.iter().copied());
    make::mapping(target.span, entries.cloned().collect())
}

/// The names of the path items that are read where a path or a webhook refers to them.
pub(super) fn placed(block: &Block) -> impl Iterator<Item = String> {
    let items = ["paths", "webhooks"].into_iter().flat_map(move |key| make::under_path(&block.root, &[key]));
    let named = |path: &Entry| {
        let to = path.node.get("$ref")?.as_str()?.strip_prefix("#/components/pathItems/")?;
        Some(pointer::unescape(to).into_owned())
    };
    items.filter_map(named)
}

/// The methods of a Path Item (OpenAPI 3.2, section 4.9).
pub(super) fn is_method(key: &str) -> bool {
    matches!(key, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query")
}

fn endpoint(block: &Block, place: Place, path: &Entry, operation: &Entry) -> Endpoint {
    let (item, node) = (&path.node, &operation.node);
    let nearest =
        |key: &str| node.get(key).or_else(|| item.get(key)).or_else(|| block.root.get(key)).cloned();
    let own = |key: &str| matches!(key, "tags" | "operationId" | "servers" | "security" | "parameters");
    let mut entries: Vec<Entry> =
        make::entries(node).iter().filter(|entry| !own(&entry.key)).cloned().collect();
    let parameters = parameters(item, node);
    if !parameters.is_empty() {
        let span = node.get("parameters").or(item.get("parameters")).map_or(node.span, |list| list.span);
        // Before what depends on them, where readers look for them.
        let at = entries.iter().position(|entry| matches!(entry.key.as_str(), "requestBody" | "responses"));
        let list = make::entry("parameters", make::list(span, parameters));
        entries.insert(at.unwrap_or(entries.len()), list);
    }
    let of_path = |entry: &&Entry| {
        !is_method(&entry.key) && !matches!(entry.key.as_str(), "parameters" | "servers" | "$ref" | OTHERS)
    };
    let summary = node
        .get("summary")
        .and_then(|summary| Some(Said { value: summary.as_str()?.to_owned(), span: summary.span }));
    Endpoint {
        kind: block.kind,
        place,
        path: Said { value: path.key.clone(), span: path.key_span },
        method: Said { value: operation.key.clone(), span: operation.key_span },
        of_path: make::entries(item).iter().filter(of_path).cloned().collect(),
        id: node.get("operationId").cloned(),
        tags: node.get("tags").cloned(),
        section: block.heading.section(),
        title: summary.or_else(|| block.heading.title.clone()),
        modified: block.heading.modified.as_ref().map(|said| said.value.clone()),
        servers: nearest("servers").filter(|servers| !make::items(servers).is_empty()),
        // A path has no security of its own (section 4.9).
        security: node.get("security").or_else(|| block.root.get("security")).cloned(),
        entries,
    }
}

/// The operation's parameters, and those of the path that it does not override: one is known by
/// name and place (section 4.8), or by what it refers to.
fn parameters(item: &Node, operation: &Node) -> Vec<Node> {
    let list = |node: &Node| node.get("parameters").map_or(Vec::new(), |list| make::items(list).to_vec());
    let key = |node: &Node| {
        let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
        (text("$ref"), text("name"), text("in"))
    };
    let own = list(operation);
    let inherited = list(item).into_iter().filter(|one| !own.iter().any(|other| key(one) == key(other)));
    inherited.chain(own.clone()).collect()
}
