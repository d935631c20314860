//! `paths`: templates, methods, operations.

use super::reader::{Reader, extension, key};
use crate::document::v3;
use crate::document::{METHODS, Operation, OrRef, Origin, PathEntry, PathItem, Response, Text};
use crate::tree::{Entry, Mapping, Node};

impl Reader<'_> {
    /// `paths`
    pub fn paths(&mut self, entry: &Entry) -> Vec<PathEntry> {
        let Some(mapping) = self.mapping(&entry.key, &entry.node) else {
            return Vec::new();
        };
        let mut paths = Vec::with_capacity(mapping.entries.len());
        self.within(&entry.key, |reader| {
            // The Paths Object may be extended; what it lists begins with a slash.
            for entry in mapping
                .entries
                .iter()
                .filter(|entry| !entry.key.starts_with("x-"))
            {
                paths.extend(reader.within(&entry.key, |reader| {
                    Some(PathEntry {
                        path: key(entry),
                        item: reader.path_item(&entry.node)?,
                        origin: reader.origin(entry.node.span),
                    })
                }));
            }
        });
        paths
    }

    /// A Path Item Object.
    pub fn path_item(&mut self, node: &Node) -> Option<OrRef<PathItem>> {
        let item = self.or_ref("the path", node, Self::path_item_here)?;
        if let (OrRef::Ref(_), Some(mapping)) = (&item, node.as_mapping()) {
            // "In case a Path Item Object field appears both in the defined object and the
            // referenced object, the behavior is undefined" (OpenAPI 3.1, section 4.8.9).
            let beside = |entry: &&Entry| METHODS.contains(&entry.key.as_str());
            if let Some(entry) = mapping.entries.iter().find(beside) {
                let message = "an operation beside the `$ref` of its path is read past";
                self.read_past(message, entry.key_span);
            }
        }
        Some(item)
    }

    fn path_item_here(&mut self, mapping: &Mapping, origin: Origin) -> Option<PathItem> {
        let mut item = PathItem {
            origin,
            summary: None,
            description: None,
            servers: Vec::new(),
            parameters: Vec::new(),
            operations: Vec::new(),
        };
        for entry in &mapping.entries {
            match entry.key.as_str() {
                "summary" => item.summary = self.text(entry),
                "description" => item.description = self.text(entry),
                "servers" => item.servers = self.servers(entry),
                "parameters" => item.parameters = self.list(entry, Self::parameter),
                "additionalOperations" => {
                    v3::since_32(self, entry);
                    self.additional_operations(entry, &mut item.operations);
                }
                word if METHODS.contains(&word) => {
                    if word == "query" {
                        v3::since_32(self, entry);
                    }
                    let method = entry.key.to_ascii_uppercase();
                    item.operations.extend(self.operation(entry, method));
                }
                _ => {}
            }
        }
        Some(item)
    }

    /// OpenAPI 3.2: methods without a key of their own, spelled as they are sent.
    fn additional_operations(&mut self, entry: &Entry, operations: &mut Vec<Operation>) {
        let Some(mapping) = self.mapping(&entry.key, &entry.node) else {
            return;
        };
        self.within(&entry.key, |reader| {
            for entry in &mapping.entries {
                operations.extend(reader.operation(entry, entry.key.clone()));
            }
        });
    }

    fn operation(&mut self, entry: &Entry, method: String) -> Option<Operation> {
        self.within(&entry.key, |reader| {
            let method = Text {
                value: method,
                span: entry.key_span,
            };
            let Some(mapping) = entry.node.as_mapping() else {
                let lacks = format!("is {}, not an object", entry.node.kind());
                reader.missing("the operation", &lacks, entry.node.span);
                return None;
            };
            let origin = reader.origin(entry.node.span);
            Some(reader.operation_here(mapping, origin, method))
        })
    }

    fn operation_here(&mut self, mapping: &Mapping, origin: Origin, method: Text) -> Operation {
        let mut kept = Operation {
            origin,
            method,
            operation_id: None,
            tags: Vec::new(),
            summary: None,
            description: None,
            external_docs: None,
            deprecated: false,
            parameters: Vec::new(),
            request_body: None,
            responses: Vec::new(),
            security: None,
            servers: Vec::new(),
            extensions: Vec::new(),
        };
        for entry in &mapping.entries {
            match entry.key.as_str() {
                "operationId" => kept.operation_id = self.text(entry),
                "tags" => kept.tags = self.texts(entry),
                "summary" => kept.summary = self.text(entry),
                "description" => kept.description = self.text(entry),
                "externalDocs" => kept.external_docs = self.external_docs(entry),
                "deprecated" => kept.deprecated = self.flag(entry),
                "parameters" => kept.parameters = self.list(entry, Self::parameter),
                "requestBody" => {
                    kept.request_body = self.within(&entry.key, |reader| reader.body(&entry.node));
                }
                "responses" => kept.responses = self.responses(entry),
                "security" => kept.security = self.security(entry),
                "servers" => kept.servers = self.servers(entry),
                _ => extension(&mut kept.extensions, entry),
            }
        }
        kept
    }

    fn responses(&mut self, entry: &Entry) -> Vec<(Text, OrRef<Response>)> {
        let Some(mapping) = self.mapping(&entry.key, &entry.node) else {
            return Vec::new();
        };
        let mut responses = Vec::with_capacity(mapping.entries.len());
        self.within(&entry.key, |reader| {
            for entry in mapping
                .entries
                .iter()
                .filter(|entry| !entry.key.starts_with("x-"))
            {
                if is_status(&entry.key) {
                    let read = |reader: &mut Reader| reader.response(&entry.node);
                    let response = reader.within(&entry.key, read);
                    responses.extend(response.map(|response| (key(entry), response)));
                } else {
                    let expected = "a status (`200`, `4XX`) or `default`";
                    reader.unknown_value("responses", expected, &key(entry));
                }
            }
        });
        responses
    }
}

/// OpenAPI 3.1, section 4.8.16.2; `4xx` in lower case is common and means the same.
fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => true,
        [b'1'..=b'9', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => key == "default",
    }
}
