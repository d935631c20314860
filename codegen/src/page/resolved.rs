//! A block of the resolved dialect in; its endpoint in OpenAPI's words out.
//!
//! `paths` is one endpoint: `path`, `method`, `servers`, `request`, `response`, `deprecated`,
//! `type`. Documentation is what stands around the block, since the dialect carries none of the
//! operation's own. The name `example` marks what was made up, and is left out; an example by any
//! other name is the author's.

use super::block::Block;
use super::components::{Known, Side};
use super::endpoint::{Endpoint, Place};
use super::heading::Said;
use super::make;
use super::member::{self, Words};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::Span;
use crate::tree::{Entry, Node};

/// The media type of a response that has a description and no content.
const NO_CONTENT: &str = "_mintlify/placeholder";

/// What the parts of a block are read with.
struct Reader<'r> {
    words: Words,
    known: &'r Known,
    out: &'r mut Diagnostics,
}

/// The endpoint of a block, whose security has been read apart.
pub(super) fn endpoint(
    block: &Block,
    words: Words,
    known: &Known,
    security: Option<Node>,
    out: &mut Diagnostics,
) -> Option<Endpoint> {
    let paths = block.root.get("paths")?;
    let (path, method) = (said(paths, "path"), said(paths, "method"));
    let (Some(path), Some(method)) = (path, method) else {
        let message = "this block names no method and path";
        out.push(Diagnostic::new(Code::UnexpectedInBlock, paths.span, message).label("left out"));
        return None;
    };
    let place = match paths.get("type").and_then(Node::as_str) {
        Some("webhook") => Place::Webhooks,
        _ => Place::Paths,
    };
    let mut reader = Reader { words, known, out };
    let mut entries = Vec::new();
    let heading = &block.heading;
    entries.extend(heading.title.as_ref().map(|title| make::entry("summary", make::said(title))));
    entries.extend(heading.description.as_ref().map(|text| make::entry("description", make::said(text))));
    let parameters = reader.parameters(paths);
    if !parameters.is_empty() {
        entries.push(make::entry("parameters", make::list(paths.span, parameters)));
    }
    entries.extend(reader.body(paths));
    entries.extend(reader.responses(paths));
    let deprecated = paths.get("deprecated").filter(|node| node.as_bool() == Some(true));
    entries.extend(deprecated.map(|node| make::entry("deprecated", node.clone())));
    let servers = paths.get("servers").filter(|node| !make::items(node).is_empty());
    Some(Endpoint {
        kind: block.kind,
        place,
        path,
        method: Said { value: method.value.to_ascii_lowercase(), ..method },
        of_path: Vec::new(),
        id: None,
        tags: None,
        section: heading.section(),
        title: heading.title.clone(),
        modified: heading.modified.as_ref().map(|said| said.value.clone()),
        servers: servers.cloned(),
        security,
        entries,
    })
}

fn said(node: &Node, key: &str) -> Option<Said> {
    let node = node.get(key)?;
    Some(Said { value: node.as_str()?.to_owned(), span: node.span })
}

