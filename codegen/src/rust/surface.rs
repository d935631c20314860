//! `API.txt`: the public surface, a line an item, sorted by path: the page that a reviewer reads
//! first. The runtime is not in it: it is the same for every API.

use super::print::{self, Argument};
use super::types::Scope;
use super::{Emit, manifest, operations, responses, server, structs, unions};
use crate::config::Content;
use crate::ir::{Additional, Object, Shape, TypeId};
use std::ops::Range;

/// Lines of the surface.
#[derive(Default)]
pub struct Lines(Vec<Line>);

/// A line, and the path in it, by which it is sorted.
struct Line {
    text: String,
    path: Range<usize>,
}

impl Lines {
    /// `pub enum ` and the like, the path, what follows it.
    pub fn add(&mut self, keyword: &str, path: &str, rest: &str) {
        let text = [keyword, path, rest].concat();
        self.0.push(Line { text, path: keyword.len()..keyword.len() + path.len() });
    }
}

impl Line {
    fn key(&self) -> (&str, &str) {
        (self.text.get(self.path.clone()).unwrap_or_default(), &self.text)
    }
}

/// The text of `API.txt`.
pub fn surface(emit: &Emit<'_>) -> String {
    let mut lines = Lines::default();
    let mut scope = Scope::outside(emit);
    for at in 0..emit.api.types.len() {
        let id = TypeId(at as u32);
        if emit.names.ty(id).is_some() {
            ty(emit, id, &mut scope, &mut lines);
        }
    }
    let client = emit.package.content == Content::Client;
    for credential in emit.api.credentials.iter().filter(|_| client) {
        let path = format!("ClientBuilder::{}", emit.names.credential(&credential.identity));
        lines.add("pub fn ", &path, "(..)");
    }
    if client {
        server::surface(emit, &mut lines);
    }
    operations::surface(emit, &mut scope, &mut lines);
    let Lines(mut lines) = lines;
    lines.sort_unstable_by(|a, b| a.key().cmp(&b.key()));
    lines.dedup_by(|a, b| a.text == b.text);
    let name = manifest::crate_name(emit);
    let mut text = format!("# The public surface of {name}, a line an item. Generated; do not edit.\n\n");
    for line in lines {
        text.push_str(&line.text);
        text.push('\n');
    }
    text
}

fn ty(emit: &Emit<'_>, id: TypeId, scope: &mut Scope<'_, '_>, lines: &mut Lines) {
    let path = format!("types::{}", emit.name(id));
    match &emit.api.ty(id).shape {
        Shape::Object(object) => structure(emit, id, object, &path, scope, lines),
        Shape::Enumeration(enumeration) => {
            lines.add("pub enum ", &path, "");
            for member in &enumeration.members {
                let path = format!("{path}::{}", emit.names.variant(&member.identity));
                lines.add("pub ", &path, &format!(" = {}", print::literal(&member.wire)));
            }
            unknown(emit, id, lines);
        }
        Shape::Union(union) => {
            lines.add("pub enum ", &path, "");
            for (at, variant) in union.variants.iter().enumerate() {
                let path = format!("{path}::{}", emit.names.variant(&variant.identity));
                let cut = emit.facts.boxes.contains(id, at);
                let of = unions::held(emit, variant.of, cut, scope);
                lines.add("pub ", &path, &format!("({})", print::spelling(&of)));
            }
            unknown(emit, id, lines);
        }
        _ => lines.add("pub type ", &path, &format!(" = {}", print::spelling(&scope.shape(id)))),
    }
}

/// The open arm, which each has, where it has a name of its own.
fn unknown(emit: &Emit<'_>, id: TypeId, lines: &mut Lines) {
    let name = emit.names.unknown(emit.api.member_of(emit.api.ty(id)));
    if name != "Unknown" {
        lines.add("pub ", &format!("types::{}::{name}", emit.name(id)), ": what this version does not know");
    }
}

fn structure(
    emit: &Emit<'_>,
    id: TypeId,
    object: &Object,
    path: &str,
    scope: &mut Scope<'_, '_>,
    lines: &mut Lines,
) {
    lines.add("pub struct ", path, "");
    for (at, field) in object.fields.iter().enumerate() {
        let of = structs::spelled(emit, id, at, field, scope);
        let path = format!("{path}::{}", emit.names.field(&field.identity));
        lines.add("pub ", &path, &format!(": {}", print::spelling(&of)));
    }
    if let Additional::Kept(of) = object.additional {
        let path = format!("{path}::{}", emit.additional(emit.api.ty(id)));
        let of = structs::additional(of, scope);
        lines.add("pub ", &path, &format!(": {}", print::spelling(&of)));
    }
    if let Some(given) = structs::arguments(emit, id, object, scope) {
        lines.add("pub fn ", &format!("{path}::new"), &format!("({})", arguments(&given)));
    }
}

/// Arguments on one line.
pub fn arguments(arguments: &[Argument<'_>]) -> String {
    let spelled = |it: &Argument<'_>| format!("{}: {}", it.name, print::spelling(&it.of));
    arguments.iter().map(spelled).collect::<Vec<_>>().join(", ")
}

/// The lines of an operation's result and error.
pub fn responses(
    emit: &Emit<'_>,
    operation: &crate::ir::Operation,
    name: &crate::names::OperationName,
    module: &str,
    scope: &mut Scope<'_, '_>,
    lines: &mut Lines,
) {
    for (owner, responses) in responses::enums(operation, name) {
        let path = format!("api::{module}::{owner}");
        lines.add("pub enum ", &path, "");
        for response in responses {
            let path = format!("{path}::{}", emit.names.variant(&response.identity));
            let of = responses::held(emit, response, scope);
            let of = of.map(|of| format!("({})", print::spelling(&of)));
            lines.add("pub ", &path, &of.unwrap_or_default());
        }
    }
}
