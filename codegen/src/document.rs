//! A tree of any version in; one typed document out, in the words of OpenAPI 3.2 and JSON Schema
//! 2020-12: what the vendor promises.
//!
//! The version ends here: 3.0's `nullable`, its boolean `exclusiveMaximum` and the like are lifted
//! by `document/v3.rs` and are unknown to every floor below. Knows nothing of Rust.

mod read;
mod rewrite;
pub mod schema;
mod v3;
mod write;

use std::collections::HashMap;

use crate::text::Span;
use crate::tree::Node;
pub use read::read;
pub(crate) use rewrite::{complete, lifted};
pub use schema::{Schema, SchemaId};
pub use write::{node_to_yaml, to_yaml};

/// Where a part of a document stands: its text, and its JSON pointer in the vendor's own words
/// (before any lifting), such as `/components/schemas/Pet/properties/name`.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Its text.
    pub span: Span,
    /// RFC 6901 pointer, without a leading `#`.
    pub pointer: String,
}

/// A string with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The string.
    pub value: String,
    /// Where it stands.
    pub span: Span,
}

/// A `$ref` as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The URI reference.
    pub uri: Text,
    /// 3.1: a summary beside it overrides the target's.
    pub summary: Option<Text>,
    /// 3.1: a description beside it overrides the target's.
    pub description: Option<Text>,
}

/// Something that may stand here itself or be referred to.
#[derive(Clone, Debug, PartialEq)]
pub enum OrRef<T> {
    /// It stands here.
    Here(T),
    /// It stands elsewhere.
    Ref(Reference),
}

/// One whole description.
#[derive(Clone, Debug)]
pub struct Document {
    /// The version it was written in, as written (`3.1.0`).
    pub version: Text,
    /// `info`
    pub info: Info,
    /// `servers` of the document.
    pub servers: Vec<Server>,
    /// `paths`, in order.
    pub paths: Vec<PathEntry>,
    /// `components` but the schemas, by kind and name.
    pub components: Components,
    /// `security` of the document; `None` where it is absent.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `tags`
    pub tags: Vec<Tag>,
    /// Every schema of the document, wherever it stands; a [`SchemaId`] is an index here.
    pub schemas: Vec<Schema>,
    /// The whole document's place.
    pub origin: Origin,
    /// Where each schema stands.
    pub(crate) index: Index,
}

impl Document {
    /// The schema with this id.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.index()]
    }

    /// The schema that the vendor wrote at this pointer (RFC 6901, no `#`, not percent-encoded).
    pub fn schema_at(&self, pointer: &str) -> Option<SchemaId> {
        self.index.0.get(pointer).copied()
    }
}

/// Vendor pointer to schema. Only looked up, never iterated: a hash map has no order to show.
#[derive(Clone, Default)]
pub(crate) struct Index(HashMap<String, SchemaId>);

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Index of {}", self.0.len())
    }
}

/// `info`
#[derive(Clone, Debug, Default)]
pub struct Info {
    /// `title`
    pub title: Option<Text>,
    /// `summary`
    pub summary: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// `version`: any text or number that the vendor wrote.
    pub version: Option<Text>,
    /// `termsOfService`
    pub terms: Option<Text>,
    /// `contact.name`, `.email`, `.url`
    pub contact: Option<Contact>,
    /// `license.name`, `.identifier`, `.url`
    pub license: Option<License>,
}

/// `info.contact`
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// `name`
    pub name: Option<Text>,
    /// `email`
    pub email: Option<Text>,
    /// `url`
    pub url: Option<Text>,
}

/// `info.license`
#[derive(Clone, Debug, Default)]
pub struct License {
    /// `name`
    pub name: Option<Text>,
    /// `identifier` (SPDX)
    pub identifier: Option<Text>,
    /// `url`
    pub url: Option<Text>,
}

/// A Server Object.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where it stands.
    pub origin: Origin,
    /// `url`, a template.
    pub url: Text,
    /// 3.2: `name`
    pub name: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// `variables`, in order.
    pub variables: Vec<ServerVariable>,
}

