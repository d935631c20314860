//! The switch: a schema in, its use out, by the room that knows its kind.
//!
//! A link is what it leads to, a choice of one is that one; all else has a type of its own. What
//! each kind becomes is decided in the other files.

use super::glance::{self, types};
use super::schemas::Link;
use super::{DEPTH, Lowering, Shaped, component, enumeration, list, object, scalar, union, unsaid};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::schema::JsonType;
use crate::document::{Schema, SchemaId};
use crate::ir::{Reason, Shape, TypeId, Use};

/// What stands at a schema, with all that it holds.
pub(super) fn whole(cx: &mut Lowering<'_>, id: SchemaId) -> Use {
    let of = lower(cx, id);
    component::finish(cx);
    of
}

/// What stands at a schema; components in it may have no shape yet.
pub(super) fn lower(cx: &mut Lowering<'_>, id: SchemaId) -> Use {
    let null = cx.schemas.nullable(id);
    if let Some(ty) = component::meet(cx, id) {
        return Use { ty, null };
    }
    if let Some(of) = cx.known.get(&id).copied() {
        return of;
    }
    if cx.selected.schema(id).is_some() {
        let of = free(cx, id, Reason::LeftOut, "the configuration leaves it out: any JSON");
        cx.known.insert(id, of);
        return of;
    }
    if cx.depth >= DEPTH {
        return free(cx, id, Reason::TooDeep, "nested more deeply than 100 levels");
    }
    cx.depth += 1;
    let of = inline(cx, id, null);
    cx.depth -= 1;
    cx.known.insert(id, of);
    of
}

fn inline(cx: &mut Lowering<'_>, id: SchemaId, null: bool) -> Use {
    let chosen = chosen(cx, id);
    if chosen.is_none() {
        match cx.schemas.link(id) {
            Some(Link::To(target)) => {
                let of = lower(cx, target);
                return Use { null: of.null || null, ..of };
            }
            Some(Link::Broken) => return free(cx, id, Reason::Unresolved, "$ref leads nowhere"),
            None => {}
        }
        unsaid::report(cx.schemas, id, cx.out);
        if let Some((only, rule)) = union::sole(cx.schemas, id) {
            let of = lower(cx, only);
            if cx.known.contains_key(&only) && !cx.types[of.ty.index()].rules.contains(&rule) {
                cx.types[of.ty.index()].rules.push(rule);
            }
            return Use { null, ..of };
        }
    }
    let ty = cx.reserve(id, None);
    cx.known.insert(id, Use { ty, null });
    let shaped = match chosen {
        Some(shaped) => shaped,
        None => shape(cx, ty, id),
    };
    // Any JSON holds null itself.
    let null = null && !matches!(shaped.shape, Shape::Free(_));
    cx.fill(ty, shaped);
    Use { ty, null }
}

/// The shape of a schema that is no link and no choice of one.
pub(super) fn shape(cx: &mut Lowering<'_>, ty: TypeId, id: SchemaId) -> Shaped {
    let schemas = cx.schemas;
    let schema = schemas.get(id);
    let made = schemas.instead.get(&id).copied().unwrap_or(id);
    if schemas.conflicts.contains(&made) {
        return Shaped::free(Reason::Conflict, "its parts contradict each other: any JSON");
    }
    if schema.boolean == Some(false) {
        return Shaped::free(Reason::Nothing, "`false`: no value is right");
    }
    if glance::says_nothing(schema) {
        return Shaped::free(Reason::Anything, "no keyword narrows it: any JSON");
    }
    if let Some(values) = glance::values(schema) {
        return enumeration::shape(cx, ty, id, schema, &values);
    }
    if !glance::branches(schema).is_empty() {
        return union::shape(cx, id);
    }
    match types(schema).as_slice() {
        [] if glance::is_conditional(schema) => {
            let dynamic = schema.rare.as_deref().is_some_and(|it| it.dynamic_ref.is_some());
            untyped(
                cx,
                schema,
                match dynamic {
                    true => "`$dynamicRef` leads where a validator comes from, which no type can follow",
                    false => "conditions decide what it is, which no type can say",
                },
            );
            Shaped::free(Reason::Unsayable, "conditions alone: any JSON")
        }
        [] => Shaped::free(Reason::Nothing, "only null: any JSON"),
        [only] => of_type(cx, ty, id, *only),
        several => union::of_types(cx, ty, id, several),
    }
}

/// The shape of one of a schema's types.
pub(super) fn of_type(cx: &mut Lowering<'_>, ty: TypeId, id: SchemaId, of: JsonType) -> Shaped {
    match of {
        JsonType::Array => list::shape(cx, ty, id),
        JsonType::Object => object::shape(cx, ty, id),
        _ => scalar::shape(cx, cx.schemas.get(id), of),
    }
}

/// What the document or the configuration names as its type.
pub(super) fn chosen(cx: &mut Lowering<'_>, id: SchemaId) -> Option<Shaped> {
    if let Some(path) = cx.overrides.ty(&cx.identities.get(id)) {
        return Some(Shaped::new(Shape::Foreign(path), "the configuration names its type"));
    }
    let path = glance::foreign(cx.schemas.get(id))?.to_owned();
    Some(Shaped::new(Shape::Foreign(path), "x-rust-type names its type"))
}

fn free(cx: &mut Lowering<'_>, id: SchemaId, reason: Reason, rule: &'static str) -> Use {
    let ty = cx.reserve(id, None);
    cx.fill(ty, Shaped::free(reason, rule));
    Use { ty, null: false }
}

/// Says that something became any JSON though the schema says more.
pub(super) fn untyped(cx: &mut Lowering<'_>, schema: &Schema, message: &str) {
    cx.out.push(
        Diagnostic::new(Code::Untyped, schema.origin.span, message)
            .help("name a type of your own for it under `types` in codegen.toml"),
    );
}
