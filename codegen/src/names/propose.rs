//! IR in, wishes out: what each thing that is emitted would like to be called.
//!
//! Every wish follows from the thing itself and what it stands in, never from its place in a
//! list. Refuses to know whether a name is free: `settle` does.

mod operations;
mod servers;
mod types;
mod variants;

use super::lock::Kind;
use super::settle::Wish;
use super::words::{self, Symbols};
use crate::ir::{Api, Identity, Shape, Side, Type, TypeId};
pub(crate) use operations::group_identity;
pub(super) use types::{Home, Places};

/// The limit of a component's name: what tells `io.k8s...v1.Scale` from its kin stands last.
const COMPONENT_LIMIT: usize = 120;

/// All wishes but those of modules, which follow from the names that types get.
pub(super) fn wishes(api: &Api, reached: &dyn Fn(TypeId) -> bool, places: &Places) -> Vec<Wish> {
    let mut wishes = Vec::new();
    for id in api.ids() {
        let ty = api.ty(id);
        if !reached(id) {
            continue;
        }
        if is_emitted(ty) {
            wishes.push(of_type(api, id, places));
        }
        match &ty.shape {
            // Its members are known by the names of those that come back.
            _ if matches!(ty.side, Side::Sent(_)) => {}
            Shape::Object(object) => fields(&ty.identity, object, &mut wishes),
            Shape::Enumeration(it) => variants::members(&ty.identity, it, &mut wishes),
            Shape::Union(union) => variants::branches(api, ty, union, &mut wishes),
            _ => {}
        }
    }
    operations::wishes(api, &mut wishes);
    servers::wishes(api, &mut wishes);
    wishes
}

/// The types that have an item of their own.
pub(super) fn emitted(api: &Api, reached: &dyn Fn(TypeId) -> bool) -> Vec<TypeId> {
    api.ids().filter(|id| reached(*id) && is_emitted(api.ty(*id))).collect()
}

fn is_emitted(ty: &Type) -> bool {
    ty.component.is_some() || ty.shape.is_nominal()
}

fn of_type(api: &Api, id: TypeId, places: &Places) -> Wish {
    let ty = api.ty(id);
    let identity = &ty.identity.0;
    let fragment = places.name(id);
    let limit = match ty.component {
        Some(_) => COMPONENT_LIMIT,
        None => words::LIMIT,
    };
    let name = words::shorten(&words::upper_identifier(fragment), identity, limit);
    Wish {
        kind: Kind::Type,
        identity: identity.clone(),
        owner: String::new(),
        // An inline type that is called like a component yields, and so does what is sent of one.
        rank: if ty.component.is_some() && !matches!(ty.side, Side::Sent(_)) { 0 } else { 1 },
        exact: ty.component.as_ref() == Some(&name),
        choices: vec![name],
    }
}

fn fields(ty: &Identity, object: &crate::ir::Object, wishes: &mut Vec<Wish>) {
    let fields = object.fields.iter().map(|it| (&it.identity, &it.wire));
    let constants = object.constants.iter().map(|it| (&it.identity, &it.wire));
    for (identity, wire) in fields.chain(constants) {
        wishes.push(snake(Kind::Field, identity, &ty.0, wire));
    }
    if let crate::ir::Additional::Kept(_) = object.additional {
        let identity = super::additional(ty);
        wishes.push(Wish {
            // A declared `additional` is the vendor's, and keeps its name.
            rank: 1,
            ..snake(Kind::Field, &identity, &ty.0, "additional")
        });
    }
}

/// A wish in snake case: the text, and with its first symbol spelled where that is taken.
fn snake(kind: Kind, identity: &Identity, owner: &str, text: &str) -> Wish {
    let choice = |symbols| {
        let name = words::shorten(&words::snake(text, symbols), &identity.0, words::LIMIT);
        words::snake_identifier(&name)
    };
    let mut choices = vec![choice(Symbols::Dropped)];
    if words::has_symbol(text) {
        choices.push(choice(Symbols::Spelled));
        choices.dedup();
    }
    Wish {
        kind,
        identity: identity.0.clone(),
        owner: owner.to_owned(),
        rank: 0,
        exact: choices[0].trim_start_matches("r#") == text,
        choices,
    }
}
