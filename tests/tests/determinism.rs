//! The same document, the same bytes: however often, under whatever name, in whatever order its
//! maps stand.

use serde_yaml::{Mapping, Value};
use std::path::Path;
use std::process::ExitCode;
use tintype::Generated;
use tintype_tests::snapshot::{self, Texts};
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
    let (one, other) = (texts(one), texts(other));
    for (path, text) in &one {
        match other.get(path) {
            Some(now) if now == text => {}
            Some(now) => return Err(format!("{path} moved:\n{}", snapshot::diff(text, now))),
            None => return Err(format!("{path} is no longer there")),
        }
    }
    match other.keys().find(|path| !one.contains_key(*path)) {
        Some(path) => Err(format!("{path} is new")),
        None => Ok(()),
    }
}

/// All that is written, the lock too.
fn texts(generated: &Generated) -> Texts {
    let files = generated.files.iter().map(|file| (file.path.clone(), file.text.clone()));
    let lock = ("names.lock".to_owned(), generated.lock.to_string());
    files.chain([lock]).collect()
}
