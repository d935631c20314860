//! The types of an API in; for those that go both ways and are not the same both ways, one more
//! each, that is sent.
//!
//! `readOnly` and `writeOnly` bear on `required`: a member that is read-only is required in
//! responses alone, one that is write-only in requests alone (OpenAPI 3.0, Schema Object, Fixed
//! Fields). Where a type goes one way, one type says that. Where it goes both ways, and a member
//! that it requires is read-only or write-only, or it holds a type of which that is true, no one
//! type does. Everything else stays one type: a value that was received can be sent again.

use crate::document::Document;
use crate::ir::{Api, Content, Discriminator, Field, Shape, Side, TypeId, Use};
use std::collections::{HashMap, HashSet};

/// What an identity ends with that is of the sent side.
const SENT: &str = "[sent]";

/// Gives the requests of an API types of their own where responses have more, or less.
pub(super) fn split(api: &mut Api, document: &Document) {
    let ways = Ways { sent: api.sent(), received: api.received() };
    ways.send_tags(api);
    ways.tell_by_what_comes(api);
    let copies: HashMap<TypeId, TypeId> = ways.apart(api).into_iter().map(|id| (id, copy(api, id))).collect();
    if copies.is_empty() {
        return;
    }
    let sent = |of: &mut Use| of.ty = copies.get(&of.ty).copied().unwrap_or(of.ty);
    for (at, ty) in api.types.iter_mut().enumerate() {
        // What goes both ways and holds what was split was split itself.
        if matches!(ty.side, Side::Sent(_)) || ways.is_sent_alone(at) {
            ty.shape.parts_mut().into_iter().for_each(sent);
        }
    }
    for operation in &mut api.operations {
        operation.parameters.iter_mut().for_each(|it| sent(&mut it.of));
        if let Some(Content::Json(of)) = operation.body.as_mut().map(|it| &mut it.content) {
            sent(of);
        }
    }
    ways.uses(api, document, &sent);
}

/// Which types go which way.
struct Ways {
    sent: Vec<bool>,
    received: Vec<bool>,
}

impl Ways {
    fn is_sent_alone(&self, at: usize) -> bool {
        self.sent.get(at) == Some(&true) && self.received.get(at) == Some(&false)
    }

    fn is_received_alone(&self, at: usize) -> bool {
        self.sent.get(at) == Some(&false) && self.received.get(at) == Some(&true)
    }

    /// The tag of a union is sent whatever it is marked as: without it the service could not tell
    /// what it has been sent.
    fn send_tags(&self, api: &mut Api) {
        for (id, property) in tags(api) {
            let Shape::Object(object) = &mut api.types[id.index()].shape else {
                continue;
            };
            let tag = object.fields.iter_mut().filter(|it| it.wire == property && self.sent[id.index()]);
            tag.for_each(|it| it.read_only = false);
        }
    }

    /// A branch is not told by a member that does not go this way. A union that goes both ways has
    /// such members only where it is split, and then [`copy`] does the same.
    fn tell_by_what_comes(&self, api: &mut Api) {
        for at in 0..api.types.len() {
            if self.is_sent_alone(at) {
                tell(api, at, &|it| it.read_only);
            } else if self.is_received_alone(at) {
                tell(api, at, &|it| it.write_only);
            }
        }
    }

    /// The types that are not the same both ways. What only a read-only member holds may be whole
    /// in a request: that member is what may be left out.
    fn apart(&self, api: &Api) -> Vec<TypeId> {
        let both = |it: &TypeId| self.sent[it.index()] && self.received[it.index()];
        let mut holders: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
        for id in api.ids().filter(both) {
            for part in api.ty(id).shape.parts_sent() {
                holders.entry(part.ty).or_default().push(id);
            }
        }
        let mut found = HashSet::new();
        let mut open: Vec<TypeId> = api.ids().filter(both).filter(|it| differs(&api.ty(*it).shape)).collect();
        while let Some(id) = open.pop() {
            if found.insert(id) {
                open.extend(holders.get(&id).into_iter().flatten());
            }
        }
        let mut found: Vec<TypeId> = found.into_iter().collect();
        found.sort_unstable();
        found
    }

