//! What became of each instance of one document, in; the counts and the findings, out.
//!
//! An instance that its schema allows is *faithful*, *altered* or *refused wrongly*; a faithful one
//! that was held as any JSON where the schema says more is *untyped* instead. One that its schema
//! forbids is *refused*, or *accepted wrongly*; of those that came from elsewhere, where vendors
//! break their own schemas, it is counted what was *read all the same*. A member that an enum does
//! not list is *kept* or *lost*.

use super::counts::Counts;
use crate::lab::compare::Seen;
use crate::lab::orders::{Case, Shows};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a generated type made of an instance.
#[derive(Debug)]
pub(super) enum Outcome {
    /// A value, which was encoded again.
    Made {
        /// The comparison.
        seen: Seen,
        /// Whether what was encoded meets the schema.
        valid: bool,
        /// Where it was held as any JSON.
        untyped: Option<String>,
    },
    /// An error.
    Refused(String),
    /// The crate has no type of this schema.
    NoType,
}

/// What an instance was for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose<'a> {
    /// It is of our making.
    Case(&'a Case),
    /// It came from elsewhere, and its schema allows it.
    Outside,
    /// It came from elsewhere, and its own schema refuses it.
    Broken,
}

/// The counts and findings of one document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Tally {
    /// Schemas that are asked for.
    pub schemas: BTreeSet<String>,
    /// Those with a valid instance.
    pub with_instances: BTreeSet<String>,
    /// Those without a type.
    pub without_type: BTreeSet<String>,
    /// Cases beyond the most of one schema.
    pub beyond: usize,
    /// Branches of unions, and whether an instance reaches them.
    pub branches: BTreeMap<String, bool>,
    /// Places without an instance.
    pub missed: Vec<String>,
    /// The figures.
    pub counts: Counts,
    /// How often there was an exception of a class.
    pub classes: BTreeMap<String, usize>,
    /// Findings by schema: how many, and some of them.
    pub findings: BTreeMap<String, Findings>,
}

/// What was found of one schema.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Findings {
    /// How many.
    pub count: usize,
    /// The first of each class.
    pub shown: BTreeMap<String, String>,
}

/// Characters of a finding that are shown.
const LENGTH: usize = 400;

impl Tally {
    /// A case will be tried.
    pub fn wanted(&mut self, case: &Case) {
        if case.shows == Shows::Branch {
            self.branches.entry(case.place.clone()).or_insert(false);
        }
    }

    /// There is an instance for a case.
    pub fn reached(&mut self, case: &Case) {
        if case.shows == Shows::Branch {
            self.branches.insert(case.place.clone(), true);
        }
    }

    /// There is no instance for a case. Of those that show nothing in particular more are ordered
    /// than are needed, and a value of another kind may be a valid one.
    pub fn missed(&mut self, case: &Case) {
        if !matches!(case.shows, Shows::Any | Shows::Wrong | Shows::Lacking(_)) {
            self.missed.push(format!("{} {:?}", case.place, case.shows));
        }
    }

    /// Counts what became of an instance of a schema.
    pub fn count(&mut self, schema: &str, purpose: Purpose<'_>, given: &Value, outcome: Outcome) {
        let place = match purpose {
            Purpose::Case(case) => format!(" ({:?} at {})", case.shows, case.place),
            Purpose::Outside | Purpose::Broken => String::new(),
        };
        let shows = match purpose {
            Purpose::Case(case) => Some(&case.shows),
            Purpose::Outside | Purpose::Broken => None,
        };
        match (shows, outcome) {
            (_, Outcome::NoType) => self.no_type(schema),
            (None, outcome) if matches!(purpose, Purpose::Broken) => self.broken(schema, outcome),
            (Some(Shows::Lacking(_) | Shows::Wrong), Outcome::Refused(_)) => self.counts.refused += 1,
            (Some(Shows::Lacking(_) | Shows::Wrong), Outcome::Made { valid, untyped, .. }) => {
                // Any JSON cannot refuse; it is counted where it stands for valid instances.
                if !valid && untyped.is_none() {
                    self.counts.accepted_wrongly += 1;
                    self.note(schema, "accepted wrongly".to_owned(), &format!("{given}{place}"));
                }
            }
            (Some(Shows::UnknownMember(_)), Outcome::Made { seen, .. }) => match seen.altered {
                None => self.counts.kept += 1,
                Some(how) => {
                    self.counts.lost += 1;
                    self.note(schema, "an unknown member is lost".to_owned(), &format!("{how}{place}"));
                }
            },
            (Some(Shows::UnknownMember(_)), Outcome::Refused(why)) => {
                self.counts.lost += 1;
                self.note(schema, "an unknown member is refused".to_owned(), &format!("{why}{place}"));
            }
            (_, Outcome::Refused(why)) => {
                self.with_instances.insert(schema.to_owned());
                self.counts.refused_wrongly += 1;
                self.note(schema, format!("refused wrongly: {}", class(&why)), &format!("{why}{place}"));
            }
            (_, Outcome::Made { seen, valid, untyped }) => {
                self.with_instances.insert(schema.to_owned());
                self.valid(schema, seen, valid, untyped, &place);
            }
        }
    }

