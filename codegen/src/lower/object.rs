//! `properties` in, a structure out; without any, a map.
//!
//! What is not declared is what `undeclared` says of it. A member that can only have one string is a constant, not a field, where it is required or
//! tells the branch of a union. Presence is said (`required`, null), never what it is spelled as.

use super::undeclared::{self, Undeclared};
use super::{Lowering, Shaped, docs, schema};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::schema::Property;
use crate::document::{Schema, SchemaId};
use crate::ir::{Additional, Constant, Field, Identity, Object, Origin, Reason, Shape, TypeId, Use};

/// The shape of a schema of type `object`.
pub(super) fn shape(cx: &mut Lowering<'_>, ty: TypeId, id: SchemaId) -> Shaped {
    let schemas = cx.schemas;
    let schema = schemas.get(id);
    required_undeclared(cx, schema);
    let rest = undeclared::of(cx, ty, schema);
    if schema.properties.is_empty() && cx.tags.added(id).is_none() {
        match rest {
            Undeclared::Typed(of, rule) => return Shaped::new(Shape::Map(of), rule),
            Undeclared::Open => {
                let of = free(cx, ty, Reason::FreeForm);
                return Shaped::new(Shape::Map(of), "object without properties: a map of any JSON");
            }
            Undeclared::Closed => {}
        }
    }
    let mut object = Object { fields: Vec::new(), constants: Vec::new(), additional: Additional::Skipped };
    let mut rules = vec!["object with properties: a structure"];
    for property in &schema.properties {
        let required = schema.required.iter().any(|it| it.value == property.name.value);
        match constant(cx, id, property, required) {
            Some((value, rule)) => {
                object.constants.push(fixed(cx, ty, property, value, required));
                if !rules.contains(&rule) {
                    rules.push(rule);
                }
            }
            None => {
                let field = field(cx, ty, property, required);
                object.fields.push(field);
            }
        }
    }
    if let Some((property, value)) = cx.tags.added(id) {
        rules.push("the tag of its union, which it does not declare: a constant");
        let owner = &cx.types[ty.index()];
        object.constants.push(Constant {
            identity: member(&owner.identity, property),
            origin: owner.origin.clone(),
            wire: property.to_owned(),
            value: value.to_owned(),
            required: false,
        });
    }
    let identity = cx.types[ty.index()].identity.clone();
    let keep = cx.overrides.schema(&identity).is_some_and(|it| it.keep_additional);
    if let Undeclared::Typed(of, rule) = rest {
        rules.push(rule);
        object.additional = Additional::Kept(of);
    } else if keep {
        rules.push("the configuration keeps undeclared members");
        object.additional = Additional::Kept(free(cx, ty, Reason::FreeForm));
    }
    let shape = Shape::Object(object);
    Shaped { shape, rules }
}

fn field(cx: &mut Lowering<'_>, ty: TypeId, property: &Property, required: bool) -> Field {
    let schemas = cx.schemas;
    let of = schema::lower(cx, property.schema);
    let (read_only, write_only) = docs::access(schemas, property.schema);
    Field {
        identity: member(&cx.types[ty.index()].identity, &property.name.value),
        origin: origin(cx, property),
        wire: property.name.value.clone(),
        docs: docs::of(schemas, property.schema),
        of,
        required,
        read_only,
        write_only,
        default: schemas.get(property.schema).default.clone(),
    }
}

fn fixed(cx: &Lowering<'_>, ty: TypeId, property: &Property, value: String, required: bool) -> Constant {
    Constant {
        identity: member(&cx.types[ty.index()].identity, &property.name.value),
        origin: origin(cx, property),
        wire: property.name.value.clone(),
        value,
        required,
    }
}

/// The value of a member that is nothing a caller chooses.
fn constant(
    cx: &Lowering<'_>,
    owner: SchemaId,
    property: &Property,
    required: bool,
) -> Option<(String, &'static str)> {
    let name = property.name.value.as_str();
    let tag = cx.tags.only(owner, name);
    match cx.schemas.constant(property.schema) {
        Some(value) if tag == Some(value) => Some((value.to_owned(), "the tag of its union: a constant")),
        Some(value) if required => Some((value.to_owned(), "a required member with one value: a constant")),
        Some(_) => None,
        // Declared as any text, and met under one tag alone.
        None if cx.tags.alone(owner) => None,
        None => tag
            .filter(|_| cx.schemas.is_text(property.schema))
            .map(|tag| (tag.to_owned(), "the tag of the only union that holds it: a constant")),
    }
}

/// `required` names members that `properties` does not declare: repaired by reading past.
fn required_undeclared(cx: &mut Lowering<'_>, schema: &Schema) {
    for key in &schema.required {
        if !schema.properties.iter().any(|it| it.name.value == key.value) {
            let message = format!("`{}` is required but not declared", key.value);
            cx.out.push(
                Diagnostic::new(Code::RequiredUndeclared, key.span, message)
                    .help("declare it under `properties`, or take it out of `required`"),
            );
        }
    }
}

/// Any JSON in the place of an undeclared member.
pub(super) fn free(cx: &mut Lowering<'_>, ty: TypeId, reason: Reason) -> Use {
    let owner = &cx.types[ty.index()];
    let identity = Identity(format!("{}/additionalProperties", owner.identity));
    let origin = owner.origin.clone();
    cx.part(identity, origin, Shape::Free(reason))
}

fn member(owner: &Identity, name: &str) -> Identity {
    Identity(format!("{owner}/properties/{}", crate::tree::pointer::escape(name)))
}

fn origin(cx: &Lowering<'_>, property: &Property) -> Origin {
    Origin { span: property.name.span, pointer: cx.schemas.raw(property.schema).origin.pointer.clone() }
}
