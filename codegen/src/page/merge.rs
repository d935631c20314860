//! The blocks of one document in; the document out, a tree whose nodes stand on the pages.

use super::block::{Block, Kind};
use super::components::{self, Known};
use super::endpoint::{Endpoint, Place, Shared};
use super::{Counts, Imported, calls, fragment, make, resolved, schema, security, settle, twice, version};
use crate::diagnostic::Diagnostics;
use crate::text::{FileId, Span};
use crate::tree::{Entry, Node};
use std::collections::BTreeMap;

/// Merges blocks, of which there is one at least.
pub(super) fn merge(blocks: &[Block], out: &mut Diagnostics) -> Imported {
    let (version, words) = version::of(blocks);
    let stated: Vec<&str> = blocks
        .iter()
        .flat_map(|block| make::under_path(&block.root, &["components", "securitySchemes"]))
        .map(|entry| entry.key.as_str())
        .collect();
    let mut schemes = Vec::new();
    let mut requirements = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let read = match block.kind {
            Kind::Resolved => security::read(&block.root, &stated, out),
            Kind::Fragment => security::Security { requirements: None, schemes: Vec::new() },
        };
        schemes.extend(read.schemes.into_iter().map(|entry| (at, entry)));
        requirements.push(read.requirements);
    }
    let known = components::settle(blocks, schemes, words, out);
    let mut endpoints = Vec::new();
    for (block, security) in blocks.iter().zip(requirements) {
        match block.kind {
            Kind::Resolved => endpoints.extend(resolved::endpoint(block, words, &known, security, out)),
            Kind::Fragment => endpoints.extend(fragment::endpoints(block, out)),
        }
    }
    let mut endpoints = twice::once(endpoints, &known, out);
    calls::name(&mut endpoints, out);
    let span = version.span;
    let root = document(blocks, version, &known, &endpoints, out);
    let count = |place: Place| endpoints.iter().filter(|endpoint| endpoint.place == place).count();
    let mut pages: Vec<FileId> = blocks.iter().map(|block| block.file).collect();
    pages.dedup();
    let sources = blocks.iter().filter_map(|block| block.heading.source.as_ref());
    Imported {
        root: make::mapping(span, root),
        counts: Counts {
            pages: pages.len(),
            operations: count(Place::Paths),
            webhooks: count(Place::Webhooks),
            from_components: known.certain,
            from_members: known.likely,
        },
        pages,
        sources: sources.map(|source| (source.span.file, source.value.clone())).collect(),
    }
}

/// The OpenAPI Object (OpenAPI 3.1, section 4.8.1), in the usual order.
fn document(
    blocks: &[Block],
    version: Node,
    known: &Known,
    endpoints: &[Endpoint],
    out: &mut Diagnostics,
) -> Vec<Entry> {
    let span = version.span;
    let shared = Shared::of(endpoints);
    let mut root = vec![make::entry("openapi", version), make::entry("info", info(blocks, span, out))];
    root.extend(shared.servers.clone().map(|servers| make::entry("servers", servers)));
    root.extend(shared.security.clone().map(|security| make::entry("security", security)));
    root.extend(tags(blocks));
    root.push(make::entry("paths", items(endpoints, Place::Paths, &shared, span)));
    if endpoints.iter().any(|endpoint| endpoint.place == Place::Webhooks) {
        root.push(make::entry("webhooks", items(endpoints, Place::Webhooks, &shared, span)));
    }
    root.extend(known.components(span).map(|components| make::entry("components", components)));
    root.extend(others(blocks));
    root
}

/// `info` of the pages that have one; else, and for what it must have and lacks (section 4.8.2),
/// what the site is called.
fn info(blocks: &[Block], span: Span, out: &mut Diagnostics) -> Node {
    let stated: Vec<components::Definition> = blocks
        .iter()
        .filter_map(|block| {
            let entry = block.root.as_mapping()?.entry("info")?;
            entry.node.as_mapping().map(|_| components::definition(block, entry))
        })
        .collect();
    let Some(first) = stated.first() else {
        return called(blocks, span);
    };
    let at = settle::choose(&stated, "`info`", schema::part, out);
    let node = &stated.get(at).unwrap_or(first).node;
    let lacking = |entry: &&Entry| node.get(&entry.key).is_none_or(Node::is_null);
    let more = make::entries(&called(blocks, node.span)).iter().filter(lacking).cloned().collect::<Vec<_>>();
    let said = make::entries(node).iter().filter(|entry| !more.iter().any(|other| other.key == entry.key));
    make::mapping(node.span, said.chain(&more).cloned().collect())
}

