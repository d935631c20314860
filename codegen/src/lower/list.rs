//! `items` and `prefixItems` in, a list or a tuple out.
//!
//! A tuple is one only where its length is fixed (JSON Schema 2020-12, section 10.3.1.1: without
//! `minItems` a shorter list is valid too).

use super::{Lowering, Shaped, schema, union};
use crate::document::{Schema, SchemaId};
use crate::ir::{Identity, Origin, Reason, Shape, TypeId, Use};

/// The shape of a schema of type `array`.
pub(super) fn shape(cx: &mut Lowering<'_>, ty: TypeId, id: SchemaId) -> Shaped {
    let schemas = cx.schemas;
    let schema = schemas.get(id);
    let rest = rest(schema);
    if schema.prefix_items.is_empty() {
        let of = match rest {
            Some(items) => schema::lower(cx, items),
            None => element(cx, ty, "items", Reason::Anything),
        };
        return Shaped::new(Shape::List(of), "array: a list");
    }
    if is_exact(cx, schema) {
        let parts = schema.prefix_items.iter().map(|it| schema::lower(cx, *it)).collect();
        return Shaped::new(Shape::Tuple(parts), "prefixItems of a fixed number: a tuple");
    }
    let rest = rest.filter(|it| schemas.get(*it).boolean.is_none());
    let several = schema.prefix_items.iter().copied().chain(rest);
    // Where no value is right the list ends before.
    let several: Vec<SchemaId> = several.filter(|it| schemas.get(*it).boolean != Some(false)).collect();
    let of = union::of_place(cx, ty, "prefixItems", &several);
    Shaped::new(Shape::List(of), "prefixItems of an open number: a list of what any of them is")
}

/// The elements after those of `prefixItems`. Where `allOf` has been united and no choice is left,
/// those that nothing has evaluated are just these (JSON Schema 2020-12, section 11.2).
fn rest(schema: &Schema) -> Option<SchemaId> {
    let unevaluated = schema.rare.as_deref().and_then(|it| it.unevaluated_items);
    schema.items.or(unevaluated)
}

fn is_exact(cx: &Lowering<'_>, schema: &Schema) -> bool {
    let count = schema.prefix_items.len() as u64;
    let closed = rest(schema).is_some_and(|it| cx.schemas.get(it).boolean == Some(false));
    schema.rare.as_deref().map_or(closed, |rare| {
        let most = rare.max_items == Some(count) || closed;
        most && rare.min_items.is_none_or(|least| least >= count) && (closed || rare.min_items.is_some())
    })
}

/// The element of a list that does not say what it holds.
fn element(cx: &mut Lowering<'_>, ty: TypeId, keyword: &str, reason: Reason) -> Use {
    let owner = &cx.types[ty.index()];
    let identity = Identity(format!("{}/{keyword}", owner.identity));
    let origin = Origin { ..owner.origin.clone() };
    cx.part(identity, origin, Shape::Free(reason))
}
