//! `instances/<Schema>/{accepted,refused}.*.json` of each case, judged by the document itself.
//!
//! The judge is the `jsonschema` crate, which shares no code with the generator. What it accepts
//! the type must read, and what the type then writes it must accept again. What the type makes of
//! each stands in `expected/instances.txt`: a lenient reading is a decision, and so is seen.

mod older;

use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use tintype_goldens::Case;
use tintype_tests::{case, folders, snapshot};

fn main() -> ExitCode {
    folders::run(&[("cases", "instances", instances)])
}

fn instances(folder: &Path) -> Result<(), String> {
    let mut found = BTreeSet::new();
    let here = folder.join("instances");
    snapshot::below(&here, &here, &mut found);
    if found.is_empty() {
        return Ok(());
    }
    let compiled = tintype_goldens::case(&case::name(folder)).ok_or("the case is not compiled")?;
    let document = case::read(&folder.join("spec.yaml")).unwrap_or_default();
    let document: Value = serde_yaml::from_str(&document).map_err(|error| error.to_string())?;
    let mut lines = String::new();
    let mut wrong = String::new();
    for path in found {
        let text = case::read(&here.join(&path)).ok_or_else(|| format!("{path} can't be read"))?;
        match instance(compiled, &document, &path, &text) {
            Ok(line) => lines.push_str(&format!("{path}: {line}\n")),
            Err(why) => wrong.push_str(&format!("{path}: {why}\n")),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    // The rest of `expected/` is for the goldens; this one text is known here alone.
    snapshot::compare_file(&folder.join("expected/instances.txt"), &lines)
}

/// What the type makes of an instance; an error where it is not what the document says.
fn instance(compiled: &Case, document: &Value, path: &str, text: &str) -> Result<String, String> {
    let (schema, name) = path.split_once('/').ok_or("stands in no schema's folder")?;
    let accepted = match name.split('.').next() {
        Some("accepted") => true,
        Some("refused") => false,
        _ => return Err("is neither `accepted.` nor `refused.`".to_owned()),
    };
    let pointer = format!("#/components/schemas/{schema}");
    let judge = judge(document, &pointer)?;
    let given: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if judge.is_valid(&given) != accepted {
        let why: Vec<_> = judge.iter_errors(&given).map(|error| error.to_string()).collect();
        return Err(format!("the document judges otherwise: {why:?}"));
    }
    let again = (compiled.again)(&pointer).ok_or_else(|| format!("{pointer} has no type"))?;
    let written = match again(text.as_bytes()) {
        Ok((written, _)) => written,
        Err(why) if accepted => return Err(format!("the type refuses what the document accepts: {why}")),
        Err(why) => return Ok(format!("refused: {}", why.replace('\n', "\n    "))),
    };
    let value: Value =
        serde_json::from_str(&written).map_err(|error| format!("{written} is no JSON: {error}"))?;
    if accepted && !judge.is_valid(&value) {
        return Err(format!("the type writes what the document refuses: {written}"));
    }
    let (stable, _) = again(written.as_bytes())?;
    if stable != written {
        return Err(format!("the second turn differs: {written}, then {stable}"));
    }
    Ok(match (accepted, value == given) {
        (true, true) => "equal".to_owned(),
        (true, false) => format!("becomes {value}"),
        (false, true) => "read all the same, and equal".to_owned(),
        (false, false) => format!("read all the same, and becomes {value}"),
    })
}

/// A validator of one schema of the document, which stays whole around it for its references.
fn judge(document: &Value, pointer: &str) -> Result<Validator, String> {
    let mut root = document.clone();
    if document["openapi"].as_str().is_some_and(|version| version.starts_with("3.0")) {
        older::lift(&mut root);
    }
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["$ref"] = json!(pointer);
    jsonschema::validator_for(&root).map_err(|error| error.to_string())
}