/// `info` of pages that have none.
fn called(blocks: &[Block], span: Span) -> Node {
    let host = blocks.iter().find_map(|block| {
        let source = block.heading.source.as_ref()?;
        Some(make::text(source.span, block.heading.host()?))
    });
    let server = || {
        let server = blocks.iter().find_map(|block| {
            let servers = match block.kind {
                Kind::Resolved => block.root.get("paths")?.get("servers")?,
                Kind::Fragment => block.root.get("servers")?,
            };
            make::items(servers).first()?.get("url")
        })?;
        let (_, rest) = server.as_str()?.split_once("://")?;
        Some(make::text(server.span, rest.split('/').next().unwrap_or(rest)))
    };
    let title = host.or_else(server).unwrap_or_else(|| make::text(span, "API"));
    // No page of this dialect has a version.
    let version = make::text(title.span, "0");
    make::mapping(title.span, vec![make::entry("title", title), make::entry("version", version)])
}

/// The Tag Objects of all pages, by name.
fn tags(blocks: &[Block]) -> Option<Entry> {
    let mut named: BTreeMap<&str, &Node> = BTreeMap::new();
    let all = blocks.iter().filter_map(|block| block.root.as_mapping()?.entry("tags"));
    let mut first = None;
    for entry in all {
        first = first.or(Some(entry));
        for tag in make::items(&entry.node) {
            if let Some(name) = tag.get("name").and_then(Node::as_str) {
                named.entry(name).or_insert(tag);
            }
        }
    }
    let first = first?;
    let list = make::list(first.node.span, named.into_values().cloned().collect());
    Some(make::entry_at("tags", first.key_span, list))
}

/// All else that fragments say of their document, each by the first page that says it.
fn others(blocks: &[Block]) -> Vec<Entry> {
    let mut others: Vec<Entry> = Vec::new();
    for block in blocks.iter().filter(|block| block.kind == Kind::Fragment) {
        let kept = |key: &str| matches!(key, "externalDocs" | "jsonSchemaDialect") || key.starts_with("x-");
        for entry in make::entries(&block.root).iter().filter(|entry| kept(&entry.key)) {
            if !others.iter().any(|known| known.key == entry.key) {
                others.push(entry.clone());
            }
        }
    }
    others
}

/// The Paths Object, or the map of webhooks, in the order of the pages.
fn items(endpoints: &[Endpoint], place: Place, shared: &Shared, span: Span) -> Node {
    let mut items: Vec<Entry> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for endpoint in endpoints.iter().filter(|endpoint| endpoint.place == place) {
        let path = endpoint.path.value.as_str();
        let at = *places.entry(path).or_insert_with(|| {
            let item = make::mapping(endpoint.path.span, endpoint.of_path.clone());
            items.push(make::entry(path, item));
            items.len() - 1
        });
        let mut entries = make::entries(&items[at].node).to_vec();
        // What another page says of the same path, and the first one does not.
        let more = endpoint.of_path.iter().filter(|entry| items[at].node.get(&entry.key).is_none());
        entries.extend(more.cloned());
        let operation = endpoint.operation(shared);
        let operation = make::entry_at(&endpoint.method.value, endpoint.method.span, operation);
        if fragment::is_method(&operation.key) {
            entries.push(operation);
        } else {
            let known = items[at].node.get(fragment::OTHERS).map_or(&[][..], make::entries);
            let all = known.iter().cloned().chain([operation]).collect();
            entries.retain(|entry| entry.key != fragment::OTHERS);
            entries.push(make::entry(fragment::OTHERS, make::mapping(endpoint.method.span, all)));
        }
        items[at].node = make::mapping(items[at].node.span, entries);
    }
    make::mapping(span, items)
}
