//! Groups of operations: for each a method that takes what must be given, a builder that takes the
//! rest, and what may come back.
//!
//! A builder is a thin shell around the runtime's `Call`; how a value is written on the wire, how a
//! call is sent and how a response is read is the runtime's business.

use super::print::{Argument, Body, Function, Link};
use super::types::{Scope, Taken, taken};
use super::{Emit, Module, Place, client, docs, headers, print, responses, surface};
use crate::document::ParameterIn;
use crate::ir::{Content, CredentialKind, Encoding, Operation, Parameter, Scalar, Shape, TypeId};
use crate::names::{GroupName, OperationName};
use std::collections::BTreeMap;
use surface::Lines;

/// The module of the operations that stand on the client itself.
pub const UNGROUPED: &str = "client";

/// What nobody calls is not compiled.
const INLINE: &str = "inline";

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
            parts.extend(handle(group_docs(emit, tag), docs::line(tag), name));
            &name.name
        }
        _ => "Client",
    };
    parts.push(print::implementation(owner, &methods));
    for operation in operations {
        if let Some(name) = emit.names.operation(&operation.identity) {
            parts.extend(builder(emit, operation, name, &mut scope));
        }
    }
    let says = |word: &str| parts.iter().any(|part| part.contains(word));
    let mut imports = String::from("use super::runtime::{self, Call, Client, operation};\n");
    if says("types::") {
        imports.push_str("use super::types;\n");
    }
    // Not by way of the list of groups, where `client` is the group of operations without one.
    if says("client::") {
        imports.push_str("use super::super::client;\n");
    }
    let imports = sorted_imports(&imports);
    parts.insert(0, imports);
    let title = tag.is_none().then(|| "Operations of the client itself.".to_owned());
    print::file(title.as_slice(), &parts)
}

