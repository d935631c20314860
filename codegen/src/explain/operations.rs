//! Operations, parameters and credentials in, how a caller comes by each out; and what has no code
//! since nobody asked for it.

use super::{Explanation, Known, overridden, types};
use crate::Generated;
use crate::config::{self, ApiConfig};
use crate::document::{ParameterIn, Text};
use crate::ir::{
    Address, Content, Credential, CredentialKind, Identity, Operation, Parameter, Response, TypeId,
};
use crate::names::{constant, group_identity};
use crate::rust::{Emit, responses};
use crate::select::LeftOut;
use crate::text::Span;
use std::collections::{BTreeMap, HashMap};

pub(super) fn credential(setter: &str, credential: &Credential, api: &ApiConfig) -> Known {
    let mut lines = vec!["A credential, set on the client's builder.".to_owned()];
    if let CredentialKind::ApiKey { prefix, .. } = &credential.kind
        && !prefix.is_empty()
    {
        lines.push(format!("Sent behind {prefix:?} by the configuration."));
    }
    overridden(api, &credential.identity, &mut lines);
    Known {
        aliases: vec![credential.scheme.clone(), setter.to_owned()],
        pointer: credential.origin.pointer.clone(),
        explanation: Explanation {
            name: format!("ClientBuilder::{setter}"),
            identity: credential.identity.clone(),
            span: credential.origin.span,
            lines,
        },
    }
}

pub(super) fn server(generated: &Generated, address: &Address, api: &ApiConfig) -> Known {
    let name = format!("Server::{}", generated.names.server(&address.identity));
    let mut lines = vec![format!("A server, chosen on the client's builder: `.server({name})`.")];
    if !address.variables.is_empty() {
        lines.push("What its variables are is set on the value that it holds.".to_owned());
    }
    overridden(api, &address.identity, &mut lines);
    Known {
        aliases: vec![address.template.clone()],
        pointer: address.origin.pointer.clone(),
        explanation: Explanation {
            name,
            identity: address.identity.clone(),
            span: address.origin.span,
            lines,
        },
    }
}

/// How a call of an operation begins: `client.pets().list`.
fn path(generated: &Generated, operation: &Operation) -> String {
    let names = &generated.names;
    let method = names.operation(&operation.identity).map_or("", |name| &name.method);
    match operation.group.as_deref().and_then(|tag| names.group(tag)) {
        Some(group) => format!("client.{}().{method}", group.module),
        None => format!("client.{method}"),
    }
}

pub(super) fn parameter(
    generated: &Generated,
    operation: &Operation,
    parameter: &Parameter,
    api: &ApiConfig,
) -> Known {
    let names = &generated.names;
    let name = names.parameter(&parameter.identity);
    let mut lines = vec![given(parameter, name)];
    overridden(api, &parameter.identity, &mut lines);
    let owner = names.operation(&operation.identity);
    let owners = owner.into_iter().flat_map(|it| [&it.method, &it.builder]);
    Known {
        aliases: owners.map(|owner| format!("{owner}.{name}")).collect(),
        pointer: parameter.origin.pointer.clone(),
        explanation: Explanation {
            name: format!("{}.{name}", path(generated, operation)),
            identity: parameter.identity.clone(),
            span: parameter.origin.span,
            lines,
        },
    }
}

/// How a caller gives a parameter.
fn given(parameter: &Parameter, name: &str) -> String {
    let place = match parameter.location {
        ParameterIn::Path => "path",
        ParameterIn::Query => "query",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
        ParameterIn::Querystring => "querystring",
    };
    let given = if parameter.required { "an argument" } else { "a setter" };
    format!("The {place} parameter {:?} is {given}, `{name}`.", parameter.wire)
}

pub(super) fn call(generated: &Generated, emit: &Emit<'_>, operation: &Operation, api: &ApiConfig) -> Known {
    let names = &generated.names;
    let name = names.operation(&operation.identity);
    let method = name.map_or("", |name| &name.method);
    let path = path(generated, operation);
    let mut lines = match api.package.content {
        config::Content::Client => vec![format!("It became `{path}(..)`.")],
        config::Content::Types => vec!["Its types alone are generated: `client = false`.".to_owned()],
    };
    lines.extend(operation.rules.iter().map(|rule| format!("Because: {rule}.")));
    if let Some(tag) = &operation.group {
        lines.push(format!("Its first tag, {tag:?}, is its group."));
    }
    if let Some(server) = &operation.server {
        lines.push(format!("It has a server of its own, {server:?}; `base_url` goes before it."));
    }
    for parameter in &operation.parameters {
        lines.push(given(parameter, names.parameter(&parameter.identity)));
        overridden(api, &parameter.identity, &mut lines);
    }
    for header in &operation.headers {
        let builder = name.map_or("", |name| &name.builder);
        let constant = constant(names.header(&header.identity));
        lines.push(format!("The header {:?} of a response is read by `{builder}::{constant}`.", header.wire));
        overridden(api, &header.identity, &mut lines);
    }
    if let Some(body) = &operation.body {
        let need = if body.required { "an argument" } else { "a setter" };
        let of = held(emit, Some(body.content));
        lines.push(format!("The body, {:?}, is {need}, `body`: {of}.", body.media_type));
    }
    for response in &operation.responses {
        lines.push(format!("{}: {}.", came(emit, operation, response), held(emit, response.content)));
    }
    overridden(api, &operation.identity, &mut lines);
    let mut aliases = vec![method.to_owned()];
    aliases.extend(operation.operation_id.clone());
    aliases.extend(name.map(|name| name.builder.clone()));
    Known {
        aliases,
        pointer: operation.origin.pointer.clone(),
        explanation: Explanation {
            name: path,
            identity: operation.identity.clone(),
            span: operation.origin.span,
            lines,
        },
    }
}

