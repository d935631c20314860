//! What a value is on the wire, and the loops that hand it to a serializer.
//!
//! In: views, of which objects lend theirs by a table. Out: calls on any serde serializer. The only
//! generic part of writing.

use super::constant::Scalar;
use super::encode::Encode;
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
    /// A string that was made for this.
    Made(String),
    /// An array.
    List(&'a dyn List),
    /// An array of fixed positions.
    Tuple(Vec<View<'a>>),
    /// An object of undeclared properties.
    Map(&'a dyn Map),
    /// An object with a table.
    Object(&'static Table, &'a dyn Encode),
    /// An object that a property of this name and value is written into.
    Tagged(&'static str, &'static str, &'a dyn Encode),
    /// Free-form JSON.
    Value(&'a Value),
    /// Free-form JSON that was made for this; or why it cannot be.
    Foreign(Result<Value, String>),
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

/// Who the fields of an object are lent to, and its maps of undeclared properties.
pub type Fields<'f> = &'f mut dyn FnMut(&[&dyn Encode], &[&dyn Encode]);

/// A key that a union around the value has written.
#[derive(Debug, Clone, Copy)]
struct Skip<'a> {
    key: &'a str,
    outer: Option<&'a Skip<'a>>,
}

/// Whether `key` is among the keys written.
fn skips(mut skip: Option<&Skip<'_>>, key: &str) -> bool {
    while let Some(Skip { key: written, outer }) = skip {
        if *written == key {
            return true;
        }
        skip = *outer;
    }
    false
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
            Self::Made(text) => serializer.serialize_str(text),
            Self::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                let mut at = 0;
                while let Some(item) = list.item(at) {
                    seq.serialize_element(&item)?;
                    at += 1;
                }
                seq.end()
            }
            Self::Tuple(items) => items.serialize(serializer),
            Self::Map(map) => {
                let mut out = serializer.serialize_map(Some(map.len()))?;
                write(self, &mut out, None)?;
                out.end()
            }
            Self::Object(..) | Self::Tagged(..) => {
                let mut out = serializer.serialize_map(None)?;
                write(self, &mut out, None)?;
                out.end()
            }
            Self::Value(value) => value.serialize(serializer),
            Self::Foreign(Ok(value)) => value.serialize(serializer),
            Self::Foreign(Err(message)) => Err(S::Error::custom(message)),
        }
    }
}

/// Writes a view's entries into an object that holds those of `skip` already.
fn write<M: SerializeMap>(view: &View<'_>, out: &mut M, skip: Option<&Skip<'_>>) -> Result<(), M::Error> {
    match view {
        View::Object(table, object) => {
            let mut written = Ok(());
            object.fields(&mut |fields, kept| written = write_object(table, fields, kept, out, skip));
            written
        }
        View::Tagged(key, tag, content) => {
            if !skips(skip, key) {
                out.serialize_entry(key, tag)?;
            }
            write(&content.view(), out, Some(&Skip { key, outer: skip }))
        }
        View::Map(map) => write_map(*map, out, &|key| skips(skip, key)),
        View::Value(Value::Object(entries)) | View::Foreign(Ok(Value::Object(entries))) => {
            for (key, value) in entries.iter().filter(|(key, _)| !skips(skip, key)) {
                out.serialize_entry(key, value)?;
            }
            Ok(())
        }
        View::Foreign(Err(message)) => Err(M::Error::custom(message)),
        _ => Err(M::Error::custom("an object was expected")),
    }
}

fn write_object<M: SerializeMap>(
    table: &Table,
    fields: &[&dyn Encode],
    kept: &[&dyn Encode],
    out: &mut M,
    skip: Option<&Skip<'_>>,
) -> Result<(), M::Error> {
    for (entry, constant) in table.constants {
        if !skips(skip, entry.wire) {
            match constant.scalar() {
                Scalar::Text(text) => out.serialize_entry(entry.wire, text)?,
                Scalar::Integer(integer) => out.serialize_entry(entry.wire, &integer)?,
                Scalar::Float(float) => out.serialize_entry(entry.wire, &float)?,
                Scalar::Bool(bool) => out.serialize_entry(entry.wire, &bool)?,
            }
        }
    }
    for (field, entry) in fields.iter().zip(table.fields) {
        if (entry.nullable || !field.is_absent()) && !skips(skip, entry.wire) {
            out.serialize_entry(entry.wire, &field.view())?;
        }
    }
    for kept in kept {
        if let View::Map(map) = kept.view() {
            write_map(map, out, &|key| table.declares(key) || skips(skip, key))?;
        }
    }
    Ok(())
}

/// Writes all whose keys `written` does not name.
fn write_map<M: SerializeMap>(
    map: &dyn Map,
    out: &mut M,
    written: &dyn Fn(&str) -> bool,
) -> Result<(), M::Error> {
    let mut result = Ok(());
    map.entries(&mut |key, value| {
        if !written(key) {
            result = out.serialize_entry(key, value);
        }
        result.is_ok()
    });
    result
}

/// Writes a value as serde's `Serialize` does.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    value.view().serialize(serializer)
}
