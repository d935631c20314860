//! Where each type is at home, and the name that follows from it: a component's own, else that of
//! what it stands in with the words of its place.

use super::variants;
use crate::ir::{Additional, Api, Content, Operation, Shape, Side, TypeId, Use};
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
        let mut this = Self { of: vec![None; api.types.len()] };
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
        if let Side::Sent(received) = ty.side
            && let Some((name, home)) = &self.of[received.index()]
        {
            let name = given.unwrap_or_else(|| words::glue(name, "Input"));
            return (name, home.clone());
        }
        if let Some(component) = &ty.component {
            let own = || words::upper(component, Symbols::Dropped);
            let home = Home::Component(id);
            return (given.unwrap_or_else(own), home);
        }
        // What it stands in: the nearest whose identity its own begins with.
        let owner = edges
            .iter()
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
    identity.strip_prefix(of).is_some_and(|rest| rest.starts_with(['/', '[']))
}

/// Every way to every type that is no component: from what it is part of, and from operations.
fn ways(api: &Api) -> (Vec<Vec<Edge>>, Vec<Vec<Root>>) {
    let mut edges: Vec<Vec<Edge>> = api.types.iter().map(|_| Vec::new()).collect();
    let mut roots: Vec<Vec<Root>> = api.types.iter().map(|_| Vec::new()).collect();
    // A component's name is its own, and most uses are of one: words are made for the others.
    for parent in api.ids() {
        let whole = &api.ty(parent).identity.0;
        parts(api, parent, &mut |of, role| {
            let ty = api.ty(of.ty);
            if ty.component.is_none() && is_part(&ty.identity.0, whole) {
                edges[of.ty.index()].push(Edge { parent, role: role() });
            }
        });
    }
    for (index, operation) in api.operations.iter().enumerate() {
        uses(operation, &mut |of, role| {
            if api.ty(of.ty).component.is_none() {
                roots[of.ty.index()].push(Root { operation: index, role: role() });
            }
        });
    }
    (edges, roots)
}

/// Takes a part and the words of its place.
type Found<'a> = dyn FnMut(Use, &dyn Fn() -> String) + 'a;

/// The parts of a type, each with the words of its place.
fn parts(api: &Api, id: TypeId, found: &mut Found<'_>) {
    let upper = |text: &str| words::upper(text, Symbols::Dropped);
    match &api.ty(id).shape {
        Shape::Object(object) => {
            for field in &object.fields {
                found(field.of, &|| upper(&field.wire));
            }
            if let Additional::Kept(of) = object.additional {
                found(of, &|| "Additional".to_owned());
            }
        }
        Shape::List(of) => found(*of, &|| "Item".to_owned()),
        Shape::Map(of) => found(*of, &|| "Value".to_owned()),
        Shape::Alias(of) => found(*of, &String::new),
        Shape::Tuple(elements) => {
            for (at, of) in elements.iter().enumerate() {
                found(*of, &|| format!("Element{at}"));
            }
        }
        Shape::Union(union) => {
            for variant in &union.variants {
                found(variant.of, &|| upper(&variants::branch_text(api, union, variant)));
            }
        }
        Shape::Scalar(_) | Shape::Enumeration(_) | Shape::Free(_) | Shape::Foreign(_) => {}
    }
}

/// The types that an operation speaks of, each with the words of its place.
fn uses(operation: &Operation, found: &mut Found<'_>) {
    for parameter in &operation.parameters {
        found(parameter.of, &|| words::upper(&parameter.wire, Symbols::Dropped));
    }
    if let Some(Content::Json(of)) = operation.body.as_ref().map(|it| it.content) {
        found(of, &|| "Request".to_owned());
    }
    for header in &operation.headers {
        found(header.of, &|| words::upper(&header.wire, Symbols::Dropped));
    }
    let successes = operation.responses.iter();
    let lone = successes.filter(|it| it.status.is_success()).count() == 1;
    for response in &operation.responses {
        if let Some(Content::Json(of)) = response.content {
            found(of, &|| {
                let status = match lone && response.status.is_success() {
                    true => String::new(),
                    false => variants::status(response.status),
                };
                words::glue(&status, "Response")
            });
        }
    }
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
