//! Components in, a type for each that is met or asked for out.
//!
//! A component gets its place where it is met, and its shape when what meets it is done: so they
//! hold one another however they like. One that is only another name for its target is an alias;
//! what a schema becomes is `schema`'s.

use super::schema::{chosen, lower, shape};
use super::schemas::Link;
use super::{DEPTH, Lowering, Shaped, limits, union, unsaid};
use crate::document::{Document, SchemaId};
use crate::ir::{Reason, Shape, TypeId, Use};
use crate::select::Selected;

/// These components, in their order, and all that they hold.
pub(super) fn kept(cx: &mut Lowering<'_>, ids: &[SchemaId]) -> Vec<TypeId> {
    let kept = ids.iter().filter_map(|id| meet(cx, *id)).collect();
    finish(cx);
    kept
}

/// Every component that may be followed.
pub(super) fn all(document: &Document, selected: &Selected) -> Vec<SchemaId> {
    let ids = document.components.schemas.iter().map(|(_, id)| *id);
    ids.filter(|id| selected.schema(*id).is_none()).collect()
}

/// The type of a component; `None` where the schema is none, or left out.
pub(super) fn meet(cx: &mut Lowering<'_>, id: SchemaId) -> Option<TypeId> {
    if let Some(ty) = cx.components.get(&id) {
        return Some(*ty);
    }
    let name = cx.schemas.component(id)?;
    if cx.selected.schema(id).is_some() {
        return None;
    }
    let ty = cx.reserve(id, Some(name.to_owned()));
    cx.components.insert(id, ty);
    cx.waiting.push((id, ty));
    Some(ty)
}

/// Gives every component that was met its shape, and those that they meet.
pub(super) fn finish(cx: &mut Lowering<'_>) {
    while let Some((id, ty)) = cx.waiting.pop() {
        let shaped = component(cx, ty, id);
        cx.fill(ty, shaped);
    }
}

/// A component that leads elsewhere is a name for that; one that wraps a schema of its own is it.
fn component(cx: &mut Lowering<'_>, ty: TypeId, id: SchemaId) -> Shaped {
    if let Some(shaped) = chosen(cx, id) {
        return shaped;
    }
    let mut at = id;
    let mut rules = Vec::new();
    for _ in 0..DEPTH {
        let linked = cx.schemas.get(at).reference.is_some();
        let next = match cx.schemas.link(at) {
            Some(Link::Broken) => return Shaped::free(Reason::Unresolved, "$ref leads nowhere: any JSON"),
            Some(Link::To(next)) if linked || cx.schemas.component(next).is_some() => {
                let of = Use { null: false, ..lower(cx, next) };
                rules.push("$ref: another name for its target");
                return Shaped { shape: Shape::Alias(of), rules };
            }
            Some(Link::To(next)) => next,
            None => {
                unsaid::report(cx.schemas, at, cx.out);
                let Some((next, rule)) = union::sole(cx.schemas, at) else { break };
                rules.push(rule);
                next
            }
        };
        at = next;
    }
    if at != id {
        // What stands beside null states what the whole does.
        cx.types[ty.index()].limits.extend(limits::of(cx.schemas.get(at)));
    }
    let mut shaped = shape(cx, ty, at);
    shaped.rules.splice(0..0, rules);
    shaped
}
