//! What the repository says of the corpus in, what a run found; where they differ, out.
//!
//! `tests/refused.tsv` holds every document that is refused, with code and place; `tests/untyped.tsv`
//! how many places of a document are any JSON although the document says more. Only the lines of
//! documents that were judged count.

use super::record::{Fate, Record};
use crate::case;
use crate::snapshot;
use anyhow::{Context, Result};
use std::collections::BTreeMap;

const REFUSED: &str = "refused.tsv";
const UNTYPED: &str = "untyped.tsv";

/// Lines of the two tables by document: all but its path.
#[derive(Debug)]
pub(super) struct Expected {
    refused: BTreeMap<String, String>,
    untyped: BTreeMap<String, String>,
}

impl Expected {
    /// The tables of this repository.
    pub fn read() -> Result<Self> {
        let table = |name: &str| {
            let file = case::root().join(name);
            let text =
                std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            Ok::<_, anyhow::Error>(lines(&text))
        };
        Ok(Self { refused: table(REFUSED)?, untyped: table(UNTYPED)? })
    }

    /// What the records say otherwise; with `SNAPSHOTS=overwrite` the tables are made to say the same.
    pub fn differences(mut self, records: &[Record]) -> Result<Vec<String>> {
        let refused = |record: &Record| match &record.fate {
            Fate::Refused(why) => Some(format!("{}\t{}", why.code, why.place)),
            _ => None,
        };
        let untyped = |record: &Record| match &record.fate {
            Fate::Generated(counts) if counts.untyped > 0 => Some(counts.untyped.to_string()),
            _ => None,
        };
        let mut found = compared(REFUSED, &mut self.refused, records, &refused);
        found.extend(compared(UNTYPED, &mut self.untyped, records, &untyped));
        if !snapshot::overwrite() {
            return Ok(found);
        }
        for (name, table, head) in
            [(REFUSED, &self.refused, "path\tcode\tplace\n"), (UNTYPED, &self.untyped, "path\tuntyped\n")]
        {
            let lines: String = table.iter().map(|(path, rest)| format!("{path}\t{rest}\n")).collect();
            std::fs::write(case::root().join(name), format!("{head}{lines}"))?;
        }
        Ok(Vec::new())
    }
}

fn lines(text: &str) -> BTreeMap<String, String> {
    let lines = text.lines().skip(1).filter_map(|line| line.split_once('\t'));
    lines.map(|(path, rest)| (path.to_owned(), rest.to_owned())).collect()
}

/// Where a table and the records differ; the table becomes what they say.
fn compared(
    name: &str,
    table: &mut BTreeMap<String, String>,
    records: &[Record],
    line: &dyn Fn(&Record) -> Option<String>,
) -> Vec<String> {
    let mut found = Vec::new();
    for record in records {
        let new = line(record);
        let old = match &new {
            Some(new) => table.insert(record.name.clone(), new.clone()),
            None => table.remove(&record.name),
        };
        if old != new {
            let said =
                |text: Option<String>| text.map_or("nothing".to_owned(), |text| text.replace('\t', " "));
            found.push(format!("{}: found {}, tests/{name} says {}", record.name, said(new), said(old)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::record::{Cost, Fate, Record, Refusal};
    use super::{compared, lines};

    #[test]
    fn a_refusal_that_nobody_expects_and_one_that_does_not_come_are_findings() {
        let refused = |name: &str, code: &str| Record {
            name: name.to_owned(),
            valid: false,
            fate: Fate::Refused(Refusal {
                code: code.to_owned(),
                place: "1:1".to_owned(),
                message: String::new(),
            }),
            generation: Cost::default(),
            check: None,
        };
        let line = |record: &Record| match &record.fate {
            Fate::Refused(why) if !why.code.is_empty() => Some(format!("{}\t{}", why.code, why.place)),
            _ => None,
        };
        let mut table = lines("path\tcode\tplace\na\tE0102\t1:1\nb\tE0102\t1:1\nelsewhere\tE0102\t1:1\n");
        let records = [refused("a", "E0102"), refused("b", ""), refused("c", "E0104")];
        let found = compared("refused.tsv", &mut table, &records, &line);
        assert_eq!(
            found,
            [
                "b: found nothing, tests/refused.tsv says E0102 1:1",
                "c: found E0104 1:1, tests/refused.tsv says nothing"
            ]
        );
        assert_eq!(table.keys().collect::<Vec<_>>(), ["a", "c", "elsewhere"]);
    }
}
