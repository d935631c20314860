//! An object of YAML under construction: what is absent or empty leaves no key.

use serde_yaml::{Mapping, Value};

use crate::document::{Extensions, Text};
use crate::tree::{self, Node};

/// An ordered object.
pub(super) struct Object(Mapping);

impl Object {
    pub fn new() -> Self {
        Self(Mapping::new())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.into(), value.into());
    }

    pub fn text(&mut self, key: &str, text: &Option<Text>) {
        self.optional(key, text, super::text);
    }

    pub fn flag(&mut self, key: &str, flag: bool) {
        if flag {
            self.put(key, true);
        }
    }

    pub fn node(&mut self, key: &str, kept: &Option<Node>) {
        self.optional(key, kept, node);
    }

    pub fn optional<T>(&mut self, key: &str, part: &Option<T>, write: impl Fn(&T) -> Value) {
        if let Some(part) = part {
            self.put(key, write(part));
        }
    }

    pub fn map(&mut self, key: &str, object: Self) {
        if !object.is_empty() {
            self.put(key, object);
        }
    }

    pub fn list<T>(&mut self, key: &str, parts: &[T], write: impl Fn(&T) -> Value) {
        if !parts.is_empty() {
            self.put(key, parts.iter().map(write).collect::<Vec<_>>());
        }
    }

    pub fn named<T>(&mut self, key: &str, parts: &[(Text, T)], write: impl Fn(&T) -> Value) {
        let mut object = Self::new();
        for (name, part) in parts {
            object.put(&name.value, write(part));
        }
        self.map(key, object);
    }

    pub fn external_docs(&mut self, url: &Option<Text>) {
        let mut docs = Self::new();
        docs.text("url", url);
        self.map("externalDocs", docs);
    }

    pub fn extensions(&mut self, extensions: &Extensions) {
        for (name, value) in extensions {
            self.put(&name.value, node(value));
        }
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Mapping(object.0)
    }
}

/// A value as it was written.
pub(super) fn node(node: &Node) -> Value {
    match &node.value {
        tree::Value::Null => Value::Null,
        tree::Value::Bool(value) => (*value).into(),
        tree::Value::Number(number) => self::number(&number.0),
        tree::Value::String(text) => text.as_str().into(),
        tree::Value::Sequence(nodes) => nodes.iter().map(self::node).collect(),
        tree::Value::Mapping(mapping) => {
            let mut object = Object::new();
            for entry in &mapping.entries {
                object.put(&entry.key, self::node(&entry.node));
            }
            object.into()
        }
    }
}

/// serde_yaml keeps 64 bits: an integer beyond them is written as the nearest float.
fn number(text: &str) -> Value {
    if let Ok(number) = text.parse::<i64>() {
        number.into()
    } else if let Ok(number) = text.parse::<u64>() {
        number.into()
    } else {
        // JSON's numbers are a part of what `f64` parses; the text can't be refused.
        text.parse::<f64>().unwrap_or(f64::NAN).into()
    }
}
