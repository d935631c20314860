//! The driver of a generated crate for tests: JSON arguments in, the typed call made, JSON out.
//!
//! It goes through the same methods, builders and types as a user's program, so what it shows of
//! the wire is what a user gets. Arguments: `{"path": {..}, "query": {..}, "header": {..},
//! "cookie": {..}, "body": ..}`. It is no part of the crate.

use super::operations::{self, Handed};
use super::types::Scope;
use super::{Emit, headers, print, responses};
use crate::document::ParameterIn;
use crate::ir::{Content, Operation, Parameter, Response};
use crate::names::OperationName;
use proc_macro2::TokenStream;
use quote::quote;

/// The part that is the same for every API.
const SUPPORT: &str = include_str!("../../harness/support.rs");

/// A module that drives every operation of the crate, which it finds as `api` in its scope.
pub fn call(emit: &Emit<'_>) -> String {
    let mut scope = Scope::outside(emit);
    let arms = emit.operations().iter().filter_map(|operation| arm(emit, operation, &mut scope));
    let arms: Vec<_> = arms.collect();
    let identities = emit.operations().iter().map(|operation| &operation.identity.0);
    let function = print::tokens(quote! {
        /// Every operation, by method and path.
        pub const OPERATIONS: &[&str] = &[#(#identities),*];

        /// Makes a call: its operation by method and path, its arguments as JSON.
        pub async fn call(client: &api::Client, operation: &str, arguments: &Value) -> Result<Value, Value> {
            match operation {
                #(#arms)*
                _ => Err(json!({ "operation": operation, "message": "unknown" })),
            }
        }
    });
    let imports = "use api::{runtime, types};\n".to_owned();
    print::file(&[], &[allowances(), SUPPORT.replace("//! ", "// "), imports, function])
}

/// What one API asks of the support, another does not. This is no part of the crate.
pub(super) fn allowances() -> String {
    "#![allow(clippy::all, dead_code, unreachable_patterns, unused_imports, unused_variables)]\n".to_owned()
}

fn arm(emit: &Emit<'_>, operation: &Operation, scope: &mut Scope<'_, '_>) -> Option<TokenStream> {
    let name = emit.names.operation(&operation.identity)?;
    let group = operation.group.as_deref().and_then(|tag| emit.names.group(tag));
    let module = print::ident(group.map_or(operations::UNGROUPED, |group| &group.module));
    let accessor = group.map(|group| {
        let accessor = print::ident(&group.module);
        quote! { .#accessor() }
    });
    let method = print::ident(&name.method);
    let mut arguments: Vec<TokenStream> = operations::required(operation)
        .iter()
        .map(|parameter| argument(emit, parameter, "needed", scope))
        .collect();
    if let Some(content) = operations::required_body(operation) {
        let of = body_type(content, scope);
        arguments.push(body_value(content, quote! { needed::<#of>(arguments, "body", "")? }));
    }
    let optional = operation.parameters.iter().filter(|parameter| !parameter.required).map(|parameter| {
        let setter = print::ident(emit.names.parameter(&parameter.identity));
        let given = given(emit, parameter, "given", scope);
        let value = handed_over(emit, parameter, scope);
        quote! { if let Some(value) = #given? { call = call.#setter(#value); } }
    });
    let mut setters: Vec<_> = optional.collect();
    if let (Some(sent), None) = (&operation.body, operations::required_body(operation)) {
        let of = body_type(sent.content, scope);
        let value = body_value(sent.content, quote! { value });
        setters.push(quote! {
            if let Some(value) = given::<#of>(arguments, "body", "")? { call = call.body(#value); }
        });
    }
    let bind = if setters.is_empty() {
        quote! { let call }
    } else {
        quote! { let mut call }
    };
    let result = result(emit, operation, name, &module, scope);
    let refusal = refusal(operation, name, &module, emit);
    let identity = &operation.identity.0;
    // The driver makes every call, those that a user is warned of too.
    let deprecated = operation.docs.deprecated.then(|| quote! { #[allow(deprecated)] });
    let answer = match told(emit, operation, name, &module) {
        None => quote! { report(call.send_with_response().await, #result, #refusal) },
        Some(told) => quote! {
            let sent = call.send_with_response().await;
            let headers = #told;
            with_headers(report(sent, #result, #refusal), headers)
        },
    };
    Some(quote! {
        #identity => {
            #deprecated
            #bind = client #accessor .#method(#(#arguments),*);
            #(#setters)*
            #answer
        }
    })
}

/// The typed headers of what came, by their names; of another type, by that and the status.
fn told(
    emit: &Emit<'_>,
    operation: &Operation,
    name: &OperationName,
    module: &proc_macro2::Ident,
) -> Option<TokenStream> {
    let builder = print::ident(&name.builder);
    let entries = operation.headers.iter().map(|header| {
        let constant = print::ident(&headers::name(emit, header));
        let status = header.identity.0.rsplit_once(":header=").and_then(|(_, rest)| rest.split_once(':'));
        let key = status.map_or(header.wire.clone(), |(_, status)| format!("{}:{status}", header.wire));
        quote! { #key: told(api::api::#module::#builder::#constant.read(headers)) }
    });
    let entries: Vec<_> = entries.collect();
    (!entries.is_empty()).then(|| {
        quote! {
            {
                let headers = match &sent {
                    Ok(response) => Some(&response.headers),
                    Err(error) => error.headers(),
                };
                // It reads every header, those that a user is warned of too.
                #[allow(deprecated)]
                headers.map(|headers| json!({ #(#entries),* }))
            }
        }
    })
}

fn place(location: ParameterIn) -> &'static str {
    match location {
        ParameterIn::Path => "path",
        ParameterIn::Query | ParameterIn::Querystring => "query",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
    }
}

/// The reading of a parameter out of the arguments.
fn given(emit: &Emit<'_>, parameter: &Parameter, by: &str, scope: &mut Scope<'_, '_>) -> TokenStream {
    let by = print::ident(by);
    let place = place(parameter.location);
    let wire = &parameter.wire;
    let of = match operations::handed(emit, parameter.of.ty, scope) {
        Handed::Text => quote! { String },
        Handed::Exact(of) | Handed::Into(of) | Handed::Json(of) => print::parsed(&of),
        Handed::List(of) => print::parsed(&format!("Vec<{of}>")),
    };
    quote! { #by::<#of>(arguments, #place, #wire) }
}

fn argument(emit: &Emit<'_>, parameter: &Parameter, by: &str, scope: &mut Scope<'_, '_>) -> TokenStream {
    let given = given(emit, parameter, by, scope);
    match operations::handed(emit, parameter.of.ty, scope) {
        Handed::Text | Handed::Json(_) => quote! { &#given? },
        _ => quote! { #given? },
    }
}

/// `value` as a setter takes it.
fn handed_over(emit: &Emit<'_>, parameter: &Parameter, scope: &mut Scope<'_, '_>) -> TokenStream {
    match operations::handed(emit, parameter.of.ty, scope) {
        Handed::Text | Handed::Json(_) => quote! { &value },
        _ => quote! { value },
    }
}

fn body_type(content: Content, scope: &mut Scope<'_, '_>) -> TokenStream {
    match content {
        Content::Json(of) => print::parsed(&scope.bare(of.ty)),
        Content::Text | Content::Bytes => quote! { String },
    }
}

/// A body as its argument or setter takes it.
fn body_value(content: Content, value: TokenStream) -> TokenStream {
    match content {
        Content::Bytes => value,
        Content::Json(_) | Content::Text => quote! { &#value },
    }
}

/// How a result becomes JSON.
fn result(
    emit: &Emit<'_>,
    operation: &Operation,
    name: &OperationName,
    module: &proc_macro2::Ident,
    scope: &mut Scope<'_, '_>,
) -> TokenStream {
    let enums = responses::enums(operation, name);
    match enums.as_slice() {
        [(owner, success), _] => variants(emit, success, module, owner),
        _ => match responses::result(operation, name, scope).as_str() {
            "()" => quote! { |()| Value::Null },
            "runtime::Bytes" => quote! { |body| json!(String::from_utf8_lossy(body)) },
            _ => quote! { |body| shown(body) },
        },
    }
}

fn refusal(
    operation: &Operation,
    name: &OperationName,
    module: &proc_macro2::Ident,
    emit: &Emit<'_>,
) -> TokenStream {
    let enums = responses::enums(operation, name);
    match enums.last() {
        Some((owner, errors)) => variants(emit, errors, module, owner),
        None => quote! { |_| Value::Null },
    }
}

/// A closure that says which variant it is, and what it holds.
fn variants(
    emit: &Emit<'_>,
    responses: &[&Response],
    module: &proc_macro2::Ident,
    owner: &str,
) -> TokenStream {
    let owner = print::ident(owner);
    let arms = responses.iter().map(|response| {
        let name = emit.names.variant(&response.identity);
        let ident = print::ident(name);
        match response.content {
            None => quote! { api::api::#module::#owner::#ident => json!({ "variant": #name }), },
            Some(Content::Bytes) => quote! {
                api::api::#module::#owner::#ident(body) =>
                    json!({ "variant": #name, "content": String::from_utf8_lossy(body) }),
            },
            Some(_) => quote! {
                api::api::#module::#owner::#ident(body) => json!({ "variant": #name, "content": shown(body) }),
            },
        }
    });
    quote! { |answer: &api::api::#module::#owner| match answer { #(#arms)* _ => Value::Null } }
}
