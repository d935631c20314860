//! `API.txt`: the public surface, a line an item, sorted by path: the page that a reviewer reads
//! first. The runtime is not in it: it is the same for every API.

use super::types::Scope;
use super::{Emit, manifest, operations, responses, structs, unions};
use crate::config::Content;
use crate::ir::{Object, Shape, TypeId};

/// A line of the surface and what it is sorted by.
type Line = (String, String);

/// The text of `API.txt`.
pub fn surface(emit: &Emit<'_>) -> String {
    let mut lines: Vec<Line> = Vec::new();
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
        lines.push((path.clone(), format!("pub fn {path}(..)")));
    }
    operations::surface(emit, &mut scope, &mut |path, text| lines.push((path, text)));
    lines.sort();
    lines.dedup();
    let name = manifest::crate_name(emit);
    let mut text = format!("# The public surface of {name}, a line an item. Generated; do not edit.\n\n");
    for (_, line) in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn ty(emit: &Emit<'_>, id: TypeId, scope: &mut Scope<'_, '_>, lines: &mut Vec<Line>) {
    let path = format!("types::{}", emit.name(id));
    let mut add = |path: String, text: String| lines.push((path, text));
    match &emit.api.ty(id).shape {
        Shape::Object(object) => structure(emit, id, object, &path, scope, &mut add),
        Shape::Enumeration(enumeration) => {
            add(path.clone(), format!("pub enum {path}"));
            for member in &enumeration.members {
                let path = format!("{path}::{}", emit.names.variant(&member.identity));
                add(path.clone(), format!("pub {path} = {}", super::print::literal(&member.wire)));
            }
        }
        Shape::Union(union) => {
            add(path.clone(), format!("pub enum {path}"));
            for (at, variant) in union.variants.iter().enumerate() {
                let path = format!("{path}::{}", emit.names.variant(&variant.identity));
                let cut = emit.facts.boxes.contains(id, at);
                let of = super::print::spelling(&unions::held(emit, variant.of, cut, scope));
                add(path.clone(), format!("pub {path}({of})"));
            }
        }
        _ => {
            let of = super::print::spelling(&scope.shape(id));
            add(path.clone(), format!("pub type {path} = {of}"));
        }
    }
}

fn structure(
    emit: &Emit<'_>,
    id: TypeId,
    object: &Object,
    path: &str,
    scope: &mut Scope<'_, '_>,
    add: &mut dyn FnMut(String, String),
) {
    add(path.to_owned(), format!("pub struct {path}"));
    for (at, field) in object.fields.iter().enumerate() {
        let of = super::print::spelling(&structs::spelled(emit, id, at, field, scope));
        let path = format!("{path}::{}", emit.names.field(&field.identity));
        add(path.clone(), format!("pub {path}: {of}"));
    }
    if let Some(arguments) = structs::arguments(emit, id, object, scope) {
        let arguments: Vec<String> = arguments.iter().map(argument).collect();
        let path = format!("{path}::new");
        add(path.clone(), format!("pub fn {path}({})", arguments.join(", ")));
    }
}

/// `name: type` of an argument on one line.
pub fn argument(tokens: &proc_macro2::TokenStream) -> String {
    let mut tokens = tokens.clone().into_iter();
    let name = tokens.next().map(|name| name.to_string()).unwrap_or_default();
    let of: proc_macro2::TokenStream = tokens.skip(1).collect();
    format!("{name}: {}", super::print::spelling(&of))
}

/// The lines of an operation's result and error.
pub fn responses(
    emit: &Emit<'_>,
    operation: &crate::ir::Operation,
    name: &crate::names::OperationName,
    module: &str,
    scope: &mut Scope<'_, '_>,
    add: &mut dyn FnMut(String, String),
) {
    for (owner, responses) in responses::enums(operation, name) {
        let path = format!("api::{module}::{owner}");
        add(path.clone(), format!("pub enum {path}"));
        for response in responses {
            let path = format!("{path}::{}", emit.names.variant(&response.identity));
            let of =
                responses::held(emit, response, scope).map(|of| format!("({})", super::print::spelling(&of)));
            add(path.clone(), format!("pub {path}{}", of.unwrap_or_default()));
        }
    }
}
