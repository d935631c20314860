//! How several values of one parameter stand in a query.

/// How a list of a query is written (OpenAPI 3.1, 4.8.12.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `form` exploded, OpenAPI's default: `tag=a&tag=b`.
    Repeated,
    /// `form` in one: `tag=a,b`.
    Comma,
    /// `spaceDelimited`: `tag=a%20b`.
    Space,
    /// `pipeDelimited`: `tag=a%7Cb`.
    Pipe,
}

impl Style {
    /// What stands between items, as it is written in a query.
    pub(super) fn separator(self) -> Option<&'static str> {
        match self {
            Self::Repeated => None,
            Self::Comma => Some(","),
            Self::Space => Some("%20"),
            Self::Pipe => Some("%7C"),
        }
    }
}
