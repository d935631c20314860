//! What may come back from an operation: its result, its error, and the table that reads them by
//! status.
//!
//! One success gives its type as it is; several of different types are an enum. Errors are an enum
//! always, also of none: an operation that documents its first error must not change its type.

use super::types::Scope;
use super::{Emit, docs, print, unions};
use crate::ir::{Content, Operation, Reason, Response, Shape, Status};
use crate::names::OperationName;

/// Responses by what they mean.
struct Meanings<'a> {
    success: Vec<&'a Response>,
    errors: Vec<&'a Response>,
}

/// `default` alone is the success and every error (OpenAPI 3.1, 4.8.16: "the default response
/// object for responses other than the ones declared").
fn meanings(operation: &Operation) -> Meanings<'_> {
    let (success, errors): (Vec<_>, Vec<_>) =
        operation.responses.iter().partition(|response| response.status.is_success());
    match success.is_empty() {
        true => Meanings {
            success: errors.iter().copied().filter(|response| response.status == Status::Default).collect(),
            errors,
        },
        false => Meanings { success, errors },
    }
}

/// The contents that success may have, each once.
fn contents(success: &[&Response]) -> Vec<Option<Content>> {
    let mut contents: Vec<Option<Content>> = Vec::new();
    for response in success {
        if !contents.contains(&response.content) {
            contents.push(response.content);
        }
    }
    contents
}

/// The enums of an operation by name, with the responses that are their variants.
pub fn enums<'a>(operation: &'a Operation, name: &'a OperationName) -> Vec<(&'a str, Vec<&'a Response>)> {
    let Meanings { success, errors } = meanings(operation);
    let several = contents(&success).len() > 1;
    let result = several.then_some((name.response.as_str(), success));
    result.into_iter().chain([(name.error.as_str(), errors)]).collect()
}

/// What an operation gives.
pub fn result(operation: &Operation, name: &OperationName, scope: &mut Scope<'_, '_>) -> String {
    match contents(&meanings(operation).success).as_slice() {
        [] => "()".to_owned(),
        [one] => print::spelling(&content(*one, scope)).into_owned(),
        _ => name.response.clone(),
    }
}

/// The enums of an operation's responses, and its table.
pub fn items(
    emit: &Emit<'_>,
    operation: &Operation,
    name: &OperationName,
    scope: &mut Scope<'_, '_>,
) -> Vec<String> {
    let Meanings { success, errors } = meanings(operation);
    let mut parts = Vec::new();
    let several = contents(&success).len() > 1;
    let result = result(operation, name, scope);
    if several {
        let about = format!("What [`{}`] gives.", name.builder);
        parts.push(enumeration(emit, &name.response, about, &success, scope));
    }
    let about = format!("How the service refuses [`{}`].", name.builder);
    parts.push(enumeration(emit, &name.error, about, &errors, scope));

    let mut entries: Vec<String> = Vec::new();
    for response in &success {
        let variant =
            if several { format!("({})", emit.names.variant(&response.identity)) } else { String::new() };
        let status = match response.status {
            Status::Default => "200..=299".to_owned(),
            status => pattern(status),
        };
        entries.push(format!("{status} => ok{variant}{}", reading(emit, response.content)));
    }
    if success.is_empty() {
        entries.push("200..=299 => ok as nothing".to_owned());
    }
    for response in &errors {
        let variant = emit.names.variant(&response.identity);
        entries.push(format!("{} => {variant}{}", pattern(response.status), reading(emit, response.content)));
    }
    let head = format!("{} -> {result}, {}", name.builder, name.error);
    parts.push(print::table("operation", &head, &entries));
    parts
}

/// Whether a redirect is all that an operation promises: then the caller has it, not where it leads.
pub fn is_a_redirect(operation: &Operation) -> bool {
    let has = |of: fn(Status) -> bool| operation.responses.iter().any(|it| of(it.status));
    let redirect = |status| matches!(status, Status::Exact(301 | 302 | 303 | 307 | 308) | Status::Range(3));
    let success = |status| matches!(status, Status::Exact(200..=299) | Status::Range(2) | Status::Default);
    has(redirect) && !has(success)
}

fn pattern(status: Status) -> String {
    match status {
        Status::Exact(status) => status.to_string(),
        Status::Range(first) => format!("{first}00..={first}99"),
        Status::Default => "100..=999".to_owned(),
    }
}

/// How the runtime reads it, where that is not plain JSON.
fn reading(emit: &Emit<'_>, content: Option<Content>) -> &'static str {
    match content {
        None => " as nothing",
        Some(Content::Text) => " as text",
        Some(Content::Bytes) => " as bytes",
        // A schema that says nothing is met by no body at all.
        Some(Content::Json(of)) if matches!(emit.api.ty(of.ty).shape, Shape::Free(Reason::Anything)) => {
            " as json_or_nothing"
        }
        Some(Content::Json(_)) => "",
    }
}

fn content(content: Option<Content>, scope: &mut Scope<'_, '_>) -> String {
    match content {
        None => "()".to_owned(),
        Some(Content::Text) => "String".to_owned(),
        Some(Content::Bytes) => "runtime::Bytes".to_owned(),
        Some(Content::Json(of)) => scope.spell(of),
    }
}

/// What the variant of a response holds.
pub fn held(emit: &Emit<'_>, response: &Response, scope: &mut Scope<'_, '_>) -> Option<String> {
    match response.content? {
        Content::Json(of) => Some(unions::held(emit, of, false, scope)),
        other => Some(content(Some(other), scope)),
    }
}

fn enumeration(
    emit: &Emit<'_>,
    name: &str,
    about: String,
    responses: &[&Response],
    scope: &mut Scope<'_, '_>,
) -> String {
    let variants = responses.iter().map(|response| print::Variant {
        docs: variant_docs(response),
        name: emit.names.variant(&response.identity),
        holds: held(emit, response, scope),
    });
    let attributes = vec!["derive(Clone, Debug, PartialEq)".to_owned(), "non_exhaustive".to_owned()];
    let head = print::Head { docs: vec![about], attributes };
    print::enumeration(print::Item { head, name }, variants.collect())
}

fn variant_docs(response: &Response) -> Vec<String> {
    let status = match response.status {
        Status::Exact(status) => status.to_string(),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "Any other status".to_owned(),
    };
    let mut lines = Vec::new();
    let description = response.docs.description.as_deref().unwrap_or_default();
    docs::paragraph(&mut lines, description);
    match lines.first_mut() {
        // Before anything else (a list, a fence) the status would change what the line is.
        Some(first) if docs::opens_paragraph(first) => *first = format!("{status}: {first}"),
        Some(_) => lines.splice(0..0, [format!("{status}:"), String::new()]).for_each(drop),
        None => lines.push(format!("{status}.")),
    }
    lines
}
