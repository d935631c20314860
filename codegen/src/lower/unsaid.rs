//! A schema in; a finding (E0404) for each keyword that forbids values which its type accepts out.
//!
//! Bounds and patterns of one value are told in its documentation; what stands here decides
//! between values by other schemas, and neither a type nor a sentence says it (JSON Schema 2020-12,
//! sections 10.2 and 10.3; validation, section 6.5.4). Knows no shape.

use super::glance;
use super::schemas::Schemas;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::schema::Rare;
use crate::document::{Schema, SchemaId};
use crate::text::Span;

/// Names the keywords of a schema that are read past.
pub(super) fn report(schemas: &Schemas<'_>, id: SchemaId, out: &mut Diagnostics) {
    let schema = schemas.get(id);
    if is_decided_by_conditions(schema) {
        return; // it becomes any JSON, which is said where it does
    }
    if let (Some(first), false) = (schema.any_of.first(), schema.one_of.is_empty()) {
        let span = schemas.raw(*first).origin.span;
        say(out, span, "`anyOf` stands beside `oneOf` and is read past: a type makes one choice");
    }
    if let Some(rare) = schema.rare.as_deref() {
        for (keyword, span) in keywords(schemas, rare) {
            let message = format!("`{keyword}` is read past: values that it forbids are accepted");
            say(out, span, &message);
        }
    }
}

/// Whether nothing but conditions says what a schema is.
fn is_decided_by_conditions(schema: &Schema) -> bool {
    glance::types(schema).is_empty()
        && glance::values(schema).is_none()
        && glance::branches(schema).is_empty()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
}

/// What narrows the values of a schema by way of other schemas, each with its place.
fn keywords<'r>(schemas: &Schemas<'_>, rare: &'r Rare) -> Vec<(&'r str, Span)> {
    let at = |id: &SchemaId| schemas.raw(*id).origin.span;
    let one = |keyword: &'static str, id: Option<SchemaId>| id.map(|id| (keyword, at(&id)));
    let mut found: Vec<(&str, Span)> = Vec::new();
    found.extend(one("not", rare.not));
    found.extend(one("contains", rare.contains));
    found.extend(one("propertyNames", rare.property_names));
    found.extend(rare.conditions.iter().map(|(keyword, _)| (keyword.value.as_str(), keyword.span)));
    found.extend(rare.dependent_schemas.first().map(|(name, _)| ("dependentSchemas", name.span)));
    found.extend(rare.dependent_required.as_ref().map(|it| ("dependentRequired", it.span)));
    found.extend(rare.dynamic_ref.as_ref().map(|it| ("$dynamicRef", it.span)));
    found
}

fn say(out: &mut Diagnostics, span: Span, message: &str) {
    out.push(Diagnostic::new(Code::UnsupportedKeyword, span, message));
}
