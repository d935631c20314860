use super::runtime;

/// JobStatus
#[derive(Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobStatus {
    /// `needs_confirmation`
    NeedsConfirmation,
    /// `needs_authentication`
    NeedsAuthentication,
    /// `waiting`
    Waiting,
    /// `processing`
    Processing,
    /// `done`
    Done,
    /// `failed`
    Failed,
    /// `cancelled`
    Cancelled,
    /// A member that this version of the crate does not know.
    Unknown(String),
}

runtime::string_enum! { JobStatus {
    NeedsConfirmation = "needs_confirmation",
    NeedsAuthentication = "needs_authentication",
    Waiting = "waiting",
    Processing = "processing",
    Done = "done",
    Failed = "failed",
    Cancelled = "cancelled",
} }