    /// What the schemas of the document became, where they are of requests.
    fn uses(&self, api: &mut Api, document: &Document, sent: &dyn Fn(&mut Use)) {
        let mut requests: HashSet<&str> = HashSet::new();
        requests.extend(api.operations.iter().flat_map(|it| &it.body).map(|it| it.origin.pointer.as_str()));
        requests
            .extend(api.operations.iter().flat_map(|it| &it.parameters).map(|it| it.origin.pointer.as_str()));
        let alone = api.types.iter().enumerate().filter(|(at, _)| self.is_sent_alone(*at));
        requests.extend(alone.map(|(_, ty)| ty.origin.pointer.as_str()));
        for (of, schema) in api.uses.iter_mut().zip(&document.schemas) {
            let pointer = schema.origin.pointer.as_str();
            let inside = pointer.match_indices('/').any(|(at, _)| requests.contains(&pointer[..at]));
            if let (Some(of), true) = (of, inside) {
                sent(of);
            }
        }
    }
}

fn differs(shape: &Shape) -> bool {
    let Shape::Object(object) = shape else {
        return false;
    };
    object.fields.iter().any(|it| it.required && (it.read_only || it.write_only))
}

/// The same type, to be sent. What is read-only stays, and may be left out as in any type that is
/// sent: some services want back what they say they ignore.
fn copy(api: &mut Api, id: TypeId) -> TypeId {
    let mut ty = api.ty(id).clone();
    ty.identity.0.push_str(SENT);
    ty.side = Side::Sent(id);
    ty.rules.push("it, or what it holds, requires what is read-only or write-only: this is what is sent");
    let copy = TypeId(api.types.len() as u32); // at most twice the schemas of a document
    api.types.push(ty);
    tell(api, copy.index(), &|it| it.read_only);
    tell(api, id.index(), &|it| it.write_only);
    api.types[id.index()].side = Side::Received(copy);
    copy
}

/// Takes members out of what tells the branches of a union.
fn tell(api: &mut Api, at: usize, not_by: &dyn Fn(&Field) -> bool) {
    let Shape::Union(union) = &api.types[at].shape else {
        return;
    };
    let out: Vec<HashSet<String>> = union
        .variants
        .iter()
        .map(|variant| {
            let fields = fields(api, variant.of.ty).iter().filter(|it| not_by(it));
            fields.map(|it| it.wire.clone()).collect()
        })
        .collect();
    if let Shape::Union(union) = &mut api.types[at].shape {
        for (variant, out) in union.variants.iter_mut().zip(out) {
            variant.test.keys.retain(|it| !out.contains(it));
        }
    }
}

/// The members of a structure, behind whatever names it has.
fn fields(api: &Api, mut id: TypeId) -> &[Field] {
    loop {
        match &api.ty(id).shape {
            Shape::Object(object) => return &object.fields,
            // No alias holds itself: `endless` has cut those.
            Shape::Alias(of) => id = of.ty,
            _ => return &[],
        }
    }
}

/// The tag of a union in each type that is a branch of it.
fn tags(api: &Api) -> HashSet<(TypeId, String)> {
    let mut found = HashSet::new();
    for ty in &api.types {
        let Shape::Union(union) = &ty.shape else {
            continue;
        };
        let Discriminator::Tag { property, .. } = &union.discriminator else {
            continue;
        };
        let mut open: Vec<TypeId> = union.variants.iter().map(|it| it.of.ty).collect();
        while let Some(id) = open.pop() {
            if found.insert((id, property.clone())) {
                match &api.ty(id).shape {
                    Shape::Alias(of) => open.push(of.ty),
                    Shape::Union(inner) => open.extend(inner.variants.iter().map(|it| it.of.ty)),
                    _ => {}
                }
            }
        }
    }
    found
}
