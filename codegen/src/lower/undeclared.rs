//! `additionalProperties`, `patternProperties` and `unevaluatedProperties` in; what a member that
//! `properties` does not declare can be, out.
//!
//! Names are text, whatever pattern they follow, so all undeclared members have one type: that of
//! the schemas if they agree, else a choice of them.

use super::{Lowering, object, schema, union};
use crate::document::{Schema, SchemaId};
use crate::ir::{Reason, TypeId, Use};

/// What may stand beside the declared members.
pub(super) enum Undeclared {
    /// Nothing.
    Closed,
    /// Anything, of which the document says no more.
    Open,
    /// Members of this type, and the rule that says so.
    Typed(Use, &'static str),
}

/// What may stand beside the declared members of an object.
pub(super) fn of(cx: &mut Lowering<'_>, ty: TypeId, schema: &Schema) -> Undeclared {
    let schemas = cx.schemas;
    let rare = schema.rare.as_deref();
    // Where `allOf` has been united and no choice is left, what nothing has evaluated is what
    // nothing declares (JSON Schema 2020-12, section 11.3).
    let unevaluated = rare.and_then(|it| it.unevaluated_properties);
    let rest = schema.additional_properties.or(unevaluated);
    let closed = rest.is_some_and(|it| schemas.get(it).boolean == Some(false));
    let typed = rest.filter(|it| schemas.get(*it).boolean.is_none());
    let mut patterns: Vec<_> = rare.map_or(&[][..], |it| &it.pattern_properties).iter().collect();
    // A map, whose order means nothing; a pattern whose members are forbidden adds none.
    patterns.sort_by_key(|(pattern, _)| &pattern.value);
    let patterns = patterns.into_iter().map(|(_, id)| *id);
    let patterns: Vec<SchemaId> = patterns.filter(|it| schemas.get(*it).boolean != Some(false)).collect();
    match (patterns.as_slice(), typed) {
        ([], Some(rest)) => {
            let rule = match schema.additional_properties {
                Some(_) => "additionalProperties with a schema: kept, and without properties a map",
                None => "unevaluatedProperties with a schema: kept, and without properties a map",
            };
            Undeclared::Typed(schema::lower(cx, rest), rule)
        }
        ([], None) if closed => Undeclared::Closed,
        ([], None) => Undeclared::Open,
        // Beside declared members, a name that follows no pattern may be of any type.
        (_, None) if !closed && !schema.properties.is_empty() => {
            let of = object::free(cx, ty, Reason::FreeForm);
            Undeclared::Typed(of, "patternProperties beside properties: kept, with all that is undeclared")
        }
        (all, rest) => {
            let several: Vec<SchemaId> = all.iter().copied().chain(rest).collect();
            let of = union::of_place(cx, ty, "patternProperties", &several);
            Undeclared::Typed(of, "patternProperties: of any pattern's type, and without properties a map")
        }
    }
}
