//! What a type reads from: one value, whatever it comes out of.
//!
//! In: a JSON text or any other deserializer (`source`), or a `Value` in memory (`memory`). Out: a
//! scalar, or a list or map that gives out its items one by one. Nothing here is generic, so what
//! reads is compiled once, and what a table expands to is cheap to check: with a type parameter in
//! scope the compiler proves every bound afresh.

use super::entries::Entries;
use super::text_reader::Text;
use serde::de::Unexpected;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// A value that is to be read.
pub enum Reader<'a> {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Signed(i64),
    /// An integer beyond `i64`.
    Unsigned(u64),
    /// Any other number.
    Float(f64),
    /// A string.
    Text(&'a str),
    /// An array.
    List(&'a mut dyn Items),
    /// An object.
    Map(&'a mut dyn Members),
    /// Anything, where [`Kind::Any`] was asked for.
    Value(Cow<'a, Value>),
}

/// The items of an array that are still to be read.
pub trait Items {
    /// Reads the next one; `false` if there is none.
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault>;
}

/// The entries of an object that are still to be read.
pub trait Members {
    /// The next key, if there is one. A value follows. If `expected` is it, as text between `,"` and
    /// `":`, it may be said to be so, which is quicker.
    fn next_key(&mut self, expected: Option<&str>) -> Result<NextKey<'_>, Fault>;
    /// Reads the value of the key just given.
    fn next_value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault>;
    /// Reads past the value of the key just given. How much it holds, by `trace::weight`, where
    /// it is in memory; elsewhere 1, since nothing else is read twice and compared.
    fn skip_value(&mut self) -> Result<usize, Fault>;
}

/// What stands next in an object.
pub enum NextKey<'a> {
    /// Nothing more.
    None,
    /// The key that was expected.
    Expected,
    /// Any key.
    Name(Cow<'a, str>),
}

/// A place that a value is read into.
pub trait Slot {
    /// What to ask for.
    fn hint(&self) -> Hint;
    /// Reads the value.
    fn fill(&mut self, reader: Reader<'_>) -> Result<(), Fault>;
    /// Reads the value that comes next in a JSON text.
    fn read(&mut self, text: &mut Text<'_>) -> Result<(), Fault>;
    /// Whether there is a value yet.
    fn is_set(&self) -> bool;
    /// Takes null, where the property may be left out.
    fn null(&mut self);
    /// Takes the property as left out where there is no value and it may be. Whether there is one now.
    fn settle(&mut self) -> bool {
        self.is_set()
    }
}

/// What a type asks a deserializer for: it is faster than to be told, and some cannot tell.
#[derive(Debug, Clone, Copy)]
pub struct Hint {
    pub(super) kind: Kind,
    /// What an error says was expected.
    pub(super) expected: &'static str,
    pub(super) nullable: bool,
}

/// The kinds of values that a deserializer can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A number, as `i64` if it can be.
    Signed,
    /// A number, as `u64` if it can be.
    Unsigned,
    /// A number, as `f64`.
    Float,
    /// A string.
    Text,
    /// An array.
    List,
    /// An object.
    Map,
    /// Whatever it is.
    Any,
}

impl Hint {
    /// A string.
    pub const TEXT: Self = Self::new(Kind::Text, "a string");
    /// An array.
    pub const LIST: Self = Self::new(Kind::List, "an array");
    /// An object.
    pub const MAP: Self = Self::new(Kind::Map, "an object");
    /// Whatever it is.
    pub const ANY: Self = Self::new(Kind::Any, "any JSON");

    /// A kind, in the words of an error.
    pub const fn new(kind: Kind, expected: &'static str) -> Self {
        Self { kind, expected, nullable: false }
    }

    /// The same, or null.
    #[must_use]
    pub const fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }
}

/// Why a value cannot be read. Its path is kept by `trace`.
#[derive(Debug)]
pub enum Fault {
    /// What we say.
    Said(String),
    /// What the deserializer says. `source`, which asked it, keeps its error: that knows the line.
    Source,
}

impl Fault {
    /// A fault in our words.
    #[cold]
    pub fn new(message: impl fmt::Display) -> Self {
        Self::Said(message.to_string())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(message) => f.write_str(message),
            Self::Source => f.write_str("not readable"),
        }
    }
}

impl<'a> Reader<'a> {
    /// The entries of an object.
    pub fn entries(self) -> Result<Entries<'a>, Fault> {
        match self {
            Self::Map(members) => Ok(Entries::new(members)),
            other => Err(other.refused(Hint::MAP.expected)),
        }
    }

    /// The items of an array.
    pub fn items(self, hint: Hint) -> Result<&'a mut dyn Items, Fault> {
        match self {
            Self::List(items) => Ok(items),
            other => Err(other.refused(hint.expected)),
        }
    }

    /// The text of a string.
    pub fn text(&self) -> Result<&str, Fault> {
        match self {
            Self::Text(text) => Ok(text),
            other => Err(other.refused(Hint::TEXT.expected)),
        }
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Value(value) => value.is_null(),
            _ => false,
        }
    }

    /// The value itself.
    pub fn value(self) -> Result<Cow<'a, Value>, Fault> {
        Ok(Cow::Owned(match self {
            Self::Value(value) => return Ok(value),
            Self::Null => Value::Null,
            Self::Bool(bool) => bool.into(),
            Self::Signed(integer) => integer.into(),
            Self::Unsigned(integer) => integer.into(),
            Self::Float(float) => float.into(),
            Self::Text(text) => text.into(),
            Self::List(items) => {
                let mut list = Vec::new();
                let mut slot = None;
                while items.next(&mut slot)? {
                    list.extend(slot.take());
                }
                Value::Array(list)
            }
            Self::Map(members) => Entries::new(members).value()?,
        }))
    }

    /// A value of another kind than was expected.
    #[cold]
    pub fn refused(&self, expected: &str) -> Fault {
        Fault::new(format_args!("invalid type: {}, expected {expected}", self.unexpected()))
    }

    /// A value of the right kind that cannot be taken all the same.
    #[cold]
    pub fn invalid(&self, expected: &str) -> Fault {
        Fault::new(format_args!("invalid value: {}, expected {expected}", self.unexpected()))
    }

    /// In the words of serde, but that null is called what JSON calls it.
    fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Null => Unexpected::Other("null"),
            Self::Bool(bool) => Unexpected::Bool(*bool),
            Self::Signed(integer) => Unexpected::Signed(*integer),
            Self::Unsigned(integer) => Unexpected::Unsigned(*integer),
            Self::Float(float) => Unexpected::Float(*float),
            Self::Text(text) => Unexpected::Str(text),
            Self::List(_) => Unexpected::Seq,
            Self::Map(_) => Unexpected::Map,
            Self::Value(value) => Unexpected::Other(super::shown::kind(value)),
        }
    }
}
