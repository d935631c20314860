//! How a type is written to the wire: what it is there, lent for the time of writing.
//!
//! In: a value. Out: its [`View`]. It refuses to know the serializer, and whether a property may be
//! left out: it only says that this value stands for nothing.

use super::view::{Fields, View};
use std::fmt::Debug;

/// A type that can be written as JSON.
pub trait Encode: Debug {
    /// What it is on the wire.
    fn view(&self) -> View<'_>;

    /// Lends its fields, in the order of its table, and its maps of undeclared properties: for
    /// [`View::Object`].
    fn fields(&self, then: Fields<'_>) {
        then(&[], &[]);
    }

    /// Whether a property of this value is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn fields(&self, then: Fields<'_>) {
        T::fields(self, then);
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}
