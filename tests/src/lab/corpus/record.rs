//! What is known of a document when it has been judged, and the journal that keeps it.
//!
//! The journal is a line of JSON a document, written as soon as it is known, so that a run that was
//! interrupted goes on where it stopped.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

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

/// Of which kind a deferred document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Later {
    /// Of a version that is not read.
    Version,
    /// Of several files.
    Files,
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

/// Records on disk, a line each.
#[derive(Debug)]
pub(super) struct Journal(File);

impl Journal {
    /// An empty one, or the one that is there, with what stands in it.
    pub fn open(file: &Path, resume: bool) -> Result<(Self, Vec<Record>)> {
        let old = if resume { std::fs::read_to_string(file).unwrap_or_default() } else { String::new() };
        // The last line may have been cut when the run was.
        let records: Vec<Record> = old.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let out = File::create(file).with_context(|| format!("cannot write {}", file.display()))?;
        let mut journal = Self(out);
        for record in &records {
            journal.add(record)?;
        }
        Ok((journal, records))
    }

    /// Adds a record.
    pub fn add(&mut self, record: &Record) -> Result<()> {
        Ok(writeln!(self.0, "{}", serde_json::to_string(record)?)?)
    }
}
