//! Records in; the line that sums them up, and the tables under it, out.

use super::super::report::{Table, mebibytes, seconds};
use super::record::{Cost, Fate, Record};
use std::collections::BTreeMap;
use std::time::Duration;

/// How many documents are shown as the slowest.
const SHOWN: usize = 5;

/// The counts of a run.
#[derive(Debug, Default)]
pub(super) struct Tally {
    documents: usize,
    generated: usize,
    refused: usize,
    deferred: usize,
    crashed: usize,
    operations: usize,
    of: usize,
    types: usize,
    untyped: usize,
    /// Crates without an error, where crates were compiled.
    compiled: Option<usize>,
    warnings: usize,
}

impl Tally {
    /// Counts.
    pub fn of(records: &[Record], compile: bool) -> Self {
        let mut tally = Self { documents: records.len(), ..Self::default() };
        for record in records {
            match &record.fate {
                Fate::Generated(counts) => {
                    tally.generated += 1;
                    tally.operations += counts.operations;
                    tally.of += counts.of;
                    tally.types += counts.types;
                    tally.untyped += counts.untyped;
                }
                Fate::Refused(_) => tally.refused += 1,
                Fate::Deferred(_) => tally.deferred += 1,
                Fate::Crashed(_) => tally.crashed += 1,
            }
        }
        let checks = || records.iter().filter_map(|record| record.check.as_ref());
        tally.compiled = compile.then(|| checks().filter(|check| check.errors.is_empty()).count());
        tally.warnings = checks().map(|check| check.warnings.len()).sum();
        tally
    }

    /// Whether nothing crashed, and everything compiled without a warning.
    pub fn is_fine(&self) -> bool {
        self.crashed == 0 && self.warnings == 0 && self.compiled.is_none_or(|count| count == self.generated)
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { documents, generated, refused, deferred, crashed, .. } = self;
        let Self { operations, of, types, untyped, warnings, .. } = self;
        let compiled = self.compiled.unwrap_or_default();
        write!(
            f,
            "corpus: documents {documents}, generated {generated}, refused {refused}, deferred {deferred}, \
             crashed {crashed}; operations {operations} of {of}, types {types}, untyped {untyped}; \
             compiled {compiled} of {generated}, warnings {warnings}"
        )
    }
}

/// What was left out and why, the slowest, and the most that lay on disk.
pub(super) fn details(records: &[Record], disk: u64) -> String {
    let mut lost: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        if let Fate::Generated(counts) = &record.fate {
            counts.lost.iter().for_each(|(code, count)| *lost.entry(code).or_default() += count);
        }
    }
    let lost: Vec<String> = lost.iter().map(|(code, count)| format!("{code} {count}")).collect();
    let lost = if lost.is_empty() { "none".to_owned() } else { lost.join(", ") };
    let valid = records.iter().filter(|record| record.valid);
    let valid: Vec<_> = valid.filter(|record| !matches!(record.fate, Fate::Deferred(_))).collect();
    let good = valid.iter().filter(|record| matches!(record.fate, Fate::Generated(_))).count();
    let generation = slowest(records, &|record| Some(record.generation));
    let check = slowest(records, &|record| record.check.as_ref().map(|check| check.cost));
    format!(
        "operations left out, by code: {lost}\nof the valid ones generated: {good} of {}\n\n\
         slowest and largest to generate\n{generation}\nslowest and largest to check\n{check}\n\
         disk at its peak: {}",
        valid.len(),
        mebibytes(disk)
    )
}

/// Those that took most time, and those that took most memory.
fn slowest(records: &[Record], cost: &dyn Fn(&Record) -> Option<Cost>) -> Table {
    let mut all: Vec<(&str, Cost)> =
        records.iter().filter_map(|record| Some((record.name.as_str(), cost(record)?))).collect();
    let mut table = Table::new(&["", "CPU", "memory"]);
    let mut shown: Vec<(&str, Cost)> = Vec::new();
    all.sort_by(|(_, one), (_, two)| two.cpu.total_cmp(&one.cpu));
    shown.extend(all.iter().take(SHOWN));
    all.sort_by_key(|(_, cost)| std::cmp::Reverse(cost.memory));
    let known: Vec<&str> = shown.iter().map(|(name, _)| *name).collect();
    shown.extend(all.iter().take(SHOWN).filter(|(name, _)| !known.contains(name)));
    for (name, cost) in shown {
        table.row(vec![name.to_owned(), seconds(Duration::from_secs_f64(cost.cpu)), mebibytes(cost.memory)]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::record::{Check, Cost, Counts, Fate, Record};
    use super::Tally;
    use crate::lab::documents::Later;

    #[test]
    fn the_line_has_every_count_and_a_warning_is_a_finding() {
        let record = |fate: Fate, check: Option<Check>| Record {
            name: String::new(),
            valid: true,
            fate,
            generation: Cost::default(),
            check,
        };
        let counts = Counts { operations: 2, of: 3, types: 4, untyped: 1, ..Counts::default() };
        let warned = Check { cost: Cost::default(), errors: vec![], warnings: vec!["unused".to_owned()] };
        let records =
            [record(Fate::Generated(counts), Some(warned)), record(Fate::Deferred(Later::Files), None)];
        let tally = Tally::of(&records, true);
        assert_eq!(
            tally.to_string(),
            "corpus: documents 2, generated 1, refused 0, deferred 1, crashed 0; operations 2 of 3, types 4, \
             untyped 1; compiled 1 of 1, warnings 1"
        );
        assert!(!tally.is_fine());
        assert!(Tally::of(&records[1..], true).is_fine());
    }
}
