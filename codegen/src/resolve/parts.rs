//! Everything but schemas that may be a reference: where all of it stands, and how to follow one.

use std::borrow::Cow;
use std::collections::HashMap;

use super::uri::{Place, Uris};
use crate::document::{
    Document, Header, OrRef, Origin, Parameter, PathItem, RequestBody, Response, SecurityScheme,
    Text,
};
use crate::tree::pointer;

/// One thing that may be a reference, and its pointer where that is known: a reference in a list
/// has none, and none is needed, since nobody refers to a reference there.
#[derive(Debug)]
pub(super) enum Part<'a> {
    Parameter(Option<Cow<'a, str>>, &'a OrRef<Parameter>),
    Body(Option<Cow<'a, str>>, &'a OrRef<RequestBody>),
    Response(Option<Cow<'a, str>>, &'a OrRef<Response>),
    Header(Option<Cow<'a, str>>, &'a OrRef<Header>),
    SecurityScheme(Option<Cow<'a, str>>, &'a OrRef<SecurityScheme>),
    PathItem(Option<Cow<'a, str>>, &'a OrRef<PathItem>),
}

/// The places of one kind of part.
#[derive(Debug)]
pub(super) struct Places<'a, T> {
    /// Its name in messages.
    pub what: &'static str,
    /// Only looked up; whoever lists it sorts.
    pub by_pointer: HashMap<Cow<'a, str>, &'a OrRef<T>>,
}

/// The places of all parts.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    pub uris: Uris<'a>,
    pub parameters: Places<'a, Parameter>,
    pub bodies: Places<'a, RequestBody>,
    pub responses: Places<'a, Response>,
    pub headers: Places<'a, Header>,
    pub security_schemes: Places<'a, SecurityScheme>,
    pub path_items: Places<'a, PathItem>,
}

impl<'a, T> Places<'a, T> {
    fn of(what: &'static str) -> Self {
        let by_pointer = HashMap::new();
        Self { what, by_pointer }
    }

    fn add(&mut self, at: &Option<Cow<'a, str>>, part: &'a OrRef<T>) {
        if let Some(at) = at {
            self.by_pointer.insert(at.clone(), part);
        }
    }
}

impl<'a> Parts<'a> {
    pub fn new(document: &'a Document, all: &[Part<'a>]) -> Self {
        let mut parts = Self {
            uris: Uris::new(document),
            parameters: Places::of("parameter"),
            bodies: Places::of("request body"),
            responses: Places::of("response"),
            headers: Places::of("header"),
            security_schemes: Places::of("security scheme"),
            path_items: Places::of("path item"),
        };
        for part in all {
            match part {
                Part::Parameter(at, part) => parts.parameters.add(at, part),
                Part::Body(at, part) => parts.bodies.add(at, part),
                Part::Response(at, part) => parts.responses.add(at, part),
                Part::Header(at, part) => parts.headers.add(at, part),
                Part::SecurityScheme(at, part) => parts.security_schemes.add(at, part),
                Part::PathItem(at, part) => parts.path_items.add(at, part),
            }
        }
        parts
    }
}

/// The thing at the end of a chain of references.
pub(super) fn follow<'a, T>(
    uris: &Uris<'_>,
    places: &Places<'a, T>,
    part: &'a OrRef<T>,
) -> Option<&'a T> {
    let mut part = part;
    // A chain longer than there are places goes in a ring.
    for _ in 0..=places.by_pointer.len() {
        match part {
            OrRef::Here(here) => return Some(here),
            OrRef::Ref(reference) => part = step(uris, places, &reference.uri.value)?,
        }
    }
    None
}

/// One step of a chain.
pub(super) fn step<'a, T>(
    uris: &Uris<'_>,
    places: &Places<'a, T>,
    uri: &str,
) -> Option<&'a OrRef<T>> {
    match uris.place(uri) {
        Place::Here(pointer) => places.by_pointer.get(pointer.as_ref()).copied(),
        Place::Elsewhere => None,
    }
}

/// Every part of a document, in order.
pub(super) fn all(document: &Document) -> Vec<Part<'_>> {
    let mut all = Vec::new();
    for entry in &document.paths {
        let at = entry.origin.pointer.as_str().into();
        item(&mut all, Some(at), &entry.item);
    }
    let components = &document.components;
    for (name, part) in &components.parameters {
        all.push(Part::Parameter(
            Some(named("/components/parameters", name)),
            part,
        ));
    }
    for (name, part) in &components.request_bodies {
        all.push(Part::Body(
            Some(named("/components/requestBodies", name)),
            part,
        ));
    }
    for (name, part) in &components.responses {
        response(&mut all, Some(named("/components/responses", name)), part);
    }
    for (name, part) in &components.headers {
        all.push(Part::Header(Some(named("/components/headers", name)), part));
    }
    for (name, part) in &components.security_schemes {
        let at = named("/components/securitySchemes", name);
        all.push(Part::SecurityScheme(Some(at), part));
    }
    for (name, part) in &components.path_items {
        item(&mut all, Some(named("/components/pathItems", name)), part);
    }
    all
}

fn item<'a>(all: &mut Vec<Part<'a>>, at: Option<Cow<'a, str>>, part: &'a OrRef<PathItem>) {
    all.push(Part::PathItem(at, part));
    let OrRef::Here(item) = part else {
        return;
    };
    parameters(all, &item.parameters);
    for operation in &item.operations {
        parameters(all, &operation.parameters);
        if let Some(body) = &operation.request_body {
            let at = place(body, |body| &body.origin);
            all.push(Part::Body(at, body));
        }
        for (status, part) in &operation.responses {
            let at = format!("{}/responses", operation.origin.pointer);
            response(all, Some(named(&at, status)), part);
        }
    }
}

fn parameters<'a>(all: &mut Vec<Part<'a>>, parameters: &'a [OrRef<Parameter>]) {
    for part in parameters {
        all.push(Part::Parameter(place(part, |here| &here.origin), part));
    }
}

fn response<'a>(all: &mut Vec<Part<'a>>, at: Option<Cow<'a, str>>, part: &'a OrRef<Response>) {
    all.push(Part::Response(at, part));
    let OrRef::Here(response) = part else {
        return;
    };
    for (name, part) in &response.headers {
        let at = format!("{}/headers", response.origin.pointer);
        all.push(Part::Header(Some(named(&at, name)), part));
    }
}

fn named<'a>(under: &str, name: &Text) -> Cow<'a, str> {
    pointer::join(under, &name.value).into()
}

fn place<'a, T>(part: &'a OrRef<T>, origin: fn(&T) -> &Origin) -> Option<Cow<'a, str>> {
    match part {
        OrRef::Here(here) => Some(origin(here).pointer.as_str().into()),
        OrRef::Ref(_) => None,
    }
}
