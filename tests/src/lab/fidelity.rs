//! `cargo lab fidelity`: whether the types say what the schemas say.
//!
//! Instances by json-schema-faker, judged by the `jsonschema` crate before and after the generated
//! crate has decoded and encoded them. What the counts mean is in [`tally`].

mod tally;

use super::compare::Rules;
use super::driver::{self, Program, answers, built};
use super::faker::{Faker, Optionals};
use super::generate::{self, Crate, read, stem, workspace};
use super::orders::{Case, Shows, cases};
use super::report::{Verdict, progress, write_json};
use super::schema::{Document, Judge, component};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use tally::{Outcome, Tally};

/// Instances of every named schema, decoded, encoded, and judged by tools that are not ours.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo lab fidelity spec/datafold.yaml
  cargo lab fidelity api.json --instances 50 --seed 7 --json fidelity.json
  cargo lab fidelity api.json --instances-file captured.jsonl

Needs Node 20; json-schema-faker is installed into target/lab/npm. A line of an instances file is
{\"schema\": \"Pet\", \"instance\": ..}. Exit code 1 where more than 0.5 % of the instances are
altered, more than 0.1 % refused, more than 2 % untyped, or any place is not reached.")]
pub(super) struct Flags {
    /// OpenAPI documents.
    #[arg(required = true, value_name = "DOC")]
    documents: Vec<PathBuf>,
    /// Valid instances of each schema, beside those that reach its places.
    #[arg(long, value_name = "N", default_value_t = 20)]
    instances: usize,
    /// The same seed makes the same instances.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Instances from elsewhere, a JSON line each, judged like the others.
    #[arg(long, value_name = "FILE")]
    instances_file: Option<PathBuf>,
    /// Where programs and instances go [default: target/lab/fidelity].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Writes the counts as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// How often a place is tried again with another seed.
const ROUNDS: u64 = 8;

/// An instance that is to be decoded, and what it is for.
struct Instance {
    schema: String,
    case: Option<Case>,
    value: Value,
}

pub(super) fn run(flags: &Flags) -> Result<Verdict> {
    let mut verdict = Verdict::Fine;
    let mut all = Vec::new();
    for file in &flags.documents {
        let work = workspace(flags.work.as_deref(), "fidelity")?.join(stem(file));
        std::fs::create_dir_all(&work)?;
        let document = Document::load(file)?;
        let judge = Judge::new(&document)?;
        let generated = generate::from_file(file, driver::NAME)?;
        let mut tally = Tally::new(document.names());
        let mut instances = made(&document, &judge, &work, flags, &mut tally)?;
        instances.extend(from_file(flags.instances_file.as_deref())?);
        judged(&document, &judge, &work, &generated, &instances, &mut tally)?;
        println!("{}: decoded, encoded, compared\n{tally}", file.display());
        if !tally.is_fine() {
            verdict = Verdict::Findings;
        }
        all.push(json!({ "document": file.display().to_string(), "counts": tally.as_json() }));
    }
    write_json(flags.json.as_deref(), &Value::Array(all))?;
    Ok(verdict)
}

/// An instance for each case that one can be found for.
fn made(
    document: &Document,
    judge: &Judge,
    work: &Path,
    flags: &Flags,
    tally: &mut Tally,
) -> Result<Vec<Instance>> {
    let faker = Faker::new(document.root(), work)?;
    let mut todo: Vec<(String, Case)> = Vec::new();
    for name in document.names() {
        let schema = document.at(&component(&name)).context("a named schema is not there")?;
        let of = cases(&name, schema, flags.instances, flags.seed);
        todo.extend(of.into_iter().filter(worth_it).map(|case| (name.clone(), case)));
    }
    todo.iter().for_each(|(_, case)| tally.wanted(case));
    let bar = progress(todo.len(), "making instances");
    let mut instances = Vec::new();
    for round in 0..ROUNDS {
        let orders: Vec<_> = todo.iter().map(|(_, case)| case.order.clone()).collect();
        let mut left = Vec::new();
        for ((name, mut case), answer) in std::mem::take(&mut todo).into_iter().zip(faker.instances(&orders)?)
        {
            let valid = answer.ok().filter(|instance| judge.is_valid(&component(&name), instance));
            match valid
                .and_then(|instance| case.finished(instance))
                .filter(|value| fits(judge, &name, &case, value))
            {
                Some(value) => {
                    bar.inc(1);
                    tally.reached(&case);
                    instances.push(Instance { schema: name, case: Some(case), value });
                }
                None => {
                    case.order.seed = case.order.seed.wrapping_add(7_919 * (round + 1));
                    case.order.optionals = if round % 2 == 0 { Optionals::None } else { Optionals::All };
                    left.push((name, case));
                }
            }
        }
        todo = left;
    }
    bar.finish_and_clear();
    for (_, case) in &todo {
        tally.missed(case);
    }
    Ok(instances)
}

/// What an open arm takes is no finding.
fn worth_it(case: &Case) -> bool {
    !(case.open && matches!(case.shows, Shows::Lacking(_) | Shows::Wrong))
}

/// Whether an instance, changed at its place, is what its case wants.
fn fits(judge: &Judge, name: &str, case: &Case, value: &Value) -> bool {
    let valid = judge.is_valid(&component(name), value);
    match case.shows {
        Shows::Lacking(_) | Shows::Wrong | Shows::UnknownMember(_) => !valid,
        _ => valid,
    }
}

fn from_file(file: Option<&Path>) -> Result<Vec<Instance>> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let instance = |line: &str| {
        let mut line: Value = serde_json::from_str(line)?;
        let schema = line["schema"].as_str().context("a line without \"schema\"")?.to_owned();
        Ok(Instance { schema, case: None, value: line["instance"].take() })
    };
    read(file)?.lines().filter(|line| !line.trim().is_empty()).map(instance).collect()
}

/// Lets the generated crate decode and encode them, and counts what became of them.
fn judged(
    document: &Document,
    judge: &Judge,
    work: &Path,
    generated: &Crate,
    instances: &[Instance],
    tally: &mut Tally,
) -> Result<()> {
    let program = built(
        work,
        generated,
        &Program {
            name: "fidelity-driver",
            dependencies: "serde_json = \"1\"\n",
            files: &[
                ("main.rs", include_str!("../../lab/round_trip.rs")),
                ("round_trip.rs", &generated.round_trip),
            ],
            release: false,
        },
    )?;
    let identity = |name: &str| format!("#{}", component(name));
    let lines: Vec<String> =
        instances.iter().map(|one| format!("{}\t{}", identity(&one.schema), one.value)).collect();
    let answers = answers(&mut Command::new(program), &lines)?;
    let sent = document.sent();
    let rules = Rules { document, judge, sent: &sent };
    let untyped = generated.untyped();
    for (instance, answer) in instances.iter().zip(answers) {
        let outcome = outcome(&rules, &untyped, instance, &answer)?;
        tally.count(&instance.schema, instance.case.as_ref(), &instance.value, outcome);
    }
    Ok(())
}

fn outcome(
    rules: &Rules<'_>,
    untyped: &BTreeSet<String>,
    instance: &Instance,
    answer: &str,
) -> Result<Outcome> {
    let mut parts = answer.split('\t');
    let (word, text) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    Ok(match word {
        "ok" => {
            let made: Value =
                serde_json::from_str(text).with_context(|| format!("the crate wrote {text}"))?;
            let seen = rules.compare(&instance.schema, &instance.value, &made);
            let valid = rules.judge.is_valid(&component(&instance.schema), &made);
            let place = seen.visited.iter().find(|pointer| untyped.contains(*pointer)).cloned();
            // `Debug` names the variant: an open arm that took what the schema declares.
            let shown = parts.next().unwrap_or_default();
            let open = shown.find("Unknown(").map(|at| shown[at..].chars().take(120).collect::<String>());
            let untyped = place.or_else(|| open.map(|held| format!("an open arm: {held}")));
            Outcome::Made { seen, valid, untyped }
        }
        "refused" => Outcome::Refused(text.to_owned()),
        _ => Outcome::NoType,
    })
}
