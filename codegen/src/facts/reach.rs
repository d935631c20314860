//! Which types a caller can meet: through an operation, or because it is a component.

use crate::ir::{Api, TypeId};

/// The types that are emitted.
#[derive(Debug)]
pub struct Reach(Vec<bool>);

impl Reach {
    /// Every component, and all that components and operations hold.
    pub fn of(_api: &Api) -> Self {
        Self(Vec::new())
    }

    /// Whether a caller can meet it.
    pub fn contains(&self, ty: TypeId) -> bool {
        self.0[ty.index()]
    }
}
