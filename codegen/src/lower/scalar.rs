//! A type without parts and its `format` in, a scalar out.
//!
//! Formats are those of the OpenAPI format registry; one that nobody defined is plain text, which
//! the documentation names. `minimum: 0` does not make an integer unsigned: the format decides,
//! unless the schema states values that the format's type cannot hold.

use super::{Lowering, Shaped};
use crate::config::FormatType;
use crate::document::Schema;
use crate::document::schema::JsonType;
use crate::ir::{Scalar, Shape};
use crate::tree::{Node, Value};

/// The shape of a scalar schema.
pub(super) fn shape(cx: &mut Lowering<'_>, schema: &Schema, of: JsonType) -> Shaped {
    let mut format = schema.format.as_ref().map_or("", |it| it.value.as_str());
    if of != JsonType::Boolean && !format.is_empty() {
        match cx.overrides.format(format) {
            Some(FormatType::Foreign(path)) => {
                let shape = Shape::Foreign(path.value.clone());
                return Shaped::new(shape, "the configuration names a type for its format");
            }
            // Libraries read the text of a format; a number by that name is something else.
            Some(FormatType::Known(known)) if of == JsonType::String => {
                let shape = Shape::Foreign(known.path.to_owned());
                return Shaped::new(shape, "the configuration names a library for its format");
            }
            Some(FormatType::Known(_)) => {}
            Some(FormatType::Text) => format = "",
            None => {}
        }
    }
    let (scalar, rule) = match of {
        JsonType::Boolean => (Scalar::Boolean, "boolean"),
        JsonType::Integer => wide(schema, integer(format)),
        JsonType::Number => (Scalar::Number, "number: binary64"),
        _ => text(schema, format),
    };
    Shaped::new(Shape::Scalar(scalar), rule)
}

fn integer(format: &str) -> (Scalar, &'static str) {
    match format {
        "int8" | "int16" | "int32" => (Scalar::Int32, "integer of a signed format: 32 bits"),
        "uint8" | "uint16" | "uint32" => (Scalar::UInt32, "integer of an unsigned format: 32 bits"),
        "uint64" => (Scalar::UInt64, "uint64: unsigned, 64 bits"),
        _ => (Scalar::Int64, "integer: signed, 64 bits"),
    }
}

/// A type that holds the least and the greatest value that the schema states.
fn wide(schema: &Schema, by_format: (Scalar, &'static str)) -> (Scalar, &'static str) {
    let rare = schema.rare.as_deref();
    let bound = |bound: Option<&Option<Node>>, step: i128| {
        bound.and_then(Option::as_ref).and_then(worth).map(|it| it + step)
    };
    let least = bound(rare.map(|it| &it.minimum), 0).max(bound(rare.map(|it| &it.exclusive_minimum), 1));
    let most = [bound(rare.map(|it| &it.maximum), 0), bound(rare.map(|it| &it.exclusive_maximum), -1)];
    let most = most.into_iter().flatten().min();
    let default = schema.default.as_ref().and_then(worth);
    let stated = [least, most, default];
    let stated = || stated.into_iter().flatten();
    let within = |low: i128, high: i128| stated().all(|it| (low..=high).contains(&it));
    let unsigned = least.is_some_and(|it| it >= 0);
    match by_format.0 {
        Scalar::Int32 if !within(i32::MIN.into(), i32::MAX.into()) => {
            (Scalar::Int64, "integer of 32 bits that states a value beyond them: 64 bits")
        }
        Scalar::UInt32 if !within(0, u32::MAX.into()) && stated().all(|it| it >= 0) => {
            (Scalar::UInt64, "unsigned integer of 32 bits that states a value beyond them: 64 bits")
        }
        Scalar::UInt32 | Scalar::UInt64 if stated().any(|it| it < 0) => {
            (Scalar::Int64, "unsigned integer that states a negative value: signed, 64 bits")
        }
        Scalar::Int64 if unsigned && !within(i64::MIN.into(), i64::MAX.into()) => {
            (Scalar::UInt64, "integer that is never negative and may be beyond 63 bits: unsigned, 64 bits")
        }
        _ => by_format,
    }
}

/// What an integer is worth; of one beyond 64 bits only that it is.
fn worth(node: &Node) -> Option<i128> {
    let Value::Number(number) = &node.value else {
        return None;
    };
    let signed = number.as_i64().map(i128::from);
    signed.or_else(|| number.as_u64().map(i128::from)).or_else(|| {
        let float = number.as_f64();
        let beyond = i128::from(u64::MAX) + 1;
        (float.abs() >= beyond as f64).then_some(if float < 0.0 { -beyond } else { beyond })
    })
}

fn text(schema: &Schema, format: &str) -> (Scalar, &'static str) {
    let rare = schema.rare.as_deref();
    let encoding = rare.and_then(|it| it.content_encoding.as_ref());
    match format {
        "date-time" => (Scalar::DateTime, "format: date-time"),
        "date" => (Scalar::Date, "format: date"),
        "time" => (Scalar::Time, "format: time"),
        "duration" => (Scalar::Duration, "format: duration"),
        "password" => (Scalar::Secret, "format: password: never shown"),
        "byte" | "base64" => (Scalar::Base64, "format: byte: base64"),
        _ if encoding.is_some_and(|it| it.value == "base64") => (Scalar::Base64, "contentEncoding: base64"),
        "" => (Scalar::Text, "string"),
        _ => (Scalar::Text, "string of a format without a type: text"),
    }
}
