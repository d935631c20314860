//! The servers that a caller can choose from: an enumeration, and for each that has variables a
//! structure of them, made of the document's defaults.
//!
//! What a variable may bring into an address is the runtime's business.

use super::surface::Lines;
use super::{Emit, Module, Place, docs, print};
use crate::ir::{Address, Variable};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// `server.rs`; none where there is nothing to choose.
pub fn server(emit: &Emit<'_>) -> Option<Module> {
    let addresses = &emit.api.addresses;
    if addresses.is_empty() {
        return None;
    }
    let variants = addresses.iter().map(|address| {
        let doc = print::doc(&about(emit, address));
        let name = name(emit, address);
        match address.variables.is_empty() {
            true => quote! { #doc #name },
            false => quote! { #doc #name(#name) },
        }
    });
    let arms = addresses.iter().map(|address| {
        let name = name(emit, address);
        let template = &address.template;
        if address.variables.is_empty() {
            return quote! { Server::#name => self.address(#template, &[]), };
        }
        let values = address.variables.iter().map(|variable| {
            let (wire, field) = (&variable.wire, field(emit, variable));
            match variable.values.is_empty() {
                true => {
                    let default = &variable.default;
                    quote! { (#wire, Some(#default), of.#field.as_str()) }
                }
                false => quote! { (#wire, None, of.#field.as_str()) },
            }
        });
        quote! { Server::#name(of) => self.address(#template, &[#(#values),*]), }
    });
    let mut parts = vec![print::import("super::runtime", ["ClientBuilder"])];
    parts.push(print::tokens(quote! {
        #[doc = " A server of the API."]
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Server { #(#variants),* }

        impl ClientBuilder {
            #[doc = " Which of its servers the API is called at; `base_url` takes any other address. What"]
            #[doc = " cannot stand in an address is an error of `build`."]
            pub fn server(self, server: impl Into<Server>) -> Self {
                match server.into() { #(#arms)* }
            }
        }
    }));
    let with_variables = addresses.iter().filter(|it| !it.variables.is_empty());
    parts.extend(with_variables.map(|it| print::tokens(structure(emit, it))));
    let docs = ["The servers of the API, of which the client's builder takes one.".to_owned()];
    Some(Module { place: Place::Server, text: print::file(&docs, &parts) })
}

/// The lines of the surface.
pub fn surface(emit: &Emit<'_>, lines: &mut Lines) {
    if !emit.api.addresses.is_empty() {
        lines.add("pub fn ", "ClientBuilder::server", "(server: impl Into<Server>)");
        lines.add("pub enum ", "server::Server", "");
    }
    for address in &emit.api.addresses {
        let name = emit.names.server(&address.identity);
        let holds = if address.variables.is_empty() { String::new() } else { format!("({name})") };
        lines.add("pub ", &format!("server::Server::{name}"), &holds);
        if !address.variables.is_empty() {
            lines.add("pub struct ", &format!("server::{name}"), "");
        }
        for variable in &address.variables {
            let path = format!("server::{name}::{}", emit.names.field(&variable.identity));
            let ty = emit.names.server(&variable.identity);
            let of = if variable.values.is_empty() { "String" } else { ty };
            lines.add("pub ", &path, &format!(": {of} = {}", print::literal(&variable.default)));
            if !variable.values.is_empty() {
                lines.add("pub enum ", &format!("server::{ty}"), "");
            }
            for value in &variable.values {
                let path = format!("server::{ty}::{}", emit.names.variant(&value.identity));
                lines.add("pub ", &path, &format!(" = {}", print::literal(&value.wire)));
            }
        }
    }
}

fn name(emit: &Emit<'_>, address: &Address) -> Ident {
    print::ident(emit.names.server(&address.identity))
}

fn field(emit: &Emit<'_>, variable: &Variable) -> Ident {
    print::ident(emit.names.field(&variable.identity))
}

/// The words of the document, and the address.
fn about(emit: &Emit<'_>, address: &Address) -> Vec<String> {
    let mut lines = docs::lines(&address.docs, &[emit.names.server(&address.identity)]);
    docs::push(&mut lines, vec![docs::code(&address.template)]);
    lines
}

/// The variables of a server, with their defaults and setters.
fn structure(emit: &Emit<'_>, address: &Address) -> TokenStream {
    let name = name(emit, address);
    let about = print::doc(&[format!("The variables of {}.", docs::code(&address.template))]);
    let (mut fields, mut defaults, mut setters, mut enums) = (vec![], vec![], vec![], vec![]);
    for variable in &address.variables {
        let field = field(emit, variable);
        let doc = print::doc(&docs::lines(&variable.docs, &[&variable.wire]));
        let of = print::ident(match variable.values.is_empty() {
            true => "String",
            false => emit.names.server(&variable.identity),
        });
        let default = &variable.default;
        fields.push(quote! { #doc pub #field: #of });
        let known = variable.values.iter().find(|it| it.wire == *default);
        defaults.push(match known {
            Some(value) => {
                let value = print::ident(emit.names.variant(&value.identity));
                quote! { #field: #of::#value }
            }
            None => quote! { #field: #default.to_owned() },
        });
        let (taken, given) = match variable.values.is_empty() {
            true => (quote! { impl Into<String> }, quote! { #field.into() }),
            false => (quote! { #of }, quote! { #field }),
        };
        setters.push(quote! {
            #doc
            pub fn #field(mut self, #field: #taken) -> Self {
                self.#field = #given;
                self
            }
        });
        enums.push(enumeration(emit, variable));
    }
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }

        impl Default for #name {
            fn default() -> Self {
                Self { #(#defaults),* }
            }
        }

        impl #name { #(#setters)* }

        impl From<#name> for Server {
            fn from(of: #name) -> Self {
                Self::#name(of)
            }
        }

        #(#enums)*
    }
}

/// The values that a variable may have; nothing where it may be any text.
fn enumeration(emit: &Emit<'_>, variable: &Variable) -> Option<TokenStream> {
    if variable.values.is_empty() {
        return None;
    }
    let name = print::ident(emit.names.server(&variable.identity));
    let about = print::doc(&[format!("What the variable {} may be.", docs::code(&variable.wire))]);
    let members: Vec<Ident> =
        variable.values.iter().map(|it| print::ident(emit.names.variant(&it.identity))).collect();
    let docs = variable.values.iter().map(|it| print::doc(&[docs::code(&it.wire)]));
    let texts = variable.values.iter().map(|it| &it.wire);
    Some(quote! {
        #about
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name { #(#docs #members),* }

        impl #name {
            #[doc = " Its text in the address."]
            pub fn as_str(&self) -> &'static str {
                match self { #(Self::#members => #texts),* }
            }
        }
    })
}
