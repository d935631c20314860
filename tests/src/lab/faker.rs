//! Orders for instances in, instances out: the side of `tests/lab/faker.mjs` that is Rust.

use super::npm;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SCRIPT: &str = include_str!("../../lab/faker.mjs");

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

    /// An answer for each order: an instance, or why there is none.
    pub fn instances(&self, orders: &[Order]) -> Result<Vec<Result<Value, String>>> {
        if orders.is_empty() {
            return Ok(Vec::new());
        }
        let mut command = Command::new("node");
        command.arg(&self.script).arg(&self.document).arg(&self.folder);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().context("node does not start")?;
        let lines: String = orders.iter().map(|order| format!("{}\n", order.line())).collect();
        // The script reads all of its input before it writes, so that neither waits for the other.
        let mut input = child.stdin.take().context("node has no stdin")?;
        input.write_all(lines.as_bytes())?;
        drop(input);
        let output = child.wait_with_output()?;
        ensure!(output.status.success(), "the generator of instances failed");
        let answers: Vec<_> = String::from_utf8(output.stdout)?.lines().map(answer).collect::<Result<_>>()?;
        ensure!(answers.len() == orders.len(), "{} orders, {} answers", orders.len(), answers.len());
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
