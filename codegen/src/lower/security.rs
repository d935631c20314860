//! Security schemes and requirements in, credentials and their alternatives out.
//!
//! A token is a token: how a caller came by it (OAuth2, OpenID Connect) is not the client's
//! business yet. A scheme that can't be filled is left out of the alternatives with a warning.

use super::{Lowering, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Operation as Written, ParameterIn, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};
use crate::ir::{Credential, CredentialKind, Docs, Identity};
use crate::resolve::Resolved;

/// What operations are asked for.
pub(super) struct Security {
    /// All schemes that a caller can fill.
    pub(super) credentials: Vec<Credential>,
    /// The alternatives of operations that state none of their own.
    pub(super) common: Vec<Vec<usize>>,
    /// Why those are not what the document states, where they are not.
    pub(super) rule: Option<&'static str>,
}

/// The schemes, and what the document asks for.
pub(super) fn of_document(cx: &mut Lowering<'_>) -> Security {
    let resolved = cx.schemas.resolved;
    let credentials = credentials(cx);
    let (common, rule) = match resolved.document.security.as_deref() {
        None if !credentials.is_empty() && is_unstated(resolved) => {
            let each = (0..credentials.len()).map(|at| vec![at]).collect();
            (each, Some("no security is stated: what is set is sent"))
        }
        asked => (alternatives(cx, asked.unwrap_or_default(), &credentials), None),
    };
    Security { credentials, common, rule }
}

/// Whether neither the document nor an operation says which schemes are needed. By the letter
/// nothing is sent then (OpenAPI 3.1, "OpenAPI Object"); vendors who publish schemes and no more
/// mean that the caller's key is. `security: []` is a statement.
fn is_unstated(resolved: &Resolved<'_>) -> bool {
    let document = resolved.document;
    let items = document.paths.iter().filter_map(|it| resolved.path_item(&it.item));
    let mut operations = items.flat_map(|it| &it.operations);
    document.security.is_none() && operations.all(|it| it.security.is_none())
}

fn credentials(cx: &mut Lowering<'_>) -> Vec<Credential> {
    let resolved = cx.schemas.resolved;
    let mut found = Vec::new();
    for (name, scheme) in &resolved.document.components.security_schemes {
        let Some(scheme) = resolved.security_scheme(scheme) else {
            continue;
        };
        let prefix = cx.overrides.prefix(&name.value).unwrap_or_default();
        match kind(scheme, prefix) {
            Ok(kind) => found.push(Credential {
                identity: Identity(format!(
                    "#/components/securitySchemes/{}",
                    crate::tree::pointer::escape(&name.value)
                )),
                origin: scheme.origin.clone(),
                scheme: name.value.clone(),
                docs: Docs { description: docs::text(scheme.description.as_ref()), ..Docs::default() },
                kind,
            }),
            Err(what) => cx.out.push(
                Diagnostic::new(
                    Code::UnsupportedSecurity,
                    name.span,
                    format!("security scheme `{}` can't be filled yet: {what}", name.value),
                )
                .help("hand in an HTTP client, or headers, that carry it"),
            ),
        }
    }
    // `securitySchemes` is a map: its order says nothing.
    found.sort_by(|one: &Credential, other| one.scheme.cmp(&other.scheme));
    found
}

fn kind(scheme: &SecurityScheme, prefix: &str) -> Result<CredentialKind, String> {
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { location: ParameterIn::Header | ParameterIn::Cookie, name }
            if !super::header::is_token(&name.value) =>
        {
            Err(format!("nothing in a header can be called {:?}", name.value))
        }
        SecuritySchemeKind::ApiKey { location, name } => match location {
            ParameterIn::Header | ParameterIn::Query | ParameterIn::Cookie => Ok(CredentialKind::ApiKey {
                location: *location,
                name: name.value.clone(),
                prefix: prefix.to_owned(),
            }),
            ParameterIn::Path | ParameterIn::Querystring => Err("a key in the path".to_owned()),
        },
        SecuritySchemeKind::Http { scheme } => match scheme.value.to_ascii_lowercase().as_str() {
            "bearer" => Ok(CredentialKind::Bearer),
            "basic" => Ok(CredentialKind::Basic),
            other => Err(format!("HTTP scheme `{other}`")),
        },
        SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. } => {
            Ok(CredentialKind::Bearer)
        }
        SecuritySchemeKind::MutualTls => Err("a certificate of the client".to_owned()),
        SecuritySchemeKind::Other(kind) => Err(format!("type `{kind}`")),
    }
}

/// The alternatives of an operation: its own, else the document's.
pub(super) fn of_operation(cx: &mut Lowering<'_>, written: &Written, security: &Security) -> Vec<Vec<usize>> {
    match &written.security {
        Some(own) => alternatives(cx, own, &security.credentials),
        None => security.common.clone(),
    }
}

/// Of an alternative that needs schemes which can't be filled the others are sent: what is missing a
/// transport may bring, as it does a certificate. One that can't be filled at all is none; one that
/// needs nothing makes the rest optional.
fn alternatives(
    cx: &mut Lowering<'_>,
    asked: &[SecurityRequirement],
    credentials: &[Credential],
) -> Vec<Vec<usize>> {
    let document = cx.schemas.resolved.document;
    let mut found: Vec<Vec<usize>> = Vec::new();
    for requirement in asked {
        let mut all = Vec::with_capacity(requirement.schemes.len());
        for (name, _) in &requirement.schemes {
            match credentials.iter().position(|it| it.scheme == name.value) {
                Some(at) => all.push(at),
                None => {
                    let schemes = &document.components.security_schemes;
                    if !schemes.iter().any(|(known, _)| known.value == name.value) {
                        let message = format!("`{}` is no security scheme of the document", name.value);
                        cx.out.push(
                            Diagnostic::new(Code::UnsupportedSecurity, name.span, message)
                                .help("declare it under `components.securitySchemes`"),
                        );
                    }
                }
            }
        }
        // A requirement is a map: its order says nothing.
        all.sort_by_key(|at| &credentials[*at].scheme);
        let is_empty = all.is_empty() && !requirement.schemes.is_empty();
        if !is_empty && !found.contains(&all) {
            found.push(all);
        }
    }
    // Only `{}`: nothing is needed.
    if found.iter().all(Vec::is_empty) {
        found.clear();
    }
    found
}
