//! Which types a caller can meet: through an operation, or because it is a component.

use crate::ir::{Api, TypeId};

/// The types that are emitted.
#[derive(Debug)]
pub struct Reach(Vec<bool>);

impl Reach {
    /// Every component, and all that components and operations hold.
    pub fn of(api: &Api) -> Self {
        let components = api.components().map(|(id, _)| id);
        let used = api.operations.iter();
        let used = used.flat_map(|it| it.sent().chain(it.received()));
        Self(api.closure(components.chain(used)))
    }

    /// Whether a caller can meet it.
    pub fn contains(&self, ty: TypeId) -> bool {
        self.0[ty.index()]
    }
}