    /// Counts an instance of what is no schema, or has no type.
    pub fn no_type(&mut self, pointer: &str) {
        self.without_type.insert(pointer.to_owned());
        self.counts.without_type += 1;
        self.note(pointer, "no type, or no schema".to_owned(), "");
    }

    fn valid(&mut self, schema: &str, seen: Seen, valid: bool, untyped: Option<String>, place: &str) {
        self.counts.nulls += seen.nulls;
        self.counts.constants += seen.constants;
        self.counts.undeclared += seen.undeclared;
        match (seen.altered, untyped) {
            (Some(how), _) => {
                self.counts.altered += 1;
                self.note(schema, format!("altered: {}", change(&how)), &format!("{how}{place}"));
            }
            (None, _) if !valid => {
                self.counts.altered += 1;
                self.note(schema, "altered: no longer valid".to_owned(), place);
            }
            (None, Some(at)) => {
                self.counts.untyped += 1;
                let class = if at.starts_with("an open arm") { "an open arm" } else { "any JSON" };
                self.note(schema, format!("untyped: {class}"), &format!("{at}{place}"));
            }
            (None, None) => self.counts.faithful += 1,
        }
    }

    /// An instance that its own schema refuses: read, if no type stands against it.
    fn broken(&mut self, schema: &str, outcome: Outcome) {
        match outcome {
            Outcome::Made { seen, .. } => {
                self.counts.broken_read += 1;
                if let Some(how) = seen.altered {
                    self.note(
                        schema,
                        format!("its schema refuses it; read, altered: {}", change(&how)),
                        &how,
                    );
                }
            }
            Outcome::Refused(why) => {
                self.counts.broken_refused += 1;
                self.note(schema, format!("its schema refuses it, and so do we: {}", class(&why)), &why);
            }
            Outcome::NoType => {}
        }
    }

    fn note(&mut self, schema: &str, class: String, finding: &str) {
        let shown = match finding.char_indices().nth(LENGTH) {
            Some((end, _)) => format!("{}...", &finding[..end]),
            None => finding.to_owned(),
        };
        let findings = self.findings.entry(schema.to_owned()).or_default();
        findings.count += 1;
        findings.shown.entry(class.clone()).or_insert(shown);
        *self.classes.entry(class).or_default() += 1;
    }

    /// Schemas without a valid instance.
    pub fn without_instances(&self) -> impl Iterator<Item = &str> {
        self.schemas.difference(&self.with_instances).map(String::as_str)
    }
}

/// What kind of alteration it is.
fn change(how: &str) -> &'static str {
    match () {
        () if how.ends_with("is lost") => "a property is lost",
        () if how.ends_with("was not there") => "a property is added",
        () => "a value became another",
    }
}

/// What kind of error it is: its words, without the path before them and the values in them.
fn class(why: &str) -> String {
    const WORDS: &[&str] = &[
        "invalid type",
        "invalid value",
        "missing",
        "fits no",
        "the key",
        "number out",
        "recursion",
        "too ",
    ];
    let start = WORDS.iter().filter_map(|words| why.find(words)).min().unwrap_or(0);
    let words = &why[start..];
    let words = words.split_once(" at line ").map_or(words, |(words, _)| words);
    let words = words.split(['`', '"', ';']).next().unwrap_or(words);
    let words: String = words.chars().map(|c| if c.is_ascii_digit() { 'N' } else { c }).take(60).collect();
    let expected = why[start..].split_once("expected ").map(|(_, what)| {
        let what = what.split_once(" at line ").map_or(what, |(what, _)| what);
        what.chars().take(30).collect::<String>()
    });
    match expected.filter(|_| !words.contains("expected")) {
        Some(what) => format!("{} _, expected {what}", words.trim_end()),
        None => words.trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::class;

    #[test]
    fn errors_of_one_kind_are_one_class() {
        let one = class("results[0].status: invalid type: string \"x\", expected i64 at line 1 column 5");
        let two = class("a: invalid type: string \"y\", expected i64 at line 1 column 512");
        assert_eq!(one, two);
        assert_eq!(one, "invalid type: string _, expected i64");
        assert_eq!(class("a.b: missing at line 1 column 2"), "missing");
    }
}
