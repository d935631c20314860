//! What a caller of the API can do, in nobody's words: types, operations, credentials.
//!
//! No version of OpenAPI, no identifier, no word of Rust. Every node has an [`Identity`] that
//! outlives the order of the document, and an [`Origin`] that points into it. Nothing here is
//! filled in later: what follows from the IR is asked of `facts`, what it is called of `names`.

mod dump;
mod operations;
pub(crate) mod rings;
mod types;
mod walk;

pub use crate::document::Origin;
pub use dump::dump;
pub use operations::*;
pub use types::*;

use crate::document::{Info, SchemaId, Server, Tag};

/// The vendor's own pointer with the indices replaced by what tells the branch, such as
/// `#/components/schemas/Pet/properties/kind/anyOf[type=string]`; for an operation its method and
/// path, `GET /pets/{id}`. Unique in its [`Api`], and independent of order.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity(pub String);

impl std::fmt::Display for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words that a person wrote about a thing, and what follows from its schema for a reader.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// `title` or `summary`.
    pub title: Option<String>,
    /// `description`, Markdown.
    pub description: Option<String>,
    /// Facts in the order they are printed, such as `Maximum: 100`; plain text, and values from
    /// the document in them.
    pub facts: Vec<Fact>,
    /// `deprecated`
    pub deprecated: bool,
}

/// A constraint or a default, for documentation.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// `Default`, `At most`, `Pattern`, ...
    pub label: &'static str,
    /// The value as JSON text or prose.
    pub value: String,
}

/// The whole API.
#[derive(Clone, Debug)]
pub struct Api {
    /// `info`
    pub info: Info,
    /// Servers of the document.
    pub servers: Vec<Server>,
    /// Where the API is unless a caller says otherwise: the first server, its variables at their
    /// defaults; `None` where that is no absolute address.
    pub base_url: Option<String>,
    /// The servers that a caller can choose from; none where there is nothing to choose.
    pub addresses: Vec<Address>,
    /// Tags with their descriptions, in order.
    pub tags: Vec<Tag>,
    /// All types; a [`TypeId`] is an index here.
    pub types: Vec<Type>,
    /// Types that are asked for by themselves, whether something holds them or not.
    pub kept: Vec<TypeId>,
    /// What each schema of the document became, by [`SchemaId`]; `None` where nothing met it.
    pub uses: Vec<Option<Use>>,
    /// All operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// How a caller proves who it is.
    pub credentials: Vec<Credential>,
    /// Alternatives of credentials where an operation states none of its own, as in
    /// [`Operation::security`].
    pub security: Vec<Vec<usize>>,
    /// How many operations the document has, those included that had to be left out.
    pub operations_in_document: usize,
}

impl Api {
    /// The type with this id.
    pub fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.index()]
    }

    /// The identity that the members of a type are known by: its own, or where it is what is sent of
    /// a type that comes back, that type's.
    pub fn member_of<'a>(&'a self, ty: &'a Type) -> &'a Identity {
        match ty.side {
            Side::Sent(received) => &self.ty(received).identity,
            Side::Either | Side::Received(_) => &ty.identity,
        }
    }

    /// What stands where the document has this schema, if anything that was lowered holds it.
    pub fn of_schema(&self, id: SchemaId) -> Option<Use> {
        self.uses.get(id.index()).copied().flatten()
    }
}
