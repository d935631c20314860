//! What each case generates, word for word: files, names, the IR and the findings.

use std::path::Path;
use std::process::ExitCode;
use tintype_tests::snapshot::{self, Kept, Texts};
use tintype_tests::{case, folders};

fn main() -> ExitCode {
    folders::run(&[("cases", "golden", golden), ("cases", "again", again), ("cases", "form", form)])
}

/// The files are those of `expected/`.
fn golden(folder: &Path) -> Result<(), String> {
    let run = case::run(folder);
    let Some(generated) = &run.generated else {
        return Err(format!("nothing is generated:\n{}", run.findings()));
    };
    if run.out.fatal() {
        return Err(format!("nothing would be written:\n{}", run.findings()));
    }
    let mut texts = Texts::new();
    for file in &generated.files {
        texts.insert(file.path.clone(), file.text.clone());
    }
    texts.insert("names.lock".to_owned(), generated.lock.to_string());
    texts.insert("ir.txt".to_owned(), tintype::ir::dump(&generated.api));
    texts.insert("diagnostics.txt".to_owned(), run.findings());
    // Written by the test that drives the compiled case.
    let instances = folder.join("expected/instances.txt");
    if let Some(text) = case::read(&instances) {
        texts.insert("instances.txt".to_owned(), text);
    }
    snapshot::compare(&folder.join("expected"), &texts, |path| {
        let same = path.starts_with("src/runtime/") || !path.contains('/') && path.ends_with(".toml");
        if same { Kept::IfThere } else { Kept::Always }
    })
}

/// A second run, given the lock of the first, says the same: nothing moves on its own.
fn again(folder: &Path) -> Result<(), String> {
    let first = case::run(folder).generated.ok_or("nothing is generated")?;
    let spec = case::read(&folder.join("spec.yaml")).unwrap_or_default();
    let config = case::read(&folder.join("codegen.toml"));
    let second = case::run_text("spec.yaml", &spec, config, Some(first.lock.to_string()));
    let findings = second.findings();
    let second = second.generated.ok_or(findings)?;
    if first.lock.to_string() != second.lock.to_string() {
        let diff = snapshot::diff(&first.lock.to_string(), &second.lock.to_string());
        return Err(format!("the lock moved:\n{diff}"));
    }
    for (before, after) in first.files.iter().zip(&second.files) {
        if before != after {
            return Err(format!("{} moved:\n{}", before.path, snapshot::diff(&before.text, &after.text)));
        }
    }
    if first.files.len() == second.files.len() { Ok(()) } else { Err("files came or went".to_owned()) }
}

/// A case is one idea that a reader sees at once.
fn form(folder: &Path) -> Result<(), String> {
    let spec = case::read(&folder.join("spec.yaml")).ok_or("there is no spec.yaml")?;
    if !spec.starts_with("# ") {
        return Err("the first line does not say the idea".to_owned());
    }
    if spec.lines().count() > 40 {
        return Err("the document has more than 40 lines".to_owned());
    }
    let known = ["spec.yaml", "codegen.toml", "names.lock", "wire.yaml", "instances", "expected"];
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !known.contains(&name.as_str()) {
            return Err(format!("nothing reads {name}"));
        }
    }
    Ok(())
}
