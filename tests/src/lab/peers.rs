//! Other generators: which are installed, and how each is asked for a crate.
//!
//! A generator that prints a crate is taken as it is; round one that prints modules only, the
//! crate that its own dependency note asks for is written.

use super::generate::write;
use super::measure::{Usage, measured};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A generator that can be measured beside ours.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    /// What it is called in tables.
    pub name: &'static str,
    program: PathBuf,
    arguments: fn(&str, &str, &str) -> Vec<String>,
    finish: fn(&Path, &str) -> Result<()>,
}

/// Document, folder and crate name in, the words of its command line out.
type Arguments = fn(&str, &str, &str) -> Vec<String>;
/// What is left to do in its folder.
type Finish = fn(&Path, &str) -> Result<()>;

const PEERS: &[(&str, &str, Arguments, Finish)] = &[
    (
        "oas3-gen",
        "oas3-gen",
        |document, out, _| words(&["generate", "client-mod", "-i", document, "-o", out, "--workspace"]),
        own_workspace,
    ),
    (
        "openapi-to-rust",
        "openapi-to-rust",
        |document, out, _| words(&["generate", document, "--output-dir", &format!("{out}/src/generated")]),
        wrap_modules,
    ),
    (
        "progenitor",
        "cargo-progenitor",
        |document, out, name| {
            words(&[
                "progenitor",
                "-i",
                document,
                "-o",
                out,
                "-n",
                name,
                "-v",
                "0.1.0",
                "--license-name",
                "MIT",
            ])
        },
        own_workspace,
    ),
    (
        "ploidy",
        "ploidy",
        |document, out, name| words(&["generate", "rust", document, "-o", out, "--name", name]),
        own_workspace,
    ),
];

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// The generators that are installed under `PREFIX/bin`.
pub(super) fn installed(prefix: Option<&Path>) -> Result<Vec<Peer>> {
    let Some(prefix) = prefix else { return Ok(Vec::new()) };
    let bin = prefix.join("bin");
    let bin = bin.canonicalize().with_context(|| format!("no folder {}", bin.display()))?;
    let peer = |(name, program, arguments, finish): &(&'static str, &str, Arguments, Finish)| Peer {
        name,
        program: bin.join(program),
        arguments: *arguments,
        finish: *finish,
    };
    let peers: Vec<Peer> = PEERS.iter().map(peer).filter(|peer| peer.program.is_file()).collect();
    anyhow::ensure!(!peers.is_empty(), "none of the generators that the lab knows is in {}", bin.display());
    Ok(peers)
}

impl Peer {
    /// Lets it generate into a folder that is empty.
    pub fn generate(&self, document: &Path, out: &Path, name: &str, log: &Path) -> Result<Usage> {
        let document = document.canonicalize()?;
        let mut command = Command::new(&self.program);
        command.args((self.arguments)(&document.to_string_lossy(), &out.to_string_lossy(), name));
        let usage = measured(command.current_dir(out).env("NO_COLOR", "1"), log)?;
        if usage.success {
            (self.finish)(out, name)?;
        }
        Ok(usage)
    }
}

/// A crate below our own workspace must say that it is no member of it.
fn own_workspace(out: &Path, _name: &str) -> Result<()> {
    let manifest = crate_in(out)?.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest)?;
    let root = out.join("Cargo.toml");
    if text.contains("[workspace") || (root.is_file() && root != manifest) {
        return Ok(());
    }
    write(&manifest, &format!("{text}\n[workspace]\n"))
}

fn wrap_modules(out: &Path, name: &str) -> Result<()> {
    let needs = std::fs::read_to_string(out.join("src/generated/REQUIRED_DEPS.toml"))?;
    let heading = if needs.contains("[dependencies]") { "" } else { "[dependencies]\n" };
    let package = format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    write(&out.join("Cargo.toml"), &format!("{package}\n{heading}{needs}\n[workspace]\n"))?;
    write(&out.join("src/lib.rs"), "pub mod generated;\n")
}

/// The folder of the crate that a generator made: the given one, or the first below it.
pub(super) fn crate_in(out: &Path) -> Result<PathBuf> {
    let is_crate = |folder: &Path| folder.join("Cargo.toml").is_file() && folder.join("src/lib.rs").is_file();
    if is_crate(out) {
        return Ok(out.to_path_buf());
    }
    let mut folders = vec![out.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let below = std::fs::read_dir(&folder)?.filter_map(|entry| Some(entry.ok()?.path()));
        let mut below: Vec<PathBuf> = below.filter(|path| path.is_dir()).collect();
        below.sort();
        if let Some(found) = below.iter().find(|folder| is_crate(folder)) {
            return Ok(found.clone());
        }
        folders.extend(below);
    }
    anyhow::bail!("no crate in {}", out.display())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_prefix_without_generators_is_an_error_and_no_prefix_is_none() {
        assert!(super::installed(None).is_ok_and(|peers| peers.is_empty()));
        assert!(super::installed(Some(std::path::Path::new("src"))).is_err());
    }
}
