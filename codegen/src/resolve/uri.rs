//! A URI reference in; the pointer of a place in this document out, or that it leads elsewhere.
//!
//! Knows `#/pointer`, `#anchor`, and the `$id`s of this document; no other file is read.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::document::Document;
use crate::tree::pointer;

/// Where a reference leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place<'u> {
    /// To this pointer of this document, whether or not something stands there.
    Here(Cow<'u, str>),
    /// To another document.
    Elsewhere,
}

/// Names that a document gives its own parts.
#[derive(Debug, Default)]
pub(super) struct Uris<'a> {
    /// `$anchor` to the pointer of its schema.
    anchors: HashMap<&'a str, &'a str>,
    /// `$id` to the pointer of its schema.
    ids: HashMap<&'a str, &'a str>,
}

impl<'a> Uris<'a> {
    pub fn new(document: &'a Document) -> Self {
        let mut uris = Self::default();
        for schema in &document.schemas {
            let pointer = schema.origin.pointer.as_str();
            let Some(rare) = &schema.rare else {
                continue;
            };
            // The first of equal names counts.
            if let Some(anchor) = &rare.anchor {
                uris.anchors.entry(&anchor.value).or_insert(pointer);
            }
            if let Some(id) = &rare.id {
                let id = id.value.trim_end_matches('#');
                uris.ids.entry(id).or_insert(pointer);
            }
        }
        uris
    }

    /// Where a fragment leads in the schema with an `$id` that it stands in: such a schema is a
    /// resource of its own (JSON Schema 2020-12 core, section 8.2.1).
    pub fn within(&self, at: &str, reference: &str) -> Option<String> {
        let fragment = reference.strip_prefix('#')?;
        let holds = |id: &&&str| at.strip_prefix(**id).is_some_and(|it| it.is_empty() || it.starts_with('/'));
        let nearest = self.ids.values().filter(holds).max_by_key(|it| it.len())?;
        let fragment = pointer::from_fragment(fragment)?;
        (fragment.is_empty() || fragment.starts_with('/')).then(|| format!("{nearest}{fragment}"))
    }

    /// Where a reference leads (RFC 3986, section 4.2; JSON Schema 2020-12 core, section 8.2).
    pub fn place<'u>(&'u self, reference: &'u str) -> Place<'u> {
        let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = match base {
            "" => "",
            base => match self.ids.get(base) {
                Some(pointer) => pointer,
                None => return Place::Elsewhere,
            },
        };
        // What is no UTF-8 leads to nothing under any name.
        let fragment = pointer::from_fragment(fragment).unwrap_or(Cow::Borrowed(fragment));
        if fragment.is_empty() {
            return Place::Here(base.into());
        }
        if !fragment.starts_with('/') {
            return match self.anchors.get(fragment.as_ref()) {
                Some(pointer) => Place::Here((*pointer).into()),
                None => Place::Here(fragment),
            };
        }
        match base {
            "" => Place::Here(fragment),
            base => Place::Here(format!("{base}{fragment}").into()),
        }
    }
}
