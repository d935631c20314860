//! What became of each instance, in; the counts and the worst schemas, out.
//!
//! An instance that its schema allows is *faithful*, *altered* or *refused wrongly*; a faithful one
//! that was held as any JSON where the schema says more is *untyped* instead. One that its schema
//! forbids is *refused*, or *accepted wrongly*. A member that an enum does not list is *kept* or
//! *lost*.

use crate::lab::compare::Seen;
use crate::lab::orders::{Case, Shows};
use serde_json::{Value, json};
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

/// The counts.
#[derive(Debug, Default)]
pub(super) struct Tally {
    schemas: Vec<String>,
    with_instances: BTreeSet<String>,
    without_type: BTreeSet<String>,
    branches: BTreeMap<String, bool>,
    missed: Vec<String>,
    counts: Counts,
    worst: BTreeMap<String, Vec<String>>,
    untyped_at: BTreeMap<String, usize>,
}

/// The figures of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    faithful: usize,
    altered: usize,
    refused_wrongly: usize,
    untyped: usize,
    refused: usize,
    accepted_wrongly: usize,
    kept: usize,
    lost: usize,
    nulls: usize,
    constants: usize,
    undeclared: usize,
}

impl Counts {
    /// Instances that their schemas allow.
    fn instances(self) -> usize {
        self.faithful + self.altered + self.refused_wrongly + self.untyped
    }
}

/// Findings that are shown of one schema.
const SHOWN: usize = 3;

impl Tally {
    /// Nothing counted yet.
    pub fn new(schemas: Vec<String>) -> Self {
        Self { schemas, ..Self::default() }
    }

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

    /// Counts what became of an instance.
    pub fn count(&mut self, schema: &str, case: Option<&Case>, given: &Value, outcome: Outcome) {
        let shows = case.map_or(&Shows::Any, |case| &case.shows);
        let place = case.map_or(String::new(), |case| format!(" ({:?} at {})", case.shows, case.place));
        match (shows, outcome) {
            (_, Outcome::NoType) => {
                self.without_type.insert(schema.to_owned());
            }
            (Shows::Lacking(_) | Shows::Wrong, Outcome::Refused(_)) => self.counts.refused += 1,
            (Shows::Lacking(_) | Shows::Wrong, Outcome::Made { valid, untyped, .. }) => {
                // Any JSON cannot refuse; it is counted where it stands for valid instances.
                if !valid && untyped.is_none() {
                    self.counts.accepted_wrongly += 1;
                    self.note(schema, format!("accepted wrongly{place}: {given}"));
                }
            }
            (Shows::UnknownMember(_), Outcome::Made { seen, .. }) => match seen.altered {
                None => self.counts.kept += 1,
                Some(how) => {
                    self.counts.lost += 1;
                    self.note(schema, format!("an unknown member is lost: {how}{place}"));
                }
            },
            (Shows::UnknownMember(_), Outcome::Refused(why)) => {
                self.counts.lost += 1;
                self.note(schema, format!("an unknown member is refused: {why}{place}"));
            }
            (_, Outcome::Refused(why)) => {
                self.with_instances.insert(schema.to_owned());
                self.counts.refused_wrongly += 1;
                self.note(schema, format!("refused wrongly: {why}{place}"));
            }
            (_, Outcome::Made { seen, valid, untyped }) => {
                self.with_instances.insert(schema.to_owned());
                self.valid(schema, seen, valid, untyped, &place);
            }
        }
    }

    fn valid(&mut self, schema: &str, seen: Seen, valid: bool, untyped: Option<String>, place: &str) {
        self.counts.nulls += seen.nulls;
        self.counts.constants += seen.constants;
        self.counts.undeclared += seen.undeclared;
        match (seen.altered, untyped) {
            (Some(how), _) => {
                self.counts.altered += 1;
                self.note(schema, format!("altered: {how}{place}"));
            }
            (None, _) if !valid => {
                self.counts.altered += 1;
                self.note(schema, format!("no longer valid{place}"));
            }
            (None, Some(at)) => {
                self.counts.untyped += 1;
                self.note(schema, format!("untyped: {at}{place}"));
                *self.untyped_at.entry(at).or_default() += 1;
            }
            (None, None) => self.counts.faithful += 1,
        }
    }

