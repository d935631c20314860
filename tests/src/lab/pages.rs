//! `cargo lab pages`: what pages of documentation carry, beside the whole document that they were
//! made of, and whether each page alone becomes a crate that compiles.
//!
//! Schemas are compared as JSON, their numbers by worth, operations by what is sent and what comes back; titles of a page
//! and names that no page has are not asked for.

use super::driver::NAME;
use super::generate::{self, empty, read, workspace, write};
use super::measure::{last_lines, measured};
use super::report::{Verdict, progress, write_json};
use anyhow::{Context, Result, anyhow, ensure};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use tintype::diagnostic::{Diagnostics, Severity};
use tintype::text::{FileId, Files};

/// Imports pages, compares what they carry with a whole document, and compiles each page's crate.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo lab pages docs/api --document openapi.json
  cargo lab pages docs/api other/pages --compile --json pages.json

Exit code 1 where a page is refused, a crate does not compile, or a document differs.")]
pub(super) struct Flags {
    /// Pages, and folders of them.
    #[arg(value_name = "PAGE|FOLDER", required = true)]
    pages: Vec<PathBuf>,
    /// The whole document that all these pages were made of.
    #[arg(long, value_name = "FILE")]
    document: Option<PathBuf>,
    /// Compile the crate of each page alone.
    #[arg(long)]
    compile: bool,
    /// Where crates are written [default: target/lab/pages].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Writes what was found as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(super) fn run(flags: &Flags) -> Result<Verdict> {
    let work = workspace(flags.work.as_deref(), "pages")?;
    let pages = all_pages(&flags.pages)?;
    let mut verdict = Verdict::Fine;
    let compared = match &flags.document {
        Some(document) => {
            let of: Value = serde_yaml::from_str(&read(document)?).context("the document can't be read")?;
            let differences = compared(&pages, &by_worth(of))?;
            if !differences.is_empty() {
                verdict = Verdict::Findings;
            }
            json!(differences)
        }
        None => Value::Null,
    };
    let outcomes = alone(&pages, flags.compile, &work)?;
    if outcomes.values().any(|outcome| *outcome != Outcome::Fine) {
        verdict = Verdict::Findings;
    }
    let shown: BTreeMap<&str, String> =
        outcomes.iter().map(|(page, outcome)| (page.as_str(), format!("{outcome:?}"))).collect();
    write_json(flags.json.as_deref(), &json!({ "differences": compared, "pages": shown }))?;
    Ok(verdict)
}

/// The pages at some paths, sorted below each.
fn all_pages(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut pages = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut below = BTreeSet::new();
            crate::snapshot::below(path, path, &mut below);
            pages.extend(below.iter().filter(|name| name.ends_with(".md")).map(|name| path.join(name)));
        } else {
            pages.push(path.clone());
        }
    }
    ensure!(!pages.is_empty(), "there is no page");
    Ok(pages)
}

