//! Schemas in, an identity for each out: its pointer, with the indices of branches and parameters
//! replaced by what tells them apart, so that a branch put in front of others moves nothing.
//!
//! Marks are tried in order: `ref`, constant or tag, type without null, format or element, sorted
//! required keys; where all are shared, an ordinal, with a warning. Knows nothing of shapes.

use super::glance;
use super::schemas::{Schemas, children};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{OrRef, Parameter, ParameterIn, Schema, SchemaId};
use crate::ids::IdMap;
use crate::ir::Identity;
use crate::tree::pointer::escape;
use std::collections::{HashMap, HashSet, VecDeque};

/// The identity of every schema.
pub(super) struct Identities {
    of: IdMap<SchemaId, String>,
    /// Branches that nothing but their place tells from others, and the mark that they share.
    equal: IdMap<SchemaId, String>,
}

impl Identities {
    /// Walks from each schema that stands in no other down to its parts.
    pub(super) fn of(schemas: &Schemas<'_>) -> Self {
        let mut this = Self { of: roots(schemas), equal: IdMap::default() };
        // A part's pointer is longer than that of what it stands in, so owners come first.
        let mut order: Vec<SchemaId> = schemas.written().collect();
        order.sort_by_cached_key(|id| (schemas.raw(*id).origin.pointer.len(), *id));
        for id in order {
            let pointer = &schemas.raw(id).origin.pointer;
            let own = this.of.entry(id).or_insert_with(|| ["#", pointer].concat()).clone();
            this.parts(schemas, schemas.raw(id), &own);
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

    /// The finding that a branch has, where it becomes a variant.
    pub(super) fn equal(&self, schemas: &Schemas<'_>, branch: SchemaId) -> Option<Diagnostic> {
        let mark = self.equal.get(&branch)?;
        let message = format!("nothing but its place tells this branch from another ({mark})");
        let found = Diagnostic::new(Code::EqualBranches, schemas.raw(branch).origin.span, message);
        Some(found.help("give the branches titles, or make them components"))
    }

    fn parts(&mut self, schemas: &Schemas<'_>, schema: &Schema, own: &str) {
        for (keyword, branches) in
            [("allOf", &schema.all_of), ("anyOf", &schema.any_of), ("oneOf", &schema.one_of)]
        {
            for (branch, (mark, ordinal)) in branches.iter().zip(marks(schemas, branches)) {
                self.of.insert(*branch, format!("{own}/{keyword}[{mark}]"));
                if ordinal {
                    self.equal.insert(*branch, mark);
                }
            }
        }
        for child in children(schema) {
            let pointer = &schemas.raw(child).origin.pointer;
            let rest = pointer.strip_prefix(schema.origin.pointer.as_str());
            let rest = rest.unwrap_or(pointer);
            self.of.entry(child).or_insert_with(|| [own, rest].concat());
        }
    }

    /// Parts that `all_of` made out of two have no pointer of their own.
    fn made(&mut self, schemas: &Schemas<'_>, made: SchemaId, own: &str) {
        let mut open = VecDeque::from([(made, own.to_owned())]);
        while let Some((at, own)) = open.pop_front() {
            self.of.entry(at).or_insert_with(|| own.clone());
            let schema = schemas.raw(at);
            for (keyword, branches) in [("anyOf", &schema.any_of), ("oneOf", &schema.one_of)] {
                let written: Vec<SchemaId> = branches.iter().map(|it| schemas.written_as(*it)).collect();
                // Branches that stand here as they were written keep what they are known by.
                let mut known: HashSet<String> =
                    branches.iter().filter_map(|it| self.of.get(it)).cloned().collect();
                for (branch, (mark, _)) in branches.iter().zip(marks(schemas, &written)) {
                    if schemas.is_made(*branch) && !self.of.contains_key(branch) {
                        let names =
                            std::iter::once(mark.clone()).chain((2..).map(|at| format!("{mark}#{at}")));
                        let mut names = names.map(|mark| format!("{own}/{keyword}[{mark}]"));
                        let identity = names.find(|it| known.insert(it.clone())).unwrap_or_default();
                        open.push_back((*branch, identity));
                    }
                }
            }
            // One that several hold is known by the nearest, and of those by the first name.
            for (keyword, part) in united(schemas.raw(at)) {
                if schemas.is_made(part) && !self.of.contains_key(&part) {
                    open.push_back((part, format!("{own}/{keyword}")));
                }
            }
        }
    }
}

/// The parts of a schema that can be made of two (`merge`), each with its keyword, sorted.
fn united(schema: &Schema) -> Vec<(String, SchemaId)> {
    let properties = schema.properties.iter();
    let mut parts: Vec<(String, SchemaId)> =
        properties.map(|it| (format!("properties/{}", escape(&it.name.value)), it.schema)).collect();
    parts.sort();
    parts.extend(schema.items.map(|items| ("items".to_owned(), items)));
    parts.extend(schema.additional_properties.map(|rest| ("additionalProperties".to_owned(), rest)));
    parts
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
fn roots(schemas: &Schemas<'_>) -> IdMap<SchemaId, String> {
    let document = schemas.resolved.document;
    let mut found = IdMap::default();
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

fn root(schemas: &Schemas<'_>, parameter: &Parameter, found: &mut IdMap<SchemaId, String>) {
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

/// One mark a branch, no two alike, and whether it is an ordinal.
fn marks(schemas: &Schemas<'_>, branches: &[SchemaId]) -> Vec<(String, bool)> {
    let candidates: Vec<Vec<String>> = branches.iter().map(|it| mark(schemas, *it)).collect();
    let mut holders: HashMap<&str, usize> = HashMap::new();
    for mark in candidates.iter().flatten() {
        *holders.entry(mark).or_default() += 1;
    }
    let mut equals: HashMap<&str, usize> = HashMap::new();
    let given = candidates.iter().map(|candidates| {
        if let Some(own) = candidates.iter().find(|it| holders[it.as_str()] == 1) {
            return (own.clone(), false);
        }
        let base = candidates.first().map_or("", String::as_str);
        let ordinal = equals.entry(base).or_default();
        *ordinal += 1;
        match *ordinal {
            1 => (base.to_owned(), false),
            ordinal => (format!("{base}#{ordinal}"), true),
        }
    });
    given.collect()
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
    if let Some((property, value)) = schemas.literals(id).first() {
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
