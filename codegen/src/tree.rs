//! Bytes in, a tree with a place for every node out. YAML 1.2 (core schema) and JSON.
//!
//! Knows nothing of OpenAPI. It refuses what no reader could agree on (broken syntax, several
//! documents) and what would exhaust the machine ([`Bounds`]); of a key that stands twice the
//! last one counts, with a warning, as in most readers of JSON.

mod convert;
mod json;
mod libyaml;
mod mapping;
mod number;
pub mod pointer;
mod scalar;
mod yaml;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{FileId, Files, Span};
pub use mapping::{Entry, Mapping};
pub use number::Number;

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
        Self { bytes: 256 << 20, depth: 512, aliased_nodes: 1_000_000 }
    }
}

/// Reads one file. What forbids a tree is pushed to `out`, and there is none.
///
/// A text that begins with `{` or `[` is tried as JSON first: that is quicker, and the error of a
/// reader of JSON is the better one. YAML's flow collections begin the same way, so that what is
/// no JSON may still be YAML, but for a file whose name says what it is.
pub fn read(files: &Files, file: FileId, bounds: &Bounds, out: &mut Diagnostics) -> Option<Node> {
    let (name, text) = (&files.file(file).name, files.text(file));
    if text.len() > bounds.bytes {
        out.push(too_large(file, text.len(), bounds));
        return None;
    }
    let mut found = Diagnostics::default();
    let mut result = if text.trim_start_matches(is_blank).starts_with(['{', '[']) {
        json::parse(text, file, bounds, &mut found)
    } else {
        yaml::parse(text, file, bounds, &mut found)
    };
    let named_json = name.len() > 5 && name.to_ascii_lowercase().ends_with(".json");
    if let Err(in_json) = &result
        && in_json.code == Code::Syntax
        && !named_json
        && text.trim_start_matches(is_blank).starts_with(['{', '['])
    {
        found = Diagnostics::default();
        let in_yaml = yaml::parse(text, file, bounds, &mut found);
        // Who came further understood more of the text.
        if in_yaml.as_ref().map_or_else(place, |_| usize::MAX) > place(in_json) {
            result = in_yaml;
        }
    }
    for warning in found.iter() {
        out.push(warning.clone());
    }
    result.map_err(|error| out.push(error)).ok()
}

/// Reads the YAML that stands in a part of a file: a block of a page. Places are those of the file.
pub fn read_part(
    files: &Files,
    file: FileId,
    part: std::ops::Range<usize>,
    bounds: &Bounds,
    out: &mut Diagnostics,
) -> Option<Node> {
    if part.len() > bounds.bytes {
        out.push(too_large(file, part.len(), bounds));
        return None;
    }
    yaml::parse_part(files.text(file), part, file, bounds, out).map_err(|error| out.push(error)).ok()
}

/// The text of a source's bytes, or what is wrong with them: OpenAPI documents are UTF-8
/// (RFC 8259, section 8.1; OpenAPI 3.1, section 4.3).
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|error| {
        let (at, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
        let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let help = match bytes {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "it begins like UTF-16; save it as UTF-8",
            _ => "save it as UTF-8",
        };
        Diagnostic::nowhere(
            Code::Encoding,
            format!("{name} is not UTF-8: byte {at}, in line {line}, begins no character"),
        )
        .help(help)
    })
}

fn is_blank(character: char) -> bool {
    matches!(character, '\u{FEFF}' | ' ' | '\t' | '\r' | '\n')
}

fn place(error: &Diagnostic) -> usize {
    error.labels.first().map_or(0, |label| label.span.start as usize)
}

fn too_large(file: FileId, size: usize, bounds: &Bounds) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        Span::new(file, 0, 0),
        format!("this source has {size} bytes, the bound is {}", bounds.bytes),
    )
}

fn too_deep(span: Span, bounds: &Bounds) -> Diagnostic {
    Diagnostic::new(
        Code::TooDeep,
        span,
        format!("the document is nested more than {} levels deep", bounds.depth),
    )
    .label("one level too many begins here")
}

impl Node {
    /// The value of a key, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_mapping()?.get(key)
    }

    /// The string that this is.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean that this is.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number that this is.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The list that this is.
    pub fn as_sequence(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Sequence(items) => Some(items),
            _ => None,
        }
    }

    /// The mapping that this is.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }

    /// What this is, in JSON's words and with an article, for messages.
    pub fn kind(&self) -> &'static str {
        self.value.kind()
    }
}

impl Value {
    /// What this is, in JSON's words and with an article, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Sequence(_) => "an array",
            Self::Mapping(_) => "an object",
        }
    }

    /// Whether both are the same data: wherever they stand, however their numbers are written,
    /// in whatever order their keys come (JSON Schema 2020-12 core, section 4.2.2).
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(one), Self::Number(two)) => one.same(two),
            (Self::Sequence(one), Self::Sequence(two)) => {
                one.len() == two.len() && (one.iter().zip(two)).all(|(one, two)| one.value.same(&two.value))
            }
            (Self::Mapping(one), Self::Mapping(two)) => {
                let in_two = |entry: &Entry| {
                    let other = two.get(&entry.key);
                    other.is_some_and(|other| entry.node.value.same(&other.value))
                };
                one.entries.len() == two.entries.len() && one.entries.iter().all(in_two)
            }
            (one, two) => one == two,
        }
    }
}

#[cfg(test)]
mod tests;
