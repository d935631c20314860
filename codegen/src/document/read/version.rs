//! Is this an OpenAPI document, and of which version? If not, what is it?

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Text;
use crate::document::v3::Dialect;
use crate::text::Span;
use crate::tree::{Mapping, Node, Value};

/// The version as written, and the words that it allows. E0201 or E0202 where there is none.
pub(super) fn detect(root: &Node, out: &mut Diagnostics) -> Option<(Text, Dialect)> {
    let Some(mapping) = root.as_mapping() else {
        out.push(not_openapi(start(root.span), &scalar_kind(root)));
        return None;
    };
    let Some(version) = mapping.get("openapi") else {
        out.push(other(mapping, root.span));
        return None;
    };
    let value = match &version.value {
        Value::String(text) => text.trim().to_owned(),
        // `openapi: 3.1` without quotes is a float in YAML.
        Value::Number(number) => number.0.to_string(),
        _ => {
            let what = format!("`openapi` is {}, not a version", version.kind());
            out.push(not_openapi(version.span, &what));
            return None;
        }
    };
    let Some(dialect) = dialect(&value) else {
        let message = format!("OpenAPI `{value}` is not a version that is read");
        let diagnostic = Diagnostic::new(Code::UnsupportedVersion, version.span, message);
        out.push(diagnostic.help("write the document in OpenAPI 3.0, 3.1 or 3.2"));
        return None;
    };
    let span = version.span;
    Some((Text { value, span }, dialect))
}

/// `3.1.0`, `3.1`, `3.1.0-rc1`: major and minor decide (OpenAPI 3.1, section 4.1).
fn dialect(version: &str) -> Option<Dialect> {
    let mut parts = version.split('.');
    match (parts.next()?, parts.next()?) {
        ("3", "0") => Some(Dialect::V30),
        ("3", "1") => Some(Dialect::V31),
        ("3", "2") => Some(Dialect::V32),
        _ => None,
    }
}

/// Formats that are handed in by mistake, by a key that only they have.
const RELATIVES: &[(&str, &str)] = &[
    ("asyncapi", "an AsyncAPI document"),
    ("arazzo", "an Arazzo description"),
    ("overlay", "an Overlay document"),
    ("openrpc", "an OpenRPC document"),
    ("smithy", "a Smithy model"),
    ("__schema", "the schema of a GraphQL service"),
    ("apiVersion", "a Kubernetes object"),
];

/// A mapping without `openapi`: the nearest thing that can be said of it.
fn other(mapping: &Mapping, root: Span) -> Diagnostic {
    for word in ["swagger", "swaggerVersion"] {
        if let Some(version) = mapping.get(word) {
            return swagger(version);
        }
    }
    for entry in &mapping.entries {
        if let Some((_, what)) = RELATIVES.iter().find(|(key, _)| *key == entry.key) {
            return not_openapi(entry.key_span, &format!("it is {what}"));
        }
        let letters = entry.key.replace(['_', '-', ' '], "");
        if letters.eq_ignore_ascii_case("openapi") {
            let what = format!("its version stands under `{}`", entry.key);
            return not_openapi(entry.key_span, &what).help("the key is `openapi`");
        }
    }
    let has = |key: &str| mapping.get(key).is_some();
    if has("item")
        && mapping
            .get("info")
            .is_some_and(|info| info.get("schema").is_some())
    {
        return not_openapi(start(root), "it is a Postman collection");
    }
    if has("paths") || has("components") {
        let what = "it looks like one, but has no `openapi` key";
        return not_openapi(start(root), what).help("begin it with `openapi: 3.1.0`");
    }
    if ["$schema", "properties", "$defs", "definitions"]
        .into_iter()
        .any(has)
    {
        let what = "it is a JSON Schema";
        return not_openapi(start(root), what)
            .help("put it under `components.schemas` of an OpenAPI document");
    }
    not_openapi(start(root), "it has no `openapi` key")
}

fn swagger(version: &Node) -> Diagnostic {
    let named = match &version.value {
        Value::String(text) => text,
        Value::Number(number) => &*number.0,
        _ => "of an unknown version",
    };
    let message = format!("Swagger {named} is not read yet: it comes in a later version");
    Diagnostic::new(Code::UnsupportedVersion, version.span, message)
        .help("convert it to OpenAPI 3, with `swagger2openapi` for example")
}

/// What a document that is no mapping is.
fn scalar_kind(root: &Node) -> String {
    match root.as_str() {
        Some(text) if text.trim_start().starts_with('<') => {
            "it is a page of HTML or XML".to_owned()
        }
        _ => format!("it is {}, not an object", root.kind()),
    }
}

fn not_openapi(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NotOpenApi,
        span,
        format!("this is not an OpenAPI document: {what}"),
    )
}

/// The first byte: the snippet of a whole document helps nobody.
fn start(span: Span) -> Span {
    Span {
        end: span.start,
        ..span
    }
}