/// Puts all pages together and compares; a line for each difference.
fn compared(pages: &[PathBuf], document: &Value) -> Result<Vec<String>> {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let mut ids: Vec<FileId> = Vec::new();
    for page in pages {
        ids.push(files.add(page.display().to_string(), read(page)?));
    }
    let import = tintype::import(&files, &ids, &mut out).ok_or_else(|| anyhow!("nothing is imported"))?;
    let made: Value = serde_yaml::from_str(&import.text).context("what was made is no YAML")?;
    let made = by_worth(made);
    let mut differences = Vec::new();
    let (ours, theirs) = (&made["components"]["schemas"], &document["components"]["schemas"]);
    let (ours, theirs) = (members(ours), members(theirs));
    let mut equal = 0;
    for (name, schema) in &ours {
        match theirs.get(name) {
            Some(other) if other == schema => equal += 1,
            Some(other) => {
                differences.push(format!("schema {name}: {}", first_difference(schema, other, "")))
            }
            None => differences.push(format!("schema {name}: the document has none")),
        }
    }
    let reached = reached(document);
    for name in theirs.keys().filter(|name| !ours.contains_key(*name)) {
        let reason = match reached.contains(name.as_str()) {
            true => "no page names it: a resolved page has it only as what it was dissolved into",
            false => "no page names it: no operation reaches it",
        };
        differences.push(format!("schema {name}: {reason}"));
    }
    let (ours, theirs) = (operations(&made), operations(document));
    let mut alike = 0;
    for (name, operation) in &theirs {
        match ours.get(name) {
            Some(made) if made == operation => alike += 1,
            Some(made) => differences.push(format!("{name}: {}", first_difference(made, operation, ""))),
            None => differences.push(format!("{name}: no page has it")),
        }
    }
    let conflicts = out.iter().filter(|found| found.severity() != Severity::Fatal).count();
    for difference in &differences {
        println!("{difference}");
    }
    println!(
        "pages: {} pages, operations {} of {} ({alike} alike), schemas {} ({} from components, {} from members), \
         equal {equal} of {}, findings {conflicts}, unresolved {}",
        import.counts.pages,
        ours.len(),
        theirs.len(),
        import.counts.from_components + import.counts.from_members,
        import.counts.from_components,
        import.counts.from_members,
        import.counts.from_components + import.counts.from_members,
        import.unresolved,
    );
    Ok(differences)
}

/// Numbers by their worth: `1.0` is `1` (JSON Schema 2020-12 core, section 4.2.2), and whoever made
/// the pages has written it so.
fn by_worth(value: Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            // Beyond 2^53 a float has no neighbours to tell it from.
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => json!(float as i64),
            _ => number.into(),
        },
        Value::Array(items) => items.into_iter().map(by_worth).collect(),
        Value::Object(members) => members.into_iter().map(|(key, value)| (key, by_worth(value))).collect(),
        other => other,
    }
}

fn members(of: &Value) -> BTreeMap<&String, &Value> {
    of.as_object().into_iter().flatten().collect()
}

/// The names of the schemas that operations use, through other schemas too.
fn reached(document: &Value) -> BTreeSet<&str> {
    fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            Value::Object(members) => {
                let to = members.get("$ref").and_then(Value::as_str);
                found.extend(to.and_then(|to| to.strip_prefix("#/components/schemas/")));
                members.values().for_each(|member| references(member, found));
            }
            _ => {}
        }
    }
    let (mut open, mut reached) = (Vec::new(), BTreeSet::new());
    references(&document["paths"], &mut open);
    while let Some(name) = open.pop() {
        if reached.insert(name) {
            references(&document["components"]["schemas"][name], &mut open);
        }
    }
    reached
}

/// What each operation takes and gives: parameters, whether there must be a body, media types, and
/// statuses. How a schema is written is asked of the named ones.
fn operations(document: &Value) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    for (path, item) in members(&document["paths"]) {
        for (method, operation) in members(item).into_iter().filter(|(_, it)| it.get("responses").is_some()) {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let parameters: BTreeSet<String> = parameters
                .map(|it| format!("{} {} {}", it["in"], it["name"], it["required"] == true))
                .collect();
            let media = |of: &Value| members(&of["content"]).into_keys().cloned().collect::<BTreeSet<_>>();
            let body = &operation["requestBody"];
            let responses: BTreeMap<&String, BTreeSet<String>> = members(&operation["responses"])
                .into_iter()
                .map(|(status, it)| (status, media(it)))
                .collect();
            let facts = json!({
                "parameters": parameters,
                "body": media(body),
                "body is required": body["required"] == true,
                "responses": responses,
                "deprecated": operation["deprecated"] == true,
            });
            found.insert(format!("{} {path}", method.to_uppercase()), facts);
        }
    }
    found
}

