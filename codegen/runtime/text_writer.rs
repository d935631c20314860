//! Views as compact JSON text.
//!
//! In: a view. Out: the bytes that serde_json writes for it. Structure and plain strings are written
//! here; numbers, strings with something to escape, and free-form JSON by serde_json.

use super::encode::Encode;
use super::escape::is_plain;
use super::put::{self, Put};
use super::table::{Entry, NULLABLE, Table};
use super::view::View;
use serde_json::Error;

/// Writes a value behind what is there.
pub(super) fn write(view: &View<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
    match view {
        View::Null => out.extend_from_slice(b"null"),
        View::Text(text) => string(b"", text, out)?,
        View::Bool(true) => out.extend_from_slice(b"true"),
        View::Bool(false) => out.extend_from_slice(b"false"),
        View::Signed(integer) => number(b"", *integer, out)?,
        View::Float(float) if float.is_finite() => serde_json::to_writer(out, float)?,
        View::List(list) => {
            out.push(b'[');
            let mut at = 0;
            while let Some(item) = list.item(at) {
                if at > 0 {
                    out.push(b',');
                }
                write(&item, out)?;
                at += 1;
            }
            out.push(b']');
        }
        View::Object(table, fields) => object(b"", table, *fields, out)?,
        View::Map(_) | View::Tagged(..) => {
            out.push(b'{');
            put::entries(view, &mut Object { out, begun: false }, None)?;
            out.push(b'}');
        }
        View::Unsigned(_) | View::Float(_) | View::Single(_) | View::Value(_) | View::Made(_) => {
            serde_json::to_writer(out, view)?
        }
    }
    Ok(())
}

/// Writes items of one type, which are known without a view.
pub(super) fn list<T: Encode>(items: &[T], out: &mut Vec<u8>) -> Result<(), Error> {
    out.push(b'[');
    let mut before: &[u8] = b"";
    for item in items {
        if !item.to_text(before, out)? {
            out.extend_from_slice(before);
            out.extend_from_slice(b"null");
        }
        before = b",";
    }
    out.push(b']');
    Ok(())
}

/// Writes an object behind `before`.
pub(super) fn object(
    before: &[u8],
    table: &Table,
    object: &dyn Encode,
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    out.extend_from_slice(before);
    out.push(b'{');
    let mut written = Ok(());
    object.fields(&mut |fields: &[&dyn Encode]| {
        written = put::object(table, fields, &mut Object { out: &mut *out, begun: false }, None);
    });
    out.push(b'}');
    written
}

/// Writes an integer behind `before`.
pub(super) fn number(before: &[u8], integer: i64, out: &mut Vec<u8>) -> Result<(), Error> {
    out.extend_from_slice(before);
    serde_json::to_writer(out, &integer)
}

/// Writes a string behind `before`.
pub(super) fn string(before: &[u8], text: &str, out: &mut Vec<u8>) -> Result<(), Error> {
    let bytes = text.as_bytes();
    out.reserve(before.len() + bytes.len() + 2);
    out.extend_from_slice(before);
    if !is_plain(bytes) {
        return serde_json::to_writer(out, text);
    }
    out.push(b'"');
    out.extend_from_slice(bytes);
    out.push(b'"');
    Ok(())
}

/// An object whose entries are being written.
struct Object<'o> {
    out: &'o mut Vec<u8>,
    begun: bool,
}

impl Put for Object<'_> {
    type Error = Error;

    fn declared(&mut self, entry: Entry, value: &dyn Encode) -> Result<(), Error> {
        let Some(quoted) = entry.quoted() else {
            // A name with something to escape, which few have.
            return self.seen(entry, value);
        };
        let before = match quoted.as_bytes() {
            // Behind the bracket, no comma.
            [_, first @ ..] if !self.begun => first,
            quoted => quoted,
        };
        if value.to_text(before, self.out)? {
            self.begun = true;
        } else if entry.is(NULLABLE) {
            self.begun = true;
            self.out.extend_from_slice(before);
            self.out.extend_from_slice(b"null");
        }
        Ok(())
    }

    fn put(&mut self, key: &str, value: &View<'_>) -> Result<(), Error> {
        self.key(key)?;
        write(value, self.out)
    }
}

impl Object<'_> {
    fn key(&mut self, key: &str) -> Result<(), Error> {
        if self.begun {
            self.out.push(b',');
        }
        self.begun = true;
        string(b"", key, self.out)?;
        self.out.push(b':');
        Ok(())
    }
}
