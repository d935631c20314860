//! Records in; a file of a line of JSON each, written as soon as it is known, so that a run that was
//! interrupted goes on where it stopped.

use anyhow::{Context, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// Records on disk.
#[derive(Debug)]
pub(super) struct Journal(File);

impl Journal {
    /// An empty one, or the one that is there, with what stands in it.
    pub fn open<R: Serialize + DeserializeOwned>(file: &Path, resume: bool) -> Result<(Self, Vec<R>)> {
        let old = if resume { std::fs::read_to_string(file).unwrap_or_default() } else { String::new() };
        // The last line may have been cut when the run was.
        let records: Vec<R> = old.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let out = File::create(file).with_context(|| format!("cannot write {}", file.display()))?;
        let mut journal = Self(out);
        for record in &records {
            journal.add(record)?;
        }
        Ok((journal, records))
    }

    /// Adds a record.
    pub fn add<R: Serialize>(&mut self, record: &R) -> Result<()> {
        Ok(writeln!(self.0, "{}", serde_json::to_string(record)?)?)
    }
}
