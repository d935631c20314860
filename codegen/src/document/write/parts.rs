//! Parameters, headers, bodies, responses, security.

use serde_yaml::Value;

use super::object::{Object, node};
use super::schema::schema;
use crate::document::{
    Document, Header, MediaType, OrRef, Parameter, ParameterIn, RequestBody, Response, SecurityRequirement,
    SecurityScheme, SecuritySchemeKind,
};

pub(super) fn or_ref<T>(part: &OrRef<T>, write: impl Fn(&T) -> Value) -> Value {
    match part {
        OrRef::Here(here) => write(here),
        OrRef::Ref(reference) => {
            let mut object = Object::new();
            object.put("$ref", reference.uri.value.as_str());
            object.text("summary", &reference.summary);
            object.text("description", &reference.description);
            object.into()
        }
    }
}

pub(super) fn parameter(document: &Document, part: &OrRef<Parameter>) -> Value {
    or_ref(part, |parameter| {
        let mut object = Object::new();
        object.put("name", parameter.name.value.as_str());
        object.put("in", location(parameter.location));
        object.text("description", &parameter.description);
        object.flag("required", parameter.required);
        object.flag("deprecated", parameter.deprecated);
        if parameter.style != parameter.location.default_style() {
            object.put("style", parameter.style.name());
        }
        if parameter.explode != parameter.style.default_explode() {
            object.put("explode", parameter.explode);
        }
        object.flag("allowReserved", parameter.allow_reserved);
        object.optional("schema", &parameter.schema, |id| schema(document, *id));
        content(document, &mut object, &parameter.content);
        object.extensions(&parameter.extensions);
        object.into()
    })
}

fn location(location: ParameterIn) -> &'static str {
    match location {
        ParameterIn::Path => "path",
        ParameterIn::Query => "query",
        ParameterIn::Header => "header",
        ParameterIn::Cookie => "cookie",
        ParameterIn::Querystring => "querystring",
    }
}

pub(super) fn header(document: &Document, part: &OrRef<Header>) -> Value {
    or_ref(part, |header| {
        let mut object = Object::new();
        object.text("description", &header.description);
        object.flag("required", header.required);
        object.flag("deprecated", header.deprecated);
        object.flag("explode", header.explode);
        object.optional("schema", &header.schema, |id| schema(document, *id));
        content(document, &mut object, &header.content);
        object.into()
    })
}

pub(super) fn request_body(document: &Document, part: &OrRef<RequestBody>) -> Value {
    or_ref(part, |body| {
        let mut object = Object::new();
        object.text("description", &body.description);
        object.flag("required", body.required);
        content(document, &mut object, &body.content);
        object.into()
    })
}

pub(super) fn response(document: &Document, part: &OrRef<Response>) -> Value {
    or_ref(part, |response| {
        let mut object = Object::new();
        object.text("description", &response.description);
        object.named("headers", &response.headers, |part| header(document, part));
        content(document, &mut object, &response.content);
        object.into()
    })
}

fn content(document: &Document, object: &mut Object, content: &[MediaType]) {
    let mut types = Object::new();
    for media in content {
        let mut object = Object::new();
        object.optional("schema", &media.schema, |id| schema(document, *id));
        object.optional("itemSchema", &media.item_schema, |id| schema(document, *id));
        object.node("encoding", &media.encoding);
        types.put(&media.name.value, object);
    }
    object.map("content", types);
}

/// An empty list says that none is needed: it is written.
pub(super) fn security(requirements: &[SecurityRequirement]) -> Value {
    let requirements = requirements.iter().map(|requirement| {
        let mut object = Object::new();
        for (scheme, scopes) in &requirement.schemes {
            let scopes: Vec<Value> = scopes.iter().map(super::text).collect();
            object.put(&scheme.value, scopes);
        }
        Value::from(object)
    });
    requirements.collect()
}

pub(super) fn security_scheme(part: &OrRef<SecurityScheme>) -> Value {
    or_ref(part, |scheme| {
        let mut object = Object::new();
        let kind = match &scheme.kind {
            SecuritySchemeKind::ApiKey { .. } => "apiKey",
            SecuritySchemeKind::Http { .. } => "http",
            SecuritySchemeKind::OAuth2 { .. } => "oauth2",
            SecuritySchemeKind::OpenIdConnect { .. } => "openIdConnect",
            SecuritySchemeKind::MutualTls => "mutualTLS",
            SecuritySchemeKind::Other(name) => name,
        };
        object.put("type", kind);
        object.text("description", &scheme.description);
        match &scheme.kind {
            SecuritySchemeKind::ApiKey { location, name } => {
                object.put("name", name.value.as_str());
                object.put("in", self::location(*location));
            }
            SecuritySchemeKind::Http { scheme } => object.put("scheme", scheme.value.as_str()),
            SecuritySchemeKind::OAuth2 { flows } => object.optional("flows", flows, node),
            SecuritySchemeKind::OpenIdConnect { url } => object.text("openIdConnectUrl", url),
            SecuritySchemeKind::MutualTls | SecuritySchemeKind::Other(_) => {}
        }
        object.extensions(&scheme.extensions);
        object.into()
    })
}