/// The handle of a group, and what gives it.
fn handle(docs: Vec<String>, line: String, name: &GroupName) -> [String; 2] {
    let attributes = vec!["derive(Clone, Debug)".to_owned()];
    let accessor = Function {
        head: print::Head { docs: vec![line], attributes: Vec::new() },
        name: &name.module,
        receiver: "&self",
        arguments: Vec::new(),
        result: &name.name,
        body: Body::Wrapped(&name.name, vec![Link::word("self"), Link::word(".clone()")]),
    };
    let item = print::Item { head: print::Head { docs, attributes }, name: &name.name };
    [print::newtype(item, "Client"), print::implementation("Client", &[accessor])]
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

fn method<'a>(emit: &Emit<'a>, operation: &'a Operation, scope: &mut Scope<'_, '_>) -> Option<Function<'a>> {
    let name = emit.names.operation(&operation.identity)?;
    let mut arguments = Vec::new();
    let mut links = vec![begin(operation)];
    links.extend(operation.server.iter().map(|it| Link::call(".server", [print::string(it)])));
    links.extend(responses::is_a_redirect(operation).then(|| Link::word(".unfollowed()")));
    for parameter in required(operation) {
        arguments.push(argument(emit, parameter, scope));
        links.push(call(emit, parameter, scope));
    }
    if let Some(content) = required_body(operation) {
        arguments.push(body_argument(emit, content, scope));
        links.push(body_call(operation, content));
    }
    links.extend(accept(operation));
    if operation.security != emit.api.security {
        let alternatives = client::alternatives(emit, &operation.security, "client::");
        links.push(Link::call(".security", [alternatives]));
    }
    let many = super::many_arguments(arguments.len() + 1);
    let deprecated = operation.docs.deprecated.then(|| "deprecated".to_owned());
    let attributes = many.into_iter().chain(deprecated).chain([INLINE.to_owned()]).collect();
    Some(Function {
        head: print::Head { docs: operation_docs(emit, operation), attributes },
        name: &name.method,
        receiver: "&self",
        arguments,
        result: &name.builder,
        body: Body::Wrapped(&name.builder, links),
    })
}

/// The call as it begins: method and path. On the client itself, `self` is the client.
fn begin(operation: &Operation) -> Link {
    let client = if operation.group.is_some() { "&self.0" } else { "self" }.to_owned();
    let path = print::string(&path(operation));
    let known = match operation.method.as_str() {
        "GET" => "Call::get",
        "PUT" => "Call::put",
        "POST" => "Call::post",
        "DELETE" => "Call::delete",
        "OPTIONS" => "Call::options",
        "HEAD" => "Call::head",
        "PATCH" => "Call::patch",
        "TRACE" => "Call::trace",
        other => return Link::call("Call::of", [client, print::string(other), path]),
    };
    Link::call(known, [client, path])
}

fn operation_docs(emit: &Emit<'_>, operation: &Operation) -> Vec<String> {
    let mut lines = docs::lines(&operation.docs, &[]);
    docs::push(&mut lines, vec![docs::code(&format!("{} {}", operation.method, operation.template))]);
    if let Some(server) = &operation.server {
        let server = docs::code(server);
        docs::push(&mut lines, vec![format!("At {server}, unless the client is told another `base_url`.")]);
    }
    let parameters = required(operation).into_iter().flat_map(|parameter| {
        let name = emit.names.parameter(&parameter.identity);
        docs::argument(name, &parameter.docs, &[name, &parameter.wire])
    });
    let body = operation.body.iter().filter(|_| required_body(operation).is_some());
    let body = body.flat_map(|body| docs::argument("body", &body.docs, &["body"]));
    let arguments: Vec<String> = parameters.chain(body).collect();
    if !arguments.is_empty() {
        lines.push(String::new());
        lines.extend(arguments);
    }
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
    Exact(String),
    /// `impl Into<T>`
    Into(String),
    /// An iterator of what becomes `T`.
    List(String),
    /// `&T`, whose JSON is the text.
    Json(String),
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

fn argument<'a>(emit: &Emit<'a>, parameter: &Parameter, scope: &mut Scope<'_, '_>) -> Argument<'a> {
    let of = match handed(emit, parameter.of.ty, scope) {
        Handed::Text => "&str".to_owned(),
        Handed::Exact(of) => of,
        Handed::Into(of) => format!("impl Into<{of}>"),
        Handed::List(of) => format!("impl IntoIterator<Item = impl Into<{of}>>"),
        Handed::Json(of) => format!("&{of}"),
    };
    Argument { name: emit.names.parameter(&parameter.identity), of }
}

/// The call that writes a parameter.
fn call(emit: &Emit<'_>, parameter: &Parameter, scope: &mut Scope<'_, '_>) -> Link {
    let name = emit.names.parameter(&parameter.identity);
    let wire = print::string(&parameter.wire);
    let (value, json) = match handed(emit, parameter.of.ty, scope) {
        Handed::Json(_) => (format!("&{name}"), true),
        Handed::Text | Handed::Exact(_) => (format!("&{name}"), false),
        Handed::Into(of) => (format!("&Into::<{of}>::into({name})"), false),
        Handed::List(of) => (format!("&{name}.into_iter().map(Into::into).collect::<Vec<{of}>>()"), false),
    };
    let json = json || is_binary(emit, parameter.of.ty);
    let value = match parameter.encoding {
        // A list has to stay one text, and a string has its quotes (OpenAPI 3.1, 4.8.12: `content`).
        Encoding::Json => format!("&runtime::text({value}).map(|json| json.to_string())"),
        _ if json => format!("&runtime::text({value})"),
        _ => value,
    };
    match (parameter.location, parameter.encoding) {
        (ParameterIn::Path, _) => Link::call(".path", [wire, value]),
        (ParameterIn::Header, _) => Link::call(".header", [wire, value]),
        (ParameterIn::Cookie, Encoding::AsIs) => Link::call(".cookie_as_is", [wire, value]),
        (ParameterIn::Cookie, _) => Link::call(".cookie", [wire, value]),
        (ParameterIn::Query | ParameterIn::Querystring, encoding) => {
            let style = match encoding {
                Encoding::Joined => "runtime::Style::Comma".to_owned(),
                _ => "runtime::Style::Repeated".to_owned(),
            };
            match encoding {
                _ if parameter.reserved => Link::call(".query_reserved", [wire, value, style]),
                Encoding::Joined => Link::call(".query_as", [wire, value, style]),
                _ => Link::call(".query", [wire, value]),
            }
        }
    }
}

