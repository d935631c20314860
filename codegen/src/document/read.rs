//! A tree in, a [`Document`] out: the root object, and the one walk that everything hangs on.
//!
//! What is of the wrong kind is said and left out; a part never costs the whole. Knows nothing of
//! versions beyond asking `v3.rs`, and follows no reference.

mod components;
mod info;
mod parts;
mod paths;
mod reader;
mod schema;
mod security;
mod version;

#[cfg(test)]
mod tests;

pub(super) use reader::Reader;

use super::{Components, Document, Index, Info};
use crate::diagnostic::Diagnostics;
use crate::tree::Node;

/// Reads a document of OpenAPI 3.0, 3.1 or 3.2. `None`, with a fatal finding, for anything else.
pub fn read(root: &Node, out: &mut Diagnostics) -> Option<Document> {
    let (version, dialect) = version::detect(root, out)?;
    let mut reader = Reader::new(dialect, out);
    let mut info = Info::default();
    let mut components = Components::default();
    let (mut servers, mut paths, mut tags) = (Vec::new(), Vec::new(), Vec::new());
    let mut security = None;
    // `detect` found `openapi` in it: it is a mapping.
    for entry in root.as_mapping().map_or(&[][..], |mapping| &mapping.entries) {
        match entry.key.as_str() {
            "info" => info = reader.info(entry),
            "servers" => servers = reader.servers(entry),
            "paths" => paths = reader.paths(entry),
            "components" => components = reader.components(entry),
            "security" => security = reader.security(entry),
            "tags" => tags = reader.tags(entry),
            _ => {}
        }
    }
    if ["paths", "components", "webhooks"].iter().all(|key| root.get(key).is_none()) {
        // 3.0 requires the first, 3.1 one of them: without any there is nothing to generate.
        reader.missing("the document", "has neither `paths` nor `components`", root.span);
    }
    let origin = reader.origin(root.span);
    let (schemas, index) = reader.finish();
    Some(Document {
        version,
        info,
        servers,
        paths,
        components,
        security,
        tags,
        schemas,
        origin,
        index: Index(index),
    })
}
