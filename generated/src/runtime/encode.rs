//! How a type is written to the wire: what it is there, lent for the time of writing.
//!
//! In: a value. Out: its [`View`]. It refuses to know the serializer, and whether a property may be
//! left out: it only says that this value stands for nothing.

use super::text_writer;
use super::view::{Borrower, View};
use serde_json::Error;
use std::fmt::Debug;

/// A type that can be written as JSON.
pub trait Encode: Debug {
    /// What it is on the wire.
    fn view(&self) -> View<'_>;

    /// Lends its fields: for [`View::Object`].
    fn fields(&self, to: &mut dyn Borrower) {
        to.lend(&[]);
    }

    /// Whether a property of this value is left out.
    fn is_absent(&self) -> bool {
        false
    }

    /// Writes it as JSON text behind `before`, which is text too. `false` if it
    /// [is absent](Self::is_absent): then nothing is written.
    fn to_text(&self, before: &[u8], out: &mut Vec<u8>) -> Result<bool, Error> {
        // What most types are seen as is known when this is compiled, so of these each has one.
        match self.view() {
            View::Null if self.is_absent() => return Ok(false),
            View::Text(text) => text_writer::string(before, text, out),
            View::Signed(integer) => text_writer::number(before, integer, out),
            View::Object(table, object) => text_writer::object(before, table, object, out),
            view => {
                out.extend_from_slice(before);
                text_writer::write(&view, out)
            }
        }
        .map(|()| true)
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn fields(&self, to: &mut dyn Borrower) {
        T::fields(self, to);
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    fn to_text(&self, before: &[u8], out: &mut Vec<u8>) -> Result<bool, Error> {
        T::to_text(self, before, out)
    }
}
