//! `enum` and `const` in, an enumeration out.
//!
//! Null among the values is the use's, values that stand twice count once. Where `type` names one
//! scalar, values that are written as another are read as it: `enum: [1, 2]` of strings is YAML
//! without quotes. Values of several kinds are a union told by the kind. What is no list of
//! strings or of integers is the scalar that holds it.

use super::{Lowering, Shaped, docs, schema};
use crate::document::schema::JsonType;
use crate::document::{Schema, SchemaId};
use crate::ir::{
    Discriminator, Docs, Enumeration, EnumerationKind, Identity, Kind, Member, Origin, Reason, Scalar, Shape,
    Test, TypeId, Union, Variant,
};
use crate::tree::{Node, Value};

/// A value, as what it counts, and its place in the list.
struct Listed<'a> {
    at: usize,
    node: &'a Node,
    of: Kind,
    wire: String,
}

/// The shape of a schema that lists its values.
pub(super) fn shape(
    cx: &mut Lowering<'_>,
    ty: TypeId,
    id: SchemaId,
    schema: &Schema,
    values: &[&Node],
) -> Shaped {
    let declared = declared(schema);
    if declared == Some(JsonType::String) && values.iter().any(|it| is_respelled(it)) {
        let mut shaped = schema::of_type(cx, ty, id, JsonType::String);
        shaped.rules.insert(0, "enum of texts that YAML reads as numbers of another spelling: any text");
        return shaped;
    }
    let values = values.iter().enumerate();
    let values: Vec<Listed<'_>> = values.filter_map(|(at, node)| listed(at, node, declared)).collect();
    let mut kinds: Vec<Kind> = values.iter().map(|it| it.of).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if kinds.contains(&Kind::Number) {
        kinds.retain(|it| *it != Kind::Integer);
    }
    match kinds.as_slice() {
        [] => Shaped::free(Reason::Nothing, "enum of null alone: any JSON"),
        [only] => {
            let identity = cx.types[ty.index()].identity.clone();
            let origin = cx.types[ty.index()].origin.clone();
            of_kind(cx, (ty, id), schema, (identity, origin), &values, *only)
        }
        several => mixed(cx, (ty, id), schema, &values, several),
    }
}

/// The one scalar that `type` names.
fn declared(schema: &Schema) -> Option<JsonType> {
    let mut types = schema.types.iter().map(|(it, _)| *it).filter(|it| *it != JsonType::Null);
    match (types.next(), types.next()) {
        (Some(only @ (JsonType::String | JsonType::Integer)), None) => Some(only),
        _ => None,
    }
}

/// Whether a number's text is not what was written: `08` is read as 8.
fn is_respelled(node: &Node) -> bool {
    match &node.value {
        Value::Number(number) => number.0.len() != node.span.range().len(),
        _ => false,
    }
}

/// What a value counts as; `None` for null.
fn listed<'a>(at: usize, node: &'a Node, declared: Option<JsonType>) -> Option<Listed<'a>> {
    let (of, wire) = match (&node.value, declared) {
        (Value::Null, _) => return None,
        (Value::String(text), Some(JsonType::Integer)) if text.parse::<i64>().is_ok() => {
            (Kind::Integer, text.clone())
        }
        (Value::String(text), _) => (Kind::String, text.clone()),
        (Value::Number(number), Some(JsonType::String)) => (Kind::String, number.0.to_string()),
        (Value::Bool(bool), Some(JsonType::String)) => (Kind::String, bool.to_string()),
        (Value::Number(number), _) => match number.as_i64() {
            Some(integer) => (Kind::Integer, integer.to_string()),
            None => (Kind::Number, number.0.to_string()),
        },
        (Value::Bool(bool), _) => (Kind::Boolean, bool.to_string()),
        (Value::Sequence(_), _) => (Kind::Array, String::new()),
        (Value::Mapping(_), _) => (Kind::Object, String::new()),
    };
    Some(Listed { at, node, of, wire })
}

