//! What stands where in a document: the fixed fields of the objects of OpenAPI 3.2 (section 4) and
//! the keywords of JSON Schema 2020-12, as far as schemas and operations can be met below them.

/// An object of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Root,
    Info,
    Components,
    /// The Paths Object: by template.
    Paths,
    PathItem,
    Operation,
    Parameter,
    Header,
    Body,
    Responses,
    Response,
    Media,
    Encoding,
    Callback,
    Scheme,
    Server,
    /// Of the URL of a server.
    Variable,
    Schema,
}

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    One(Kind),
    List(Kind),
    Map(Kind),
    Data,
}

/// What stands under a key of an object.
pub(super) fn of(kind: Kind, key: &str) -> Place {
    use Place::{Data, List, Map, One};
    if key.starts_with("x-") {
        return Data;
    }
    match (kind, key) {
        (Kind::Root, "info") => One(Kind::Info),
        (Kind::Root, "paths") => One(Kind::Paths),
        (Kind::Root | Kind::PathItem | Kind::Operation, "servers") => List(Kind::Server),
        (Kind::Server, "variables") => Map(Kind::Variable),
        (Kind::Root, "webhooks") | (Kind::Components, "pathItems") => Map(Kind::PathItem),
        (Kind::Root, "components") => One(Kind::Components),
        (Kind::Paths | Kind::Callback, key) if key != "$ref" => One(Kind::PathItem),
        (Kind::PathItem | Kind::Operation, "parameters") => List(Kind::Parameter),
        (Kind::PathItem, "additionalOperations") => Map(Kind::Operation),
        (Kind::PathItem, key) if super::super::METHODS.contains(&key) => One(Kind::Operation),
        (Kind::Operation, "requestBody") => One(Kind::Body),
        (Kind::Operation, "responses") => One(Kind::Responses),
        (Kind::Operation | Kind::Components, "callbacks") => Map(Kind::Callback),
        (Kind::Responses, _) => One(Kind::Response),
        (Kind::Response | Kind::Encoding | Kind::Components, "headers") => Map(Kind::Header),
        (Kind::Response | Kind::Body | Kind::Parameter | Kind::Header, "content") => Map(Kind::Media),
        (Kind::Parameter | Kind::Header | Kind::Media, "schema" | "itemSchema") => One(Kind::Schema),
        (Kind::Media | Kind::Encoding, "encoding") => Map(Kind::Encoding),
        (Kind::Components, "schemas") => Map(Kind::Schema),
        (Kind::Components, "parameters") => Map(Kind::Parameter),
        (Kind::Components, "requestBodies") => Map(Kind::Body),
        (Kind::Components, "responses") => Map(Kind::Response),
        (Kind::Components, "mediaTypes") => Map(Kind::Media),
        (Kind::Components, "securitySchemes") => Map(Kind::Scheme),
        (Kind::Schema, key) => keyword(key),
        _ => Data,
    }
}

fn keyword(key: &str) -> Place {
    match key {
        "additionalProperties"
        | "contains"
        | "else"
        | "if"
        | "not"
        | "propertyNames"
        | "then"
        | "unevaluatedItems"
        | "unevaluatedProperties" => Place::One(Kind::Schema),
        // `items` holds a list in older drafts.
        "allOf" | "anyOf" | "items" | "oneOf" | "prefixItems" => Place::List(Kind::Schema),
        "$defs" | "dependentSchemas" | "patternProperties" | "properties" => Place::Map(Kind::Schema),
        _ => Place::Data,
    }
}
