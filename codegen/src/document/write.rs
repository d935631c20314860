//! A document in; the same document as YAML out, in the words of OpenAPI 3.1, or 3.2 where it
//! uses what only 3.2 has: what `--emit-openapi` shows.
//!
//! Read back it is the same document, but for places in the text. Keys come in the usual order,
//! parts in that of the document.

mod object;
mod parts;
mod schema;
mod text;

#[cfg(test)]
mod tests;

use object::Object;
use serde_yaml::Value;

use crate::tree::Node;

use super::{Components, Document, Info, Operation, OrRef, ParameterIn, PathItem, Server, Style, Text};
use parts::{header, or_ref, parameter, request_body, response, security_scheme};

/// The effective document.
pub fn to_yaml(document: &Document) -> String {
    let mut root = Object::new();
    let version = if needs_32(document) { "3.2.0" } else { "3.1.1" };
    root.put("openapi", version);
    root.put("info", info(&document.info));
    root.list("servers", &document.servers, server);
    root.optional("security", &document.security, |all| parts::security(all));
    root.list("tags", &document.tags, |tag| {
        let mut object = Object::new();
        object.put("name", tag.name.value.as_str());
        object.text("description", &tag.description);
        object.into()
    });
    let mut paths = Object::new();
    for entry in &document.paths {
        let value = or_ref(&entry.item, |item| path_item(document, item));
        paths.put(&entry.path.value, value);
    }
    root.put("paths", paths);
    let components = components(document, &document.components);
    if !components.is_empty() {
        root.put("components", components);
    }
    text::text(root.into())
}

/// A tree as it is, in its own order: for a document that is written as it was read.
pub fn node_to_yaml(node: &Node) -> String {
    text::text(object::node(node))
}

/// Whether something is said that 3.1 has no words for.
fn needs_32(document: &Document) -> bool {
    let items = document.paths.iter().map(|entry| &entry.item);
    let components = &document.components;
    let items = items.chain(components.path_items.iter().map(|(_, item)| item));
    let mut items = items.filter_map(here);
    let new_parameter = |part: &OrRef<super::Parameter>| {
        here(part).is_some_and(|parameter| {
            parameter.location == ParameterIn::Querystring || parameter.style == Style::Cookie
        })
    };
    let new_content = |content: &[super::MediaType]| content.iter().any(|media| media.item_schema.is_some());
    let new_body =
        |part: &OrRef<super::RequestBody>| here(part).is_some_and(|body| new_content(&body.content));
    let new_response =
        |part: &OrRef<super::Response>| here(part).is_some_and(|response| new_content(&response.content));
    let named = |servers: &[Server]| servers.iter().any(|it| it.name.is_some());
    let new_operation = |operation: &Operation| {
        fixed_key(operation).is_none_or(|key| key == "query")
            || operation.parameters.iter().any(new_parameter)
            || operation.request_body.iter().any(new_body)
            || operation.responses.iter().any(|(_, part)| new_response(part))
            || named(&operation.servers)
    };
    let new_schema = |schema: &super::Schema| {
        let discriminator = schema.discriminator.as_ref();
        discriminator.is_some_and(|discriminator| discriminator.default_mapping.is_some())
    };
    document.schemas.iter().any(new_schema)
        || named(&document.servers)
        || components.parameters.iter().any(|(_, part)| new_parameter(part))
        || components.request_bodies.iter().any(|(_, part)| new_body(part))
        || components.responses.iter().any(|(_, part)| new_response(part))
        || items.any(|item| {
            item.parameters.iter().any(new_parameter)
                || item.operations.iter().any(new_operation)
                || named(&item.servers)
        })
}

fn here<T>(part: &OrRef<T>) -> Option<&T> {
    match part {
        OrRef::Here(here) => Some(here),
        OrRef::Ref(_) => None,
    }
}

/// The key of a method that has one.
fn fixed_key(operation: &Operation) -> Option<&'static str> {
    let method = &operation.method.value;
    let mut keys = super::METHODS.into_iter();
    keys.find(|key| key.to_ascii_uppercase() == *method)
}

fn info(info: &Info) -> Object {
    let mut object = Object::new();
    object.text("title", &info.title);
    object.text("summary", &info.summary);
    object.text("description", &info.description);
    object.text("termsOfService", &info.terms);
    object.optional("contact", &info.contact, |contact| {
        let mut object = Object::new();
        object.text("name", &contact.name);
        object.text("url", &contact.url);
        object.text("email", &contact.email);
        object.into()
    });
    object.optional("license", &info.license, |license| {
        let mut object = Object::new();
        object.text("name", &license.name);
        object.text("identifier", &license.identifier);
        object.text("url", &license.url);
        object.into()
    });
    object.text("version", &info.version);
    object
}

fn server(server: &Server) -> Value {
    let mut object = Object::new();
    object.put("url", server.url.value.as_str());
    object.text("name", &server.name);
    object.text("description", &server.description);
    let mut variables = Object::new();
    for variable in &server.variables {
        let mut object = Object::new();
        object.list("enum", &variable.members, |member| member.value.as_str().into());
        object.text("default", &variable.default);
        object.text("description", &variable.description);
        variables.put(&variable.name.value, object);
    }
    object.map("variables", variables);
    object.into()
}

fn path_item(document: &Document, item: &PathItem) -> Value {
    let mut object = Object::new();
    object.text("summary", &item.summary);
    object.text("description", &item.description);
    object.list("servers", &item.servers, server);
    object.list("parameters", &item.parameters, |part| parameter(document, part));
    let mut others = Object::new();
    for item in &item.operations {
        match fixed_key(item) {
            Some(key) => object.put(key, operation(document, item)),
            None => others.put(&item.method.value, operation(document, item)),
        }
    }
    object.map("additionalOperations", others);
    object.into()
}

fn operation(document: &Document, operation: &Operation) -> Object {
    let mut object = Object::new();
    object.list("tags", &operation.tags, |tag| tag.value.as_str().into());
    object.text("summary", &operation.summary);
    object.text("description", &operation.description);
    object.external_docs(&operation.external_docs);
    object.text("operationId", &operation.operation_id);
    object.list("parameters", &operation.parameters, |part| parameter(document, part));
    object.optional("requestBody", &operation.request_body, |part| request_body(document, part));
    object.named("responses", &operation.responses, |part| response(document, part));
    object.flag("deprecated", operation.deprecated);
    object.optional("security", &operation.security, |all| parts::security(all));
    object.list("servers", &operation.servers, server);
    object.extensions(&operation.extensions);
    object
}

fn components(document: &Document, components: &Components) -> Object {
    let mut object = Object::new();
    object.named("schemas", &components.schemas, |id| schema::schema(document, *id));
    object.named("parameters", &components.parameters, |part| parameter(document, part));
    object.named("requestBodies", &components.request_bodies, |part| request_body(document, part));
    object.named("responses", &components.responses, |part| response(document, part));
    object.named("headers", &components.headers, |part| header(document, part));
    object.named("securitySchemes", &components.security_schemes, security_scheme);
    object.named("pathItems", &components.path_items, |part| or_ref(part, |item| path_item(document, item)));
    object
}

fn text(text: &Text) -> Value {
    text.value.as_str().into()
}
