//! How a type is read from the wire.
//!
//! In: a reader. Out: the value, or a fault whose JSON path `trace` collected on the way out. It is
//! a trait beside serde's because serde's knows neither absence nor strictness, and because one
//! without a type parameter is several times cheaper to compile.

use super::entries::Entries;
use super::reader::{Fault, Hint, Reader, Slot};
use super::source;
use super::text_reader::Text;
use serde::Deserializer;
use serde::de::Error;

/// A type that can be read from JSON. It has `read` if it is an object, and `decode` if not; each
/// stands on the other, since a function that a type need not have is one that nobody compiles.
pub trait Decode: Sized {
    /// What it is on the wire.
    const HINT: Hint = Hint::MAP;

    /// Reads the value.
    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        Self::read(&mut reader.entries()?)
    }

    /// Reads the value from the entries left of an object.
    fn read(entries: &mut Entries<'_>) -> Result<Self, Fault> {
        super::memory::decode(&entries.value()?)
    }

    /// Reads the value that comes next in a JSON text.
    fn from_text(text: &mut Text<'_>) -> Result<Self, Fault> {
        text.value()
    }

    /// The value of a property that was left out; `None` if it may not be.
    fn absent() -> Option<Self> {
        None
    }
}

impl<T: Decode> Slot for Option<T> {
    fn hint(&self) -> Hint {
        T::HINT
    }

    fn fill(&mut self, reader: Reader<'_>) -> Result<(), Fault> {
        *self = Some(T::decode(reader)?);
        Ok(())
    }

    fn read(&mut self, text: &mut Text<'_>) -> Result<(), Fault> {
        *self = Some(T::from_text(text)?);
        Ok(())
    }

    fn is_set(&self) -> bool {
        self.is_some()
    }

    fn null(&mut self) {
        *self = None;
    }

    fn settle(&mut self) -> bool {
        if self.is_none() {
            *self = T::absent();
        }
        self.is_some()
    }
}

/// Reads a value as serde's `Deserialize` does.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut slot = None;
    source::fill(&mut slot, deserializer)?;
    // A slot that was filled is set.
    slot.ok_or_else(|| D::Error::custom("incomplete"))
}
