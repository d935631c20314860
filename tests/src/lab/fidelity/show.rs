//! Records in; the line that sums them up, and the lists under it, out.

use super::counts::Counts;
use super::record::Record;
use super::tally::Tally;
use crate::lab::report::Table;
use std::collections::BTreeMap;

/// How many schemas, classes and documents are listed.
const SHOWN: usize = 20;

/// All that a run found.
pub(super) struct Sum<'a> {
    tallies: Vec<(&'a str, &'a Tally)>,
    failed: usize,
    counts: Counts,
}

impl<'a> Sum<'a> {
    /// Adds up.
    pub fn of(records: &'a [Record]) -> Self {
        let done =
            records.iter().filter_map(|record| Some((record.name.as_str(), record.outcome.as_ref().ok()?)));
        let tallies: Vec<_> = done.collect();
        let mut counts = Counts::default();
        tallies.iter().for_each(|(_, tally)| counts += tally.counts);
        Self { failed: records.len() - tallies.len(), tallies, counts }
    }

    /// Whether every document was judged, and the figures are those that are promised.
    pub fn is_fine(&self) -> bool {
        self.failed == 0 && self.counts.are_fine()
    }

    fn schemas(&self) -> (usize, usize) {
        let of = |count: fn(&Tally) -> usize| self.tallies.iter().map(|(_, tally)| count(tally)).sum();
        (of(|tally| tally.with_instances.len()), of(|tally| tally.schemas.len()))
    }

    /// Exceptions by class, the commonest first.
    fn classes(&self) -> Vec<(&str, usize)> {
        let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
        for (class, count) in self.tallies.iter().flat_map(|(_, tally)| &tally.classes) {
            *classes.entry(class).or_default() += count;
        }
        let mut classes: Vec<_> = classes.into_iter().collect();
        classes.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        classes
    }

    fn worst(&self) -> Table {
        let all =
            self.tallies.iter().flat_map(|(name, tally)| tally.findings.iter().map(move |it| (name, it)));
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|(_, (_, findings))| std::cmp::Reverse(findings.count));
        let mut table = Table::new(&["worst schemas", "findings"]);
        for (name, (schema, findings)) in all.into_iter().take(SHOWN) {
            table.row(vec![format!("{name} {schema}"), findings.count.to_string()]);
        }
        table
    }
}

impl std::fmt::Display for Sum<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let c = self.counts;
        let (with, schemas) = self.schemas();
        writeln!(
            f,
            "fidelity: documents {}, schemas {with} of {schemas}, instances {}, faithful {}, altered {}, \
             refused-wrongly {}, accepted-wrongly {}, untyped {}",
            self.tallies.len() + self.failed,
            c.instances(),
            c.faithful,
            c.altered,
            c.refused_wrongly,
            c.accepted_wrongly,
            c.untyped,
        )?;
        let share = |figure: usize| 100.0 * figure as f64 / c.instances().max(1) as f64;
        writeln!(
            f,
            "faithful {:.3} %, refused wrongly {:.3} %; documents that could not be judged {}",
            share(c.faithful),
            share(c.refused_wrongly),
            self.failed
        )?;
        writeln!(f, "invalid ones refused {} of {}", c.refused, c.refused + c.accepted_wrongly)?;
        writeln!(f, "unknown members of enums kept {} of {}", c.kept, c.kept + c.lost)?;
        if c.broken_read + c.broken_refused > 0 {
            let all = c.broken_read + c.broken_refused;
            writeln!(f, "refused by their own schemas {all}: read all the same {}", c.broken_read)?;
        }
        if c.without_type > 0 {
            writeln!(f, "of schemas without a type {}", c.without_type)?;
        }
        let branches = || self.tallies.iter().flat_map(|(_, tally)| tally.branches.values());
        let reached = branches().filter(|reached| **reached).count();
        writeln!(f, "branches of unions reached {reached} of {}", branches().count())?;
        writeln!(
            f,
            "nulls that became absent, where only received {}; constants added {}; undeclared skipped {}",
            c.nulls, c.constants, c.undeclared
        )?;
        let mut classes = Table::new(&["\nclasses of exceptions", "count"]);
        for (class, count) in self.classes() {
            classes.row(vec![class.to_owned(), count.to_string()]);
        }
        write!(f, "{classes}\n{}", self.worst())?;
        let without: Vec<String> = self
            .tallies
            .iter()
            .flat_map(|(name, tally)| tally.without_instances().map(move |schema| format!("{name} {schema}")))
            .collect();
        writeln!(f, "\nschemas without instances: {}", without.len())?;
        for schema in without.iter().take(SHOWN) {
            writeln!(f, "    {schema}")?;
        }
        Ok(())
    }
}

/// A line for each class of finding of a document.
pub(super) fn findings(record: &Record) -> Vec<String> {
    let name = &record.name;
    match &record.outcome {
        Err(why) => vec![format!("failed {name}: {why}")],
        Ok(tally) => {
            let mut lines: BTreeMap<&str, String> = BTreeMap::new();
            for (schema, findings) in &tally.findings {
                for (class, finding) in &findings.shown {
                    let count = tally.classes.get(class).copied().unwrap_or_default();
                    let line = || format!("{class} ({count}) {name} {schema}: {finding}");
                    lines.entry(class).or_insert_with(line);
                }
            }
            lines.into_values().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::counts::Counts;
    use super::super::record::Record;
    use super::super::tally::Tally;
    use super::Sum;

    #[test]
    fn the_line_has_every_count_and_a_failure_is_a_finding() {
        let counts = Counts { faithful: 7, refused: 2, ..Counts::default() };
        let mut tally = Tally { counts, ..Tally::default() };
        tally.schemas.extend(["A".to_owned(), "B".to_owned()]);
        tally.with_instances.insert("A".to_owned());
        let mut records = vec![Record { name: "a.yaml".to_owned(), outcome: Ok(tally), seconds: 1.0 }];
        let said = Sum::of(&records).to_string();
        assert_eq!(
            said.lines().next(),
            Some(
                "fidelity: documents 1, schemas 1 of 2, instances 7, faithful 7, altered 0, refused-wrongly 0, \
                 accepted-wrongly 0, untyped 0"
            )
        );
        assert!(Sum::of(&records).is_fine());
        records.push(Record { name: "b.yaml".to_owned(), outcome: Err("it died".to_owned()), seconds: 1.0 });
        assert!(!Sum::of(&records).is_fine());
    }
}
