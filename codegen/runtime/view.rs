//! What a value is on the wire, and how any serde serializer is told.
//!
//! In: a value's view, of which an object lends its fields by a table. Out: calls on a serializer.
//! A request is written by `text_writer`, which needs none.

use super::encode::Encode;
use super::put::{self, Put};
use super::table::Table;
use serde::ser::{Error, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::Value;

/// What a value is on the wire.
pub enum View<'a> {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Signed(i64),
    /// An integer.
    Unsigned(u64),
    /// A number.
    Float(f64),
    /// A number with the digits of an `f32`.
    Single(f32),
    /// A string.
    Text(&'a str),
    /// An array.
    List(&'a dyn List),
    /// An object of undeclared properties.
    Map(&'a dyn Map),
    /// An object with a table.
    Object(&'static Table, &'a dyn Encode),
    /// An object that a property of this name and value is written into.
    Tagged(&'static str, &'static str, &'a dyn Encode),
    /// Free-form JSON.
    Value(&'a Value),
    /// What no value holds as it is. In a box, so that to drop any other view is to do nothing.
    Made(Box<Made<'a>>),
}

/// What was made to be seen.
pub enum Made<'a> {
    /// An array of fixed positions.
    Tuple(Vec<View<'a>>),
    /// Free-form JSON; or why it cannot be.
    Value(Result<Value, String>),
}

impl<'a> From<Made<'a>> for View<'a> {
    fn from(made: Made<'a>) -> Self {
        Self::Made(Box::new(made))
    }
}

/// The items of an array.
pub trait List {
    /// How many there are.
    fn len(&self) -> usize;
    /// One of them.
    fn item(&self, at: usize) -> Option<View<'_>>;
}

/// The entries of a map.
pub trait Map {
    /// How many there are.
    fn len(&self) -> usize;
    /// Lends each to `put`, until that says no.
    fn entries(&self, put: &mut dyn FnMut(&str, &View<'_>) -> bool);
}

/// Who the fields of an object are lent to. A method, since to call a `dyn FnMut` costs the compiler
/// more, and each type has such a call.
pub trait Borrower {
    /// Takes the fields in the order of the table, and behind them the map of undeclared properties.
    fn lend(&mut self, fields: &[&dyn Encode]);
}

impl<F: FnMut(&[&dyn Encode])> Borrower for F {
    fn lend(&mut self, fields: &[&dyn Encode]) {
        self(fields);
    }
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::Signed(integer) => serializer.serialize_i64(*integer),
            Self::Unsigned(integer) => serializer.serialize_u64(*integer),
            Self::Float(float) if float.is_finite() => serializer.serialize_f64(*float),
            Self::Single(float) if float.is_finite() => serializer.serialize_f32(*float),
            // JSON has neither (RFC 8259, 6); serde_json would write `null` for them, silently.
            Self::Float(_) | Self::Single(_) => {
                Err(S::Error::custom("JSON has no number for infinity or NaN"))
            }
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                let mut at = 0;
                while let Some(item) = list.item(at) {
                    seq.serialize_element(&item)?;
                    at += 1;
                }
                seq.end()
            }
            Self::Map(_) | Self::Object(..) | Self::Tagged(..) => {
                let mut out = Entries(serializer.serialize_map(None)?);
                put::entries(self, &mut out, None)?;
                out.0.end()
            }
            Self::Value(value) => value.serialize(serializer),
            Self::Made(made) => match &**made {
                Made::Tuple(items) => items.serialize(serializer),
                Made::Value(Ok(value)) => value.serialize(serializer),
                Made::Value(Err(message)) => Err(S::Error::custom(message)),
            },
        }
    }
}

/// A map of any serializer.
struct Entries<M>(M);

impl<M: SerializeMap> Put for Entries<M> {
    type Error = M::Error;

    fn put(&mut self, key: &str, value: &View<'_>) -> Result<(), M::Error> {
        self.0.serialize_entry(key, value)
    }
}

/// Writes a value as serde's `Serialize` does.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    value.view().serialize(serializer)
}
