//! The wire facts of an object, as data: what `object!` writes down and its loops read.

use serde::ser::SerializeMap;
use serde_json::Value;
use std::fmt;

/// The wire facts of one property.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub(super) name: &'static str,
    pub(super) wire: &'static str,
    pub(super) nullable: bool,
    pub(super) secret: bool,
    pub(super) optional: bool,
}

impl Entry {
    /// A property that is called on the wire as its field is here.
    pub const fn field(name: &'static str) -> Self {
        let name = match name.as_bytes() {
            [b'r', b'#', ..] => name.split_at(2).1,
            _ => name,
        };
        Self {
            name,
            wire: name,
            nullable: false,
            secret: false,
            optional: false,
        }
    }

    /// The name on the wire.
    #[must_use]
    pub const fn wire(self, wire: &'static str) -> Self {
        Self { wire, ..self }
    }

    /// Required, but may be null.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self {
            nullable: true,
            ..self
        }
    }

    /// Never shown by `Debug`, nor in an error.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self {
            secret: true,
            ..self
        }
    }

    /// A constant that may be missing from what is read.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self {
            optional: true,
            ..self
        }
    }
}

/// The value of a constant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar {
    /// A string.
    Text(&'static str),
    /// An integer.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A boolean.
    Bool(bool),
}

impl Scalar {
    pub(super) fn matches(self, value: &Value) -> bool {
        match self {
            Self::Text(text) => value.as_str() == Some(text),
            Self::Integer(integer) => {
                value.as_i64() == Some(integer) || value.as_f64() == Some(integer as f64)
            }
            Self::Float(float) => value.as_f64() == Some(float),
            Self::Bool(bool) => value.as_bool() == Some(bool),
        }
    }

    pub(super) fn write<M: SerializeMap>(self, key: &str, map: &mut M) -> Result<(), M::Error> {
        match self {
            Self::Text(text) => map.serialize_entry(key, text),
            Self::Integer(integer) => map.serialize_entry(key, &integer),
            Self::Float(float) => map.serialize_entry(key, &float),
            Self::Bool(bool) => map.serialize_entry(key, &bool),
        }
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Integer(integer) => write!(f, "{integer}"),
            Self::Float(float) => write!(f, "{float}"),
            Self::Bool(bool) => write!(f, "{bool}"),
        }
    }
}

/// What can be written as the value of a constant in a table.
pub trait Constant {
    /// The value.
    fn scalar(&self) -> Scalar;
}

macro_rules! constants {
    ($($T:ty => $V:ident),*) => {$(
        impl Constant for $T {
            fn scalar(&self) -> Scalar {
                Scalar::$V(*self)
            }
        }
    )*};
}

constants! { &'static str => Text, i64 => Integer, f64 => Float, bool => Bool }

/// The wire facts of one object.
#[derive(Clone, Copy)]
pub struct Table {
    /// The type's name, for `Debug`.
    pub name: &'static str,
    /// Its properties, in the order of the arrays of fields.
    pub fields: &'static [Entry],
    /// Its properties that are no fields.
    pub constants: &'static [(Entry, &'static dyn Constant)],
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Table {
    pub(super) fn declares(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.wire == key)
            || self
                .constants
                .iter()
                .any(|(constant, _)| constant.wire == key)
    }
}
