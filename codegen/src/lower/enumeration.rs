//! `enum` and `const` in, an enumeration out.
//!
//! Null among the values is the use's, values that stand twice count once. What is no list of
//! strings or of integers is the scalar that holds it, or any JSON.

use super::{Lowering, Shaped, docs, schema};
use crate::document::schema::JsonType;
use crate::document::{Schema, SchemaId};
use crate::ir::{
    Enumeration, EnumerationKind, Identity, Member, Origin, Reason, Scalar, Shape, TypeId,
};
use crate::tree::{Node, Value};

/// The shape of a schema that lists its values.
pub(super) fn shape(
    cx: &mut Lowering<'_>,
    ty: TypeId,
    id: SchemaId,
    schema: &Schema,
    values: &[&Node],
) -> Shaped {
    let values: Vec<(usize, &Node)> = values
        .iter()
        .enumerate()
        .filter(|(_, it)| it.value != Value::Null)
        .map(|(at, it)| (at, *it))
        .collect();
    if values.is_empty() {
        return Shaped::free(Reason::Nothing, "enum of null alone: any JSON");
    }
    let all = |test: fn(&Value) -> bool| values.iter().all(|(_, it)| test(&it.value));
    let (kind, rule) = if all(|it| matches!(it, Value::String(_))) {
        (EnumerationKind::Text, "enum of strings")
    } else if all(|it| integer(it).is_some()) {
        (EnumerationKind::Integer, "enum of integers")
    } else if all(|it| matches!(it, Value::Bool(_))) {
        return Shaped::new(
            Shape::Scalar(Scalar::Boolean),
            "enum of booleans: a boolean",
        );
    } else if all(|it| matches!(it, Value::Number(_))) {
        return Shaped::new(Shape::Scalar(Scalar::Number), "enum of fractions: a number");
    } else {
        return mixed(cx, ty, id, schema);
    };
    let identity = cx.types[ty.index()].identity.clone();
    let members = members(schema, &identity, &cx.types[ty.index()].origin, &values);
    let shape = Shape::Enumeration(Enumeration { kind, members });
    Shaped::new(shape, rule)
}

/// Values of several kinds: the type that holds them all, if there is one.
fn mixed(cx: &mut Lowering<'_>, ty: TypeId, id: SchemaId, schema: &Schema) -> Shaped {
    if let [(only, _)] = schema.types.as_slice()
        && *only != JsonType::Null
    {
        let mut shaped = schema::of_type(cx, ty, id, *only);
        shaped
            .rules
            .insert(0, "enum of values that can't be named: its type alone");
        return shaped;
    }
    schema::untyped(cx, schema, "its values are of several kinds");
    Shaped::free(Reason::Mixed, "enum of several kinds: any JSON")
}

/// An integer that 64 bits hold.
fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.0.parse().ok(),
        _ => None,
    }
}

fn members(
    schema: &Schema,
    identity: &Identity,
    origin: &Origin,
    values: &[(usize, &Node)],
) -> Vec<Member> {
    let count = values.len();
    let names = docs::texts(schema, &["x-enum-varnames", "x-enumNames"], count);
    let words = docs::texts(
        schema,
        &["x-enum-descriptions", "x-enumDescriptions"],
        count,
    );
    let mut members: Vec<Member> = Vec::with_capacity(count);
    for (nth, (at, node)) in values.iter().enumerate() {
        let wire = match &node.value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.0.to_string(),
            _ => continue,
        };
        if members.iter().any(|it| it.wire == wire) {
            continue;
        }
        let pointer = match schema.constant {
            Some(_) => format!("{}/const", origin.pointer),
            None => format!("{}/enum/{at}", origin.pointer),
        };
        members.push(Member {
            identity: Identity(format!("{identity}/enum[{wire}]")),
            origin: Origin {
                span: node.span,
                pointer,
            },
            wire,
            docs: crate::ir::Docs {
                title: names.get(nth).cloned(),
                description: words.get(nth).cloned(),
                ..Default::default()
            },
        });
    }
    members
}
