//! Where each type is at home, and the name that follows from it: a component's own, else that of
//! what it stands in with the words of its place.

use super::variants;
use crate::ir::{Additional, Api, Content, Operation, Shape, TypeId, Use};
use crate::names::words::{self, Symbols};

/// What a type's file is called after.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::names) enum Home {
    /// A component, by its type.
    Component(TypeId),
    /// An operation, by its index.
    Operation(usize),
    /// A part of the document that is neither, by its pointer: `#/components/responses/Gone`.
    Part(String),
}

/// The name and the home of every type.
pub(in crate::names) struct Places {
    of: Vec<Option<(String, Home)>>,
}

/// A way from one type to a part of it.
struct Edge {
    parent: TypeId,
    role: String,
}

/// A way from an operation to a type.
struct Root {
    operation: usize,
    role: String,
}

impl Places {
    /// Names every type by where it stands; `given` knows the names that are settled already,
    /// since what a component is called by hand its parts are called after.
    pub(in crate::names) fn of(api: &Api, given: &dyn Fn(&str) -> Option<String>) -> Self {
        let (edges, roots) = ways(api);
        let mut this = Self {
            of: vec![None; api.types.len()],
        };
        // A part's identity is longer than that of what it stands in.
        let mut order: Vec<TypeId> = api.ids().collect();
        order.sort_by_key(|id| api.ty(*id).identity.0.len());
        for id in order {
            let (edges, roots) = (&edges[id.index()], &roots[id.index()]);
            this.of[id.index()] = Some(this.place(api, id, edges, roots, given));
        }
        this
    }

    /// The fragment that the type's name is.
    pub(in crate::names) fn name(&self, id: TypeId) -> &str {
        self.of[id.index()].as_ref().map_or("", |it| it.0.as_str())
    }

    /// Where it is at home.
    pub(in crate::names) fn home(&self, id: TypeId) -> Option<&Home> {
        self.of[id.index()].as_ref().map(|it| &it.1)
    }

    fn place(
        &self,
        api: &Api,
        id: TypeId,
        edges: &[Edge],
        roots: &[Root],
        given: &dyn Fn(&str) -> Option<String>,
    ) -> (String, Home) {
        let ty = api.ty(id);
        let identity = ty.identity.0.as_str();
        let given = given(identity);
        if let Some(component) = &ty.component {
            let own = || words::upper(component, Symbols::Dropped);
            let home = Home::Component(id);
            return (given.unwrap_or_else(own), home);
        }
        // What it stands in: the nearest whose identity its own begins with.
        let owner = edges
            .iter()
            .filter(|edge| is_part(identity, &api.ty(edge.parent).identity.0))
            .filter_map(|edge| Some((edge, self.of[edge.parent.index()].as_ref()?)))
            .max_by_key(|(edge, _)| {
                let length = api.ty(edge.parent).identity.0.len();
                (length, std::cmp::Reverse(edge.role.as_str()))
            });
        if let Some((edge, (name, home))) = owner {
            let name = given.unwrap_or_else(|| words::glue(name, &edge.role));
            return (name, home.clone());
        }
        let root = roots.iter().min_by_key(|root| {
            let operation = &api.operations[root.operation];
            (&operation.identity, root.role.as_str())
        });
        match root {
            Some(root) if !identity.starts_with("#/components/") => {
                let method = super::operations::method(&api.operations[root.operation]);
                let name = words::upper(&method, Symbols::Dropped);
                let name = given.unwrap_or_else(|| words::glue(&name, &root.role));
                (name, Home::Operation(root.operation))
            }
            _ => {
                let (part, name) = by_pointer(identity);
                (given.unwrap_or(name), Home::Part(part))
            }
        }
    }
}

fn is_part(identity: &str, of: &str) -> bool {
    identity
        .strip_prefix(of)
        .is_some_and(|rest| rest.starts_with(['/', '[']))
}

