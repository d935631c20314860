//! A resolved document and the configuration's selection in; what was asked for out.
//!
//! Says which operations are left out and why, which components are asked for by themselves, and
//! which must not be followed. A pattern that matches nothing is refused at its place (E0703): it
//! is a misspelling, or the document has moved on. Refuses to know what becomes of what is left.

mod pattern;

use crate::config::{Deprecated, Patterns, Selection, Unused};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::document::{Document, Operation, PathEntry, SchemaId, Text};
use crate::resolve::Resolved;
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub struct Selected {
    /// Operations that are left out, by method and path.
    operations: BTreeMap<String, NoOperation>,
    /// Components that must not be followed, and the pattern that names them.
    schemas: HashMap<SchemaId, String>,
    /// Components that are kept whether something holds them or not.
    kept: Vec<SchemaId>,
}

/// An operation that is left out.
#[derive(Clone, Debug)]
pub struct NoOperation {
    /// Its method and path.
    pub identity: String,
    /// Its `operationId`.
    pub id: Option<Text>,
    /// Where it stands.
    pub span: Span,
    /// Why.
    pub why: LeftOut,
}

/// Why something is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// No pattern of `include` names it.
    NotIncluded,
    /// This pattern of `exclude` names it.
    Excluded(String),
    /// It is deprecated.
    Deprecated,
}

impl Selected {
    /// Whether an operation is left out.
    pub fn leaves_out(&self, method: &str, template: &str) -> bool {
        self.operations.contains_key(&format!("{method} {template}"))
    }

    /// The operations that are left out.
    pub fn operations(&self) -> impl Iterator<Item = &NoOperation> {
        self.operations.values()
    }

    /// The pattern that leaves a component out, if one does.
    pub fn schema(&self, id: SchemaId) -> Option<&str> {
        self.schemas.get(&id).map(String::as_str)
    }

    /// The components that are asked for by themselves, in the order of the document.
    pub fn kept(&self) -> &[SchemaId] {
        &self.kept
    }
}

/// All that a document has.
pub fn everything(document: &Resolved<'_>) -> Selected {
    Selected { kept: components(document.document).collect(), ..Selected::default() }
}

/// What a selection asks for.
pub fn select(document: &Resolved<'_>, selection: &Selection, out: &mut Diagnostics) -> Selected {
    let Selection { include, exclude, deprecated, unused } = selection;
    let mut selected = Selected::default();
    for (entry, operation) in operations(document) {
        let why = if let Some(pattern) = operation_in(exclude, entry, operation) {
            Some(LeftOut::Excluded(pattern.to_owned()))
        } else if operation.deprecated && *deprecated == Deprecated::LeftOut {
            Some(LeftOut::Deprecated)
        } else if !include.is_empty() && operation_in(include, entry, operation).is_none() {
            Some(LeftOut::NotIncluded)
        } else {
            None
        };
        let identity = format!("{} {}", operation.method.value, entry.path.value);
        if let Some(why) = why {
            let (id, span) = (operation.operation_id.clone(), operation.origin.span);
            selected.operations.insert(identity.clone(), NoOperation { identity, id, span, why });
        }
    }
    for (name, id) in &document.document.components.schemas {
        match schema_in(exclude, name) {
            Some(pattern) => {
                selected.schemas.insert(*id, pattern.to_owned());
            }
            None if *unused == Unused::Kept || schema_in(include, name).is_some() => selected.kept.push(*id),
            None => {}
        }
    }
    for patterns in [include, exclude] {
        matched(document, patterns, out);
    }
    selected
}

fn components(document: &Document) -> impl Iterator<Item = SchemaId> {
    document.components.schemas.iter().map(|(_, id)| *id)
}

fn operations<'a>(document: &Resolved<'a>) -> impl Iterator<Item = (&'a PathEntry, &'a Operation)> {
    document.document.paths.iter().flat_map(|entry| {
        let item = document.path_item(&entry.item);
        item.into_iter().flat_map(move |item| item.operations.iter().map(move |it| (entry, it)))
    })
}

/// The first pattern that names an operation.
fn operation_in<'p>(patterns: &'p Patterns, entry: &PathEntry, operation: &Operation) -> Option<&'p str> {
    let path = patterns.paths.iter().find(|it| pattern::path(&it.value, &entry.path.value));
    let id = || patterns.operations.iter().find(|it| is_operation(it, entry, operation));
    let tag = || patterns.tags.iter().find(|it| has_tag(it, operation));
    let found = path.or_else(id).or_else(tag);
    found.map(|it| it.value.as_str())
}

fn is_operation(pattern: &Text, entry: &PathEntry, operation: &Operation) -> bool {
    let id = operation.operation_id.as_ref();
    id.is_some_and(|id| pattern::name(&pattern.value, &id.value))
        || pattern::operation(&pattern.value, &operation.method.value, &entry.path.value)
}

/// Any of its tags, though only the first makes a group.
fn has_tag(pattern: &Text, operation: &Operation) -> bool {
    operation.tags.iter().any(|tag| pattern::name(&pattern.value, &tag.value))
}

fn schema_in<'p>(patterns: &'p Patterns, name: &Text) -> Option<&'p str> {
    let found = patterns.schemas.iter().find(|it| pattern::name(&it.value, &name.value));
    found.map(|it| it.value.as_str())
}

/// Refuses the patterns that name nothing of the document.
fn matched(document: &Resolved<'_>, patterns: &Patterns, out: &mut Diagnostics) {
    let all: Vec<_> = operations(document).collect();
    let paths: Vec<&str> = document.document.paths.iter().map(|it| it.path.value.as_str()).collect();
    for it in &patterns.paths {
        if !paths.iter().any(|path| pattern::path(&it.value, path)) {
            refuse(it, "path", &paths, out);
        }
    }
    for it in &patterns.operations {
        if !all.iter().any(|(entry, operation)| is_operation(it, entry, operation)) {
            let known: Vec<String> =
                all.iter().map(|(entry, operation)| asked_as(it, entry, operation)).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            refuse(it, "operation", &known, out);
        }
    }
    for it in &patterns.tags {
        if !all.iter().any(|(_, operation)| has_tag(it, operation)) {
            let tags = all.iter().flat_map(|(_, operation)| &operation.tags);
            refuse(it, "tag of an operation", &tags.map(|tag| tag.value.as_str()).collect::<Vec<_>>(), out);
        }
    }
    let schemas = &document.document.components.schemas;
    for it in &patterns.schemas {
        if !schemas.iter().any(|(name, _)| pattern::name(&it.value, &name.value)) {
            let names: Vec<&str> = schemas.iter().map(|(name, _)| name.value.as_str()).collect();
            refuse(it, "schema", &names, out);
        }
    }
}

/// An operation in the words that a pattern uses: with a space it is a method and a path.
fn asked_as(pattern: &Text, entry: &PathEntry, operation: &Operation) -> String {
    match &operation.operation_id {
        Some(id) if !pattern.value.contains(' ') => id.value.clone(),
        _ => format!("{} {}", operation.method.value, entry.path.value),
    }
}

fn refuse(pattern: &Text, what: &str, known: &[&str], out: &mut Diagnostics) {
    let message = format!("`{}` matches no {what} of the document", pattern.value);
    let near = nearest::by(&pattern.value, known.iter().map(|it| ((*it).to_owned(), *it)));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "correct it, or take it out".to_owned(),
    };
    out.push(Diagnostic::new(Code::OverrideUnmatched, pattern.span, message).help(help));
}
