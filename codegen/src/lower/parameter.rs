//! Parameters of a path item and of its operation in, those that are sent out.
//!
//! The operation's replace the path item's (OpenAPI 3.1, "Operation Object"). How a value is
//! written is decided here (`Encoding`) and done by the runtime; what can't be written yet is left
//! out with a finding, and takes the operation with it where it is required.

use super::{Lowering, docs, identity, path, schema};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Operation as Written, Parameter as Declared, ParameterIn, PathEntry, PathItem, Style};
use crate::ir::{
    Credential, CredentialKind, Docs, Encoding, Identity, Origin, Parameter, Scalar, Segment, Shape, Type,
    TypeId, Use,
};
use std::collections::HashSet;

/// How far a chain of aliases is followed to a list; longer ones are rings in all but name.
const ALIASES: usize = 64;

/// All parameters of an operation; `None` where a required one can't be sent.
pub(super) fn parameters<'a>(
    cx: &mut Lowering<'a>,
    operation: &Identity,
    entry: &PathEntry,
    (item, written): (&'a PathItem, &'a Written),
    segments: &[Segment],
    keys: &[&Credential],
) -> Option<Vec<Parameter>> {
    let declared = declared(cx, item, written);
    let names = path::names(segments);
    let mut found = Vec::with_capacity(declared.len());
    let mut whole = true;
    for parameter in declared {
        let place = parameter.location;
        if is_the_clients(parameter) || keys.iter().any(|key| is_key(parameter, key)) {
            continue;
        }
        if place == ParameterIn::Path && !names.contains(&parameter.name.value.as_str()) {
            let message = format!("`{}` is not in the path `{}`", parameter.name.value, entry.path.value);
            cx.out.push(
                Diagnostic::new(Code::PathParameterUnused, parameter.name.span, message)
                    .and(entry.path.span, "the path")
                    .help("take the parameter out, or put it into the path"),
            );
            continue;
        }
        match sent(cx, operation, parameter) {
            Ok(parameter) => found.push(parameter),
            Err(why) => {
                let message = format!("parameter `{}` can't be sent yet: {why}", parameter.name.value);
                let cost = if parameter.required {
                    "its operation is left out, since the parameter is required"
                } else {
                    "the operation is there without it"
                };
                cx.out.push(
                    Diagnostic::new(Code::UnsupportedParameter, parameter.origin.span, message).help(cost),
                );
                whole &= !parameter.required;
            }
        }
    }
    for name in &names {
        let here = |it: &Parameter| it.location == ParameterIn::Path && it.wire == *name;
        if whole && !found.iter().any(here) {
            let parameter = undeclared(cx, operation, entry, name);
            found.push(parameter);
        }
    }
    let order = |it: &Parameter| match it.location {
        ParameterIn::Path => names.iter().position(|name| *name == it.wire),
        _ => None,
    };
    found.sort_by_key(|it| order(it).unwrap_or(names.len()));
    whole.then_some(found)
}

/// The path item's parameters that the operation does not replace, then the operation's own.
fn declared<'d>(cx: &mut Lowering<'d>, item: &'d PathItem, written: &'d Written) -> Vec<&'d Declared> {
    let resolved = cx.schemas.resolved;
    let key = |it: &Declared| (it.location, it.name.value.clone());
    let mut lists = [&item.parameters, &written.parameters].map(|list| {
        let mut kept: Vec<&'d Declared> = Vec::new();
        for parameter in list.iter().filter_map(|it| resolved.parameter(it)) {
            match kept.iter().find(|it| key(it) == key(parameter)) {
                Some(first) => {
                    let message =
                        format!("parameter `{}` stands twice; the first counts", parameter.name.value);
                    cx.out.push(
                        Diagnostic::new(Code::DuplicateParameter, parameter.name.span, message)
                            .and(first.name.span, "the first")
                            .help("take one of the two out"),
                    );
                }
                None => kept.push(parameter),
            }
        }
        kept
    });
    let [shared, own] = &mut lists;
    shared.retain(|it| !own.iter().any(|own| key(own) == key(it)));
    shared.append(own);
    std::mem::take(shared)
}

