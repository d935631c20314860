//! What a value of each type is able to do, in words that no language owns.

use crate::ir::{Api, Scalar, Shape, TypeId};

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
    pub fn of(api: &Api) -> Self {
        let total = total(api);
        let abilities = |id: TypeId| {
            let total = total[id.index()].then_some(Capability::TotalEquality);
            let empty = is_empty(&api.ty(id).shape).then_some(Capability::Empty);
            total.into_iter().chain(empty).collect()
        };
        Self(api.ids().map(abilities).collect())
    }

    /// Whether a type is able to do this.
    pub fn has(&self, ty: TypeId, ability: Capability) -> bool {
        self.0[ty.index()].contains(&ability)
    }
}

/// Starts from "all" and takes away from part to owner, so that a type that holds itself does not
/// stand in its own way.
fn total(api: &Api) -> Vec<bool> {
    let mut owners: Vec<Vec<TypeId>> = vec![Vec::new(); api.types.len()];
    for owner in api.ids() {
        for part in api.ty(owner).shape.parts() {
            owners[part.ty.index()].push(owner);
        }
    }
    let mut total = vec![true; api.types.len()];
    let mut open: Vec<TypeId> = api.ids().filter(|it| has_fraction(&api.ty(*it).shape)).collect();
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut total[at.index()], false) {
            open.extend(&owners[at.index()]);
        }
    }
    total
}

/// Any JSON compares its numbers by their digits; of a foreign type nobody knows.
fn has_fraction(shape: &Shape) -> bool {
    matches!(shape, Shape::Scalar(Scalar::Number) | Shape::Foreign(_))
}

fn is_empty(shape: &Shape) -> bool {
    match shape {
        Shape::Object(object) => !object.fields.iter().any(|it| it.required),
        Shape::List(_) | Shape::Map(_) => true,
        _ => false,
    }
}