fn body_argument(emit: &Emit<'_>, content: Content, scope: &mut Scope<'_, '_>) -> Argument<'static> {
    let of = match content {
        Content::Text => "&str".to_owned(),
        Content::Bytes => "impl Into<runtime::Bytes>".to_owned(),
        Content::Json(of) => match &emit.api.ty(of.ty).shape {
            Shape::Scalar(Scalar::Text | Scalar::Secret) => "&str".to_owned(),
            Shape::List(item) if emit.names.ty(of.ty).is_none() => format!("&[{}]", scope.spell(*item)),
            _ => format!("&{}", scope.bare(of.ty)),
        },
    };
    Argument { name: "body", of }
}

fn body_call(operation: &Operation, content: Content) -> Link {
    let kind = operation.body.as_ref().map_or("", |body| &body.media_type);
    let body = "body".to_owned();
    match content {
        Content::Json(_) if kind == "application/json" => Link::call(".json", [body]),
        Content::Json(_) => Link::call(".json_as", [print::string(kind), body]),
        Content::Text => Link::call(".bytes", [print::string(kind), "body.to_owned()".to_owned()]),
        Content::Bytes => Link::call(".bytes", [print::string(kind), body]),
    }
}

/// What can be read, where it is not JSON alone.
fn accept(operation: &Operation) -> Option<Link> {
    let mut kinds: Vec<&str> = Vec::new();
    for response in &operation.responses {
        match response.media_type.as_deref() {
            Some(kind) if !kinds.contains(&kind) => kinds.push(kind),
            _ => {}
        }
    }
    let kinds = kinds.join(", ");
    (!kinds.is_empty() && kinds != "application/json").then(|| Link::call(".accept", [print::string(&kinds)]))
}

fn builder(
    emit: &Emit<'_>,
    operation: &Operation,
    name: &OperationName,
    scope: &mut Scope<'_, '_>,
) -> Vec<String> {
    let owner = operation.group.as_deref().and_then(|tag| emit.names.group(tag));
    let owner = owner.map_or("Client", |group| &group.name);
    let method = name.method.strip_prefix("r#").unwrap_or(&name.method);
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
    let mut setters: Vec<_> = optional.map(|parameter| setter(emit, parameter, scope)).collect();
    if let (Some(body), None) = (&operation.body, required_body(operation)) {
        let mut docs = docs::marked(&body.docs, &["body"]);
        if docs.is_empty() {
            docs.push("Sends this body.".to_owned());
        }
        let argument = body_argument(emit, body.content, scope);
        setters.push(set(docs, argument, body_call(operation, body.content)));
    }
    let attributes = ["derive(Clone, Debug)", "must_use = \"nothing is sent until it is awaited\""];
    let head = print::Head {
        docs: vec![format!("A call of [`{owner}::{method}`].")],
        attributes: attributes.map(str::to_owned).into(),
    };
    let mut parts = vec![print::newtype(print::Item { head, name: &name.builder }, "Call")];
    if !setters.is_empty() {
        parts.push(print::implementation(&name.builder, &setters));
    }
    parts.extend(headers::items(emit, operation, name, scope));
    parts.extend(responses::items(emit, operation, name, scope));
    parts
}

fn setter<'a>(emit: &Emit<'a>, parameter: &Parameter, scope: &mut Scope<'_, '_>) -> Function<'a> {
    let name = emit.names.parameter(&parameter.identity);
    let mut docs = docs::marked(&parameter.docs, &[name, &parameter.wire]);
    if name.strip_prefix("r#").unwrap_or(name) != parameter.wire {
        docs::push(&mut docs, vec![format!("On the wire: {}.", docs::code(&parameter.wire))]);
    }
    if docs.is_empty() {
        docs.push(format!("Sets {}.", docs::code(&parameter.wire)));
    }
    set(docs, argument(emit, parameter, scope), call(emit, parameter, scope))
}

