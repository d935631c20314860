//! The walk's state, and how it takes a value of the kind it hopes for.
//!
//! Every object is read by one pass over its entries; these helpers turn an entry into what the
//! document keeps, or say E0203 at its place.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::v3::Dialect;
use crate::document::{Extensions, OrRef, Origin, Reference, Schema, SchemaId, Text};
use crate::text::Span;
use crate::tree::{Entry, Mapping, Node, Value, pointer};

/// Where the walk stands, and what it has found so far.
pub(in crate::document) struct Reader<'o> {
    /// The words that the vendor may use.
    pub dialect: Dialect,
    pub out: &'o mut Diagnostics,
    /// Of the object being read; grows and shrinks with the walk, so that no prefix is copied.
    pointer: String,
    schemas: Vec<Schema>,
    index: HashMap<String, SchemaId>,
}

impl<'o> Reader<'o> {
    pub fn new(dialect: Dialect, out: &'o mut Diagnostics) -> Self {
        Self {
            dialect,
            out,
            pointer: String::new(),
            schemas: Vec::new(),
            index: HashMap::new(),
        }
    }

    /// All schemas, and where the vendor wrote them.
    pub fn finish(self) -> (Vec<Schema>, HashMap<String, SchemaId>) {
        (self.schemas, self.index)
    }

    /// The place of what is being read.
    pub fn origin(&self, span: Span) -> Origin {
        Origin {
            span,
            pointer: self.pointer.clone(),
        }
    }

