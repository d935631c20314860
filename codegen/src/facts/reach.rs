//! Which types a caller can meet: through an operation, or because it was asked for.

use crate::ir::{Api, TypeId};

/// The types that are emitted.
#[derive(Debug)]
pub struct Reach(Vec<bool>);

impl Reach {
    /// What was asked for by itself, what operations use, and all that those hold.
    pub fn of(api: &Api) -> Self {
        Self(api.reached())
    }

    /// Whether a caller can meet it.
    pub fn contains(&self, ty: TypeId) -> bool {
        self.0[ty.index()]
    }
}
