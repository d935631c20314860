//! What is refused, and in which words: a folder a mistake, its name beginning with the code.

use serde::Deserialize;
use std::path::Path;
use std::process::ExitCode;
use tintype::diagnostic::{Diagnostics, render};
use tintype::text::Files;
use tintype::tree::{self, Bounds};
use tintype_tests::{case, command, folders, snapshot};

fn main() -> ExitCode {
    folders::run(&[("refusals", "refusal", refusal)])
}

fn refusal(folder: &Path) -> Result<(), String> {
    let said = if let Some(line) = case::read(&folder.join("command.txt")) {
        by_command(folder, &line)?
    } else if let Some(bounds) = case::read(&folder.join("bounds.toml")) {
        by_bounds(folder, &bounds)?
    } else {
        case::run(folder).findings()
    };
    let name = case::name(folder);
    let code = name.split('-').next().unwrap_or_default();
    if !said.contains(&format!("[{code}]")) {
        return Err(format!("{code} is not in what is said:\n{said}"));
    }
    snapshot::compare_file(&folder.join("expected.txt"), &said)
}

/// What takes a disk to go wrong goes through the command.
fn by_command(folder: &Path, line: &str) -> Result<String, String> {
    let failed = |error: std::io::Error| error.to_string();
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let copy = command::copy(folder, temporary, &case::name(folder)).map_err(failed)?;
    let arguments: Vec<&str> = line.split_whitespace().collect();
    let program = Path::new(env!("CARGO_BIN_EXE_other-xtask"));
    let done = command::run(program, &arguments, &copy).map_err(failed)?;
    if done.code != Some(1) {
        return Err(format!("exit code {:?}, not 1:\n{}", done.code, done.stderr));
    }
    Ok(done.stderr.lines().map(|line| line.trim_end().to_owned() + "\n").collect())
}

/// Bounds in place of the real ones, which no document of a reader's size would reach.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Limits {
    bytes: Option<usize>,
    depth: Option<usize>,
    aliased_nodes: Option<usize>,
}

fn by_bounds(folder: &Path, limits: &str) -> Result<String, String> {
    let limits: Limits = toml::from_str(limits).map_err(|error| error.to_string())?;
    let usual = Bounds::default();
    let bounds = Bounds {
        bytes: limits.bytes.unwrap_or(usual.bytes),
        depth: limits.depth.unwrap_or(usual.depth),
        aliased_nodes: limits.aliased_nodes.unwrap_or(usual.aliased_nodes),
    };
    let mut files = Files::default();
    let mut out = Diagnostics::default();
    let text = case::read(&folder.join("spec.yaml")).ok_or("there is no spec.yaml")?;
    let file = files.add("spec.yaml", text);
    if tree::read(&files, file, &bounds, &mut out).is_some() {
        return Err("the document is read all the same".to_owned());
    }
    let text = render::text(&out.sorted(), &files, false);
    Ok(text.lines().map(|line| line.trim_end().to_owned() + "\n").collect())
}
