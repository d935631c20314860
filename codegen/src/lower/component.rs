//! Components in, a type for each out, so that every one has a name to be met by.
//!
//! One that is only another name for its target is an alias; what a schema becomes is `schema`'s.

use super::schema::{chosen, lower, shape};
use super::schemas::Link;
use super::{DEPTH, Lowering, Shaped, union};
use crate::document::SchemaId;
use crate::ir::{Reason, Shape, TypeId, Use};

/// All components: first a place for each, so that order decides nothing, then their shapes.
pub(super) fn components(cx: &mut Lowering<'_>) {
    let components = &cx.schemas.resolved.document.components.schemas;
    for (name, id) in components {
        let ty = cx.reserve(*id, Some(name.value.clone()));
        cx.components.insert(*id, ty);
    }
    for (_, id) in components {
        if let Some(ty) = cx.components.get(id).copied() {
            let shaped = component(cx, ty, *id);
            cx.fill(ty, shaped);
        }
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
            Some(Link::To(next)) if linked || cx.components.contains_key(&next) => {
                let of = Use { null: false, ..lower(cx, next) };
                rules.push("$ref: another name for its target");
                return Shaped { shape: Shape::Alias(of), rules };
            }
            Some(Link::To(next)) => next,
            None => match union::sole(cx.schemas, at) {
                Some((next, rule)) => {
                    rules.push(rule);
                    next
                }
                None => break,
            },
        };
        at = next;
    }
    let mut shaped = shape(cx, ty, at);
    shaped.rules.splice(0..0, rules);
    shaped
}
