//! How a type is written to the wire.
//!
//! In: a value. Out: calls on any serde serializer. It refuses to know whether a property may be
//! left out: it only says that this value stands for nothing.

use super::decode::Wire;
use serde::{Serialize, Serializer};

/// A type that can be written as JSON.
pub trait Encode {
    /// Writes the value.
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

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

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}
