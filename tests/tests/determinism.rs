//! The same document, the same bytes: however often, under whatever name, in whatever order its
//! maps stand.

use serde_yaml::{Mapping, Value};
use std::path::Path;
use std::process::ExitCode;
use tintype::Generated;
use tintype_tests::{case, folders};

fn main() -> ExitCode {
    folders::run(&[
        ("cases", "twice", twice),
        ("cases", "elsewhere", elsewhere),
        ("cases", "shuffled", shuffled),
        ("cases", "as-json", as_json),
    ])
}

fn twice(folder: &Path) -> Result<(), String> {
    same(&generated(folder, "spec.yaml", &spec(folder))?, &generated(folder, "spec.yaml", &spec(folder))?)
}

fn elsewhere(folder: &Path) -> Result<(), String> {
    let there = generated(folder, "/some/where/else/openapi.yml", &spec(folder))?;
    same(&generated(folder, "spec.yaml", &spec(folder))?, &there)
}

/// Fields keep the document's order, and so do lists; all else is in the document by name alone.
fn shuffled(folder: &Path) -> Result<(), String> {
    let mut document: Value = serde_yaml::from_str(&spec(folder)).map_err(|error| error.to_string())?;
    let before = generated(folder, "spec.yaml", &written(&document)?)?;
    turn_round(&mut document, false);
    same(&before, &generated(folder, "spec.yaml", &written(&document)?)?)
}

fn as_json(folder: &Path) -> Result<(), String> {
    let document: Value = serde_yaml::from_str(&spec(folder)).map_err(|error| error.to_string())?;
    let json = serde_json::to_string(&document).map_err(|error| error.to_string())?;
    same(&generated(folder, "spec.yaml", &spec(folder))?, &generated(folder, "spec.json", &json)?)
}

fn turn_round(value: &mut Value, ordered: bool) {
    match value {
        Value::Sequence(values) => values.iter_mut().for_each(|value| turn_round(value, false)),
        Value::Mapping(mapping) => {
            let mut entries: Vec<_> = std::mem::take(mapping).into_iter().collect();
            for (key, value) in &mut entries {
                // A property may be called `properties`; it is then no list of them.
                turn_round(value, !ordered && key.as_str() == Some("properties"));
            }
            if !ordered {
                entries.reverse();
            }
            *mapping = Mapping::from_iter(entries);
        }
        _ => {}
    }
}

fn written(document: &Value) -> Result<String, String> {
    serde_yaml::to_string(document).map_err(|error| error.to_string())
}

fn spec(folder: &Path) -> String {
    case::read(&folder.join("spec.yaml")).unwrap_or_default()
}

fn generated(folder: &Path, name: &str, text: &str) -> Result<Generated, String> {
    let (config, lock) = (case::read(&folder.join("codegen.toml")), case::read(&folder.join("names.lock")));
    let run = case::run_text(name, text, config, lock);
    let findings = run.findings();
    run.generated.ok_or(findings)
}

fn same(one: &Generated, other: &Generated) -> Result<(), String> {
    for (left, right) in one.files.iter().zip(&other.files) {
        if left != right {
            return Err(format!("{}\n{}\nis now {}\n{}", left.path, left.text, right.path, right.text));
        }
    }
    if one.files.len() != other.files.len() {
        return Err(format!("{} files are now {}", one.files.len(), other.files.len()));
    }
    let (one, other) = (one.lock.to_string(), other.lock.to_string());
    if one == other { Ok(()) } else { Err(format!("{one}\nis now\n{other}")) }
}