/// The values of one kind.
fn of_kind(
    cx: &mut Lowering<'_>,
    (ty, id): (TypeId, SchemaId),
    schema: &Schema,
    (identity, origin): (Identity, Origin),
    values: &[Listed<'_>],
    of: Kind,
) -> Shaped {
    let enumeration = |kind, rule| {
        let members = members(schema, &identity, &origin, values, of);
        Shaped::new(Shape::Enumeration(Enumeration { kind, members }), rule)
    };
    match of {
        Kind::String => enumeration(EnumerationKind::Text, "enum of strings"),
        Kind::Integer => enumeration(EnumerationKind::Integer, "enum of integers"),
        Kind::Boolean => Shaped::new(Shape::Scalar(Scalar::Boolean), "enum of booleans: a boolean"),
        Kind::Number if values.iter().all(is_unsigned) => {
            Shaped::new(Shape::Scalar(Scalar::UInt64), "enum of integers beyond 63 bits: unsigned, 64 bits")
        }
        Kind::Number => Shaped::new(Shape::Scalar(Scalar::Number), "enum of fractions: a number"),
        Kind::Array => schema::of_type(cx, ty, id, JsonType::Array),
        Kind::Object => schema::of_type(cx, ty, id, JsonType::Object),
    }
}

fn is_unsigned(it: &Listed<'_>) -> bool {
    match &it.node.value {
        Value::Number(number) => number.as_u64().is_some(),
        _ => true,
    }
}

/// Values of several kinds: a type for each, told by the kind.
fn mixed(
    cx: &mut Lowering<'_>,
    (ty, id): (TypeId, SchemaId),
    schema: &Schema,
    values: &[Listed<'_>],
    kinds: &[Kind],
) -> Shaped {
    let owner = cx.types[ty.index()].identity.clone();
    let origin = cx.types[ty.index()].origin.clone();
    let mut variants = Vec::with_capacity(kinds.len());
    for of in kinds {
        let name = format!("{of:?}").to_lowercase();
        let identity = Identity(format!("{owner}/type[{name}]"));
        let part = cx.part(identity.clone(), origin.clone(), Shape::Free(Reason::Endless));
        let place = (identity.clone(), origin.clone());
        let shaped = of_kind(cx, (part.ty, id), schema, place, values, *of);
        cx.fill(part.ty, shaped);
        variants.push(Variant {
            identity,
            origin: origin.clone(),
            docs: Docs::default(),
            of: part,
            tags: Vec::new(),
            test: Test { kinds: vec![*of], ..Test::default() },
        });
    }
    let shape = Shape::Union(Union { variants, discriminator: Discriminator::Tests });
    Shaped::new(shape, "enum of several kinds: a union told by the kind of JSON")
}

fn members(
    schema: &Schema,
    identity: &Identity,
    origin: &Origin,
    values: &[Listed<'_>],
    of: Kind,
) -> Vec<Member> {
    let names = docs::texts(schema, &["x-enum-varnames", "x-enumNames"], values.len());
    let words = docs::texts(schema, &["x-enum-descriptions", "x-enumDescriptions"], values.len());
    let mut members: Vec<Member> = Vec::with_capacity(values.len());
    for (nth, listed) in values.iter().enumerate().filter(|(_, it)| it.of == of) {
        let Listed { at, node, wire, .. } = listed;
        if members.iter().any(|it| it.wire == *wire) {
            continue;
        }
        let pointer = match schema.constant {
            Some(_) => format!("{}/const", origin.pointer),
            None => format!("{}/enum/{at}", origin.pointer),
        };
        members.push(Member {
            identity: Identity(format!("{identity}/enum[{wire}]")),
            origin: Origin { span: node.span, pointer },
            wire: wire.clone(),
            docs: Docs {
                title: names.get(nth).cloned(),
                description: words.get(nth).cloned().filter(|it| !it.is_empty()),
                ..Default::default()
            },
        });
    }
    members
}
