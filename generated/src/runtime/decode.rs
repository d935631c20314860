//! How a type is read from the wire.
//!
//! In: any serde deserializer. Out: the value, or an error whose JSON path `trace` collected on the
//! way out. It is a trait beside serde's because serde's knows neither absence nor strictness, and
//! because one without a lifetime is several times cheaper to compile.

use super::entries::{self, Entries};
use serde::de::{Error, MapAccess};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A type that can be read from JSON. It has `read` if it is an object, and `decode` if not; each
/// stands on the other, since a function that a type need not have is one that nobody compiles.
pub trait Decode: Sized {
    /// Reads the value.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        entries::decode(deserializer)
    }

    /// Reads the value from the entries left of an object.
    fn read<'de, A: MapAccess<'de>>(entries: &mut Entries<A>) -> Result<Self, A::Error> {
        let object = Value::read(entries)?;
        Self::decode(object).map_err(A::Error::custom)
    }

    /// The value of a property that was left out; `None` if it may not be.
    fn absent() -> Option<Self> {
        None
    }
}

/// Lends serde's traits to a type that has ours, for the elements of serde's own maps and lists.
#[derive(Debug, Clone, Copy)]
pub struct Wire<T>(
    /// The value itself.
    pub T,
);

impl<'de, T: Decode> Deserialize<'de> for Wire<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode(deserializer).map(Wire)
    }
}
