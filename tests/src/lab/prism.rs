//! `cargo lab prism`: whether what is sent is what the document allows, in the eyes of Prism.
//!
//! Prism (`@stoplight/prism-cli`) mocks the document on loopback and judges each request; the
//! generated crate calls every operation through its typed methods, with arguments by
//! json-schema-faker.

mod mock;

use super::arguments::{schema, without_nulls};
use super::driver::{self, Program, answers, built};
use super::faker::{Faker, Optionals, Order};
use super::generate::{self, Crate, stem, workspace};
use super::judge::Judge;
use super::report::{Verdict, write_json};
use super::schema::{Document, Operation};
use anyhow::{Result, ensure};
use mock::Mock;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use tintype::ir::CredentialKind;

/// Calls every operation against Prism's mock of the document.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo lab prism spec/datafold.yaml
  cargo lab prism api.json --calls 5 --json prism.json

Needs Node 20; Prism and json-schema-faker are installed into target/lab/npm. Exit code 1 where a
request violates the document, or an answer that the document allows cannot be decoded.")]
pub(super) struct Flags {
    /// An OpenAPI document.
    #[arg(value_name = "DOC")]
    document: PathBuf,
    /// A folder that has Prism in its node_modules [default: target/lab/npm].
    #[arg(long, value_name = "DIR")]
    prism: Option<PathBuf>,
    /// Calls of each operation: one with all optional arguments, one with none, others with some.
    #[arg(long, value_name = "N", default_value_t = 3)]
    calls: usize,
    /// The same seed makes the same arguments.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where the program goes [default: target/lab/prism].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Writes every call and its outcome as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// What became of a call, the worst first.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
enum Outcome {
    /// Prism's objection to a request that the document allows, or an answer that the document
    /// allows and that could not be decoded.
    Failed(String),
    /// The document allows no such request, by JSON Schema's letter: Prism's words.
    Forbidden(String),
    /// No objection to the request, but no answer that the document allows: Prism's words.
    Unmockable(String),
    /// Prism had no objection, and its answer was decoded.
    Passed,
}

/// A call that is to be made.
struct Call {
    operation: String,
    arguments: Value,
}

pub(super) fn run(flags: &Flags) -> Result<Verdict> {
    let work = workspace(flags.work.as_deref(), "prism")?.join(stem(&flags.document));
    std::fs::create_dir_all(&work)?;
    let document = Document::load(&flags.document)?;
    let (judge, plain) = (Judge::new(&document)?, Judge::new(&Document::plain(&flags.document)?)?);
    let generated = generate::from_file(&flags.document, driver::NAME, generate::Unused::Kept)?;
    let calls = calls(&document, &judge, &work, flags)?;
    let program = program(&work, &generated)?;
    let mock = Mock::start(&flags.document, flags.prism.as_deref(), &work)?;
    let lines: Vec<String> =
        calls.iter().map(|call| format!("{}\t{}", call.operation, call.arguments)).collect();
    let answers = answers(Command::new(program).arg(&mock.address), &lines)?;
    let objections = mock.objections()?;
    ensure!(
        objections.len() == calls.len(),
        "{} calls, but Prism saw {} requests",
        calls.len(),
        objections.len()
    );
    let mut outcomes = Vec::new();
    for ((call, answer), objections) in calls.iter().zip(&answers).zip(&objections) {
        let answer: Value = serde_json::from_str(answer)?;
        let outcome = match objections.is_empty() {
            true => outcome(&document, &judge, &call.operation, &answer),
            false if is_allowed(&document, &plain, call)? => Outcome::Failed(objections.join("; ")),
            false => Outcome::Forbidden(objections.join("; ")),
        };
        outcomes.push((call, outcome, answer));
    }
    let operations: Vec<String> =
        document.operations().into_iter().map(|operation| operation.identity).collect();
    let of = |operation: &str| {
        let all =
            outcomes.iter().filter(|(call, ..)| call.operation == operation).map(|(_, outcome, _)| outcome);
        summed(all.cloned())
    };
    let summary: Vec<(String, Outcome)> = operations.iter().map(|one| (one.clone(), of(one))).collect();
    let verdict = print(&flags.document, &summary, calls.len());
    let calls = outcomes.iter().map(|(call, outcome, answer)| {
        json!({ "operation": call.operation, "arguments": call.arguments, "outcome": format!("{outcome:?}"), "answer": answer })
    });
    write_json(flags.json.as_deref(), &calls.collect())?;
    Ok(verdict)
}

/// An operation is as good as the worst of its calls.
fn summed(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let worst = outcomes.min_by(|one, two| one.partial_cmp(two).unwrap_or(std::cmp::Ordering::Equal));
    worst.unwrap_or_else(|| Outcome::Failed("no arguments could be made for it".to_owned()))
}

fn print(document: &Path, summary: &[(String, Outcome)], calls: usize) -> Verdict {
    let count = |test: fn(&Outcome) -> bool| summary.iter().filter(|(_, outcome)| test(outcome)).count();
    let all = summary.len();
    let clean = count(|outcome| matches!(outcome, Outcome::Passed | Outcome::Unmockable(_)));
    let passed = count(|outcome| *outcome == Outcome::Passed);
    println!("{}: {calls} calls", document.display());
    println!(
        "operations without a request violation: {clean} of {all}; whose answers decode as well: {passed} of {all}"
    );
    for (operation, outcome) in summary {
        match outcome {
            Outcome::Passed => {}
            Outcome::Failed(why) => println!("  {operation}: {}", short(why)),
            Outcome::Forbidden(why) => {
                println!("  {operation}: the document allows no such request: {}", short(why))
            }
            Outcome::Unmockable(why) => println!("  {operation}: Prism cannot mock it: {}", short(why)),
        }
    }
    match count(|outcome| matches!(outcome, Outcome::Failed(_))) {
        0 => Verdict::Fine,
        _ => Verdict::Findings,
    }
}

fn short(text: &str) -> String {
    match text.char_indices().nth(600) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// Whether the document as it stands allows a request: one whose `oneOf` does not tell its
/// branches apart without the discriminator allows none.
fn is_allowed(document: &Document, plain: &Judge, call: &Call) -> Result<bool> {
    let operations = document.operations();
    let Some(operation) = operations.iter().find(|operation| operation.identity == call.operation) else {
        return Ok(false);
    };
    let Some(body) = body_pointer(document, operation) else { return Ok(true) };
    Ok(call.arguments.get("body").is_none_or(|given| plain.is_valid(&body, given)))
}

/// The pointer of the schema of an operation's JSON body.
fn body_pointer(document: &Document, operation: &Operation<'_>) -> Option<String> {
    let pointer = format!("{}/requestBody/content/application~1json/schema", operation.pointer());
    document.at(&pointer).map(|_| pointer)
}

/// Valid arguments for each operation.
fn calls(document: &Document, judge: &Judge, work: &Path, flags: &Flags) -> Result<Vec<Call>> {
    let faker = Faker::new(document.root(), work)?;
    let mut calls = Vec::new();
    for operation in document.operations() {
        let schema = schema(document, &operation);
        let is_valid = judge.of_schema(&schema)?;
        // Twice as many as are wanted: not every instance of json-schema-faker is a valid one.
        let order = |at: usize| Order {
            schema: schema.clone(),
            patches: Vec::new(),
            optionals: match at % flags.calls.max(1) {
                0 => Optionals::All,
                1 => Optionals::None,
                _ => Optionals::Some,
            },
            seed: flags.seed.wrapping_add(at as u64),
        };
        let orders: Vec<Order> = (0..flags.calls.max(1) * 4).map(order).collect();
        let answers = faker.instances(&orders)?.into_iter().filter_map(Result::ok);
        let valid = answers.filter(|arguments| is_valid.is_valid(arguments)).take(flags.calls.max(1));
        let call =
            |arguments| Call { operation: operation.identity.clone(), arguments: without_nulls(arguments) };
        calls.extend(valid.map(call));
    }
    Ok(calls)
}

/// The program that makes the calls, with a credential for every scheme.
fn program(work: &Path, generated: &Crate) -> Result<PathBuf> {
    let all = &generated.generated;
    let setters: String = all
        .api
        .credentials
        .iter()
        .map(|credential| {
            let setter = all.names.credential(&credential.identity);
            match credential.kind {
                CredentialKind::Basic => format!(".{setter}(\"user\", \"password\")"),
                _ => format!(".{setter}(\"secret\")"),
            }
        })
        .collect();
    let main = include_str!("../../lab/calls.rs").replace("/* credentials */", &setters);
    let files: &[(&str, &str)] = &[("main.rs", &main), ("call.rs", &generated.call)];
    let dependencies = "serde_json = \"1\"\ntokio = { version = \"1\", features = [\"rt\", \"macros\"] }\n";
    built(work, generated, &Program { name: "prism-driver", dependencies, files, release: false })
}

fn outcome(document: &Document, judge: &Judge, operation: &str, answer: &Value) -> Outcome {
    let Some(error) = answer.get("error") else { return Outcome::Passed };
    let message = error["message"].as_str().unwrap_or_default();
    let body = error["body"].as_str().unwrap_or_default();
    let parsed: Value = serde_json::from_str(body).unwrap_or_default();
    match parsed["type"].as_str().and_then(|kind| kind.rsplit_once("/errors#")) {
        Some((_, "UNAUTHORIZED" | "NO_PATH_MATCHED_ERROR" | "NO_METHOD_MATCHED_ERROR")) => {
            Outcome::Failed(body.to_owned())
        }
        Some((_, _)) => Outcome::Unmockable(body.to_owned()),
        None => {
            let status = error["status"].as_u64().unwrap_or_default();
            match response_schema(document, operation, status) {
                Some(schema) if !judge.is_valid(&schema, &parsed) => Outcome::Unmockable(format!(
                    "Prism's answer is not of its own schema ({message}): {body}"
                )),
                _ => Outcome::Failed(format!("{message} {error}")),
            }
        }
    }
}

/// The pointer of the schema of an operation's JSON response.
fn response_schema(document: &Document, operation: &str, status: u64) -> Option<String> {
    let (method, path) = operation.split_once(' ')?;
    let path = super::schema::escaped(path);
    let content = format!(
        "/paths/{path}/{}/responses/{status}/content/application~1json/schema",
        method.to_lowercase()
    );
    document.at(&content).map(|_| content)
}

#[cfg(test)]
mod tests {
    use super::{Outcome, outcome, summed};
    use crate::lab::judge::Judge;
    use crate::lab::schema::Document;
    use serde_json::json;

    #[test]
    fn a_path_that_is_not_found_is_ours_and_a_mock_that_cannot_be_made_is_prisms() -> anyhow::Result<()> {
        let document = Document::of(json!({}));
        let judge = Judge::new(&document)?;
        let of = |kind: &str| {
            let body = json!({ "type": format!("https://stoplight.io/prism/errors#{kind}") }).to_string();
            outcome(&document, &judge, "GET /", &json!({ "error": { "status": 422, "body": body } }))
        };
        assert!(matches!(of("NO_PATH_MATCHED_ERROR"), Outcome::Failed(_)));
        assert!(matches!(of("NO_COMPLEX_OBJECT_TEXT"), Outcome::Unmockable(_)));
        assert_eq!(outcome(&document, &judge, "GET /", &json!({ "ok": null })), Outcome::Passed);
        Ok(())
    }

    #[test]
    fn an_operation_is_as_good_as_the_worst_of_its_calls() {
        let failed = Outcome::Failed("no".to_owned());
        assert_eq!(summed([Outcome::Passed, failed.clone()].into_iter()), failed);
        assert_eq!(summed([Outcome::Passed].into_iter()), Outcome::Passed);
        assert!(matches!(summed(std::iter::empty()), Outcome::Failed(_)));
    }
}
