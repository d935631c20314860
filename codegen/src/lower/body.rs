//! A request body in, one content out: of several media types the first that is JSON.
//!
//! A schema that allows null at its top makes the body optional: what is not sent is not there.

use super::{Lowering, docs, schema};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::schema::JsonType;
use crate::document::{MediaType, OrRef, RequestBody, SchemaId};
use crate::ir::{Body, Content, Docs, Identity, Kind, Reason, Shape, Use};

/// The operation can't be sent; the finding has been pushed.
pub(super) struct Unsendable;

/// What is sent; `None` where the document names a body that holds nothing.
pub(super) fn body(
    cx: &mut Lowering<'_>,
    written: &OrRef<RequestBody>,
    rules: &mut Vec<&'static str>,
) -> Result<Option<Body>, Unsendable> {
    let Some(body) = cx.schemas.resolved.body(written) else {
        // A `$ref` that leads nowhere, which `resolve` has said.
        return Err(Unsendable);
    };
    let Some(media) = preferred(&body.content) else {
        return Ok(None);
    };
    if is_of_parts(&media.name.value) && !body.required && is_empty(cx, media) {
        rules.push("an optional form without members: no body");
        return Ok(None);
    }
    if is_of_parts(&media.name.value) {
        let message = format!("a body of `{}` can't be sent yet", media.name.value);
        cx.out.push(
            Diagnostic::new(Code::UnsupportedBody, media.name.span, message)
                .help("its operation is left out"),
        );
        return Err(Unsendable);
    }
    if body.content.len() > 1 {
        rules.push("several media types for the body: the first JSON, else the first");
    }
    let content = content(cx, media);
    let optional = media.schema.is_some_and(|it| cx.schemas.nullable(it));
    let content = match content {
        Content::Json(of) if optional => {
            rules.push("a body that may be null: an optional body");
            Content::Json(Use { null: false, ..of })
        }
        other => other,
    };
    Ok(Some(Body {
        origin: body.origin.clone(),
        docs: Docs { description: docs::text(body.description.as_ref()), ..Docs::default() },
        media_type: said(&media.name.value, content).to_owned(),
        content,
        required: body.required && !optional,
    }))
}

/// What a request says of its body (RFC 9110, section 8.3): of a range, or of what no header can hold,
/// what is true of any such value, and of a text the charset that it is written in.
fn said(name: &str, content: Content) -> &str {
    let is_one = is_sayable(name) && !name.contains('*');
    let is_utf8 = || {
        let name = name.to_ascii_lowercase();
        !name.contains("charset") || name.contains("utf-8")
    };
    match content {
        Content::Text if !is_one || !is_utf8() => "text/plain; charset=utf-8",
        Content::Json(_) if !is_one => "application/json",
        Content::Bytes if !is_one => "application/octet-stream",
        Content::Json(_) | Content::Bytes | Content::Text => name,
    }
}

/// Whether a header can hold it.
pub(super) fn is_sayable(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The media type that is sent, or that is read first.
pub(super) fn preferred(all: &[MediaType]) -> Option<&MediaType> {
    let first = |test: fn(&str) -> bool| all.iter().find(|it| test(&it.name.value));
    first(is_json).or_else(|| first(|it| !is_of_parts(it))).or_else(|| all.first())
}

/// What a media type holds.
pub(super) fn content(cx: &mut Lowering<'_>, media: &MediaType) -> Content {
    let name = media.name.value.as_str();
    let of_text = media.schema.and_then(|id| text_of(cx, id));
    let any = essence(name) == "*/*" && media.schema.is_some();
    if is_json(name) || any && of_text.is_none() {
        Content::Json(match media.schema {
            Some(id) => schema::whole(cx, id),
            None => {
                let pointer = &media.origin.pointer;
                let identity = Identity(format!("#{pointer}/schema"));
                let shape = Shape::Free(Reason::Anything);
                cx.part(identity, media.origin.clone(), shape)
            }
        })
    } else if of_text == Some(Content::Bytes) {
        Content::Bytes
    } else if any || essence(name).starts_with("text/") && essence(name) != "text/event-stream" {
        Content::Text
    } else {
        Content::Bytes
    }
}

/// A string as a whole body that is no JSON: a text, or, of `format: binary`, bytes (OpenAPI 3.0,
/// "Considerations for File Uploads").
fn text_of(cx: &Lowering<'_>, id: SchemaId) -> Option<Content> {
    let schema = cx.schemas.at_end(id)?;
    if cx.schemas.kinds(id) != [Kind::String] {
        return None;
    }
    let binary = schema.format.as_ref().is_some_and(|it| it.value == "binary");
    Some(if binary { Content::Bytes } else { Content::Text })
}

/// `application/json` and its kind (RFC 6839, section 3.1: `+json`).
pub(super) fn is_json(name: &str) -> bool {
    let essence = essence(name);
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// Whether a form declares nothing that could be put into it.
fn is_empty(cx: &Lowering<'_>, media: &MediaType) -> bool {
    let schema = media.schema.and_then(|it| cx.schemas.at_end(it));
    schema.is_some_and(|it| {
        it.properties.is_empty()
            && it.additional_properties.is_none()
            && it.all_of.is_empty()
            && super::glance::branches(it).is_empty()
            && it.types.iter().all(|(of, _)| *of == JsonType::Object)
    })
}

fn is_of_parts(name: &str) -> bool {
    let essence = essence(name);
    essence == "application/x-www-form-urlencoded" || essence.starts_with("multipart/")
}

/// A media type without its parameters (RFC 9110, section 8.3.1), which is case-insensitive.
fn essence(name: &str) -> String {
    let head = name.split(';').next().unwrap_or(name);
    head.trim().to_ascii_lowercase()
}
