//! Groups of operations: for each a method that takes what must be given, a builder that takes the
//! rest, and what may come back.
//!
//! A builder is a thin shell around the runtime's `Call`; how a value is written on the wire, how a
//! call is sent and how a response is read is the runtime's business.

use super::types::{Scope, Taken, taken};
use super::{Emit, Module, Place, client, docs, print, responses, surface};
use crate::document::ParameterIn;
use crate::ir::{Content, Encoding, Operation, Parameter, Scalar, Shape, TypeId};
use crate::names::OperationName;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

/// The module of the operations that stand on the client itself.
pub const UNGROUPED: &str = "client";

/// A file for each group, and the list of them.
pub fn groups(emit: &Emit<'_>) -> Vec<Module> {
    let mut groups: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in emit.operations() {
        let group = operation.group.as_deref().and_then(|tag| emit.names.group(tag));
        let module = group.map_or(UNGROUPED, |group| &group.module);
        groups.entry(module).or_default().push(operation);
    }
    let mut list = String::new();
    let mut modules: Vec<Module> = Vec::new();
    for (module, mut operations) in groups {
        operations
            .sort_by_key(|operation| emit.names.operation(&operation.identity).map(|name| &name.method));
        list.push_str(&format!("pub mod {module};\n"));
        modules.push(Module { place: Place::Group(module.to_owned()), text: group(emit, &operations) });
    }
    let uses = |word: &str| modules.iter().any(|module| module.text.contains(word));
    let imports: String = [("runtime::", "runtime"), ("types::", "types")]
        .into_iter()
        .filter(|(word, _)| uses(word))
        .map(|(_, module)| format!("use super::{module};\n"))
        .collect();
    let docs = ["The operations of the API, by group.".to_owned()];
    modules.push(Module { place: Place::Groups, text: print::file(&docs, &[imports, list]) });
    modules
}