/// A Server Variable Object.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: Text,
    /// `default`
    pub default: Option<Text>,
    /// `enum`
    pub members: Vec<Text>,
    /// `description`
    pub description: Option<Text>,
}

/// A Tag Object.
#[derive(Clone, Debug)]
pub struct Tag {
    /// `name`
    pub name: Text,
    /// `description`
    pub description: Option<Text>,
}

/// `components`, but for its schemas, which are found by pointer.
#[derive(Clone, Debug, Default)]
pub struct Components {
    /// The names and ids of `components.schemas` (2.0's `definitions` too, one day), in order.
    pub schemas: Vec<(Text, SchemaId)>,
    /// `parameters`
    pub parameters: Vec<(Text, OrRef<Parameter>)>,
    /// `requestBodies`
    pub request_bodies: Vec<(Text, OrRef<RequestBody>)>,
    /// `responses`
    pub responses: Vec<(Text, OrRef<Response>)>,
    /// `headers`
    pub headers: Vec<(Text, OrRef<Header>)>,
    /// `securitySchemes`
    pub security_schemes: Vec<(Text, OrRef<SecurityScheme>)>,
    /// `pathItems`
    pub path_items: Vec<(Text, OrRef<PathItem>)>,
}

/// One entry of `paths`.
#[derive(Clone, Debug)]
pub struct PathEntry {
    /// The template, `/pets/{id}`.
    pub path: Text,
    /// What stands under it.
    pub item: OrRef<PathItem>,
    /// Its place.
    pub origin: Origin,
}

/// A Path Item Object.
#[derive(Clone, Debug)]
pub struct PathItem {
    /// Where it stands.
    pub origin: Origin,
    /// `summary`
    pub summary: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// `servers`
    pub servers: Vec<Server>,
    /// `parameters` of all its operations.
    pub parameters: Vec<OrRef<Parameter>>,
    /// Its operations, in order.
    pub operations: Vec<Operation>,
}

/// An Operation Object under its method.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands.
    pub origin: Origin,
    /// The method, in upper case: `GET`; in 3.2 any token.
    pub method: Text,
    /// `operationId`
    pub operation_id: Option<Text>,
    /// `tags`
    pub tags: Vec<Text>,
    /// `summary`
    pub summary: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// `externalDocs.url`
    pub external_docs: Option<Text>,
    /// `deprecated`
    pub deprecated: bool,
    /// `parameters`
    pub parameters: Vec<OrRef<Parameter>>,
    /// `requestBody`
    pub request_body: Option<OrRef<RequestBody>>,
    /// `responses` by status (`200`, `4XX`, `default`), in order.
    pub responses: Vec<(Text, OrRef<Response>)>,
    /// `security`; `None` where the document's applies.
    pub security: Option<Vec<SecurityRequirement>>,
    /// `servers`
    pub servers: Vec<Server>,
    /// `x-...`
    pub extensions: Extensions,
}

/// The methods that have a key of their own in a path item; `query` since 3.2.
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterIn {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// As a header.
    Header,
    /// As a cookie.
    Cookie,
    /// 3.2: the whole query.
    Querystring,
}

/// How a parameter's value is written (OpenAPI 3.2, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// RFC 6570 `{x}`
    Simple,
    /// RFC 6570 `{.x}`
    Label,
    /// RFC 6570 `{;x}`
    Matrix,
    /// RFC 6570 `{?x}`
    Form,
    /// `a%20b`
    SpaceDelimited,
    /// `a|b`
    PipeDelimited,
    /// `x[a]=1`
    DeepObject,
    /// 3.2: a cookie as it is written by browsers.
    Cookie,
}

impl ParameterIn {
    /// The style of a parameter that names none (OpenAPI 3.2, "Parameter Object").
    pub fn default_style(self) -> Style {
        match self {
            Self::Path | Self::Header => Style::Simple,
            Self::Query | Self::Cookie | Self::Querystring => Style::Form,
        }
    }
}

