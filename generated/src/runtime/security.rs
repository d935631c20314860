//! Security schemes (OpenAPI 3.1, 4.8.27): where a credential goes, and how it is written.

use super::base64;
use super::secret::Secret;

/// Where a credential goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A header; what is written before the credential.
    Header(&'static str, &'static str),
    /// `Authorization: Basic`, of a `user:password` (RFC 7617, 2).
    Basic,
    /// A parameter of the query.
    Query(&'static str),
    /// A cookie.
    Cookie(&'static str),
}

/// A way to prove who is calling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheme {
    pub(super) id: &'static str,
    pub(super) place: Place,
}

impl Scheme {
    /// A key in a header, with what stands before it, as `Key `.
    pub const fn header(id: &'static str, name: &'static str, prefix: &'static str) -> Self {
        Self { id, place: Place::Header(name, prefix) }
    }

    /// A key in the query.
    pub const fn query(id: &'static str, name: &'static str) -> Self {
        Self { id, place: Place::Query(name) }
    }

    /// A key in a cookie.
    pub const fn cookie(id: &'static str, name: &'static str) -> Self {
        Self { id, place: Place::Cookie(name) }
    }

    /// A token in `Authorization: Bearer` (RFC 6750, 2.1).
    pub const fn bearer(id: &'static str) -> Self {
        Self::header(id, "authorization", "Bearer ")
    }

    /// A `user:password` in `Authorization: Basic` (RFC 7617).
    pub const fn basic(id: &'static str) -> Self {
        Self { id, place: Place::Basic }
    }
}

/// The credentials that a client was given, by the id of their scheme.
#[derive(Debug, Clone, Default)]
pub(super) struct Credentials(Vec<(&'static str, Secret)>);

impl Credentials {
    pub(super) fn set(&mut self, scheme: Scheme, secret: Secret) {
        self.0.retain(|(id, _)| *id != scheme.id);
        self.0.push((scheme.id, secret));
    }

    /// The first alternative whose credentials are all there (4.8.30: a list of alternatives, each
    /// of which asks for all of its schemes). An empty one, which makes the others optional, comes
    /// last wherever it stands: who sets a credential means it to be sent. None: the call goes out
    /// as it is, and the service says what it thinks of it.
    pub(super) fn choose(&self, alternatives: &[&[Scheme]]) -> Vec<(Place, String)> {
        let mut asking = alternatives.iter().filter(|schemes| !schemes.is_empty());
        asking.find_map(|schemes| self.all(schemes)).unwrap_or_default()
    }

    fn all(&self, schemes: &[Scheme]) -> Option<Vec<(Place, String)>> {
        let written = |scheme: &Scheme| {
            let (_, secret) = self.0.iter().find(|(id, _)| *id == scheme.id)?;
            let text = match scheme.place {
                Place::Header(_, prefix) => format!("{prefix}{}", secret.expose()),
                Place::Basic => format!("Basic {}", base64::to_text(secret.expose().as_bytes())),
                Place::Query(_) | Place::Cookie(_) => secret.expose().to_owned(),
            };
            Some((scheme.place, text))
        };
        schemes.iter().map(written).collect()
    }
}