/// The setter of an argument, which makes this call.
fn set<'a>(docs: Vec<String>, argument: Argument<'a>, call: Link) -> Function<'a> {
    Function {
        head: print::Head { docs, attributes: vec![INLINE.to_owned()] },
        name: argument.name,
        receiver: "self",
        arguments: vec![argument],
        result: "Self",
        body: Body::Wrapped("Self", vec![Link::word("self"), Link::word(".0"), call]),
    }
}

/// The lines of the surface: groups, methods, builders, results and errors.
pub fn surface(emit: &Emit<'_>, scope: &mut Scope<'_, '_>, lines: &mut Lines) {
    for operation in emit.operations() {
        let Some(name) = emit.names.operation(&operation.identity) else { continue };
        let group = operation.group.as_deref().and_then(|tag| emit.names.group(tag));
        let module = group.map_or(UNGROUPED, |group| &group.module);
        let owner = match group {
            Some(group) => {
                let path = format!("api::{module}::{}", group.name);
                lines.add("pub struct ", &path, "");
                lines.add("pub fn ", &format!("Client::{module}"), &format!("() -> {path}"));
                path
            }
            None => "Client".to_owned(),
        };
        let needed = required(operation).into_iter().map(|parameter| argument(emit, parameter, scope));
        let mut arguments: Vec<_> = needed.collect();
        arguments.extend(required_body(operation).map(|content| body_argument(emit, content, scope)));
        let builder = format!("api::{module}::{}", name.builder);
        let arguments = surface::arguments(&arguments);
        lines.add("pub fn ", &format!("{owner}::{}", name.method), &format!("({arguments}) -> {builder}"));
        let result = responses::result(operation, name, scope);
        lines.add("pub struct ", &builder, &format!(" -> {result}"));
        let optional = operation.parameters.iter().filter(|parameter| !parameter.required);
        let mut setters: Vec<_> = optional.map(|parameter| argument(emit, parameter, scope)).collect();
        if let (Some(body), None) = (&operation.body, required_body(operation)) {
            setters.push(body_argument(emit, body.content, scope));
        }
        for setter in setters {
            let path = format!("{builder}::{}", setter.name);
            lines.add("pub fn ", &path, &format!("({})", surface::arguments(&[setter])));
        }
        headers::surface(emit, operation, &builder, scope, lines);
        surface::responses(emit, operation, name, module, scope, lines);
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
    /// What it asks for: the first of its alternatives, of schemes that write one place one.
    pub credentials: Vec<usize>,
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
        credentials: credentials(emit, &operation.security),
    })
}

/// The credentials that a caller has to set, as they are asked for first.
pub fn credentials(emit: &Emit<'_>, alternatives: &[Vec<usize>]) -> Vec<usize> {
    let place = |at: usize| match &emit.api.credentials[at].kind {
        CredentialKind::ApiKey { location, name, .. } => (*location, name.to_ascii_lowercase()),
        CredentialKind::Bearer | CredentialKind::Basic => (ParameterIn::Header, "authorization".to_owned()),
    };
    let mut found: Vec<usize> = Vec::new();
    for at in alternatives.iter().find(|all| !all.is_empty()).into_iter().flatten().copied() {
        if found.iter().all(|known| place(*known) != place(at)) {
            found.push(at);
        }
    }
    found
}
