//! A document in; the same document out, and for every `$ref` the thing that it leads to.
//!
//! References are followed and judged once, here, so that nobody below meets a bad one: what
//! leads nowhere (E0301), round in a ring (E0302) or to another file (E0303) is said at the
//! reference. What a target is used for is not known here.

mod nearest;
mod parts;
mod rings;
mod uri;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{
    Document, Header, OrRef, Parameter, PathItem, RequestBody, Response, SchemaId, SecurityScheme, Text,
};
use parts::{Part, Parts, Places};
use uri::{Place, Uris};

/// A document whose references have been followed.
#[derive(Debug)]
pub struct Resolved<'a> {
    /// The document.
    pub document: &'a Document,
    /// By schema; meaningful where that has a `$ref`.
    targets: Vec<Target>,
    parts: Parts<'a>,
}

/// Where the `$ref` of a schema leads, in one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To this schema, which may have a `$ref` itself. A schema without one is its own target.
    Schema(SchemaId),
    /// Nowhere.
    Dangling,
    /// By `$ref`s alone back to the schema itself.
    Ring,
    /// To another file.
    External,
}

impl<'a> Resolved<'a> {
    /// Where the `$ref` of a schema leads.
    pub fn target(&self, schema: SchemaId) -> Target {
        self.targets[schema.index()]
    }

    /// The schema that a local reference names, be it in a `$ref` or a discriminator's mapping.
    pub fn schema_at(&self, reference: &str) -> Option<SchemaId> {
        match self.parts.uris.place(reference) {
            Place::Here(pointer) => self.document.schema_at(&pointer),
            Place::Elsewhere => None,
        }
    }

    /// The parameter that stands here or is referred to.
    pub fn parameter(&self, part: &'a OrRef<Parameter>) -> Option<&'a Parameter> {
        parts::follow(&self.parts.uris, &self.parts.parameters, part)
    }

    /// The request body that stands here or is referred to.
    pub fn body(&self, part: &'a OrRef<RequestBody>) -> Option<&'a RequestBody> {
        parts::follow(&self.parts.uris, &self.parts.bodies, part)
    }

    /// The response that stands here or is referred to.
    pub fn response(&self, part: &'a OrRef<Response>) -> Option<&'a Response> {
        parts::follow(&self.parts.uris, &self.parts.responses, part)
    }

    /// The header that stands here or is referred to.
    pub fn header(&self, part: &'a OrRef<Header>) -> Option<&'a Header> {
        parts::follow(&self.parts.uris, &self.parts.headers, part)
    }

    /// The security scheme that stands here or is referred to.
    pub fn security_scheme(&self, part: &'a OrRef<SecurityScheme>) -> Option<&'a SecurityScheme> {
        parts::follow(&self.parts.uris, &self.parts.security_schemes, part)
    }

    /// The path item that stands here or is referred to.
    pub fn path_item(&self, part: &'a OrRef<PathItem>) -> Option<&'a PathItem> {
        parts::follow(&self.parts.uris, &self.parts.path_items, part)
    }
}

/// Follows every reference of the document, and says which lead nowhere.
pub fn resolve<'a>(document: &'a Document, out: &mut Diagnostics) -> Resolved<'a> {
    let all = parts::all(document);
    let parts = Parts::new(document, &all);
    let targets = schemas(document, &parts.uris, out);
    for part in &all {
        match *part {
            Part::Parameter(_, part) => check(&parts.uris, &parts.parameters, part, out),
            Part::Body(_, part) => check(&parts.uris, &parts.bodies, part, out),
            Part::Response(_, part) => check(&parts.uris, &parts.responses, part, out),
            Part::Header(_, part) => check(&parts.uris, &parts.headers, part, out),
            Part::SecurityScheme(_, part) => {
                check(&parts.uris, &parts.security_schemes, part, out);
            }
            Part::PathItem(_, part) => check(&parts.uris, &parts.path_items, part, out),
        }
    }
    rings::parts(&parts.uris, &parts.parameters, out);
    rings::parts(&parts.uris, &parts.bodies, out);
    rings::parts(&parts.uris, &parts.responses, out);
    rings::parts(&parts.uris, &parts.headers, out);
    rings::parts(&parts.uris, &parts.security_schemes, out);
    rings::parts(&parts.uris, &parts.path_items, out);
    Resolved { document, targets, parts }
}

fn schemas(document: &Document, uris: &Uris, out: &mut Diagnostics) -> Vec<Target> {
    let mut targets = Vec::with_capacity(document.schemas.len());
    for (at, schema) in document.schemas.iter().enumerate() {
        let Some(reference) = &schema.reference else {
            targets.push(Target::Schema(SchemaId(at as u32))); // ids are `u32`s
            continue;
        };
        let uri = reference.uri.value.as_str();
        let near = uris.within(&schema.origin.pointer, uri).and_then(|it| document.schema_at(&it));
        let target = match (near, uris.place(uri)) {
            (Some(id), _) => Target::Schema(id),
            (None, Place::Elsewhere) => Target::External,
            // The document's own `#/components/...` is meant in such a schema too.
            (None, Place::Here(pointer)) => match document.schema_at(&pointer) {
                Some(id) => Target::Schema(id),
                None => Target::Dangling,
            },
        };
        let names = || schema_names(document);
        match target {
            Target::Dangling => dangling(&reference.uri, "schema", names().as_slice(), out),
            Target::External => external(&reference.uri, names().as_slice(), out),
            Target::Schema(_) | Target::Ring => {}
        }
        targets.push(target);
    }
    rings::schemas(document, &mut targets, out);
    targets
}

/// The pointers that a person would write: those of the components.
fn schema_names(document: &Document) -> Vec<&str> {
    let schemas = document.components.schemas.iter();
    schemas.map(|(_, id)| document.schema(*id).origin.pointer.as_str()).collect()
}

fn check<T>(uris: &Uris, places: &Places<'_, T>, part: &OrRef<T>, out: &mut Diagnostics) {
    let OrRef::Ref(reference) = part else {
        return;
    };
    let place = uris.place(&reference.uri.value);
    if let Place::Here(pointer) = &place
        && places.by_pointer.contains_key(pointer.as_ref())
    {
        return;
    }
    let mut names: Vec<&str> = places.by_pointer.keys().map(Cow::as_ref).collect();
    names.retain(|name| name.starts_with("/components/"));
    names.sort_unstable(); // a hash map's order must not reach a message
    match place {
        Place::Here(_) => dangling(&reference.uri, places.what, &names, out),
        Place::Elsewhere => external(&reference.uri, &names, out),
    }
}

fn dangling(uri: &Text, what: &str, names: &[&str], out: &mut Diagnostics) {
    let message = format!("`{}` leads to no {what}", uri.value);
    let mut diagnostic = Diagnostic::new(Code::DanglingReference, uri.span, message);
    diagnostic.help = nearest::did_you_mean(&uri.value, names);
    out.push(diagnostic);
}

fn external(uri: &Text, names: &[&str], out: &mut Diagnostics) {
    let message = format!("`{}` leads to another file, which is not read yet", uri.value);
    let diagnostic = Diagnostic::new(Code::ExternalReference, uri.span, message);
    // A bare name (`$ref: Pet`) is a relative URI; a component was meant.
    let bundle = "bundle the files into one document first".to_owned();
    let meant = nearest::same_name(&uri.value, names);
    out.push(diagnostic.help(meant.unwrap_or(bundle)));
}
