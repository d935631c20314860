//! A document in; the generated crate, its driver for tests and its summary out.
//!
//! The one place of the lab that calls the generator.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use tintype::config::ApiConfig;
use tintype::diagnostic::Diagnostics;
use tintype::rust::Emit;
use tintype::text::Files;
use tintype::{Generated, Input, Source};

/// A generated crate that is not written yet.
#[derive(Debug)]
pub(super) struct Crate {
    /// What the generator gave.
    pub generated: Generated,
    /// The module that drives every operation from JSON.
    pub call: String,
    /// The module that decodes and encodes every type.
    pub round_trip: String,
}

/// Generates a crate of this name; `left` hears of each floor that is left.
pub(super) fn generate(document: &Path, text: String, name: &str, left: &mut dyn FnMut(&'static str)) -> Result<Crate> {
    let mut files = Files::default();
    let shown = document.display().to_string();
    let config = ApiConfig::standalone(&mut files, name, &shown, "out", Some(name));
    let mut out = Diagnostics::default();
    let input = Input { source: Source::text(shown.clone(), text), api: &config, lock: None, prune: false };
    let generated = tintype::generate_observed(&mut files, input, &mut out, left);
    let fatal = out.fatal();
    let Some(generated) = generated.filter(|_| !fatal) else {
        let messages: Vec<String> = out.sorted().iter().map(|found| format!("{:?}: {}", found.code, found.message)).collect();
        bail!("nothing can be generated from {shown}:\n{}", messages.join("\n"));
    };
    let emit = Emit {
        api: &generated.api,
        facts: &generated.facts,
        names: &generated.names,
        overrides: &config.overrides,
        package: &config.package,
    };
    let (call, round_trip) = (tintype::rust::call(&emit), tintype::rust::round_trip(&emit));
    Ok(Crate { generated, call, round_trip })
}

/// Reads a document and generates a crate of this name from it.
pub(super) fn from_file(document: &Path, name: &str) -> Result<Crate> {
    generate(document, read(document)?, name, &mut |_| {})
}

/// The text of a document.
pub(super) fn read(document: &Path) -> Result<String> {
    std::fs::read_to_string(document).with_context(|| format!("cannot read {}", document.display()))
}

impl Crate {
    /// Writes the crate into an emptied folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        empty(folder)?;
        for file in &self.generated.files {
            write(&folder.join(&file.path), &file.text)?;
        }
        Ok(())
    }
}

/// A folder with nothing in it but what cargo built there.
pub(super) fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Writes a file and the folders above it; a file of the same text keeps its time, so that cargo
/// does not build again what has not changed.
pub(super) fn write(file: &Path, text: &str) -> Result<()> {
    if std::fs::read_to_string(file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(parent) = file.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// The folder of a command of the lab, made absolute: commands run in folders of their own.
pub(super) fn workspace(asked: Option<&Path>, command: &str) -> Result<PathBuf> {
    let folder = asked.map_or_else(|| Path::new("target/lab").join(command), Path::to_path_buf);
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.canonicalize()?)
}

/// What a document is called in tables and folders.
pub(super) fn stem(document: &Path) -> String {
    document.file_stem().map_or_else(|| "document".to_owned(), |stem| stem.to_string_lossy().into_owned())
}