/// OpenAPI 3.1, "Parameter Object": header parameters of these names shall be ignored; the media
/// types and the credentials say them.
fn is_the_clients(parameter: &Declared) -> bool {
    let ignored = ["accept", "content-type", "authorization"];
    parameter.location == ParameterIn::Header
        && ignored.contains(&parameter.name.value.to_ascii_lowercase().as_str())
}

/// Whether a parameter is a key that the operation asks for: the client has it, and writes it once.
fn is_key(parameter: &Declared, key: &Credential) -> bool {
    let CredentialKind::ApiKey { location, name, .. } = &key.kind else {
        return false;
    };
    let is_same = match location {
        ParameterIn::Header => name.eq_ignore_ascii_case(&parameter.name.value),
        _ => *name == parameter.name.value,
    };
    *location == parameter.location && is_same
}

fn identity_of(operation: &Identity, place: ParameterIn, name: &str) -> Identity {
    Identity(format!("{operation}?{}={name}", identity::location(place)))
}

fn sent(cx: &mut Lowering<'_>, operation: &Identity, declared: &Declared) -> Result<Parameter, &'static str> {
    let (of, encoding, schema) = match (declared.schema, declared.content.first()) {
        (Some(id), _) => {
            let of = schema::whole(cx, id);
            (of, encoding(cx, declared, of)?, id)
        }
        (None, Some(media)) => {
            let id = media.schema.ok_or("its content has no schema")?;
            if declared.location == ParameterIn::Querystring {
                return Err("it is the whole query");
            }
            if !super::body::is_json(&media.name.value) {
                return Err("its content is not JSON");
            }
            (schema::whole(cx, id), Encoding::Json, id)
        }
        (None, None) => return Err("it has neither a schema nor a content"),
    };
    let written = docs::of(cx.schemas, schema);
    Ok(Parameter {
        identity: identity_of(operation, declared.location, &declared.name.value),
        origin: declared.origin.clone(),
        location: declared.location,
        wire: declared.name.value.clone(),
        docs: Docs {
            description: docs::text(declared.description.as_ref()).or(written.description),
            deprecated: declared.deprecated || written.deprecated,
            ..written
        },
        of,
        required: declared.required || declared.location == ParameterIn::Path,
        encoding,
        reserved: declared.allow_reserved
            && declared.location == ParameterIn::Query
            && encoding != Encoding::Json,
        default: cx.schemas.get(schema).default.clone(),
    })
}

/// What a value is made of, as far as writing it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// One text.
    Text,
    /// Texts in order.
    Texts,
    /// A choice of the two.
    Either,
    /// More than that.
    Deep,
}

