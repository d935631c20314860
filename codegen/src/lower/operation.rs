//! Path items in, operations out, but for those that the selection leaves out.
//!
//! One that can't be sent or read costs itself: it is left out with a finding, and types that only
//! it would have used are nobody's to reach. What repairs itself (an id that is missing or stands
//! twice, a path parameter that nobody declared) is repaired with a warning.

use super::security::{self, Security};
use super::{Lowering, body, docs, header, parameter, path, response, server};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Operation as Written, PathEntry, PathItem};
use crate::ir::{Credential, Docs, Fact, Identity, Operation};
use crate::resolve::Resolved;
use crate::text::Span;
use std::collections::HashMap;

/// How many operations the document has.
pub(super) fn count(document: &Resolved<'_>) -> usize {
    let items = document.document.paths.iter();
    let items = items.filter_map(|it| document.path_item(&it.item));
    items.map(|it| it.operations.len()).sum()
}

/// All operations that can be made, in the order of the document.
pub(super) fn operations(cx: &mut Lowering<'_>, security: &Security) -> Vec<Operation> {
    let resolved = cx.schemas.resolved;
    let mut operations = Vec::new();
    let mut paths: HashMap<String, (&str, Span)> = HashMap::new();
    let mut ids: HashMap<&str, Span> = HashMap::new();
    for entry in &resolved.document.paths {
        let Some(item) = resolved.path_item(&entry.item) else {
            continue;
        };
        let bare = path::bare(&path::cut(&entry.path.value));
        let first = paths.entry(bare).or_insert((&entry.path.value, entry.path.span));
        if first.1 != entry.path.span {
            let message = format!("`{}` answers the same requests as `{}`", entry.path.value, first.0);
            cx.out.push(
                Diagnostic::new(Code::DuplicatePath, entry.path.span, message)
                    .and(first.1, "the path that is kept")
                    .help("take one of the two out: only their parameters' names differ"),
            );
            continue;
        }
        for written in &item.operations {
            if cx.selected.leaves_out(&written.method.value, &entry.path.value) {
                continue;
            }
            let id = id(cx, written, &mut ids);
            operations.extend(operation(cx, entry, item, written, id, security));
        }
    }
    operations
}

/// The operation's id, where it has one of its own.
fn id<'d>(cx: &mut Lowering<'_>, written: &'d Written, ids: &mut HashMap<&'d str, Span>) -> Option<String> {
    let Some(id) = written.operation_id.as_ref().filter(|it| !it.value.is_empty()) else {
        let message = format!("this {} has no operationId: its name is derived", written.method.value);
        cx.out.push(
            Diagnostic::new(Code::MissingOperationId, written.method.span, message)
                .help("add an `operationId`, or keep the derived name: the lock holds it"),
        );
        return None;
    };
    let first = *ids.entry(&id.value).or_insert(id.span);
    if first == id.span {
        return Some(id.value.clone());
    }
    let message = format!("operationId `{}` stands twice: a name is derived", id.value);
    cx.out.push(
        Diagnostic::new(Code::DuplicateOperationId, id.span, message)
            .and(first, "it stands here first")
            .help("give each operation an id of its own"),
    );
    None
}

fn operation<'a>(
    cx: &mut Lowering<'a>,
    entry: &PathEntry,
    item: &'a PathItem,
    written: &'a Written,
    operation_id: Option<String>,
    security: &Security,
) -> Option<Operation> {
    let method = written.method.value.clone();
    let template = entry.path.value.clone();
    let identity = Identity(format!("{method} {template}"));
    let segments = path::cut(&template);
    let mut rules = Vec::new();
    let asked = security::of_operation(cx, written, security);
    let keys: Vec<&Credential> = asked.iter().flatten().map(|at| &security.credentials[*at]).collect();
    let parameters = parameter::parameters(cx, &identity, entry, (item, written), &segments, &keys)?;
    let body = match &written.request_body {
        Some(body) => body::body(cx, body, &mut rules).ok()?,
        None => None,
    };
    let responses = response::responses(cx, &identity, written);
    let headers = header::headers(cx, &identity, written);
    rules.extend(security.rule);
    let summary = docs::text(written.summary.as_ref().or(item.summary.as_ref()));
    Some(Operation {
        identity,
        origin: written.origin.clone(),
        method,
        path: segments,
        template,
        server: server::of_operation(cx, item, written),
        operation_id,
        // A tag without a word names no group.
        group: written.tags.first().map(|it| it.value.clone()).filter(|it| !it.trim().is_empty()),
        docs: words(written, item, summary.clone()),
        summary,
        parameters,
        body,
        responses,
        headers,
        security: asked,
        rules,
    })
}

fn words(written: &Written, item: &PathItem, title: Option<String>) -> Docs {
    let link = written.external_docs.iter().map(|it| Fact { label: "See", value: it.value.clone() });
    Docs {
        title,
        description: docs::text(written.description.as_ref().or(item.description.as_ref())),
        facts: link.collect(),
        deprecated: written.deprecated,
    }
}