/// What a body holds.
fn held(emit: &Emit<'_>, content: Option<Content>) -> String {
    match content {
        Some(Content::Json(of)) => format!("JSON, {}", types::spelled(emit, of.ty)),
        Some(Content::Text) => "a text".to_owned(),
        Some(Content::Bytes) => "bytes as they are".to_owned(),
        None => "nothing".to_owned(),
    }
}

/// A response as a caller meets it: `Ok`, or the variant of an enum.
fn came(emit: &Emit<'_>, operation: &Operation, response: &Response) -> String {
    let (_, status) = response.identity.0.rsplit_once(':').unwrap_or_default();
    match of_response(emit, operation, response) {
        Some(variant) => format!("{status} gives `{variant}`"),
        None => format!("{status} gives the result"),
    }
}

/// The variant that a response is, where it is one.
fn of_response(emit: &Emit<'_>, operation: &Operation, response: &Response) -> Option<String> {
    let name = emit.names.operation(&operation.identity)?;
    let enums = responses::enums(operation, name);
    let is = |it: &&Response| it.identity == response.identity;
    let (owner, _) = enums.iter().find(|(_, all)| all.iter().any(is))?;
    Some(format!("{owner}::{}", emit.names.variant(&response.identity)))
}

/// A response of an operation.
pub(super) fn response(
    generated: &Generated,
    emit: &Emit<'_>,
    operation: &Operation,
    response: &Response,
    api: &ApiConfig,
) -> Known {
    let variant = of_response(emit, operation, response);
    let mut lines =
        vec![format!("A response. {}: {}.", came(emit, operation, response), held(emit, response.content))];
    overridden(api, &response.identity, &mut lines);
    let owner = variant.as_deref().and_then(|it| it.split_once("::")).map(|(owner, _)| owner.to_owned());
    Known {
        aliases: owner.into_iter().collect(),
        pointer: response.origin.pointer.clone(),
        explanation: Explanation {
            name: variant.unwrap_or_else(|| format!("{}, its result", path(generated, operation))),
            identity: response.identity.clone(),
            span: response.origin.span,
            lines,
        },
    }
}

/// The groups of operations.
pub(super) fn groups(generated: &Generated, api: &ApiConfig) -> Vec<Known> {
    let Generated { api: ir, names, .. } = generated;
    let tags: BTreeMap<&str, &Operation> =
        ir.operations.iter().filter_map(|it| Some((it.group.as_deref()?, it))).collect();
    let known = |(tag, operation): (&str, &Operation)| {
        let group = names.group(tag)?;
        let identity = group_identity(tag);
        let declared = ir.tags.iter().find(|it| it.name.value == tag);
        let calls = ir.operations.iter().filter(|it| it.group.as_deref() == Some(tag)).count();
        let mut lines = vec![match calls {
            1 => "A tag, the group of one operation.".to_owned(),
            several => format!("A tag, the group of {several} operations."),
        }];
        overridden(api, &identity, &mut lines);
        Some(Known {
            aliases: vec![tag.to_owned(), group.name.clone(), group.module.clone()],
            pointer: String::new(),
            explanation: Explanation {
                name: format!("client.{}()", group.module),
                identity,
                span: declared.map_or(operation.origin.span, |it| it.name.span),
                lines,
            },
        })
    };
    tags.into_iter().filter_map(known).collect()
}

/// Operations and components of the document that have no code, since nobody asked for them.
pub(super) fn left_out(generated: &Generated) -> Vec<Known> {
    let Generated { api: ir, document, selected, facts, .. } = generated;
    let known = |name: &str, identity: String, span: Span, line: String, alias: Option<&Text>| Known {
        aliases: [Some(name), alias.map(|it| it.value.as_str())]
            .into_iter()
            .flatten()
            .map(str::to_owned)
            .collect(),
        // A component is known by it already, an operation by its method and path.
        pointer: String::new(),
        explanation: Explanation {
            name: format!("{name}, left out"),
            identity: Identity(identity),
            span,
            lines: vec![line],
        },
    };
    let mut all = Vec::new();
    for out in selected.operations() {
        let line = match &out.why {
            LeftOut::NotIncluded => "Left out by selection: no pattern of `include` names it.".to_owned(),
            LeftOut::Excluded(pattern) => format!("Left out by selection: `exclude` has `{pattern}`."),
            LeftOut::Deprecated => "Left out by selection: it is deprecated.".to_owned(),
        };
        all.push(known(&out.identity, out.identity.clone(), out.span, line, out.id.as_ref()));
    }
    let met: HashMap<&str, TypeId> =
        ir.components().filter_map(|(id, ty)| Some((ty.component.as_deref()?, id))).collect();
    for (name, id) in &document.components.schemas {
        let reached = met.get(name.value.as_str()).is_some_and(|it| facts.reach.contains(*it));
        let line = match selected.schema(*id) {
            Some(pattern) => {
                format!("Left out by selection: `exclude` has `{pattern}`; where it is used is any JSON.")
            }
            None if reached => continue,
            None => "Left out: no selected operation uses it. `unused-types = \"keep\"` keeps it.".to_owned(),
        };
        let origin = &document.schema(*id).origin;
        all.push(known(&name.value, format!("#{}", origin.pointer), origin.span, line, None));
    }
    all
}
