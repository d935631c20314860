//! Headers of an operation's responses in, those that have a type out, each once.
//!
//! A header that several responses declare alike is one; of another type it is another. What can't
//! be read yet is left out with a finding: it is there all the same, as the text that came.

use super::parameter::{Made, made};
use super::{Lowering, body, docs, response, schema};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Header as Declared, Operation as Written};
use crate::ir::{Docs, Encoding, Header, Identity, Scalar, Shape, Status, TypeId, Use};

/// How far a chain of aliases is followed; longer ones are rings in all but name.
const ALIASES: usize = 64;

/// All headers of an operation's responses that can be read.
pub(super) fn headers(cx: &mut Lowering<'_>, operation: &Identity, written: &Written) -> Vec<Header> {
    let resolved = cx.schemas.resolved;
    let responses = written.responses.iter();
    let responses =
        responses.filter_map(|(key, it)| Some((response::status(&key.value)?, resolved.response(it)?)));
    let mut responses: Vec<_> = responses.collect();
    responses.sort_by_key(|(status, _)| *status);
    let mut found: Vec<Header> = Vec::new();
    for (status, response) in responses {
        let mut headers: Vec<_> = response.headers.iter().collect();
        headers.sort_by_key(|(name, _)| &name.value);
        for (name, header) in headers {
            // OpenAPI 3.1, 4.8.17: one that is called so "SHALL be ignored"; the media type says it.
            let is_ignored = name.value.eq_ignore_ascii_case("content-type");
            let Some(header) = resolved.header(header).filter(|_| !is_ignored) else {
                continue;
            };
            let known = format!("{operation}:header={}", name.value.to_ascii_lowercase());
            let (of, encoding) = match read(cx, &known, &name.value, header) {
                Ok(read) => read,
                Err(why) => {
                    let message = format!("header `{}` can't be read yet: {why}", name.value);
                    cx.out.push(
                        Diagnostic::new(Code::UnsupportedHeader, header.origin.span, message)
                            .help("its text is among the `headers` of the response"),
                    );
                    continue;
                }
            };
            let is_same = |it: &Header| it.wire.eq_ignore_ascii_case(&name.value);
            let is_first = !found.iter().any(is_same);
            let mut same = found.iter_mut().filter(|it| is_same(it));
            match same.find(|it| it.encoding == encoding && are_alike(cx, it.of, of)) {
                Some(same) if same.statuses.contains(&status) => {}
                Some(same) => same.statuses.push(status),
                None => found.push(Header {
                    identity: Identity(if is_first { known } else { apart(&known, status) }),
                    origin: header.origin.clone(),
                    wire: name.value.clone(),
                    statuses: vec![status],
                    docs: words(cx, header),
                    of,
                    encoding,
                }),
            }
        }
    }
    found
}

/// What a header is known by that another status declares of another type.
fn apart(known: &str, status: Status) -> String {
    match status {
        Status::Exact(status) => format!("{known}:{status}"),
        Status::Range(first) => format!("{known}:{first}XX"),
        Status::Default => format!("{known}:default"),
    }
}

/// Its type, and how its text is read.
fn read(
    cx: &mut Lowering<'_>,
    known: &str,
    name: &str,
    header: &Declared,
) -> Result<(Use, Encoding), &'static str> {
    if !is_token(name) {
        return Err("no header can have this name");
    }
    match (header.schema, header.content.first()) {
        (Some(id), _) => {
            let of = schema::whole(cx, id);
            match made(&cx.types, of.ty) {
                // Of any JSON a header can hold a text.
                _ if is_free(cx, of.ty) => Ok((text(cx, known, header), Encoding::Plain)),
                Made::Text | Made::Texts => Ok((of, Encoding::Plain)),
                Made::Either | Made::Deep => Err("its value is an object, or a list of more than texts"),
            }
        }
        (None, Some(media)) if !body::is_json(&media.name.value) => Err("its content is not JSON"),
        (None, Some(media)) => {
            let id = media.schema.ok_or("its content has no schema")?;
            Ok((schema::whole(cx, id), Encoding::Json))
        }
        (None, None) => Ok((text(cx, known, header), Encoding::Plain)),
    }
}

fn text(cx: &mut Lowering<'_>, known: &str, header: &Declared) -> Use {
    cx.part(Identity(format!("{known}/schema")), header.origin.clone(), Shape::Scalar(Scalar::Text))
}

fn is_free(cx: &Lowering<'_>, ty: TypeId) -> bool {
    matches!(cx.types[end(cx, ty).index()].shape, Shape::Free(_))
}

fn end(cx: &Lowering<'_>, ty: TypeId) -> TypeId {
    let mut at = ty;
    for _ in 0..ALIASES {
        let Shape::Alias(to) = &cx.types[at.index()].shape else { break };
        at = to.ty;
    }
    at
}

/// Whether two responses say the same of a header: also by two enumerations of the same members.
fn are_alike(cx: &Lowering<'_>, one: Use, other: Use) -> bool {
    let [a, b] = [one, other].map(|it| &cx.types[it.ty.index()]);
    let members = match (&a.shape, &b.shape) {
        (Shape::Enumeration(x), Shape::Enumeration(y)) if a.component.is_none() && b.component.is_none() => {
            x.kind == y.kind && x.members.iter().map(|it| &it.wire).eq(y.members.iter().map(|it| &it.wire))
        }
        _ => false,
    };
    members || cx.alike(one, other)
}

fn words(cx: &Lowering<'_>, header: &Declared) -> Docs {
    let written = header.schema.map_or_else(Docs::default, |it| docs::of(cx.schemas, it));
    Docs {
        description: docs::text(header.description.as_ref()).or(written.description),
        deprecated: header.deprecated || written.deprecated,
        ..written
    }
}

/// RFC 9110, 5.1 and 5.6.2: what a field may be called.
pub(super) fn is_token(name: &str) -> bool {
    let mark = |byte: u8| b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || mark(it))
}
