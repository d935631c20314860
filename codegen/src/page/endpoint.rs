//! An operation as a page has it, whatever the dialect, until it is known what all pages share.

use super::block::Kind;
use super::heading::Said;
use super::make;
use crate::text::Span;
use crate::tree::{Entry, Node};

/// Where an operation stands in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Paths,
    Webhooks,
}

impl Place {
    /// The key of the document.
    pub fn key(self) -> &'static str {
        match self {
            Self::Paths => "paths",
            Self::Webhooks => "webhooks",
        }
    }
}

/// One operation.
#[derive(Clone)]
pub(super) struct Endpoint {
    pub kind: Kind,
    pub place: Place,
    /// The template, or a webhook's name.
    pub path: Said,
    pub method: Said,
    /// What the path says of all its operations, but for parameters, servers and security.
    pub of_path: Vec<Entry>,
    /// `operationId`, if a page states one.
    pub id: Option<Node>,
    /// `tags`, if a page states them.
    pub tags: Option<Node>,
    /// The section of the site that the page is in.
    pub section: Option<Said>,
    /// What the operation is called on its page.
    pub title: Option<Said>,
    /// When the page changed last.
    pub modified: Option<String>,
    pub servers: Option<Node>,
    pub security: Option<Node>,
    /// All other keys of the operation.
    pub entries: Vec<Entry>,
}

impl Endpoint {
    /// Method and path, for messages.
    pub fn name(&self) -> String {
        match self.place {
            Place::Paths => format!("{} {}", self.method.value.to_uppercase(), self.path.value),
            Place::Webhooks => format!("the webhook {}", self.path.value),
        }
    }

    /// Where it is named.
    pub fn span(&self) -> Span {
        self.path.span
    }

    /// The value of one of its other keys.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// The Operation Object (OpenAPI 3.1, section 4.8.10), in the usual order.
    pub fn operation(&self, shared: &Shared) -> Node {
        let first = |entry: &&Entry| matches!(entry.key.as_str(), "summary" | "description" | "externalDocs");
        let mut entries = Vec::new();
        entries.extend(self.tags.clone().map(|tags| make::entry("tags", tags)));
        entries.extend(self.entries.iter().filter(first).cloned());
        entries.extend(self.id.clone().map(|id| make::entry("operationId", id)));
        entries.extend(self.entries.iter().filter(|entry| !first(entry)).cloned());
        let own = |own: &Option<Node>, shared: &Option<Node>| {
            let same = |shared: &Node| own.as_ref().is_some_and(|own| own.value.same(&shared.value));
            own.clone().filter(|_| !shared.as_ref().is_some_and(same))
        };
        entries.extend(own(&self.security, &shared.security).map(|node| make::entry("security", node)));
        entries.extend(own(&self.servers, &shared.servers).map(|node| make::entry("servers", node)));
        make::mapping(self.method.span, entries)
    }
}

/// What is said once, of all operations.
#[derive(Default)]
pub(super) struct Shared {
    pub servers: Option<Node>,
    pub security: Option<Node>,
}

impl Shared {
    /// What most operations have, where all of them say what they have: an operation that says
    /// nothing must not be given what others said.
    pub fn of(endpoints: &[Endpoint]) -> Self {
        let all =
            |of: fn(&Endpoint) -> Option<&Node>| commonest(endpoints.iter().map(of).collect::<Option<_>>()?);
        Self { servers: all(|it| it.servers.as_ref()), security: all(|it| it.security.as_ref()) }
    }
}

/// The commonest of some values, the first one of equally common ones.
fn commonest(all: Vec<&Node>) -> Option<Node> {
    let mut kinds: Vec<(&Node, usize)> = Vec::new();
    for node in all {
        match kinds.iter_mut().find(|(kind, _)| kind.value.same(&node.value)) {
            Some((_, count)) => *count += 1,
            None => kinds.push((node, 1)),
        }
    }
    let most = kinds.iter().map(|(_, count)| *count).max()?;
    kinds.iter().find(|(_, count)| *count == most).map(|(kind, _)| (*kind).clone())
}
