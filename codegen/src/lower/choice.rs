//! `anyOf` and `oneOf` in, choices that are simpler and say the same out; on schemas, before anything
//! has a shape, and after what holds beside a choice has been given to its branches (`all_of`).
//!
//! - A choice that is a branch of a choice, and nothing else, is that one's branches.
//! - Branches that each list values, with or without any text beside them, are one list: that is how
//!   JSON Schema documents the members of an enumeration (2020-12 validation, section 6.1.3).
//!
//! Components stay branches of their own: their types have names.

use super::all_of::is_bare;
use super::glance::{self, branches};
use super::schemas::Schemas;
use crate::document::schema::JsonType;
use crate::document::{Schema, SchemaId, Text};
use crate::ir::Kind;
use crate::tree::{Node, Value};
use std::cmp::Reverse;

/// How deeply choices in choices are followed.
const DEPTH: u8 = 8;

/// Puts simpler choices in place of those of the document.
pub(super) fn simplify(schemas: &mut Schemas<'_>) {
    // Branches that were made of others may be choices too. Inner ones come first: their pointers
    // are longer.
    let mut order: Vec<SchemaId> = schemas.written().chain(schemas.copies.keys().copied()).collect();
    order.retain(|id| branches(schemas.get(*id)).len() > 1);
    order.sort_by_cached_key(|id| (Reverse(schemas.raw(*id).origin.pointer.len()), *id));
    for id in order {
        let schema = schemas.get(id);
        let conflict = schemas.instead.get(&id).is_some_and(|made| schemas.conflicts.contains(made));
        if branches(schema).len() < 2 || schemas.link(id).is_some() || conflict {
            continue;
        }
        let mut flat = Vec::new();
        match schema.discriminator {
            Some(_) => flat.extend_from_slice(branches(schema)),
            None => flatten(schemas, branches(schema), &mut flat, DEPTH),
        }
        let simpler = listed(schemas, schema, &flat).or_else(|| {
            (flat.len() != branches(schema).len()).then(|| {
                let mut whole = schema.clone();
                match whole.one_of.is_empty() {
                    true => whole.any_of = flat,
                    false => whole.one_of = flat,
                }
                whole
            })
        });
        if let Some(simpler) = simpler {
            let made = schemas.make(simpler);
            schemas.instead.insert(id, made);
        }
    }
}

/// The branches, those of choices among them in their place.
fn flatten(schemas: &Schemas<'_>, of: &[SchemaId], flat: &mut Vec<SchemaId>, depth: u8) {
    for branch in of {
        let schema = schemas.get(*branch);
        let inner = branches(schema);
        let is_choice = !inner.is_empty()
            && depth > 0
            && schema.discriminator.is_none()
            && schemas.component(*branch).is_none()
            && schemas.raw(schemas.written_as(*branch)).reference.is_none()
            && is_bare(schema)
            && glance::foreign(schema).is_none();
        match is_choice {
            true => flatten(schemas, inner, flat, depth - 1),
            false => flat.push(*branch),
        }
    }
}

/// The values that the branches list, as one list.
fn listed(schemas: &Schemas<'_>, whole: &Schema, flat: &[SchemaId]) -> Option<Schema> {
    let mut members: Vec<Node> = Vec::new();
    let (mut names, mut words) = (Vec::new(), Vec::new());
    let (mut lists, mut any_text, mut null) = (0, false, None);
    for branch in flat {
        let schema = schemas.get(*branch);
        if schemas.is_null(*branch) {
            null = Some(schema.origin.span);
            continue;
        }
        if schemas.is_plain(*branch, &[JsonType::String]) && schema.reference.is_none() {
            any_text = true;
            continue;
        }
        let values = glance::values(schema).filter(|_| is_list(schemas, *branch))?;
        if schemas.nullable(*branch) {
            null = Some(schema.origin.span);
        }
        // A title names a number, and describes a text.
        let text = |text: Option<&Text>| Value::String(text.map(|it| it.value.clone()).unwrap_or_default());
        let only = values.len() == 1;
        lists += 1;
        for value in values.into_iter().filter(|it| it.value != Value::Null) {
            let title = schema.title.as_ref().filter(|_| only);
            let description = schema.description.as_ref().filter(|_| only);
            let at = |value: Value| Node { span: schema.origin.span, value };
            names.push(at(text(title)));
            words.push(at(text(description.or(title))));
            members.push(value.clone());
        }
    }
    let texts = members.iter().all(|it| matches!(it.value, Value::String(_)));
    if lists < 2 || members.is_empty() || any_text && !texts {
        return None;
    }
    let mut whole = whole.clone();
    let key = |name: &str| Text { value: name.to_owned(), span: whole.origin.span };
    let numbers = members.iter().all(|it| matches!(it.value, Value::Number(_)));
    let is_said = |all: &[Node]| all.iter().any(|it| it.value != Value::String(String::new()));
    let list = |all: Vec<Node>| Node { span: whole.origin.span, value: Value::Sequence(all) };
    let mut extensions = Vec::new();
    if numbers && names.iter().all(|it| it.value != Value::String(String::new())) {
        extensions.push((key("x-enum-varnames"), list(names)));
    }
    if is_said(&words) {
        extensions.push((key("x-enum-descriptions"), list(words)));
    }
    if let Some(span) = null {
        members.push(Node { span, value: Value::Null });
        if !whole.types.is_empty() && !whole.types.iter().any(|(it, _)| *it == JsonType::Null) {
            whole.types.push((JsonType::Null, span));
        }
    }
    whole.extensions.extend(extensions);
    whole.members = Some(members);
    whole.any_of.clear();
    whole.one_of.clear();
    whole.discriminator = None;
    Some(whole)
}

/// Whether a branch is a list of scalars that stands here and says nothing else.
fn is_list(schemas: &Schemas<'_>, branch: SchemaId) -> bool {
    let schema = schemas.get(branch);
    let scalars = [Kind::Boolean, Kind::Integer, Kind::Number, Kind::String];
    schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.format.is_none()
        && schema.extensions.is_empty()
        && schemas.component(branch).is_none()
        && branches(schema).is_empty()
        && schemas.kinds(branch).iter().all(|it| scalars.contains(it))
}
