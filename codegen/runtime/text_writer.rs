//! Views as compact JSON text.
//!
//! In: a view. Out: the bytes that serde_json writes for it. Structure and plain strings are written
//! here; numbers, strings with something to escape, and free-form JSON by serde_json.

use super::escape::is_plain;
use super::put::{self, Put};
use super::table::Entry;
use super::view::View;
use serde_json::Error;

/// Writes a value behind what is there.
pub(super) fn write(view: &View<'_>, out: &mut Vec<u8>) -> Result<(), Error> {
    match view {
        View::Null => out.extend_from_slice(b"null"),
        View::Text(text) => string(text, out)?,
        View::Signed(integer) => serde_json::to_writer(out, integer)?,
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
        View::Map(_) | View::Object(..) | View::Tagged(..) => {
            out.push(b'{');
            put::entries(view, &mut Object { out, begun: false }, None)?;
            out.push(b'}');
        }
        View::Bool(_)
        | View::Unsigned(_)
        | View::Float(_)
        | View::Single(_)
        | View::Value(_)
        | View::Made(_) => serde_json::to_writer(out, view)?,
    }
    Ok(())
}

fn string(text: &str, out: &mut Vec<u8>) -> Result<(), Error> {
    let bytes = text.as_bytes();
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

    fn declared(&mut self, entry: &Entry, value: &View<'_>) -> Result<(), Error> {
        let Some(quoted) = entry.quoted else { return self.put(entry.wire, value) };
        // Behind the bracket, no comma.
        let quoted = if self.begun { Some(quoted.as_bytes()) } else { quoted.as_bytes().get(1..) };
        self.begun = true;
        self.out.extend_from_slice(quoted.unwrap_or_default());
        write(value, self.out)
    }

    fn put(&mut self, key: &str, value: &View<'_>) -> Result<(), Error> {
        if self.begun {
            self.out.push(b',');
        }
        self.begun = true;
        string(key, self.out)?;
        self.out.push(b':');
        write(value, self.out)
    }
}
