//! Which members must not be shown: credentials and what is write-only.

use crate::ir::{Api, Field, Identity, Scalar, Shape, TypeId};
use std::collections::BTreeSet;

/// The members that no log and no error text shows.
#[derive(Debug)]
pub struct Secrets(BTreeSet<Identity>);

impl Secrets {
    /// Members that are write-only, or whose value is a secret scalar, alone or in a list or map.
    pub fn of(api: &Api) -> Self {
        let objects = api.types.iter().filter_map(|ty| match &ty.shape {
            Shape::Object(object) => Some(object),
            _ => None,
        });
        let fields = objects.flat_map(|object| &object.fields);
        let secret = fields.filter(|field| field.write_only || holds(api, field.of.ty, 0));
        Self(secret.map(|field| field.identity.clone()).collect())
    }

    /// Whether this member is one.
    pub fn contains(&self, field: &Field) -> bool {
        self.0.contains(&field.identity)
    }
}

fn holds(api: &Api, ty: TypeId, depth: usize) -> bool {
    // Structural types hold themselves only by way of a defect; nominal ones end the walk.
    match &api.ty(ty).shape {
        _ if depth > 16 => false,
        Shape::Scalar(Scalar::Secret) => true,
        Shape::List(of) | Shape::Map(of) | Shape::Alias(of) => holds(api, of.ty, depth + 1),
        Shape::Tuple(parts) => parts.iter().any(|part| holds(api, part.ty, depth + 1)),
        _ => false,
    }
}
