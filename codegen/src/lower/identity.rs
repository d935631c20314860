//! Schemas in, an identity for each out: its pointer, with the indices of branches and parameters
//! replaced by what tells them apart, so that a branch put in front of others moves nothing.
//!
//! Marks are tried in order: `ref`, constant or tag, type without null, format or element, sorted
//! required keys; where all are shared, an ordinal, with a warning. Knows nothing of shapes.

use super::glance;
use super::schemas::{Schemas, children};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{OrRef, Parameter, ParameterIn, Schema, SchemaId};
use crate::ir::Identity;
use std::collections::HashMap;

/// The identity of every schema.
pub(super) struct Identities {
    of: HashMap<SchemaId, String>,
}

impl Identities {
    /// Walks from each schema that stands in no other down to its parts.
    pub(super) fn of(schemas: &Schemas<'_>, out: &mut Diagnostics) -> Self {
        let mut this = Self { of: roots(schemas) };
        // A part's pointer is longer than that of what it stands in, so owners come first.
        let mut order: Vec<SchemaId> = schemas.written().collect();
        order.sort_by_key(|id| (schemas.raw(*id).origin.pointer.len(), *id));
        for id in order {
            let pointer = &schemas.raw(id).origin.pointer;
            let own = this
                .of
                .entry(id)
                .or_insert_with(|| format!("#{pointer}"))
                .clone();
            this.parts(schemas, schemas.raw(id), &own, out);
            if let Some(made) = schemas.instead.get(&id) {
                this.made(schemas, *made, &own);
            }
        }
        this
    }

    /// The identity of one schema.
    pub(super) fn get(&self, id: SchemaId) -> Identity {
        Identity(self.of.get(&id).cloned().unwrap_or_default())
    }

    fn parts(&mut self, schemas: &Schemas<'_>, schema: &Schema, own: &str, out: &mut Diagnostics) {
        for (keyword, branches) in [
            ("allOf", &schema.all_of),
            ("anyOf", &schema.any_of),
            ("oneOf", &schema.one_of),
        ] {
            for (branch, mark) in branches.iter().zip(marks(schemas, branches, out)) {
                self.of.insert(*branch, format!("{own}/{keyword}[{mark}]"));
            }
        }
        for child in children(schema) {
            let pointer = &schemas.raw(child).origin.pointer;
            let rest = pointer.strip_prefix(schema.origin.pointer.as_str());
            let rest = rest.unwrap_or(pointer);
            self.of
                .entry(child)
                .or_insert_with(|| format!("{own}{rest}"));
        }
    }

    /// Properties that `all_of` made out of two have no pointer of their own.
    fn made(&mut self, schemas: &Schemas<'_>, made: SchemaId, own: &str) {
        let mut open = vec![(made, own.to_owned())];
        while let Some((at, own)) = open.pop() {
            self.of.entry(at).or_insert_with(|| own.clone());
            for property in &schemas.raw(at).properties {
                if property.schema.index() >= schemas.resolved.document.schemas.len()
                    && !self.of.contains_key(&property.schema)
                {
                    let name = escape(&property.name.value);
                    open.push((property.schema, format!("{own}/properties/{name}")));
                }
            }
        }
    }
}

/// RFC 6901, section 3.
pub(super) fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// `query`, `path`, ... as identities write it.
pub(super) fn location(location: ParameterIn) -> &'static str {
    match location {
        ParameterIn::Path => "path",
        ParameterIn::Query => "query",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
        ParameterIn::Querystring => "querystring",
    }
}

/// Schemas of parameters that stand in a list: `parameters[query=limit]`, not `parameters/0`.
fn roots(schemas: &Schemas<'_>) -> HashMap<SchemaId, String> {
    let document = schemas.resolved.document;
    let mut found = HashMap::new();
    for entry in &document.paths {
        let Some(item) = schemas.resolved.path_item(&entry.item) else {
            continue;
        };
        let operations = item.operations.iter().flat_map(|it| &it.parameters);
        for parameter in item.parameters.iter().chain(operations) {
            if let OrRef::Here(parameter) = parameter {
                root(schemas, parameter, &mut found);
            }
        }
    }
    found
}

