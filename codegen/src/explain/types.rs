//! Types and their parts in, what became of each and why out.

use super::{Explanation, Known, overridden, why};
use crate::Generated;
use crate::config::ApiConfig;
use crate::ir::{Field, Identity, Origin, Shape, Side, Test, Type, TypeId};
use crate::rust::Emit;

pub(super) fn describe(
    generated: &Generated,
    emit: &Emit<'_>,
    id: TypeId,
    ty: &Type,
    api: &ApiConfig,
    known: &mut Vec<Known>,
) {
    let names = &generated.names;
    let name = names.ty(id).map(|name| name.name.as_str());
    let mut lines = vec![format!("It became {}.", became(emit, id))];
    lines.extend(ty.rules.iter().map(|rule| format!("Because: {rule}.")));
    if let Shape::Free(reason) = ty.shape {
        lines.push(format!("Nothing more can be said of its type: {}.", why(reason)));
    }
    if let Some(name) = names.ty(id) {
        lines.push(format!("It stands in src/types/{}.rs.", name.module));
        let direction = generated.facts.direction.get(id);
        lines.push(match (direction.sent, direction.received) {
            (true, true) => "It is sent and received.".to_owned(),
            (true, false) => "It is sent only.".to_owned(),
            (false, true) => "It is received only.".to_owned(),
            (false, false) => "No operation uses it.".to_owned(),
        });
    }
    overridden(api, &ty.identity, &mut lines);
    if let Side::Sent(_) = ty.side {
        overridden(api, emit.api.member_of(ty), &mut lines);
    }
    known.push(Known {
        aliases: name.map(str::to_owned).into_iter().collect(),
        pointer: ty.origin.pointer.clone(),
        explanation: Explanation {
            name: name.map_or_else(|| became(emit, id), |name| format!("types::{name}")),
            identity: ty.identity.clone(),
            span: ty.origin.span,
            lines,
        },
    });
    let Some(name) = name else { return };
    parts(generated, emit, id, ty, name, api, known);
}

/// Fields, members and variants of a type.
fn parts(
    generated: &Generated,
    emit: &Emit<'_>,
    id: TypeId,
    ty: &Type,
    owner: &str,
    api: &ApiConfig,
    known: &mut Vec<Known>,
) {
    let names = &generated.names;
    let mut part = |name: &str, wire: &str, identity: &Identity, origin: &Origin, mut lines: Vec<String>| {
        overridden(api, identity, &mut lines);
        known.push(Known {
            aliases: vec![format!("{owner}.{name}"), format!("{owner}.{wire}"), format!("{owner}::{name}")],
            pointer: origin.pointer.clone(),
            explanation: Explanation {
                name: format!("types::{owner}.{name}"),
                identity: identity.clone(),
                span: origin.span,
                lines,
            },
        });
    };
    match &ty.shape {
        Shape::Object(object) => {
            for (at, field) in object.fields.iter().enumerate() {
                let name = names.field(&field.identity);
                let lines = of_field(emit, field, &emit.field(id, at, field));
                part(name, &field.wire, &field.identity, &field.origin, lines);
            }
            for constant in &object.constants {
                let line = format!("Always {:?} on the wire, so it is no field.", constant.value);
                part(&constant.wire, &constant.wire, &constant.identity, &constant.origin, vec![line]);
            }
        }
        Shape::Enumeration(enumeration) => {
            for member in &enumeration.members {
                let name = names.variant(&member.identity);
                let line = format!("A member, {:?} on the wire.", member.wire);
                part(name, &member.wire, &member.identity, &member.origin, vec![line]);
            }
        }
        Shape::Union(union) => {
            for variant in &union.variants {
                let name = names.variant(&variant.identity);
                let line = match variant.tags.as_slice() {
                    [] => format!("A branch, told by its form: {}.", form(&variant.test)),
                    tags => format!("A branch, told by its tag: {}.", tags.join(" or ")),
                };
                part(name, name, &variant.identity, &variant.origin, vec![line]);
            }
        }
        _ => {}
    }
    if !matches!(ty.shape, Shape::Enumeration(_) | Shape::Union(_)) {
        return;
    }
    let of = emit.api.member_of(ty);
    // The pointer is the type's.
    let origin = Origin { pointer: String::new(), ..ty.origin.clone() };
    let line = "What this version of the crate does not know, as it came.".to_owned();
    part(names.unknown(of), names.unknown(of), &crate::names::unknown(of), &origin, vec![line]);
}

/// A type as code has it, or what it became where it has no name.
pub(super) fn spelled(emit: &Emit<'_>, id: TypeId) -> String {
    match emit.names.ty(id) {
        Some(name) => format!("`types::{}`", name.name),
        None => became(emit, id),
    }
}

/// What a field is, and why its type is what it is where nothing else of that name would say so.
fn of_field(emit: &Emit<'_>, field: &Field, of: &str) -> Vec<String> {
    let is = if field.required { "A required property" } else { "An optional property" };
    let null = if field.of.null { " that may be null" } else { "" };
    let mut lines = vec![format!("{is}{null}: `{of}`.")];
    if field.read_only {
        lines.push("Because: read-only: not asked for where it is sent.".to_owned());
    }
    if field.write_only {
        lines.push("Because: write-only: not there when it is received.".to_owned());
    }
    let ty = emit.api.ty(field.of.ty);
    if emit.names.ty(field.of.ty).is_none() {
        lines.extend(ty.rules.iter().map(|rule| format!("Because: {rule}.")));
        if let Shape::Free(reason) = ty.shape {
            lines.push(format!("Nothing more can be said of its type: {}.", why(reason)));
        }
    }
    lines
}

/// What a value must be to be tried as a branch.
fn form(test: &Test) -> String {
    let kinds: Vec<&str> = test.kinds.iter().map(|kind| kind.words()).collect();
    let mut all = if kinds.is_empty() { "any JSON".to_owned() } else { kinds.join(" or ") };
    if !test.keys.is_empty() {
        all.push_str(&format!(" with {}", test.keys.join(", ")));
    }
    for (key, value) in &test.constants {
        all.push_str(&format!(", where {key} is {value}"));
    }
    all
}

fn became(emit: &Emit<'_>, id: TypeId) -> String {
    let ty = emit.api.ty(id);
    let what = match &ty.shape {
        Shape::Object(_) => "a struct",
        Shape::Enumeration(_) => "an open enumeration",
        Shape::Union(_) => "a union",
        _ => return format!("`{}`", emit.spelled(id)),
    };
    what.to_owned()
}
