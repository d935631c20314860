//! What is known of a document when it has been judged.

use crate::lab::documents::Later;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A document and what became of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// The document's path below the root.
    pub name: String,
    /// Whether the index calls it valid.
    pub valid: bool,
    /// What the generator made of it.
    pub fate: Fate,
    /// What generating used.
    pub generation: Cost,
    /// What the compiler made of the crate, where it was asked.
    pub check: Option<Check>,
}

/// What the generator made of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Fate {
    /// A crate.
    Generated(Counts),
    /// A finding after which nothing is written.
    Refused(Refusal),
    /// Nothing yet: the document is of a kind that is not read.
    Deferred(Later),
    /// It panicked, or used more than it may.
    Crashed(String),
}

/// How much of a document became code.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Counts {
    /// Operations that were emitted.
    pub operations: usize,
    /// Operations of the document.
    pub of: usize,
    /// Types with a name.
    pub types: usize,
    /// Places that are any JSON although the document says more.
    pub untyped: usize,
    /// Operations that were left out, by code.
    pub lost: BTreeMap<String, usize>,
    /// Whether a reference leads to another file.
    pub external: bool,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Refusal {
    /// The code of the first fatal finding.
    pub code: String,
    /// Its place, `line:column`.
    pub place: String,
    /// What it says.
    pub message: String,
}

/// What a process used.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Cost {
    /// Seconds of CPU time.
    pub cpu: f64,
    /// Bytes of memory at its peak.
    pub memory: u64,
}

/// What the compiler made of a crate.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Check {
    /// What it used.
    pub cost: Cost,
    /// Its errors, each on a line; one line where it died.
    pub errors: Vec<String>,
    /// Its warnings, likewise.
    pub warnings: Vec<String>,
}
