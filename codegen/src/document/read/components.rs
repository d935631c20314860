//! `components`: parts by kind and name.

use super::reader::Reader;
use crate::document::Components;
use crate::tree::Entry;

impl Reader<'_> {
    /// `components`
    pub fn components(&mut self, entry: &Entry) -> Components {
        let mut kept = Components::default();
        let Some(mapping) = self.mapping(&entry.key, &entry.node) else {
            return kept;
        };
        self.within(&entry.key, |reader| {
            for entry in &mapping.entries {
                match entry.key.as_str() {
                    "schemas" => kept.schemas = reader.named(entry, |r, node| Some(r.schema(node))),
                    "parameters" => kept.parameters = reader.named(entry, Reader::parameter),
                    "requestBodies" => kept.request_bodies = reader.named(entry, Reader::body),
                    "responses" => kept.responses = reader.named(entry, Reader::response),
                    "headers" => kept.headers = reader.named(entry, Reader::header),
                    "securitySchemes" => {
                        kept.security_schemes = reader.named(entry, Reader::security_scheme);
                    }
                    "pathItems" => kept.path_items = reader.named(entry, Reader::path_item),
                    _ => {}
                }
            }
        });
        kept
    }
}
