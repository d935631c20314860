//! Where a type that holds itself by value is cut: the edges of the type graph that need a box.
//!
//! Fields, variants, elements of tuples and aliases hold by value; lists and maps do not. Edges
//! are tried in the order of identities, and one is cut where what it leads to holds its owner
//! again over edges that are not cut; so the cuts hang on the graph alone, not on the order of the
//! document, and none is made that those before it have made needless.

use crate::ir::{Api, Shape, TypeId};
use std::collections::BTreeSet;

/// An edge from a type to its part by the part's index: field, variant or tuple element.
pub type Edge = (TypeId, usize);

/// The edges that are boxed.
#[derive(Debug)]
pub struct Boxes(BTreeSet<Edge>);

impl Boxes {
    /// The same edges whatever the order of the document.
    pub fn of(api: &Api) -> Self {
        let mut edges: Vec<(String, Edge, TypeId)> = Vec::new();
        for owner in api.ids() {
            // An alias can't be cut: it is its target, and what holds it is cut.
            if !matches!(api.ty(owner).shape, Shape::Alias(_)) {
                for (part, to) in held(api, owner) {
                    edges.push((key(api, owner, part), (owner, part), to));
                }
            }
        }
        edges.sort();
        let mut cut = BTreeSet::new();
        for (_, edge, to) in edges {
            if reaches(api, &cut, to, edge.0) {
                cut.insert(edge);
            }
        }
        Self(cut)
    }

    /// Whether the part at this index of this type stands in a box.
    pub fn contains(&self, owner: TypeId, part: usize) -> bool {
        self.0.contains(&(owner, part))
    }
}

/// The parts that a type holds by value.
fn held(api: &Api, owner: TypeId) -> Vec<(usize, TypeId)> {
    let shape = &api.ty(owner).shape;
    let count = match shape {
        Shape::Object(object) => object.fields.len(),
        Shape::Union(_) | Shape::Tuple(_) | Shape::Alias(_) => usize::MAX,
        _ => 0,
    };
    let parts = shape.parts().into_iter().map(|it| it.ty);
    parts.take(count).enumerate().collect()
}

/// What an edge is known by, whatever stands before it.
fn key(api: &Api, owner: TypeId, part: usize) -> String {
    let ty = api.ty(owner);
    match &ty.shape {
        Shape::Object(object) => object.fields[part].identity.0.clone(),
        Shape::Union(union) => union.variants[part].identity.0.clone(),
        _ => format!("{}/{part}", ty.identity),
    }
}

fn reaches(api: &Api, cut: &BTreeSet<Edge>, from: TypeId, to: TypeId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if seen.insert(at) {
            let parts = held(api, at).into_iter();
            let whole = parts.filter(|(part, _)| !cut.contains(&(at, *part)));
            open.extend(whole.map(|(_, to)| to));
        }
    }
    false
}
