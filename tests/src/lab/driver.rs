//! A generated crate in; a program beside it that answers lines with lines, out.
//!
//! The program is built by cargo in the lab's folder, with the crate under the name `api`.

use super::generate::{Crate, write};
use super::measure::succeeded;
use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// What a program is made of.
#[derive(Debug)]
pub(super) struct Program<'a> {
    /// Its name, and that of its folder.
    pub name: &'a str,
    /// The lines under `[dependencies]`, the crate itself apart.
    pub dependencies: &'a str,
    /// Its files below `src`.
    pub files: &'a [(&'a str, &'a str)],
    /// Whether it is optimised.
    pub release: bool,
}

/// Writes the crate, which needs no TLS on loopback, and the program below `work`, builds, and gives the program's path.
pub(super) fn built(work: &Path, generated: &Crate, program: &Program<'_>) -> Result<PathBuf> {
    let api = work.join("api");
    for file in &generated.generated.files {
        write(&api.join(&file.path), &file.text)?;
    }
    let folder = work.join(program.name);
    write(
        &folder.join("Cargo.toml"),
        &format!(
            "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [dependencies]\napi = {{ package = \"{NAME}\", path = \"../api\", default-features = false }}\n{}\n\
             [profile.dev]\ndebug = false\n\n[workspace]\n",
            program.name, program.dependencies
        ),
    )?;
    for (path, text) in program.files {
        write(&folder.join("src").join(path), text)?;
    }
    // Beside the documents' folders: what all programs stand on is built once.
    let target = work.parent().unwrap_or(work).join("target");
    let mut command = Command::new("cargo");
    command.arg("build").current_dir(&folder).env("CARGO_TARGET_DIR", &target);
    if program.release {
        command.arg("--release");
    }
    eprintln!("building {}", program.name);
    succeeded(&mut command, &work.join(format!("{}.build", program.name)))?;
    Ok(target.join(if program.release { "release" } else { "debug" }).join(program.name))
}

/// What the generated crate is called in every program of the lab.
pub(super) const NAME: &str = "tintype_judged";

/// A running program: its input closed, its output still to be read.
fn started(command: &mut Command, lines: &str) -> Result<Child> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().context("the program has no stdin")?;
    // Every program of the lab reads all of its input before it writes.
    input.write_all(lines.as_bytes())?;
    Ok(child)
}

/// Hands lines to a program; a line comes back for each.
pub(super) fn answers(command: &mut Command, lines: &[String]) -> Result<Vec<String>> {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let output = started(command, &text)?.wait_with_output()?;
    ensure!(output.status.success(), "{} failed", command.get_program().display());
    let answers: Vec<String> = String::from_utf8(output.stdout)?.lines().map(str::to_owned).collect();
    ensure!(answers.len() == lines.len(), "{} lines in, {} out", lines.len(), answers.len());
    Ok(answers)
}
