//! The client's file: where the API is, and a setter for each way to prove who is calling.

use super::{Emit, Module, Place, docs, print};
use crate::document::ParameterIn;
use crate::ir::{Credential, CredentialKind};
use crate::names::constant;
use proc_macro2::TokenStream;
use quote::quote;

/// `client.rs`
pub fn client(emit: &Emit<'_>) -> Module {
    let credentials = &emit.api.credentials;
    let constants: Vec<_> = credentials.iter().map(|credential| scheme(emit, credential)).collect();
    let base = match &emit.api.base_url {
        Some(url) => quote! { Some(#url) },
        None => quote! { None },
    };
    let doc = print::doc(&builder_docs(emit));
    let security = print::parsed(&alternatives(emit, &emit.api.security, ""));
    let begin = print::tokens(quote! {
        impl Client {
            #doc
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new(Api {
                    base_url: #base,
                    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
                    security: #security,
                })
            }
        }
    });
    let setters: Vec<_> = credentials.iter().map(|credential| setter(emit, credential)).collect();
    let mut parts = Vec::new();
    let mut imports = vec!["Api", "Client", "ClientBuilder"];
    if !credentials.is_empty() {
        imports.push("Scheme");
    }
    if credentials.iter().any(|credential| credential.kind != CredentialKind::Basic) {
        imports.push("Secret");
    }
    parts.push(print::import("super::runtime", imports));
    parts.push(print::together(quote! { #(#constants)* }));
    parts.push(begin);
    if !setters.is_empty() {
        parts.push(print::tokens(quote! { impl ClientBuilder { #(#setters)* } }));
    }
    Module { place: Place::Client, text: print::file(&[], &parts) }
}

/// The path of the first server, where that is all of it that the document says.
pub fn base_path<'a>(emit: &Emit<'a>) -> Option<&'a str> {
    let url = emit.api.servers.first()?.url.value.trim().trim_end_matches('/');
    (url.starts_with('/') && !url.contains(['{', '?', '#', '"', ' '])).then_some(url)
}

fn builder_docs(emit: &Emit<'_>) -> Vec<String> {
    let mut lines = vec![match &emit.api.base_url {
        Some(url) => format!("Begins a client of {}, unless it is told another address.", docs::code(url)),
        None => match base_path(emit) {
            Some(path) => {
                let path = docs::code(path);
                format!("Begins a client; it must be told an address: a host and the document's {path}.")
            }
            None => "Begins a client; it must be told an address.".to_owned(),
        },
    }];
    let servers: Vec<String> = emit
        .api
        .servers
        .iter()
        .map(|server| {
            let url = docs::code(&server.url.value);
            match &server.description {
                Some(text) => format!("{url}: {}", docs::line(&text.value)),
                None => url,
            }
        })
        .collect();
    if servers.len() > 1 {
        let choice = match emit.api.addresses.is_empty() {
            true => "Servers of the document:",
            false => "Servers of the document, by `server`:",
        };
        lines.extend([String::new(), choice.to_owned()]);
        docs::push(&mut lines, servers);
    }
    lines
}

/// The alternatives of credentials as the runtime reads them, from where the constants of this file
/// are called so.
pub fn alternatives(emit: &Emit<'_>, alternatives: &[Vec<usize>], module: &str) -> String {
    let sets = alternatives.iter().map(|set| {
        let schemes = set
            .iter()
            .filter_map(|at| emit.api.credentials.get(*at))
            .map(|credential| format!("{module}{}", constant(emit.names.credential(&credential.identity))));
        format!("&[{}]", schemes.collect::<Vec<_>>().join(", "))
    });
    format!("&[{}]", sets.collect::<Vec<_>>().join(", "))
}

fn scheme(emit: &Emit<'_>, credential: &Credential) -> TokenStream {
    let name = print::ident(&constant(emit.names.credential(&credential.identity)));
    let id = &credential.scheme;
    let value = match &credential.kind {
        CredentialKind::ApiKey { location: ParameterIn::Query, name, .. } => {
            quote! { Scheme::query(#id, #name) }
        }
        CredentialKind::ApiKey { location: ParameterIn::Cookie, name, .. } => {
            quote! { Scheme::cookie(#id, #name) }
        }
        CredentialKind::ApiKey { name, prefix, .. } => {
            let name = name.to_ascii_lowercase();
            quote! { Scheme::header(#id, #name, #prefix) }
        }
        CredentialKind::Bearer => quote! { Scheme::bearer(#id) },
        CredentialKind::Basic => quote! { Scheme::basic(#id) },
    };
    quote! { pub(super) const #name: Scheme = #value; }
}

fn setter(emit: &Emit<'_>, credential: &Credential) -> TokenStream {
    let constant = print::ident(&constant(emit.names.credential(&credential.identity)));
    let name = print::ident(emit.names.credential(&credential.identity));
    let mut lines =
        vec![format!("Sets the credential {}, {}.", docs::code(&credential.scheme), sent(&credential.kind))];
    lines.extend(docs::lines(&credential.docs, &[]).into_iter().fold(Vec::new(), |mut all, line| {
        if all.is_empty() {
            all.push(String::new());
        }
        all.push(line);
        all
    }));
    let doc = print::doc(&lines);
    match credential.kind {
        CredentialKind::Basic => quote! {
            #doc
            pub fn #name(self, user: &str, password: &str) -> Self {
                self.credential(#constant, format!("{user}:{password}"))
            }
        },
        _ => quote! {
            #doc
            pub fn #name(self, value: impl Into<Secret>) -> Self {
                self.credential(#constant, value)
            }
        },
    }
}

/// What goes over the wire, for the documentation.
pub fn sent(kind: &CredentialKind) -> String {
    match kind {
        CredentialKind::ApiKey { location: ParameterIn::Query, name, .. } => {
            format!("sent in the query as {}", docs::code(name))
        }
        CredentialKind::ApiKey { location: ParameterIn::Cookie, name, .. } => {
            format!("sent as the cookie {}", docs::code(name))
        }
        CredentialKind::ApiKey { name, prefix, .. } => {
            format!("sent as {}", docs::code(&format!("{name}: {prefix}<value>")))
        }
        CredentialKind::Bearer => "sent as `Authorization: Bearer <value>`".to_owned(),
        CredentialKind::Basic => "sent as `Authorization: Basic`".to_owned(),
    }
}

/// The arguments of a credential's setter in an example, from the text of one value.
pub fn credential_arguments(credential: &Credential, value: &str) -> String {
    match credential.kind {
        CredentialKind::Basic => format!("\"user\", &{value}"),
        _ => value.to_owned(),
    }
}