fn group(emit: &Emit<'_>, operations: &[&Operation]) -> String {
    let tag = operations.first().and_then(|operation| operation.group.as_deref());
    let name = tag.and_then(|tag| emit.names.group(tag));
    let mut scope = Scope::outside(emit);
    let methods: Vec<_> =
        operations.iter().filter_map(|operation| method(emit, operation, &mut scope)).collect();
    let mut parts = Vec::new();
    let owner = match (tag, name) {
        (Some(tag), Some(name)) => {
            let doc = print::doc(&group_docs(emit, tag));
            let first = print::doc(&[docs::line(tag)]);
            let accessor = print::ident(&name.module);
            let ident = print::ident(&name.name);
            parts.push(print::items(quote! {
                #doc
                #[derive(Clone, Debug)]
                pub struct #ident(Client);

                impl Client {
                    #first
                    pub fn #accessor(&self) -> #ident {
                        #ident(self.clone())
                    }
                }
            }));
            ident
        }
        _ => print::ident("Client"),
    };
    parts.push(print::items(quote! { impl #owner { #(#methods)* } }));
    for operation in operations {
        if let Some(name) = emit.names.operation(&operation.identity) {
            parts.extend(builder(emit, operation, name, &mut scope));
        }
    }
    let text = parts.concat();
    let mut imports = String::from("use super::runtime::{self, Call, Client, operation};\n");
    if text.contains("types::") {
        imports.push_str("use super::types;\n");
    }
    // Not by way of the list of groups, where `client` is the group of operations without one.
    if text.contains("client::") {
        imports.push_str("use super::super::client;\n");
    }
    let imports = sorted_imports(&imports);
    parts.insert(0, imports);
    let title = tag.is_none().then(|| "Operations of the client itself.".to_owned());
    print::file(title.as_slice(), &parts)
}

/// `super::runtime` before `super::types`, as rustfmt would have it.
fn sorted_imports(imports: &str) -> String {
    let mut lines: Vec<&str> = imports.lines().collect();
    lines.sort_unstable();
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn group_docs(emit: &Emit<'_>, tag: &str) -> Vec<String> {
    let described = emit.api.tags.iter().find(|known| known.name.value == tag);
    let mut lines = vec![docs::line(tag)];
    if let Some(description) = described.and_then(|tag| tag.description.as_ref()) {
        docs::paragraph(&mut lines, &description.value);
    }
    lines
}

/// What must be given: the path's parameters in its order, then required ones by wire name (a
/// vendor who reorders two strings must not swap them in somebody's call).
pub fn required(operation: &Operation) -> Vec<&Parameter> {
    let (path, mut others): (Vec<_>, Vec<_>) = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
        .partition(|parameter| parameter.location == ParameterIn::Path);
    others.sort_by(|a, b| (&a.wire, a.location).cmp(&(&b.wire, b.location)));
    path.into_iter().chain(others).collect()
}

/// The body, where it must be given.
pub fn required_body(operation: &Operation) -> Option<Content> {
    let body = operation.body.as_ref().filter(|body| body.required)?;
    match body.content {
        Content::Json(of) if of.null => None,
        content => Some(content),
    }
}

fn method(emit: &Emit<'_>, operation: &Operation, scope: &mut Scope<'_, '_>) -> Option<TokenStream> {
    let name = emit.names.operation(&operation.identity)?;
    let doc = print::doc(&operation_docs(operation));
    let method = print::ident(&name.method);
    let builder = print::ident(&name.builder);
    let mut arguments = Vec::new();
    let mut calls = Vec::new();
    for parameter in required(operation) {
        arguments.push(argument(emit, parameter, scope));
        calls.push(call(emit, parameter, scope));
    }
    if let Some(content) = required_body(operation) {
        arguments.push(body_argument(emit, content, scope));
        calls.push(body_call(operation, content));
    }
    calls.extend(accept(operation));
    if operation.security != emit.api.security {
        let alternatives = client::alternatives(emit, &operation.security);
        let alternatives = qualified(&alternatives);
        calls.push(quote! { .security(#alternatives) });
    }
    let path = path(operation);
    let begin = match operation.method.as_str() {
        known @ ("GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE") => {
            let known = print::ident(&known.to_ascii_lowercase());
            quote! { Call::#known(&self.0, #path) }
        }
        other => quote! { Call::of(&self.0, #other, #path) },
    };
    let begin = if operation.group.is_some() { begin } else { on_client(begin) };
    let many = super::many_arguments(arguments.len() + 1);
    let deprecated = operation.docs.deprecated.then(|| quote! { #[deprecated] });
    Some(quote! {
        #doc
        #many
        #deprecated
        #[inline]
        pub fn #method(&self, #(#arguments),*) -> #builder {
            #builder(#begin #(#calls)*)
        }
    })
}

/// On the client itself, `self` is the client.
fn on_client(begin: TokenStream) -> TokenStream {
    let text = begin.to_string().replace("& self . 0", "self");
    text.parse().unwrap_or(begin)
}

/// Credentials are constants of the client's file.
fn qualified(alternatives: &TokenStream) -> TokenStream {
    alternatives
        .clone()
        .into_iter()
        .map(|token| match token {
            proc_macro2::TokenTree::Group(group) => {
                let inner = qualified(&group.stream());
                proc_macro2::TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner)).into()
            }
            proc_macro2::TokenTree::Ident(ident) => quote! { client::#ident },
            other => TokenStream::from(other),
        })
        .collect()
}

fn operation_docs(operation: &Operation) -> Vec<String> {
    let mut lines = docs::lines(&operation.docs, &[]);
    docs::push(&mut lines, vec![docs::code(&format!("{} {}", operation.method, operation.template))]);
    lines
}

/// The path with its parameters in braces, by their wire names.
fn path(operation: &Operation) -> String {
    operation
        .path
        .iter()
        .map(|segment| match segment {
            crate::ir::Segment::Literal(text) => text.clone(),
            crate::ir::Segment::Parameter(name) => format!("{{{name}}}"),
        })
        .collect()
}

/// How a parameter's value is handed over.
pub enum Handed {
    /// `&str`
    Text,
    /// The type itself.
    Exact(TokenStream),
    /// `impl Into<T>`
    Into(TokenStream),
    /// An iterator of what becomes `T`.
    List(TokenStream),
    /// `&T`, whose JSON is the text.
    Json(TokenStream),
}

/// How a parameter of this type is handed over.
pub fn handed(emit: &Emit<'_>, ty: TypeId, scope: &mut Scope<'_, '_>) -> Handed {
    match &emit.api.ty(ty).shape {
        Shape::Alias(to) => handed(emit, to.ty, scope),
        Shape::Scalar(Scalar::Text | Scalar::Secret | Scalar::Bytes) => Handed::Text,
        Shape::Scalar(_) => match taken(emit, ty) {
            Taken::Into => Handed::Into(scope.bare(ty)),
            Taken::Value => Handed::Exact(scope.bare(ty)),
        },
        Shape::Enumeration(_) => Handed::Into(scope.bare(ty)),
        Shape::List(item) if is_plain(emit, item.ty) => Handed::List(scope.bare(item.ty)),
        Shape::Free(_) => Handed::Into(scope.bare(ty)),
        _ => Handed::Json(scope.bare(ty)),
    }
}

fn is_plain(emit: &Emit<'_>, ty: TypeId) -> bool {
    match &emit.api.ty(ty).shape {
        Shape::Alias(to) => is_plain(emit, to.ty),
        shape => matches!(shape, Shape::Scalar(_) | Shape::Enumeration(_) | Shape::Free(_)),
    }
}

/// Whether a value is Base64, whose text in a request is that of its JSON.
fn is_binary(emit: &Emit<'_>, ty: TypeId) -> bool {
    match &emit.api.ty(ty).shape {
        Shape::Alias(to) | Shape::List(to) => is_binary(emit, to.ty),
        shape => matches!(shape, Shape::Scalar(Scalar::Base64)),
    }
}

fn argument(emit: &Emit<'_>, parameter: &Parameter, scope: &mut Scope<'_, '_>) -> TokenStream {
    let ident = print::ident(emit.names.parameter(&parameter.identity));
    match handed(emit, parameter.of.ty, scope) {
        Handed::Text => quote! { #ident: &str },
        Handed::Exact(of) => quote! { #ident: #of },
        Handed::Into(of) => quote! { #ident: impl Into<#of> },
        Handed::List(of) => quote! { #ident: impl IntoIterator<Item = impl Into<#of>> },
        Handed::Json(of) => quote! { #ident: &#of },
    }
}

/// The call that writes a parameter.
fn call(emit: &Emit<'_>, parameter: &Parameter, scope: &mut Scope<'_, '_>) -> TokenStream {
    let ident = print::ident(emit.names.parameter(&parameter.identity));
    let wire = &parameter.wire;
    let (value, json) = match handed(emit, parameter.of.ty, scope) {
        Handed::Json(_) => (quote! { &#ident }, true),
        Handed::Text | Handed::Exact(_) => (quote! { &#ident }, false),
        Handed::Into(of) => (quote! { &Into::<#of>::into(#ident) }, false),
        Handed::List(of) => (quote! { &#ident.into_iter().map(Into::into).collect::<Vec<#of>>() }, false),
    };
    let json = json || is_binary(emit, parameter.of.ty);
    let value = match parameter.encoding {
        // A list has to stay one text, and a string has its quotes (OpenAPI 3.1, 4.8.12: `content`).
        Encoding::Json => quote! { &runtime::text(#value).map(|json| json.to_string()) },
        _ if json => quote! { &runtime::text(#value) },
        _ => value,
    };
    let list = matches!(emit.api.ty(parameter.of.ty).shape, Shape::List(_));
    match parameter.location {
        ParameterIn::Path => quote! { .path(#wire, #value) },
        ParameterIn::Header => quote! { .header(#wire, #value) },
        ParameterIn::Cookie => quote! { .cookie(#wire, #value) },
        ParameterIn::Query | ParameterIn::Querystring => match parameter.encoding {
            Encoding::Plain if list => quote! { .query_as(#wire, #value, runtime::Style::Comma) },
            _ => quote! { .query(#wire, #value) },
        },
    }
}

fn body_argument(emit: &Emit<'_>, content: Content, scope: &mut Scope<'_, '_>) -> TokenStream {
    let of = match content {
        Content::Text => quote! { &str },
        Content::Bytes => quote! { impl Into<runtime::Bytes> },
        Content::Json(of) => match &emit.api.ty(of.ty).shape {
            Shape::Scalar(Scalar::Text | Scalar::Secret) => quote! { &str },
            Shape::List(item) if emit.names.ty(of.ty).is_none() => {
                let item = scope.spell(*item);
                quote! { &[#item] }
            }
            _ => {
                let bare = scope.bare(of.ty);
                quote! { &#bare }
            }
        },
    };
    quote! { body: #of }
}

fn body_call(operation: &Operation, content: Content) -> TokenStream {
    let kind = operation.body.as_ref().map_or("", |body| &body.media_type);
    match content {
        Content::Json(_) if kind == "application/json" => quote! { .json(body) },
        Content::Json(_) => quote! { .json_as(#kind, body) },
        Content::Text => quote! { .bytes(#kind, body.to_owned()) },
        Content::Bytes => quote! { .bytes(#kind, body) },
    }
}

/// What can be read, where it is not JSON alone.
fn accept(operation: &Operation) -> Option<TokenStream> {
    let mut kinds: Vec<&str> = Vec::new();
    for response in &operation.responses {
        match response.media_type.as_deref() {
            Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
            _ => {}
        }
    }
    let kinds = kinds.join(", ");
    (!kinds.is_empty() && kinds != "application/json").then(|| quote! { .accept(#kinds) })
}

fn builder(
    emit: &Emit<'_>,
    operation: &Operation,
    name: &OperationName,
    scope: &mut Scope<'_, '_>,
) -> Vec<String> {
    let ident = print::ident(&name.builder);
    let owner = operation.group.as_deref().and_then(|tag| emit.names.group(tag));
    let owner = owner.map_or("Client", |group| &group.name);
    let method = name.method.strip_prefix("r#").unwrap_or(&name.method);
    let doc = print::doc(&[format!("A call of [`{owner}::{method}`].")]);
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    let mut setters: Vec<TokenStream> = optional.map(|parameter| setter(emit, parameter, scope)).collect();
    if let (Some(body), None) = (&operation.body, required_body(operation)) {
        let argument = body_argument(emit, body.content, scope);
        let call = body_call(operation, body.content);
        let mut lines = docs::lines(&body.docs, &["body"]);
        if lines.is_empty() {
            lines.push("Sends this body.".to_owned());
        }
        let doc = print::doc(&lines);
        setters.push(quote! { #doc #[inline] pub fn body(self, #argument) -> Self { Self(self.0 #call) } });
    }
    let setters = (!setters.is_empty()).then(|| quote! { impl #ident { #(#setters)* } });
    let mut parts = vec![print::items(quote! {
        #doc
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent until it is awaited"]
        pub struct #ident(Call);
        #setters
    })];
    parts.extend(responses::items(emit, operation, name, scope));
    parts
}

fn setter(emit: &Emit<'_>, parameter: &Parameter, scope: &mut Scope<'_, '_>) -> TokenStream {
    let name = emit.names.parameter(&parameter.identity);
    let mut lines = docs::lines(&parameter.docs, &[name, &parameter.wire]);
    if name.strip_prefix("r#").unwrap_or(name) != parameter.wire {
        docs::push(&mut lines, vec![format!("On the wire: {}.", docs::code(&parameter.wire))]);
    }
    if lines.is_empty() {
        lines.push(format!("Sets {}.", docs::code(&parameter.wire)));
    }
    let doc = print::doc(&lines);
    let ident = print::ident(name);
    let argument = argument(emit, parameter, scope);
    let call = call(emit, parameter, scope);
    quote! { #doc #[inline] pub fn #ident(self, #argument) -> Self { Self(self.0 #call) } }
}

/// The lines of the surface: groups, methods, builders, results and errors.
pub fn surface(emit: &Emit<'_>, scope: &mut Scope<'_, '_>, add: &mut dyn FnMut(String, String)) {
    for operation in emit.operations() {
        let Some(name) = emit.names.operation(&operation.identity) else { continue };
        let group = operation.group.as_deref().and_then(|tag| emit.names.group(tag));
        let module = group.map_or(UNGROUPED, |group| &group.module);
        let owner = match group {
            Some(group) => {
                let path = format!("api::{module}::{}", group.name);
                add(path.clone(), format!("pub struct {path}"));
                let accessor = format!("Client::{module}");
                add(accessor.clone(), format!("pub fn {accessor}() -> {path}"));
                path
            }
            None => "Client".to_owned(),
        };
        let mut arguments: Vec<TokenStream> =
            required(operation).iter().map(|parameter| argument(emit, parameter, scope)).collect();
        arguments.extend(required_body(operation).map(|content| body_argument(emit, content, scope)));
        let arguments: Vec<String> = arguments.iter().map(surface::argument).collect();
        let builder = format!("api::{module}::{}", name.builder);
        let method = format!("{owner}::{}", name.method);
        add(method.clone(), format!("pub fn {method}({}) -> {builder}", arguments.join(", ")));
        let result = responses::result(operation, name, scope);
        add(builder.clone(), format!("pub struct {builder} -> {result}"));
        for parameter in operation.parameters.iter().filter(|parameter| !parameter.required) {
            let path = format!("{builder}::{}", emit.names.parameter(&parameter.identity));
            let argument = surface::argument(&argument(emit, parameter, scope));
            add(path.clone(), format!("pub fn {path}({argument})"));
        }
        if let (Some(body), None) = (&operation.body, required_body(operation)) {
            let argument = surface::argument(&body_argument(emit, body.content, scope));
            add(format!("{builder}::body"), format!("pub fn {builder}::body({argument})"));
        }
        surface::responses(emit, operation, name, module, scope, add);
    }
}

/// The call that the front page shows.
pub struct Shown {
    /// The accessor of its group.
    pub group: Option<String>,
    /// Its method.
    pub method: String,
    /// Its arguments, made up.
    pub arguments: String,
}

/// The simplest call: a GET whose arguments are numbers and texts, the fewest of them.
pub fn shown(emit: &Emit<'_>) -> Option<Shown> {
    let candidates = emit.operations().iter().filter(|operation| {
        operation.method == "GET" && !operation.docs.deprecated && required_body(operation).is_none()
    });
    let calls = candidates.filter_map(|operation| {
        let arguments: Option<Vec<&str>> = required(operation)
            .iter()
            .map(|parameter| match emit.api.ty(parameter.of.ty).shape {
                Shape::Scalar(Scalar::Text) => Some("\"...\""),
                Shape::Scalar(Scalar::Int64 | Scalar::Int32) => Some("123"),
                _ => None,
            })
            .collect();
        Some((arguments?, operation, emit.names.operation(&operation.identity)?))
    });
    let (arguments, operation, name) =
        calls.min_by_key(|(arguments, operation, _)| (arguments.len(), &operation.identity))?;
    let group = operation.group.as_deref().and_then(|tag| emit.names.group(tag));
    Some(Shown {
        group: group.map(|group| group.module.clone()),
        method: name.method.clone(),
        arguments: arguments.join(", "),
    })
}