impl Style {
    /// `explode` where it is absent: true for form and cookie (OpenAPI 3.2, "Parameter Object").
    pub fn default_explode(self) -> bool {
        matches!(self, Self::Form | Self::Cookie)
    }

    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Simple,
        Self::Label,
        Self::Matrix,
        Self::Form,
        Self::SpaceDelimited,
        Self::PipeDelimited,
        Self::DeepObject,
        Self::Cookie,
    ];

    /// Its name in OpenAPI.
    pub fn name(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Label => "label",
            Self::Matrix => "matrix",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
            Self::Cookie => "cookie",
        }
    }
}

/// A Parameter Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Where it stands.
    pub origin: Origin,
    /// `name`
    pub name: Text,
    /// `in`
    pub location: ParameterIn,
    /// `description`
    pub description: Option<Text>,
    /// `required`; always true in a path.
    pub required: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// `style`, the default of its place filled in.
    pub style: Style,
    /// `explode`, the default of its style filled in.
    pub explode: bool,
    /// `allowReserved`
    pub allow_reserved: bool,
    /// `schema`
    pub schema: Option<SchemaId>,
    /// `content`, in its place.
    pub content: Vec<MediaType>,
    /// `x-...`
    pub extensions: Extensions,
}

/// A Header Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Where it stands.
    pub origin: Origin,
    /// `description`
    pub description: Option<Text>,
    /// `required`
    pub required: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// `explode`
    pub explode: bool,
    /// `schema`
    pub schema: Option<SchemaId>,
    /// `content`, in its place.
    pub content: Vec<MediaType>,
}

/// A Request Body Object.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// Where it stands.
    pub origin: Origin,
    /// `description`
    pub description: Option<Text>,
    /// `required`
    pub required: bool,
    /// `content`, in order.
    pub content: Vec<MediaType>,
}

/// A Media Type Object under its media type.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaType {
    /// Where it stands.
    pub origin: Origin,
    /// `application/json`, with its parameters, as written.
    pub name: Text,
    /// `schema`
    pub schema: Option<SchemaId>,
    /// 3.2 `itemSchema`
    pub item_schema: Option<SchemaId>,
    /// `encoding`, kept as it was written until bodies of parts are read.
    pub encoding: Option<Node>,
}

/// A Response Object.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Where it stands.
    pub origin: Origin,
    /// `description`
    pub description: Option<Text>,
    /// `headers`
    pub headers: Vec<(Text, OrRef<Header>)>,
    /// `content`, in order.
    pub content: Vec<MediaType>,
}

/// A Security Requirement Object: all of these schemes together. Empty: none is needed.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityRequirement {
    /// Where it stands.
    pub origin: Origin,
    /// Schemes and the scopes asked of each.
    pub schemes: Vec<(Text, Vec<Text>)>,
}

/// A Security Scheme Object.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Where it stands.
    pub origin: Origin,
    /// `description`
    pub description: Option<Text>,
    /// What it is.
    pub kind: SecuritySchemeKind,
    /// `x-...`
    pub extensions: Extensions,
}

/// `type` of a security scheme, with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub enum SecuritySchemeKind {
    /// `apiKey`
    ApiKey {
        /// `in`: query, header or cookie
        location: ParameterIn,
        /// `name`
        name: Text,
    },
    /// `http` with its `scheme` (`bearer`, `basic`, ...), in lower case.
    Http {
        /// `scheme`
        scheme: Text,
    },
    /// `oauth2`; its flows are kept as written until the issue that reads them.
    OAuth2 {
        /// `flows`
        flows: Option<Node>,
    },
    /// `openIdConnect`
    OpenIdConnect {
        /// `openIdConnectUrl`
        url: Option<Text>,
    },
    /// `mutualTLS`
    MutualTls,
    /// Anything else, by its name.
    Other(String),
}

/// `x-...` keys of an object that floors below look at; the value as it was written.
pub type Extensions = Vec<(Text, Node)>;
