//! Which members must not be shown: credentials and what is write-only.

use crate::ir::{Api, Field, Identity, Scalar, Shape, TypeId};
use std::collections::BTreeSet;

/// The members that no log and no error text shows.
#[derive(Debug)]
pub struct Secrets(BTreeSet<Identity>);

impl Secrets {
    /// Members that are write-only, or whose value may be a secret scalar, alone, in a list or map, or as a branch.
    pub fn of(api: &Api) -> Self {
        let objects = api.types.iter().filter_map(|ty| match &ty.shape {
            Shape::Object(object) => Some(object),
            _ => None,
        });
        let fields = objects.flat_map(|object| &object.fields);
        let secret = fields.filter(|field| field.write_only || holds(api, field.of.ty));
        Self(secret.map(|field| field.identity.clone()).collect())
    }

    /// Whether this member is one.
    pub fn contains(&self, field: &Field) -> bool {
        self.0.contains(&field.identity)
    }
}

/// Whether a value of a type may be a secret itself; what a structure holds is that one's business.
fn holds(api: &Api, ty: TypeId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        if !seen.insert(ty) {
            continue;
        }
        match &api.ty(ty).shape {
            Shape::Scalar(Scalar::Secret) => return true,
            Shape::List(of) | Shape::Map(of) | Shape::Alias(of) => open.push(of.ty),
            Shape::Tuple(parts) => open.extend(parts.iter().map(|part| part.ty)),
            Shape::Union(union) => open.extend(union.variants.iter().map(|variant| variant.of.ty)),
            _ => {}
        }
    }
    false
}
