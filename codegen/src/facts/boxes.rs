//! Where a type that holds itself by value is cut: the edges of the type graph that need a box.
//!
//! Fields, variants, elements of tuples and aliases hold by value; lists and maps do not. Each ring
//! is walked from its type of the least identity backwards, from parts to owners, and cut where it
//! comes back: at that type's own part. So the cuts hang on the ring alone, not on the order of the
//! document, and none is needless.

use crate::ir::{Api, Shape, TypeId, rings};
use std::collections::BTreeSet;

/// An edge from a type to its part by the part's index: field, variant or tuple element.
pub type Edge = (TypeId, usize);

/// The edges that are boxed.
#[derive(Debug)]
pub struct Boxes(BTreeSet<Edge>);

impl Boxes {
    /// The same edges whatever the order of the document.
    pub fn of(api: &Api) -> Self {
        let mut order: Vec<TypeId> = api.ids().collect();
        order.sort_by_key(|id| &api.ty(*id).identity);
        let mut rank = vec![0; order.len()];
        for (at, id) in order.iter().enumerate() {
            rank[id.index()] = at;
        }
        let ends = ends(api);
        let mut edges: Vec<(String, Edge, TypeId)> = Vec::new();
        for owner in api.ids() {
            // An alias can't be cut: it is its target, and what holds it is cut.
            if !matches!(api.ty(owner).shape, Shape::Alias(_)) {
                for (part, to) in held(api, owner) {
                    edges.push((key(api, owner, part), (owner, part), ends[to.index()]));
                }
            }
        }
        edges.sort();
        let mut owners = vec![Vec::new(); order.len()];
        let mut backwards = vec![Vec::new(); order.len()];
        for (_, edge, to) in edges {
            owners[rank[to.index()]].push(rank[edge.0.index()]);
            backwards[rank[to.index()]].push(edge);
        }
        let closing = rings::closing(&owners).into_iter();
        Self(closing.map(|(at, edge)| backwards[at][edge]).collect())
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

/// What each type is when its aliases are followed; those that lead in a ring are any JSON by now.
fn ends(api: &Api) -> Vec<TypeId> {
    let mut ends: Vec<Option<TypeId>> = vec![None; api.types.len()];
    for start in api.ids() {
        let mut way = Vec::new();
        let mut at = start;
        let end = loop {
            match (ends[at.index()], &api.ty(at).shape) {
                (Some(end), _) => break end,
                (None, Shape::Alias(of)) if way.len() < api.types.len() => {
                    way.push(at);
                    at = of.ty;
                }
                _ => break at,
            }
        };
        for alias in way {
            ends[alias.index()] = Some(end);
        }
    }
    api.ids().zip(ends).map(|(id, end)| end.unwrap_or(id)).collect()
}