impl Reader<'_> {
    fn parameters(&mut self, paths: &Node) -> Vec<Node> {
        let mut parameters = Vec::new();
        for place in ["path", "query", "header", "cookie"] {
            for written in make::under_path(paths, &["request", "parameters", place]) {
                parameters.extend(self.parameter(place, written));
            }
        }
        parameters
    }

    /// A Parameter Object (OpenAPI 3.1, section 4.8.12). What is said of the parameter stands in
    /// each alternative of its schema.
    fn parameter(&mut self, place: &str, written: &Entry) -> Option<Node> {
        let list = written.node.get("schema").or_else(|| {
            member::unexpected("a parameter", "an object with a schema", &written.node, self.out);
            None
        })?;
        let span = written.key_span;
        let mut entries = vec![
            make::entry("name", make::text(span, written.key.as_str())),
            make::entry("in", make::text(span, place)),
        ];
        let member = |key: &str| make::items(list).iter().find_map(|member| member.get(key));
        let holds = |key: &str| {
            let marks = make::items(list).iter().filter_map(|member| member.get(key));
            marks.into_iter().find(|mark| mark.as_bool() == Some(true)).map(|mark| mark.span)
        };
        let required = holds("required").or((place == "path").then_some(span));
        entries.extend(required.map(|span| make::entry("required", make::flag(span, true))));
        entries.extend(member("description").map(|text| make::entry("description", text.clone())));
        entries.extend(holds("deprecated").map(|span| make::entry("deprecated", make::flag(span, true))));
        for key in ["style", "explode"] {
            entries.extend(written.node.get(key).map(|node| make::entry(key, node.clone())));
        }
        let schema = member::schema(list, Side::Parameter, self.words, self.known, self.out);
        let schema = schema.unwrap_or_else(|| make::mapping(list.span, Vec::new()));
        entries.push(make::entry("schema", schema));
        Some(make::mapping(written.node.span, entries))
    }

    /// A Request Body Object (section 4.8.13). Each alternative says whether there must be one.
    fn body(&mut self, paths: &Node) -> Option<Entry> {
        let written = paths.get("request")?.as_mapping()?.entry("body")?;
        let media = make::entries(&written.node);
        if media.is_empty() {
            return None;
        }
        let lists = media.iter().filter_map(|media| media.node.get("schemaArray"));
        let marks = lists.flat_map(make::items).filter_map(|member| member.get("required"));
        let required = marks.into_iter().find(|mark| mark.as_bool() == Some(true));
        let mut entries: Vec<Entry> = description(media).into_iter().collect();
        entries.extend(required.map(|mark| make::entry("required", mark.clone())));
        let content = self.content(media, Side::Request);
        entries.push(make::entry("content", make::mapping(written.node.span, content)));
        let span = written.node.span;
        Some(make::entry_at("requestBody", written.key_span, make::mapping(span, entries)))
    }

    /// The Responses Object (section 4.8.16), which holds one at least; since 3.1 there may be none
    /// where nothing is known.
    fn responses(&mut self, paths: &Node) -> Option<Entry> {
        let written = paths.as_mapping().and_then(|mapping| mapping.entry("response"));
        let (key_span, span) = written.map_or((paths.span, paths.span), |it| (it.key_span, it.node.span));
        let mut responses = Vec::new();
        for status in written.map_or(&[][..], |written| make::entries(&written.node)) {
            let media = make::entries(&status.node);
            let text = description(media).unwrap_or_else(|| {
                // A response must have one (section 4.8.17), and the page has none.
                make::entry("description", make::text(status.key_span, ""))
            });
            let mut entries = vec![text];
            let content = self.content(media, Side::Response);
            if !content.is_empty() {
                entries.push(make::entry("content", make::mapping(status.node.span, content)));
            }
            let node = make::mapping(status.node.span, entries);
            responses.push(make::entry_at(&status.key, status.key_span, node));
        }
        let some = self.words == Words::Older || !responses.is_empty();
        some.then(|| make::entry_at("responses", key_span, make::mapping(span, responses)))
    }

    fn content(&mut self, media: &[Entry], side: Side) -> Vec<Entry> {
        let with_content = media.iter().filter(|media| media.key != NO_CONTENT);
        with_content
            .map(|media| {
                let node = self.media_type(&media.node, side);
                make::entry_at(&media.key, media.key_span, node)
            })
            .collect()
    }

    /// A Media Type Object (section 4.8.14).
    fn media_type(&mut self, written: &Node, side: Side) -> Node {
        let list = written.get("schemaArray");
        let schema = list.and_then(|list| member::schema(list, side, self.words, self.known, self.out));
        let mut entries: Vec<Entry> =
            schema.map(|schema| make::entry("schema", schema)).into_iter().collect();
        let named = |entry: &&Entry| entry.key != "example" && entry.node.get("value").is_some();
        let examples: Vec<Entry> =
            make::under_path(written, &["examples"]).iter().filter(named).cloned().collect();
        if !examples.is_empty() {
            entries.push(make::entry("examples", make::mapping(written.span, examples)));
        }
        make::mapping(written.span, entries)
    }
}

/// What the dialect repeats in each media type is said of the response or the body.
fn description(media: &[Entry]) -> Option<Entry> {
    let text = media.iter().find_map(|media| media.node.get("description"))?;
    Some(make::entry("description", text.clone()))
}

/// Where a block's endpoint is named, for what is said before it is read.
pub(super) fn named(block: &Block) -> Option<(String, String, Span)> {
    let paths = block.root.get("paths")?;
    let path = said(paths, "path")?;
    let webhook = paths.get("type").and_then(Node::as_str) == Some("webhook");
    let method = if webhook { "webhook".to_owned() } else { said(paths, "method")?.value };
    Some((method, path.value, path.span))
}
