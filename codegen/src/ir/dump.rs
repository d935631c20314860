//! The IR as text: one line a type, field, variant, parameter or response, in the order of
//! identities, so that a snapshot of it shows what changed and nothing else.

use super::{
    Additional, Api, Content, CredentialKind, Discriminator, Encoding, Kind, Operation, Shape, Side, Status,
    Test, Type, Untold, Use,
};
use std::fmt::Write as _;

/// The whole API, readable and always the same.
pub fn dump(api: &Api) -> String {
    let mut out = String::new();
    for address in &api.addresses {
        line(&mut out, format_args!("server {}", address.template));
        for variable in &address.variables {
            let values: Vec<&str> = variable.values.iter().map(|it| it.wire.as_str()).collect();
            line(&mut out, format_args!("  {} = {:?} of {values:?}", variable.wire, variable.default));
        }
    }
    for credential in &api.credentials {
        let kind = match &credential.kind {
            CredentialKind::ApiKey { location, name, prefix } => {
                format!("{location:?} {name:?} prefix {prefix:?}")
            }
            CredentialKind::Bearer => "bearer".to_owned(),
            CredentialKind::Basic => "basic".to_owned(),
        };
        line(&mut out, format_args!("credential {} {kind}", credential.scheme));
    }
    for operation in &api.operations {
        self::operation(&mut out, api, operation);
    }
    let mut types: Vec<&Type> = api
        .types
        .iter()
        .zip(api.reached())
        .filter(|(ty, reached)| *reached && (ty.shape.is_nominal() || ty.component.is_some()))
        .map(|(ty, _)| ty)
        .collect();
    types.sort_by(|a, b| a.identity.cmp(&b.identity));
    for ty in types {
        item(&mut out, api, ty);
    }
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string can't fail.
    let _ = out.write_fmt(text);
    out.push('\n');
}

fn operation(out: &mut String, api: &Api, operation: &Operation) {
    let id = operation.operation_id.as_deref().unwrap_or("-");
    let group = operation.group.as_deref().unwrap_or("-");
    let security = &operation.security;
    line(out, format_args!("operation {} {id} group {group:?} security {security:?}", operation.identity));
    if let Some(server) = &operation.server {
        line(out, format_args!("  at {server}"));
    }
    for parameter in &operation.parameters {
        let place = format!("{:?}", parameter.location).to_lowercase();
        let need = if parameter.required { "" } else { "?" };
        let way = match parameter.encoding {
            Encoding::Plain => "",
            Encoding::Repeated => " repeated",
            Encoding::Joined => " joined",
            Encoding::AsIs => " as is",
            Encoding::Json => " json",
        };
        let reserved = if parameter.reserved { " reserved" } else { "" };
        let of = brief(api, parameter.of);
        line(out, format_args!("  {place} {}{need}: {of}{way}{reserved}", parameter.wire));
    }
    if let Some(body) = &operation.body {
        let need = if body.required { "" } else { "?" };
        line(out, format_args!("  body{need} {}: {}", body.media_type, content(api, body.content)));
    }
    for response in &operation.responses {
        let status = status(response.status);
        let of = response.content.map_or("nothing".to_owned(), |it| content(api, it));
        line(out, format_args!("  -> {status}: {of}"));
    }
    for header in &operation.headers {
        let statuses: Vec<String> = header.statuses.iter().map(|it| status(*it)).collect();
        let of = brief(api, header.of);
        let way = if header.encoding == Encoding::Json { " json" } else { "" };
        line(out, format_args!("  -> {} {}: {of}{way}", statuses.join(" "), header.wire));
    }
}

fn status(status: Status) -> String {
    match status {
        Status::Exact(status) => status.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn content(api: &Api, content: Content) -> String {
    match content {
        Content::Json(of) => brief(api, of),
        Content::Text => "text".to_owned(),
        Content::Bytes => "bytes".to_owned(),
    }
}

/// A use in a few words: items by identity, everything else in full.
fn brief(api: &Api, of: Use) -> String {
    let ty = api.ty(of.ty);
    let text = if ty.shape.is_nominal() || ty.component.is_some() {
        match &ty.component {
            Some(name) if !matches!(ty.side, Side::Sent(_)) => name.clone(),
            _ => format!("<{}>", ty.identity),
        }
    } else {
        structure(api, &ty.shape)
    };
    if of.null { format!("{text}|null") } else { text }
}

fn structure(api: &Api, shape: &Shape) -> String {
    match shape {
        Shape::Scalar(scalar) => format!("{scalar:?}"),
        Shape::List(of) => format!("[{}]", brief(api, *of)),
        Shape::Map(of) => format!("{{*: {}}}", brief(api, *of)),
        Shape::Tuple(all) => {
            let all: Vec<String> = all.iter().map(|it| brief(api, *it)).collect();
            format!("({})", all.join(", "))
        }
        Shape::Alias(of) => format!("= {}", brief(api, *of)),
        Shape::Free(reason) => format!("any JSON ({reason:?})"),
        Shape::Foreign(path) => format!("foreign {path}"),
        Shape::Object(_) => "object".to_owned(),
        Shape::Enumeration(_) => "enumeration".to_owned(),
        Shape::Union(_) => "union".to_owned(),
    }
}

fn item(out: &mut String, api: &Api, ty: &Type) {
    line(out, format_args!("type {}: {}", ty.identity, structure(api, &ty.shape)));
    match &ty.shape {
        Shape::Object(object) => {
            for constant in &object.constants {
                let need = if constant.required { "" } else { "?" };
                line(out, format_args!("  {}{need} = {:?}", constant.wire, constant.value));
            }
            for field in &object.fields {
                let need = if field.required { "" } else { "?" };
                let access = match (field.read_only, field.write_only) {
                    (true, _) => " read-only",
                    (_, true) => " write-only",
                    _ => "",
                };
                line(out, format_args!("  {}{need}: {}{access}", field.wire, brief(api, field.of)));
            }
            if let Additional::Kept(of) = object.additional {
                line(out, format_args!("  *: {}", brief(api, of)));
            }
        }
        Shape::Enumeration(enumeration) => {
            for member in &enumeration.members {
                line(out, format_args!("  {:?}", member.wire));
            }
        }
        Shape::Union(union) => {
            if let Discriminator::Tag { property, untold } = &union.discriminator {
                match untold {
                    Untold::Refused => line(out, format_args!("  by {property}")),
                    Untold::Of(all) => line(out, format_args!("  by {property}, else of {all:?}")),
                }
            }
            for variant in &union.variants {
                let tags = variant.tags.join(" ");
                let of = brief(api, variant.of);
                line(out, format_args!("  {of} when {tags}{}", test(&variant.test)));
            }
        }
        _ => {}
    }
}

fn test(test: &Test) -> String {
    let kinds: Vec<String> = test.kinds.iter().map(|it: &Kind| format!("{it:?}")).collect();
    let mut text = kinds.join("|");
    if !test.keys.is_empty() {
        text.push_str(&format!(" with {}", test.keys.join(" ")));
    }
    for (name, value) in &test.constants {
        text.push_str(&format!(" {name}={value}"));
    }
    text
}
