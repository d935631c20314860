//! Orders for instances in, instances out: the side of `tests/lab/faker.mjs` that is Rust.

use super::npm;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

const SCRIPT: &str = include_str!("../../lab/faker.mjs");

/// What one instance may take, on a busy machine.
const EACH: Duration = Duration::from_secs(20);
/// The first one waits for the generator to start and read the document.
const START: Duration = Duration::from_secs(90);
/// What the generator may use.
const MEMORY: &str = "--max-old-space-size=2048";

/// Makes instances of one document's schemas.
#[derive(Debug)]
pub(super) struct Faker {
    folder: PathBuf,
    script: PathBuf,
    document: PathBuf,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Order {
    /// A schema, or the name of a component.
    pub schema: Value,
    /// What is replaced in it, by JSON pointer.
    pub patches: Vec<(String, Value)>,
    /// Whether every optional property is made, none, or some.
    pub optionals: Optionals,
    /// The same seed makes the same instance.
    pub seed: u64,
}

/// Which optional properties an instance has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Optionals {
    /// All of them.
    All,
    /// Each by chance.
    Some,
    /// None.
    None,
}

impl Faker {
    /// For a document, which is written as JSON into `work` for the script.
    pub fn new(document: &Value, work: &Path) -> Result<Self> {
        let folder = npm::installed(None, npm::FAKER)?;
        let (script, file) = (work.join("faker.mjs"), work.join("document.json"));
        std::fs::write(&script, SCRIPT)?;
        std::fs::write(&file, document.to_string())?;
        Ok(Self { folder, script, document: file })
    }

    /// An answer for each order: an instance, or why there is none. An order that takes too long, or
    /// ends the generator, costs itself and what else is asked of its schema.
    pub fn instances(&self, orders: &[Order]) -> Result<Vec<Result<Value, String>>> {
        let mut answers: Vec<Result<Value, String>> = Vec::with_capacity(orders.len());
        let mut lost: BTreeSet<String> = BTreeSet::new();
        while answers.len() < orders.len() {
            let from = answers.len();
            let is_lost = |order: &Order| order.schema.as_str().is_some_and(|name| lost.contains(name));
            let todo: Vec<usize> = (from..orders.len()).filter(|at| !is_lost(&orders[*at])).collect();
            let mut made = self.run(todo.iter().map(|at| &orders[*at]))?.into_iter();
            for (at, order) in orders.iter().enumerate().skip(from) {
                if is_lost(order) {
                    answers.push(Err("its schema takes too long".to_owned()));
                } else if let Some(answer) = made.next() {
                    answers.push(answer);
                } else {
                    answers.push(Err("takes too long, or too much memory".to_owned()));
                    lost.extend(orders[at].schema.as_str().map(str::to_owned));
                    break;
                }
            }
        }
        Ok(answers)
    }

    /// The answers of one process, until it is done or does not answer.
    fn run<'a>(&self, orders: impl Iterator<Item = &'a Order>) -> Result<Vec<Result<Value, String>>> {
        let lines: String = orders.map(|order| format!("{}\n", order.line())).collect();
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let mut command = Command::new("node");
        command.arg(MEMORY).arg(&self.script).arg(&self.document).arg(&self.folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("node does not start")?;
        // The script reads all of its input before it writes, so that neither waits for the other.
        let mut input = child.stdin.take().context("node has no stdin")?;
        let output = child.stdout.take().context("node has no stdout")?;
        // One that died has read nothing; that it says nothing is seen below.
        let _ = input.write_all(lines.as_bytes());
        drop(input);
        let (sender, heard) = mpsc::channel();
        let reading = std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut answers = Vec::new();
        let mut patience = START;
        while let Ok(line) = heard.recv_timeout(patience) {
            answers.push(answer(&line)?);
            patience = EACH;
        }
        // It may have ended by itself.
        let _ = child.kill();
        child.wait()?;
        drop(heard);
        ensure!(reading.join().is_ok(), "the reader of instances failed");
        Ok(answers)
    }
}

impl Order {
    fn line(&self) -> Value {
        let optionals = match self.optionals {
            Optionals::All => json!({ "alwaysFakeOptionals": true }),
            Optionals::Some => json!({ "optionalsProbability": 0.6 }),
            Optionals::None => json!({ "optionalsProbability": 0.0 }),
        };
        let mut options = json!({ "seed": self.seed, "maxDepth": 9, "maxDefaultItems": 2 });
        if let (Some(options), Value::Object(more)) = (options.as_object_mut(), optionals) {
            options.extend(more);
        }
        json!({ "schema": self.schema, "patches": self.patches, "options": options })
    }
}

fn answer(line: &str) -> Result<Result<Value, String>> {
    let mut answer: Value = serde_json::from_str(line)?;
    Ok(match answer.get_mut("instance") {
        Some(instance) => Ok(instance.take()),
        None => Err(answer["error"].as_str().unwrap_or("no instance").to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::{Optionals, Order, answer};
    use serde_json::json;

    #[test]
    fn an_order_is_one_line() {
        let order = Order {
            schema: json!("Pet"),
            patches: vec![("/required".to_owned(), json!(["name"]))],
            optionals: Optionals::None,
            seed: 7,
        };
        let line = order.line();
        assert_eq!(line["patches"], json!([["/required", ["name"]]]));
        assert_eq!(line["options"]["optionalsProbability"], json!(0.0));
        assert!(!line.to_string().contains('\n'));
    }

    #[test]
    fn null_is_an_instance_and_an_error_is_none() {
        assert_eq!(answer("{\"instance\":null}").ok(), Some(Ok(json!(null))));
        assert_eq!(answer("{\"error\":\"no\"}").ok(), Some(Err("no".to_owned())));
        assert!(answer("no JSON").is_err());
    }
}
