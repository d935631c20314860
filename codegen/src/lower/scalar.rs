//! A type without parts and its `format` in, a scalar out.
//!
//! Formats are those of the OpenAPI format registry; one that nobody defined is plain text, which
//! the documentation names. `minimum: 0` does not make an integer unsigned: the format decides.

use super::{Lowering, Shaped};
use crate::config::FormatType;
use crate::document::Schema;
use crate::document::schema::JsonType;
use crate::ir::{Scalar, Shape};

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
        JsonType::Integer => integer(format),
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
