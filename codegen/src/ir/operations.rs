//! Operations: a request that can be made, and what may come back; credentials.

use super::{Docs, Identity, Origin, Use};
use crate::document::ParameterIn;
use crate::tree::Node;

/// A request that can be made.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `GET /pets/{id}`
    pub identity: Identity,
    /// Where it stands.
    pub origin: Origin,
    /// In upper case.
    pub method: String,
    /// The path, cut at its parameters.
    pub path: Vec<Segment>,
    /// The path as the document has it.
    pub template: String,
    /// `operationId`, unless it is missing or a duplicate.
    pub operation_id: Option<String>,
    /// `summary`
    pub summary: Option<String>,
    /// Its first tag: the group it is found in; `None`: on the client itself.
    pub group: Option<String>,
    /// For its documentation (`title` is the summary).
    pub docs: Docs,
    /// Where it is, if that is not where the API is: a server of its own.
    pub server: Option<String>,
    /// All parameters: those of the path in the order of the template, then the others in the
    /// order of the document.
    pub parameters: Vec<Parameter>,
    /// What is sent in the body.
    pub body: Option<Body>,
    /// What may come back, in the order: exact statuses, ranges, default; each by number.
    pub responses: Vec<Response>,
    /// Headers that may come with a response, each once for all statuses of one type.
    pub headers: Vec<Header>,
    /// Alternatives of credentials, each a set of indices into
    /// [`Api::credentials`](super::Api::credentials); empty: none is needed.
    pub security: Vec<Vec<usize>>,
    /// Which rules made it so, for `explain`.
    pub rules: Vec<&'static str>,
}

/// A piece of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Text as it is.
    Literal(String),
    /// The value of the path parameter with this name.
    Parameter(String),
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// `GET /pets/{id}?query=limit`, with `path=`, `header=`, `cookie=` likewise.
    pub identity: Identity,
    /// Where it stands.
    pub origin: Origin,
    /// Where it is sent.
    pub location: ParameterIn,
    /// Its name on the wire.
    pub wire: String,
    /// For its documentation.
    pub docs: Docs,
    /// Its type.
    pub of: Use,
    /// Whether it must be given.
    pub required: bool,
    /// How its value is written.
    pub encoding: Encoding,
    /// Whether reserved characters stay as they are (`allowReserved`, in a query).
    pub reserved: bool,
    /// `default`, as written; the service's business.
    pub default: Option<Node>,
}

/// How a parameter's value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// One text: a scalar, or, elsewhere than in a query, a list joined by commas.
    Plain,
    /// One pair of the query for each element of a list (`form`, exploded).
    Repeated,
    /// One pair of the query for all elements of a list, joined by commas (`form`).
    Joined,
    /// One text that is encoded already, if it must be (`style: cookie`).
    AsIs,
    /// The value as JSON text (`content: application/json`).
    Json,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Where it stands.
    pub origin: Origin,
    /// For its documentation.
    pub docs: Docs,
    /// The media type that is sent.
    pub media_type: String,
    /// How the value becomes bytes.
    pub content: Content,
    /// Whether there must be one.
    pub required: bool,
}

/// What a body holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// JSON of this type.
    Json(Use),
    /// Text.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// What may come back.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// `GET /pets/{id}:404`, `:4XX`, `:default`
    pub identity: Identity,
    /// Where it stands.
    pub origin: Origin,
    /// For which statuses.
    pub status: Status,
    /// For its documentation.
    pub docs: Docs,
    /// What it holds; `None`: nothing, or nothing that is said.
    pub content: Option<Content>,
    /// Its media type, where it holds something.
    pub media_type: Option<String>,
}

/// A header that may come with a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// `GET /pets/{id}:header=link`; `GET /pets/{id}:header=link:404` where that status has it of
    /// another type.
    pub identity: Identity,
    /// Where it stands.
    pub origin: Origin,
    /// Its name, as the document spells it.
    pub wire: String,
    /// With which responses it comes.
    pub statuses: Vec<Status>,
    /// For its documentation.
    pub docs: Docs,
    /// Its type.
    pub of: Use,
    /// How its value is written.
    pub encoding: Encoding,
}

/// Statuses that a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Exact(u16),
    /// `4XX` is `Range(4)`.
    Range(u8),
    /// Every status that is not named.
    Default,
}

impl Status {
    /// Whether it stands for success: 2xx. `default` does not: see
    /// `rust/responses`.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}

/// A server that a caller can choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// `server:https://{region}.example.com`
    pub identity: Identity,
    /// Where it stands.
    pub origin: Origin,
    /// Its address, with the names of its variables in braces.
    pub template: String,
    /// What it is called, in one to four words.
    pub title: Option<String>,
    /// For its documentation.
    pub docs: Docs,
    /// What stands in braces.
    pub variables: Vec<Variable>,
}

/// A variable of a server's address.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// `server:https://{region}.example.com#region`
    pub identity: Identity,
    /// Its name in the template.
    pub wire: String,
    /// For its documentation.
    pub docs: Docs,
    /// What it is unless a caller says otherwise.
    pub default: String,
    /// The values that it may have, the default among them; none where it may be any text.
    pub values: Vec<VariableValue>,
}

/// A value that a variable may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableValue {
    /// `server:https://{region}.example.com#region=eu`
    pub identity: Identity,
    /// Its text in the address.
    pub wire: String,
}

/// A security scheme that a caller fills.
#[derive(Clone, Debug, PartialEq)]
pub struct Credential {
    /// `#/components/securitySchemes/<name>`
    pub identity: Identity,
    /// Where it stands.
    pub origin: Origin,
    /// The scheme's name in the document.
    pub scheme: String,
    /// For its documentation.
    pub docs: Docs,
    /// How it is sent.
    pub kind: CredentialKind,
}

/// How a credential is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// As the value of a header, query parameter or cookie, behind a fixed prefix.
    ApiKey {
        /// Where.
        location: ParameterIn,
        /// Under which name.
        name: String,
        /// `Key `: what the configuration says must stand before the key; empty otherwise.
        prefix: String,
    },
    /// `Authorization: Bearer <token>`
    Bearer,
    /// `Authorization: Basic <user:password>`
    Basic,
}