fn encoding(cx: &Lowering<'_>, declared: &Declared, of: Use) -> Result<Encoding, &'static str> {
    use ParameterIn::{Cookie, Header, Path, Query, Querystring};
    let made = made(&cx.types, of.ty);
    if matches!(declared.location, Header | Cookie) && !super::header::is_token(&declared.name.value) {
        return Err("nothing in a header can have this name");
    }
    match (declared.location, declared.style, made) {
        (Querystring, ..) => Err("it is the whole query"),
        (_, _, Made::Deep) => Err("its value may be an object, or a list of more than texts"),
        (Path | Header, Style::Simple, _) => Ok(Encoding::Plain),
        (Query, Style::Form, Made::Text) if !is_any(&cx.types, of.ty) => Ok(Encoding::Plain),
        (Query, Style::Form, _) if declared.explode => Ok(Encoding::Repeated),
        (Query, Style::Form, _) => Ok(Encoding::Joined),
        (Cookie, Style::Form, Made::Text) => Ok(Encoding::Plain),
        (Cookie, Style::Cookie, Made::Text) => Ok(Encoding::AsIs),
        (Cookie, Style::Form | Style::Cookie, _) => Err("a list in a cookie"),
        (_, Style::Matrix, _) => Err("its style is `matrix`"),
        (_, Style::Label, _) => Err("its style is `label`"),
        (_, Style::SpaceDelimited, _) => Err("its style is `spaceDelimited`"),
        (_, Style::PipeDelimited, _) => Err("its style is `pipeDelimited`"),
        (_, Style::DeepObject, _) => Err("its style is `deepObject`"),
        (_, Style::Form | Style::Simple | Style::Cookie, _) => Err("its style belongs to another place"),
    }
}

/// Whether a value may be any JSON, a list too.
fn is_any(types: &[Type], ty: TypeId) -> bool {
    let mut at = ty;
    for _ in 0..ALIASES {
        match &types[at.index()].shape {
            Shape::Alias(of) => at = of.ty,
            shape => return matches!(shape, Shape::Free(_)),
        }
    }
    false
}

pub(super) fn made(types: &[Type], ty: TypeId) -> Made {
    let (mut one, mut several, mut chosen) = (false, false, false);
    let (mut seen, mut open) = (HashSet::new(), vec![ty]);
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        match &types[at.index()].shape {
            Shape::Scalar(_) | Shape::Enumeration(_) | Shape::Foreign(_) | Shape::Free(_) => one = true,
            Shape::Alias(of) => open.push(of.ty),
            Shape::Union(union) => {
                chosen = true;
                open.extend(union.variants.iter().map(|it| it.of.ty));
            }
            Shape::List(of) if are_texts(types, vec![of.ty]) => several = true,
            Shape::Tuple(all) if are_texts(types, all.iter().map(|it| it.ty).collect()) => several = true,
            Shape::List(_) | Shape::Tuple(_) | Shape::Object(_) | Shape::Map(_) => return Made::Deep,
        }
    }
    match (one, several) {
        (_, true) if chosen => Made::Either,
        (_, true) => Made::Texts,
        (true, false) => Made::Text,
        // An alias of itself.
        (false, false) => Made::Deep,
    }
}

/// Whether each of these, and each branch of a choice among them, is one text. Each type is looked
/// at once: choices share their branches, and hold themselves.
fn are_texts(types: &[Type], mut open: Vec<TypeId>) -> bool {
    let mut seen = HashSet::new();
    while let Some(at) = open.pop() {
        if !seen.insert(at) {
            continue;
        }
        match &types[at.index()].shape {
            // Of any JSON a scalar is written as its text; the runtime refuses the rest.
            Shape::Scalar(_) | Shape::Enumeration(_) | Shape::Foreign(_) | Shape::Free(_) => {}
            Shape::Alias(of) => open.push(of.ty),
            Shape::Union(union) => open.extend(union.variants.iter().map(|it| it.of.ty)),
            Shape::Object(_) | Shape::Map(_) | Shape::List(_) | Shape::Tuple(_) => return false,
        }
    }
    true
}

/// A name in the path that nobody declared: text.
fn undeclared(cx: &mut Lowering<'_>, operation: &Identity, entry: &PathEntry, name: &str) -> Parameter {
    let message = format!("`{name}` stands in the path and is not declared: it is sent as text");
    cx.out.push(
        Diagnostic::new(Code::PathParameterUndeclared, entry.path.span, message)
            .help("declare it: `in: path`, `required: true`, and its schema"),
    );
    let identity = identity_of(operation, ParameterIn::Path, name);
    let origin = Origin { span: entry.path.span, pointer: entry.origin.pointer.clone() };
    let schema = Identity(format!("{identity}/schema"));
    let of = cx.part(schema, origin.clone(), Shape::Scalar(Scalar::Text));
    Parameter {
        identity,
        origin,
        location: ParameterIn::Path,
        wire: name.to_owned(),
        docs: Docs::default(),
        of,
        required: true,
        encoding: Encoding::Plain,
        reserved: false,
        default: None,
    }
}
