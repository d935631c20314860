//! Bytes in, a tree with a place for every node out. YAML 1.2 (core schema) and JSON.
//!
//! Knows nothing of OpenAPI. It refuses what no reader could agree on (broken syntax, several
//! documents) and what would exhaust the machine ([`Bounds`]); of a key that stands twice the
//! last one counts, with a warning, as in most readers of JSON.

pub mod json;
pub mod pointer;
pub mod yaml;

use crate::text::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where its text stands; for an aliased or merged YAML node, where it is used.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// The data of JSON; YAML is read into nothing more.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as it was written.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values, in the order of the document.
    Mapping(Mapping),
}

/// A number by its text, so that no digit is lost between the document and what is emitted.
///
/// The text is valid JSON (YAML's `0o17`, `.5`, `+1` are brought into that form).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(pub Box<str>);

/// A mapping in document order. Keys are unique; a YAML key that is a number or a boolean is its
/// text (`200:` and `"200":` name one response).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    /// The entries, in order.
    pub entries: Vec<Entry>,
}

/// One key of a mapping and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

/// What a document may cost before it is refused.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes of one source.
    pub bytes: usize,
    /// Levels of nesting.
    pub depth: usize,
    /// Nodes that aliases may add, all together.
    pub aliased_nodes: usize,
}

impl Default for Bounds {
    /// 256 MiB, 512 levels, a million nodes by alias: ten times the largest published document.
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            depth: 512,
            aliased_nodes: 1_000_000,
        }
    }
}

impl Node {
    /// The string, where it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The mapping, where it is one.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// What stands under a key, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_mapping()?.get(key)
    }

    /// What it is, as a message says it: `a list`.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
        }
    }
}

impl Mapping {
    /// What stands under a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        Some(&entry.node)
    }
}
