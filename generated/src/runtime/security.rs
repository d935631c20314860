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

impl Place {
    /// Whether what is written to one would be written over by the other.
    fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Query(one), Self::Query(two)) | (Self::Cookie(one), Self::Cookie(two)) => one == two,
            _ => self
                .header()
                .is_some_and(|one| other.header().is_some_and(|two| one.eq_ignore_ascii_case(two))),
        }
    }

    fn header(self) -> Option<&'static str> {
        match self {
            Self::Header(name, _) => Some(name),
            Self::Basic => Some("authorization"),
            Self::Query(_) | Self::Cookie(_) => None,
        }
    }

    fn text(self, secret: &Secret) -> String {
        match self {
            Self::Header(_, prefix) => format!("{prefix}{}", secret.expose()),
            Self::Basic => format!("Basic {}", base64::to_text(secret.expose().as_bytes())),
            Self::Query(_) | Self::Cookie(_) => secret.expose().to_owned(),
        }
    }
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

    /// Of the alternatives (4.8.30: each asks for all of its schemes) the first of those that lack
    /// the least: what is missing a transport may bring, or a document may ask for in vain. Of two
    /// schemes that write the same place one is enough. An empty one, which makes the others optional,
    /// is no choice: who sets a credential means it to be sent. None: the call goes out as it is, and
    /// the service says what it thinks of it.
    pub(super) fn choose(&self, alternatives: &[&[Scheme]]) -> Vec<(Place, String)> {
        let filled = |place: Place, schemes: &[Scheme]| {
            schemes.iter().any(|scheme| scheme.place.is(place) && self.get(*scheme).is_some())
        };
        let asking = alternatives.iter().filter(|schemes| schemes.iter().any(|it| self.get(*it).is_some()));
        let lacking =
            |schemes: &&&[Scheme]| schemes.iter().filter(|scheme| !filled(scheme.place, schemes)).count();
        let mut written: Vec<(Place, String)> = Vec::new();
        for scheme in asking.min_by_key(lacking).copied().unwrap_or_default() {
            match self.get(*scheme) {
                Some(secret) if written.iter().all(|(place, _)| !scheme.place.is(*place)) => {
                    written.push((scheme.place, scheme.place.text(secret)));
                }
                _ => {}
            }
        }
        written
    }

    fn get(&self, scheme: Scheme) -> Option<&Secret> {
        let found = self.0.iter().find(|(id, _)| *id == scheme.id);
        found.map(|(_, secret)| secret)
    }
}
