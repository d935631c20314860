//! What became of each document; on disk a line each, so that a run can go on where it ended.

use super::tally::Tally;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// What became of one document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// What lists know it by.
    pub name: String,
    /// The counts, or why there are none.
    pub outcome: Result<Tally, String>,
    /// Seconds that it took.
    pub seconds: f64,
}

/// Records on disk.
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