fn root(schemas: &Schemas<'_>, parameter: &Parameter, found: &mut HashMap<SchemaId, String>) {
    let pointer = &parameter.origin.pointer;
    let Some((list, _)) = pointer.rsplit_once('/') else {
        return;
    };
    let place = location(parameter.location);
    let own = format!("#{list}[{place}={}]", parameter.name.value);
    let contents = parameter.content.iter().filter_map(|it| it.schema);
    for id in parameter.schema.into_iter().chain(contents) {
        let rest = schemas.raw(id).origin.pointer.strip_prefix(pointer.as_str());
        found.insert(id, format!("{own}{}", rest.unwrap_or("/schema")));
    }
}

/// One mark a branch, no two alike.
fn marks(schemas: &Schemas<'_>, branches: &[SchemaId], out: &mut Diagnostics) -> Vec<String> {
    let candidates: Vec<Vec<String>> = branches.iter().map(|it| mark(schemas, *it)).collect();
    let shared = |mark: &String| candidates.iter().filter(|it| it.contains(mark)).count() > 1;
    let mut given: Vec<String> = Vec::with_capacity(branches.len());
    for (branch, candidates) in branches.iter().zip(&candidates) {
        if let Some(own) = candidates.iter().find(|mark| !shared(mark)) {
            given.push(own.clone());
            continue;
        }
        let base = candidates.first().cloned().unwrap_or_default();
        let mut mark = base.clone();
        let mut ordinal = 1;
        while given.contains(&mark) {
            ordinal += 1;
            mark = format!("{base}#{ordinal}");
        }
        if ordinal > 1 {
            let span = schemas.raw(*branch).origin.span;
            let message = format!("nothing but its place tells this branch from another ({base})");
            out.push(
                Diagnostic::new(Code::EqualBranches, span, message)
                    .help("give the branches titles, or make them components"),
            );
        }
        given.push(mark);
    }
    given
}

/// What tells a branch, from what never changes to what often does.
fn mark(schemas: &Schemas<'_>, id: SchemaId) -> Vec<String> {
    let schema = schemas.raw(id);
    if let Some(reference) = &schema.reference {
        let uri = reference.uri.value.as_str();
        let name = uri.strip_prefix("#/components/schemas/").unwrap_or(uri);
        return vec![format!("ref={name}")];
    }
    let mut found = Vec::new();
    if let Some(value) = schemas.constant(id) {
        found.push(format!("const={value}"));
    }
    if let Some((property, value)) = schemas.constants(id).first() {
        found.push(format!("{property}={value}"));
    }
    let kinds = kinds(schema);
    found.push(format!("type={kinds}"));
    if let Some(format) = &schema.format {
        found.push(format!("type={kinds},format={}", format.value));
    }
    if let Some(items) = schema.items {
        let inner = mark(schemas, items).swap_remove(0);
        found.push(format!("type={kinds},items={inner}"));
    }
    if !schema.required.is_empty() {
        let mut keys: Vec<&str> = schema.required.iter().map(|it| it.value.as_str()).collect();
        keys.sort_unstable();
        found.push(format!("required={}", keys.join(",")));
    }
    if let Some(title) = &schema.title {
        found.push(format!("title={}", title.value));
    }
    found
}

fn kinds(schema: &Schema) -> String {
    let types = glance::types(schema);
    if types.is_empty() {
        let null = !schema.types.is_empty();
        return if null { "null" } else { "any" }.to_owned();
    }
    let names: Vec<&str> = types.into_iter().map(name).collect();
    names.join("|")
}

fn name(of: crate::document::schema::JsonType) -> &'static str {
    use crate::document::schema::JsonType;
    match of {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}
