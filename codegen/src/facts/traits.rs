//! What a value of each type is able to do, in words that no language owns.

use crate::ir::{Api, TypeId};

/// An ability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Capability {
    /// Equality that is total: no floating-point number inside.
    TotalEquality,
    /// A value can be made from nothing: no part is required.
    Empty,
}

/// The abilities of every type.
#[derive(Debug)]
pub struct Capabilities(Vec<Vec<Capability>>);

impl Capabilities {
    /// The greatest set that holds for a type and all its parts.
    pub fn of(_api: &Api) -> Self {
        Self(Vec::new())
    }

    /// Whether a type is able to do this.
    pub fn has(&self, ty: TypeId, ability: Capability) -> bool {
        self.0[ty.index()].contains(&ability)
    }
}