    fn note(&mut self, schema: &str, finding: String) {
        let finding = match finding.char_indices().nth(400) {
            Some((end, _)) => format!("{}...", &finding[..end]),
            None => finding,
        };
        self.worst.entry(schema.to_owned()).or_default().push(finding);
    }

    fn without_instances(&self) -> Vec<&str> {
        let without = |name: &&String| !self.with_instances.contains(*name);
        self.schemas.iter().filter(without).map(String::as_str).collect()
    }

    /// Whether the figures are those that are promised.
    pub fn is_fine(&self) -> bool {
        let all = self.counts.instances();
        let within = |figure: usize, per_mille: usize| figure * 1000 <= all * per_mille;
        let Counts { altered, refused_wrongly, untyped, accepted_wrongly, lost, .. } = self.counts;
        within(altered + refused_wrongly, 5)
            && within(refused_wrongly, 1)
            && within(untyped, 20)
            && accepted_wrongly + lost == 0
            && self.branches.values().all(|reached| *reached)
            && self.without_type.is_empty()
    }

    /// The figures for other programs.
    pub fn as_json(&self) -> Value {
        let c = self.counts;
        json!({
            "schemas": self.schemas.len(), "schemas_with_instances": self.with_instances.len(),
            "without_instances": self.without_instances(), "without_type": self.without_type,
            "instances": c.instances(), "faithful": c.faithful, "altered": c.altered,
            "refused_wrongly": c.refused_wrongly, "untyped": c.untyped, "untyped_at": self.untyped_at,
            "invalid_refused": c.refused, "accepted_wrongly": c.accepted_wrongly,
            "unknown_members_kept": c.kept, "unknown_members_lost": c.lost,
            "branches": self.branches.len(), "branches_reached": self.branches.values().filter(|reached| **reached).count(),
            "places_missed": self.missed, "nulls_made_absent": c.nulls, "constants_added": c.constants,
            "undeclared_skipped": c.undeclared, "findings": self.worst,
        })
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let c = self.counts;
        let share = |figure: usize| 100.0 * figure as f64 / c.instances().max(1) as f64;
        writeln!(
            f,
            "schemas {} of {}, instances {}: faithful {} ({:.2} %), altered {} ({:.2} %), refused-wrongly {} ({:.2} %), \
             accepted-wrongly {}, untyped {} ({:.2} %)",
            self.with_instances.len(),
            self.schemas.len(),
            c.instances(),
            c.faithful,
            share(c.faithful),
            c.altered,
            share(c.altered),
            c.refused_wrongly,
            share(c.refused_wrongly),
            c.accepted_wrongly,
            c.untyped,
            share(c.untyped),
        )?;
        let reached = self.branches.values().filter(|reached| **reached).count();
        writeln!(f, "branches of unions reached: {reached} of {}", self.branches.len())?;
        writeln!(f, "invalid instances refused: {} of {}", c.refused, c.refused + c.accepted_wrongly)?;
        writeln!(f, "unknown members of enums kept: {} of {}", c.kept, c.kept + c.lost)?;
        writeln!(f, "nulls that became absent (received only): {}", c.nulls)?;
        writeln!(
            f,
            "constants that were added: {}; undeclared properties skipped: {}",
            c.constants, c.undeclared
        )?;
        for (heading, names) in [
            ("schemas without instances", self.without_instances()),
            ("schemas without a type", self.without_type.iter().map(String::as_str).collect()),
            ("places without an instance", self.missed.iter().map(String::as_str).collect()),
        ] {
            if !names.is_empty() {
                writeln!(f, "{heading}: {}", names.join(", "))?;
            }
        }
        let mut worst: Vec<_> = self.worst.iter().collect();
        worst.sort_by_key(|(_, findings)| std::cmp::Reverse(findings.len()));
        for (schema, findings) in worst.into_iter().take(20) {
            writeln!(f, "{schema}: {} findings", findings.len())?;
            for finding in findings.iter().take(SHOWN) {
                writeln!(f, "    {finding}")?;
            }
        }
        Ok(())
    }
}
