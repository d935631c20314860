//! The types of an API in; for those that go both ways and are not the same both ways, one more
//! each, that is sent.
//!
//! `readOnly` and `writeOnly` bear on `required`: a member that is read-only is required in
//! responses alone, one that is write-only in requests alone (OpenAPI 3.0, Schema Object, Fixed
//! Fields). Where a type goes one way, one type says that. Where it goes both ways, and a member
//! that it requires is read-only or write-only, or it holds a type of which that is true, no one
//! type does. Everything else stays one type: a value that was received can be sent again.

use crate::document::Document;
use crate::ir::{Additional, Api, Content, Discriminator, Field, Shape, Side, Type, TypeId, Use};
use std::collections::{HashMap, HashSet};

/// What an identity ends with that is of the sent side.
const SENT: &str = "[sent]";

/// Gives the requests of an API types of their own where responses have more, or less.
pub(super) fn split(api: &mut Api, document: &Document) {
    let ways = Ways::of(api);
    let apart = ways.apart(api);
    if apart.is_empty() {
        return;
    }
    let copies: HashMap<TypeId, TypeId> = apart.iter().map(|id| (*id, ways.copy(api, *id))).collect();
    let sent = |of: &mut Use| of.ty = copies.get(&of.ty).copied().unwrap_or(of.ty);
    for (at, ty) in api.types.iter_mut().enumerate() {
        // The copies, and what goes one way alone and holds what was split.
        if matches!(ty.side, Side::Sent(_)) || ways.sent[at] && !ways.received[at] {
            each(&mut ty.shape, &sent);
        }
    }
    let mut bodies = HashSet::new();
    for operation in &mut api.operations {
        operation.parameters.iter_mut().for_each(|it| sent(&mut it.of));
        if let Some(body) = &mut operation.body {
            bodies.insert(body.origin.pointer.clone());
            if let Content::Json(of) = &mut body.content {
                sent(of);
            }
        }
    }
    for (of, schema) in api.uses.iter_mut().zip(&document.schemas) {
        let pointer = schema.origin.pointer.as_str();
        let inside = pointer.match_indices('/').any(|(at, _)| bodies.contains(&pointer[..at]));
        if let (Some(of), true) = (of, inside) {
            sent(of);
        }
    }
}

/// Which types go which way, and what tells the branches of unions.
struct Ways {
    sent: Vec<bool>,
    received: Vec<bool>,
    /// The tag of a union in each type that is a branch of it. It is sent whatever it is marked
    /// as: without it the service could not tell what it has been sent.
    tags: HashSet<(TypeId, String)>,
}

impl Ways {
    fn of(api: &Api) -> Self {
        let sent = api.closure(api.operations.iter().flat_map(|it| it.sent()));
        let received = api.closure(api.operations.iter().flat_map(|it| it.received()));
        Self { sent, received, tags: tags(&api.types) }
    }

    /// The types that are not the same both ways.
    fn apart(&self, api: &Api) -> Vec<TypeId> {
        let both = |it: &TypeId| self.sent[it.index()] && self.received[it.index()];
        let mut holders: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        for id in api.ids().filter(both) {
            for part in api.ty(id).shape.parts() {
                holders.entry(part.ty).or_default().push(id);
            }
        }
        let mut found = HashSet::new();
        let mut open: Vec<TypeId> = api.ids().filter(both).filter(|it| self.differs(api, *it)).collect();
        while let Some(id) = open.pop() {
            if found.insert(id) {
                open.extend(holders.get(&id).into_iter().flatten());
            }
        }
        let mut found: Vec<TypeId> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    fn differs(&self, api: &Api, id: TypeId) -> bool {
        let Shape::Object(object) = &api.ty(id).shape else {
            return false;
        };
        object.fields.iter().any(|it| it.required && (it.write_only || self.comes_back(id, it)))
    }

    /// Whether a member is in responses alone.
    fn comes_back(&self, id: TypeId, field: &Field) -> bool {
        field.read_only && !self.tags.contains(&(id, field.wire.clone()))
    }

    /// The same type without what only comes back.
    fn copy(&self, api: &mut Api, id: TypeId) -> TypeId {
        let mut ty = api.ty(id).clone();
        ty.identity.0.push_str(SENT);
        ty.component = None;
        ty.side = Side::Sent(id);
        ty.rules.push("what comes back has other members than what is sent, which is this");
        match &mut ty.shape {
            Shape::Object(object) => object.fields.retain(|it| !self.comes_back(id, it)),
            Shape::Union(union) => {
                for variant in &mut union.variants {
                    let left_out = |key: &String| self.leaves_out(api, variant.of.ty, key);
                    variant.test.keys.retain(|it| !left_out(it));
                }
            }
            _ => {}
        }
        // An index of 2^32 types is beyond every bound of the reader.
        let copy = TypeId(u32::try_from(api.types.len()).unwrap_or(u32::MAX));
        api.types.push(ty);
        api.types[id.index()].side = Side::Received(copy);
        copy
    }

    fn leaves_out(&self, api: &Api, branch: TypeId, key: &str) -> bool {
        match &api.ty(branch).shape {
            Shape::Object(object) => {
                object.fields.iter().any(|it| it.wire == *key && self.comes_back(branch, it))
            }
            Shape::Alias(of) => self.leaves_out(api, of.ty, key),
            _ => false,
        }
    }
}

fn tags(types: &[Type]) -> HashSet<(TypeId, String)> {
    let mut found = HashSet::new();
    for ty in types {
        let Shape::Union(union) = &ty.shape else {
            continue;
        };
        let Discriminator::Tag { property, .. } = &union.discriminator else {
            continue;
        };
        let mut open: Vec<TypeId> = union.variants.iter().map(|it| it.of.ty).collect();
        while let Some(id) = open.pop() {
            if found.insert((id, property.clone())) {
                match &types[id.index()].shape {
                    Shape::Alias(of) => open.push(of.ty),
                    Shape::Union(inner) => open.extend(inner.variants.iter().map(|it| it.of.ty)),
                    _ => {}
                }
            }
        }
    }
    found
}

fn each(shape: &mut Shape, found: &dyn Fn(&mut Use)) {
    match shape {
        Shape::Scalar(_) | Shape::Enumeration(_) | Shape::Free(_) | Shape::Foreign(_) => {}
        Shape::Map(of) | Shape::List(of) | Shape::Alias(of) => found(of),
        Shape::Tuple(all) => all.iter_mut().for_each(found),
        Shape::Union(union) => union.variants.iter_mut().for_each(|it| found(&mut it.of)),
        Shape::Object(object) => {
            object.fields.iter_mut().for_each(|it| found(&mut it.of));
            if let Additional::Kept(of) = &mut object.additional {
                found(of);
            }
        }
    }
}
