//! How a type is written to the wire.
//!
//! In: a value. Out: calls on any serde serializer. It refuses to know whether a property may be
//! left out: it only says that this value stands for nothing.

use super::decode::Wire;
use super::entries::Skip;
use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};

/// A type that can be written as JSON. It has `write` if it is an object, and `encode` if not, as
/// `Decode` has `read` and `decode`.
pub trait Encode {
    /// Writes the value.
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.write(&mut map, None)?;
        map.end()
    }

    /// Writes the value's entries into an object that holds those of `skip` already.
    fn write<M: SerializeMap>(&self, map: &mut M, skip: Option<&Skip<'_>>) -> Result<(), M::Error> {
        let object = self.encode(serde_json::value::Serializer);
        object.map_err(M::Error::custom)?.write(map, skip)
    }

    /// Whether a property of this value is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: Encode + ?Sized> Serialize for Wire<&T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer)
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::encode(self, serializer)
    }

    fn write<M: SerializeMap>(&self, map: &mut M, skip: Option<&Skip<'_>>) -> Result<(), M::Error> {
        T::write(self, map, skip)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}
