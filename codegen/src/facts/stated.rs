//! Which types state something of their values: a bound, a length, a size, of their own or of what
//! they hold.

use crate::ir::{Api, Shape, TypeId};

/// The types that have something to be held against.
#[derive(Debug)]
pub struct Stated(Vec<bool>);

impl Stated {
    /// From each type with limits up to those that hold it. Through a union or a tuple nothing is
    /// looked at, so they end the way.
    pub fn of(api: &Api) -> Self {
        let mut owners: Vec<Vec<TypeId>> = vec![Vec::new(); api.types.len()];
        for owner in api.ids() {
            for part in looked_into(&api.ty(owner).shape) {
                owners[part.index()].push(owner);
            }
        }
        let mut stated = vec![false; api.types.len()];
        let mut open: Vec<TypeId> = api.ids().filter(|id| !api.ty(*id).limits.is_empty()).collect();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut stated[at.index()], true) {
                open.extend(&owners[at.index()]);
            }
        }
        Self(stated)
    }

    /// Whether it does.
    pub fn contains(&self, ty: TypeId) -> bool {
        self.0[ty.index()]
    }
}

fn looked_into(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Object(object) => object.fields.iter().map(|field| field.of.ty).collect(),
        Shape::List(of) | Shape::Map(of) | Shape::Alias(of) => vec![of.ty],
        _ => Vec::new(),
    }
}