    /// Reads what stands under a key or an index.
    pub fn within<T>(&mut self, token: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&pointer::escape(token));
        let value = read(self);
        self.pointer.truncate(length);
        value
    }

    /// A new `{}` for the schema that the vendor wrote here, to be filled in.
    pub fn reserve(&mut self, span: Span) -> SchemaId {
        let id = self.add(Schema::new(self.origin(span)));
        self.index.insert(self.pointer.clone(), id);
        id
    }

    /// A schema that no pointer leads to.
    pub fn add(&mut self, schema: Schema) -> SchemaId {
        // A source has at most 2^32 bytes (`text::Span`), hence fewer schemas.
        let id = SchemaId(self.schemas.len() as u32);
        self.schemas.push(schema);
        id
    }

    /// The schema with this id, while it is being filled in.
    pub fn schema_mut(&mut self, id: SchemaId) -> &mut Schema {
        &mut self.schemas[id.index()]
    }

    /// E0203: a value of the wrong kind, which is left out.
    pub fn unexpected(&mut self, what: &str, expected: &str, node: &Node) {
        let message = format!("`{what}` should be {expected}, but is {}", node.kind());
        let diagnostic = Diagnostic::new(Code::UnexpectedValue, node.span, message);
        self.out.push(diagnostic.label("read past"));
    }

    /// E0203: a value of the right kind that means nothing here.
    pub fn unknown_value(&mut self, what: &str, expected: &str, text: &Text) {
        let message = format!("`{what}` should be {expected}, not `{}`", text.value);
        let diagnostic = Diagnostic::new(Code::UnexpectedValue, text.span, message);
        self.out.push(diagnostic.label("read past"));
    }

    /// E0205: a part without what makes it one, which is left out.
    pub fn missing(&mut self, what: &str, lacks: &str, span: Span) {
        let message = format!("{what} at `#{}` {lacks}", self.pointer);
        let diagnostic = Diagnostic::new(Code::MissingKeyword, span, message);
        self.out.push(diagnostic.label("left out"));
    }

    /// E0404: something that is legal and not read yet.
    pub fn read_past(&mut self, message: &str, span: Span) {
        self.out
            .push(Diagnostic::new(Code::UnsupportedKeyword, span, message));
    }

    /// A string.
    pub fn text(&mut self, entry: &Entry) -> Option<Text> {
        match &entry.node.value {
            Value::String(value) => Some(Text {
                value: value.clone(),
                span: entry.node.span,
            }),
            _ => {
                self.unexpected(&entry.key, "a string", &entry.node);
                None
            }
        }
    }

    /// A string, or what YAML made of one that was not quoted (`version: 1.10`).
    pub fn scalar(&mut self, what: &str, node: &Node) -> Option<Text> {
        let value = match &node.value {
            Value::String(value) => value.clone(),
            Value::Number(number) => number.0.to_string(),
            Value::Bool(value) => value.to_string(),
            Value::Null | Value::Sequence(_) | Value::Mapping(_) => {
                self.unexpected(what, "a string", node);
                return None;
            }
        };
        Some(Text {
            value,
            span: node.span,
        })
    }

    /// A boolean; absent and wrong are false.
    pub fn flag(&mut self, entry: &Entry) -> bool {
        match entry.node.value {
            Value::Bool(value) => value,
            _ => {
                self.unexpected(&entry.key, "a boolean", &entry.node);
                false
            }
        }
    }

    /// A non-negative integer; `2.0` is one (JSON Schema 2020-12 core, section 6.3).
    pub fn count(&mut self, entry: &Entry) -> Option<u64> {
        let count = match &entry.node.value {
            Value::Number(number) => {
                let digits = number
                    .0
                    .split_once('.')
                    .map_or(&*number.0, |(whole, rest)| {
                        if rest.bytes().all(|digit| digit == b'0') {
                            whole
                        } else {
                            ""
                        }
                    });
                digits.parse().ok()
            }
            _ => None,
        };
        if count.is_none() {
            self.unexpected(&entry.key, "a non-negative integer", &entry.node);
        }
        count
    }

    /// A number, kept as it was written.
    pub fn number(&mut self, entry: &Entry) -> Option<Node> {
        match entry.node.value {
            Value::Number(_) => Some(entry.node.clone()),
            _ => {
                self.unexpected(&entry.key, "a number", &entry.node);
                None
            }
        }
    }

    /// A mapping.
    pub fn mapping<'n>(&mut self, what: &str, node: &'n Node) -> Option<&'n Mapping> {
        let mapping = node.as_mapping();
        if mapping.is_none() {
            self.unexpected(what, "an object", node);
        }
        mapping
    }

    /// A list; empty where it is none.
    pub fn sequence<'n>(&mut self, entry: &'n Entry) -> &'n [Node] {
        match &entry.node.value {
            Value::Sequence(nodes) => nodes,
            _ => {
                self.unexpected(&entry.key, "an array", &entry.node);
                &[]
            }
        }
    }

    /// A list of strings.
    pub fn texts(&mut self, entry: &Entry) -> Vec<Text> {
        let mut texts = Vec::new();
        for node in self.sequence(entry) {
            match &node.value {
                Value::String(value) => texts.push(Text {
                    value: value.clone(),
                    span: node.span,
                }),
                _ => self.unexpected(&entry.key, "an array of strings", node),
            }
        }
        texts
    }

    /// A list of parts.
    pub fn list<T>(
        &mut self,
        entry: &Entry,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Vec<T> {
        let nodes = self.sequence(entry);
        let mut parts = Vec::with_capacity(nodes.len());
        self.within(&entry.key, |reader| {
            for (at, node) in nodes.iter().enumerate() {
                parts.extend(reader.within(&at.to_string(), |reader| read(reader, node)));
            }
        });
        parts
    }

    /// A map from names to parts.
    pub fn named<T>(
        &mut self,
        entry: &Entry,
        mut read: impl FnMut(&mut Self, &Node) -> Option<T>,
    ) -> Vec<(Text, T)> {
        let Some(mapping) = self.mapping(&entry.key, &entry.node) else {
            return Vec::new();
        };
        let mut parts = Vec::with_capacity(mapping.entries.len());
        self.within(&entry.key, |reader| {
            for entry in &mapping.entries {
                let part = reader.within(&entry.key, |reader| read(reader, &entry.node));
                parts.extend(part.map(|part| (key(entry), part)));
            }
        });
        parts
    }

    /// A part, or a Reference Object in its place (OpenAPI 3.1, section 4.8.23).
    pub fn or_ref<T>(
        &mut self,
        what: &str,
        node: &Node,
        read: impl FnOnce(&mut Self, &Mapping, Origin) -> Option<T>,
    ) -> Option<OrRef<T>> {
        let Some(mapping) = node.as_mapping() else {
            self.missing(
                what,
                &format!("is {}, not an object", node.kind()),
                node.span,
            );
            return None;
        };
        match mapping.entries.iter().find(|entry| entry.key == "$ref") {
            Some(entry) => self.reference(mapping, entry).map(OrRef::Ref),
            None => {
                let origin = self.origin(node.span);
                read(self, mapping, origin).map(OrRef::Here)
            }
        }
    }

    fn reference(&mut self, mapping: &Mapping, uri: &Entry) -> Option<Reference> {
        let uri = self.text(uri)?;
        let (mut summary, mut description) = (None, None);
        for entry in &mapping.entries {
            match entry.key.as_str() {
                "summary" => summary = self.text(entry),
                "description" => description = self.text(entry),
                _ => {}
            }
        }
        Some(Reference {
            uri,
            summary,
            description,
        })
    }

    /// `externalDocs.url`
    pub fn external_docs(&mut self, entry: &Entry) -> Option<Text> {
        let mapping = self.mapping(&entry.key, &entry.node)?;
        let url = mapping.entries.iter().find(|entry| entry.key == "url")?;
        self.text(url)
    }
}

/// A key as a text.
pub(super) fn key(entry: &Entry) -> Text {
    Text {
        value: entry.key.clone(),
        span: entry.key_span,
    }
}

/// Keeps an entry whose key begins with `x-`; anything else is an unknown key and is ignored.
pub(super) fn extension(extensions: &mut Extensions, entry: &Entry) {
    if entry.key.starts_with("x-") {
        extensions.push((key(entry), entry.node.clone()));
    }
}