/// Every way to every type.
fn ways(api: &Api) -> (Vec<Vec<Edge>>, Vec<Vec<Root>>) {
    let mut edges: Vec<Vec<Edge>> = api.types.iter().map(|_| Vec::new()).collect();
    let mut roots: Vec<Vec<Root>> = api.types.iter().map(|_| Vec::new()).collect();
    for parent in api.ids() {
        for (of, role) in parts(api, parent) {
            edges[of.ty.index()].push(Edge { parent, role });
        }
    }
    for (index, operation) in api.operations.iter().enumerate() {
        for (of, role) in uses(operation) {
            roots[of.ty.index()].push(Root {
                operation: index,
                role,
            });
        }
    }
    (edges, roots)
}

/// The parts of a type, each with the words of its place.
fn parts(api: &Api, id: TypeId) -> Vec<(Use, String)> {
    match &api.ty(id).shape {
        Shape::Object(object) => {
            let fields = object.fields.iter();
            let mut found: Vec<_> = fields
                .map(|it| (it.of, words::upper(&it.wire, Symbols::Dropped)))
                .collect();
            if let Additional::Kept(of) = object.additional {
                found.push((of, "Additional".to_owned()));
            }
            found
        }
        Shape::List(of) => vec![(*of, "Item".to_owned())],
        Shape::Map(of) => vec![(*of, "Value".to_owned())],
        Shape::Alias(of) => vec![(*of, String::new())],
        Shape::Tuple(elements) => elements
            .iter()
            .enumerate()
            .map(|(at, of)| (*of, format!("Element{at}")))
            .collect(),
        Shape::Union(union) => union
            .variants
            .iter()
            .map(|it| {
                let text = variants::branch_text(api, it);
                (it.of, words::upper(&text, Symbols::Dropped))
            })
            .collect(),
        Shape::Scalar(_) | Shape::Enumeration(_) | Shape::Free(_) | Shape::Foreign(_) => Vec::new(),
    }
}

fn uses(operation: &Operation) -> Vec<(Use, String)> {
    let mut found = Vec::new();
    for parameter in &operation.parameters {
        let role = words::upper(&parameter.wire, Symbols::Dropped);
        found.push((parameter.of, role));
    }
    if let Some(Content::Json(of)) = operation.body.as_ref().map(|it| it.content) {
        found.push((of, "Request".to_owned()));
    }
    let successes = operation.responses.iter();
    let lone = successes.filter(|it| it.status.is_success()).count() == 1;
    for response in &operation.responses {
        if let Some(Content::Json(of)) = response.content {
            let status = match lone && response.status.is_success() {
                true => String::new(),
                false => variants::status(response.status),
            };
            found.push((of, words::glue(&status, "Response")));
        }
    }
    found
}

/// `#/components/responses/Gone/content/application~1json/schema` -> `GoneResponse`, by the words
/// of the pointer that are the vendor's own; and the part that it stands in.
fn by_pointer(identity: &str) -> (String, String) {
    let tokens: Vec<&str> = identity.trim_start_matches("#/").split('/').collect();
    let (count, kind) = match tokens.as_slice() {
        ["components", "responses", ..] => (3, "Response"),
        ["components", "parameters", ..] => (3, "Parameter"),
        ["components", "requestBodies", ..] => (3, "Request"),
        ["components", "headers", ..] => (3, "Header"),
        ["components", ..] => (3, ""),
        _ => (tokens.len(), ""),
    };
    let count = count.min(tokens.len());
    let mut name = words::upper(tokens.get(2).unwrap_or(&identity), Symbols::Dropped);
    name = words::glue(&name, kind);
    let mut rest = tokens.iter().skip(count);
    while let Some(token) = rest.next() {
        let keyword = token.split('[').next().unwrap_or(token);
        match keyword {
            // The media type that follows tells nothing.
            "content" => drop(rest.next()),
            "schema" => {}
            "properties" => {
                let property = rest.next().unwrap_or(&"");
                name = words::glue(&name, &words::upper(property, Symbols::Dropped));
            }
            "items" => name = words::glue(&name, "Item"),
            "additionalProperties" => name = words::glue(&name, "Value"),
            _ => name = words::glue(&name, &words::upper(token, Symbols::Dropped)),
        }
    }
    (format!("#/{}", tokens[..count].join("/")), name)
}