/// Where two values first differ.
fn first_difference(made: &Value, other: &Value, at: &str) -> String {
    match (made, other) {
        (Value::Object(one), Value::Object(two)) => {
            let keys: BTreeSet<&String> = one.keys().chain(two.keys()).collect();
            for key in keys {
                match (one.get(key), two.get(key)) {
                    (Some(made), Some(other)) if made != other => {
                        return first_difference(made, other, &format!("{at}/{key}"));
                    }
                    (Some(_), None) => return format!("{at}/{key} is not in the document"),
                    (None, _) => return format!("{at}/{key} is not on the pages"),
                    (Some(_), Some(_)) => {}
                }
            }
            "the order".to_owned()
        }
        _ => format!("{at}: {made} on the pages, {other} in the document"),
    }
}

/// What became of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Fine,
    Refused(String),
    Broken(String),
}

/// Generates, and where asked for compiles, the crate of each page.
fn alone(pages: &[PathBuf], compile: bool, work: &Path) -> Result<BTreeMap<String, Outcome>> {
    let bar = progress(pages.len(), "pages alone");
    let mut outcomes = BTreeMap::new();
    for page in pages {
        let shown = page.display().to_string();
        let outcome = match generate::generated(page, read(page)?, NAME, generate::Unused::Kept, &mut |_| {})
        {
            Err(why) => Outcome::Refused(format!("{why:#}")),
            Ok(_) if !compile => Outcome::Fine,
            Ok(generated) => {
                let folder = work.join("crate");
                empty(&folder)?;
                for file in &generated.files {
                    write(&folder.join(&file.path), &file.text)?;
                }
                checked(&folder, work)?
            }
        };
        if let Outcome::Refused(why) | Outcome::Broken(why) = &outcome {
            bar.suspend(|| println!("{shown}: {why}"));
        }
        outcomes.insert(shown, outcome);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let count = |is: fn(&Outcome) -> bool| outcomes.values().filter(|outcome| is(outcome)).count();
    let refused = count(|it| matches!(it, Outcome::Refused(_)));
    let broken = count(|it| matches!(it, Outcome::Broken(_)));
    let compiled = match compile {
        true => format!(", compiled {} of {}", outcomes.len() - refused - broken, outcomes.len() - refused),
        false => String::new(),
    };
    println!(
        "alone: {} pages, generated {}, refused {refused}{compiled}",
        pages.len(),
        pages.len() - refused
    );
    Ok(outcomes)
}

/// Whether a crate passes the compiler; TLS is not what is judged.
fn checked(folder: &Path, work: &Path) -> Result<Outcome> {
    let log = work.join("check");
    let mut command = Command::new("cargo");
    command.args(["check", "--quiet", "--no-default-features"]).current_dir(folder);
    command.env("CARGO_TARGET_DIR", work.join("target"));
    let used = measured(&mut command, &log)?;
    if used.success {
        return Ok(Outcome::Fine);
    }
    Ok(Outcome::Broken(last_lines(&read(&log.with_extension("err"))?, 15)))
}

#[cfg(test)]
mod tests {
    use super::{by_worth, first_difference, operations};
    use serde_json::json;

    #[test]
    fn operations_are_alike_by_what_they_take_and_give() {
        let operation = |summary: &str, required: bool| {
            let parameter =
                json!({ "name": "id", "in": "path", "required": required, "description": summary });
            let responses = json!({ "200": { "content": { "application/json": { "schema": summary } } } });
            operations(&json!({ "paths": { "/a": { "get": {
                "summary": summary, "parameters": [parameter], "responses": responses,
            } } } }))
        };
        assert_eq!(operation("one", true), operation("other", true));
        assert_ne!(operation("one", true), operation("one", false));
    }

    #[test]
    fn numbers_are_compared_by_worth() {
        assert_eq!(by_worth(json!({ "a": [1.0, 0.5] })), json!({ "a": [1, 0.5] }));
    }

    #[test]
    fn a_difference_is_told_by_its_place() {
        let (one, two) = (json!({ "a": { "b": 1 } }), json!({ "a": { "b": 2 } }));
        assert_eq!(first_difference(&one, &two, ""), "/a/b: 1 on the pages, 2 in the document");
        assert_eq!(first_difference(&one, &json!({}), ""), "/a is not in the document");
    }
}
