//! What a change of the document changes in the crate: which files, which lines of the lock, and
//! that no name that was given becomes another.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use tintype::Generated;
use tintype::output::{self, Found, GeneratedFile, Manifest, What};
use tintype::text::Files;
use tintype_tests::{case, folders, snapshot};

fn main() -> ExitCode {
    folders::run(&[("evolutions", "evolution", evolution)])
}

fn evolution(folder: &Path) -> Result<(), String> {
    let config = case::read(&folder.join("codegen.toml"));
    let before = generated(folder, "before.yaml", config.clone(), None)?;
    let old_lock = before.lock.to_string();
    // A person renames by editing the lock between two runs.
    let edits = case::read(&folder.join("edits.lock"));
    let given = edited(&old_lock, edits.as_deref().unwrap_or_default());
    let after = generated(folder, "after.yaml", config, Some(given.clone()))?;
    let new_lock = after.lock.to_string();
    let mut report = files(&before, &after);
    for it in tintype::restated(surface(&before), surface(&after)) {
        report.push_str(&format!("null {}: {} -> {}\n", it.field, it.old, it.new));
    }
    report.push_str(&names(&old_lock, &new_lock));
    kept(&given, &new_lock)?;
    snapshot::compare_file(&folder.join("expected.txt"), &report)
}

fn generated(
    folder: &Path,
    document: &str,
    config: Option<String>,
    lock: Option<String>,
) -> Result<Generated, String> {
    let text = case::read(&folder.join(document)).ok_or_else(|| format!("there is no {document}"))?;
    let run = case::run_text(document, &text, config, lock);
    let findings = run.findings();
    if run.out.fatal() {
        return Err(findings);
    }
    run.generated.ok_or(findings)
}

fn surface(generated: &Generated) -> &str {
    let file = generated.files.iter().find(|file| file.path == output::SURFACE);
    file.map_or("", |file| &file.text)
}

/// What would happen to the folder, as the command would say it.
fn files(before: &Generated, after: &Generated) -> String {
    let there = with_manifest(before);
    let listed = output::manifest(&before.files);
    let mut texts = Files::default();
    let file = texts.add("MANIFEST", listed.text);
    let owned = Manifest::read(&texts, file, &mut tintype::diagnostic::Diagnostics::default());
    let plan = output::plan(with_manifest(after), &owned, |path| {
        let found = there.iter().find(|file| file.path == path);
        found.map_or(Found::Nothing, |file| Found::Text(file.text.clone()))
    });
    let mut report = String::new();
    for step in plan.changes() {
        let what = match step.what {
            What::Create { .. } => "created",
            What::Change { .. } => "changed",
            What::Delete { .. } => "deleted",
            What::Keep | What::Blocked(_) => continue,
        };
        report.push_str(&format!("{what} {}\n", step.path));
    }
    report
}

fn with_manifest(generated: &Generated) -> Vec<GeneratedFile> {
    let mut files = generated.files.clone();
    files.push(output::manifest(&generated.files));
    files
}

/// The lines of the lock that came and went.
fn names(before: &str, after: &str) -> String {
    let mut report = String::new();
    for line in before.lines().filter(|line| !after.lines().any(|other| other == *line)) {
        report.push_str(&format!("lock - {line}\n"));
    }
    for line in after.lines().filter(|line| !before.lines().any(|other| other == *line)) {
        report.push_str(&format!("lock + {line}\n"));
    }
    report
}

/// The lock with some of its lines replaced by those of the same thing.
fn edited(lock: &str, edits: &str) -> String {
    let edits = given(edits);
    let lines = lock.lines().map(|line| match line.split_once(" = ") {
        Some((thing, _)) if edits.contains_key(thing) => format!("{thing} = {}\n", edits[thing]),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

/// Names by what they are given to.
fn given(lock: &str) -> BTreeMap<&str, &str> {
    let lines = lock.lines().map(|line| line.strip_prefix("- ").unwrap_or(line));
    lines.filter_map(|line| line.split_once(" = ")).collect()
}

/// Every name of the first lock is in the second.
fn kept(before: &str, after: &str) -> Result<(), String> {
    let after = given(after);
    for (thing, name) in given(before) {
        match after.get(thing) {
            Some(now) if *now == name => {}
            now => return Err(format!("{thing} was {name}, and is {now:?}")),
        }
    }
    Ok(())
}
