//! A document in; the generated crate, its driver for tests and its summary out.
//!
//! The one place of the lab that calls the generator.

use anyhow::{Context, Result, anyhow};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tintype::config::ApiConfig;
pub(super) use tintype::config::Unused;
use tintype::diagnostic::Diagnostics;
use tintype::ir::{Shape, TypeId};
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
    /// The module that decodes and encodes every type that has a name.
    pub round_trip: String,
    config: ApiConfig,
}

/// Generates a crate of this name, with the types that no operation uses or without; `left` hears of each floor that is left.
pub(super) fn generated(
    document: &Path,
    text: String,
    name: &str,
    unused: Unused,
    left: &mut dyn FnMut(&'static str),
) -> Result<Generated> {
    let mut files = Files::default();
    let config = standalone(&mut files, document, name, unused);
    of(&mut files, document, text, &config, left)
}

/// Reads a document and generates a crate of this name from it, with its drivers.
pub(super) fn from_file(document: &Path, name: &str, unused: Unused) -> Result<Crate> {
    from_text(document, read(document)?, name, unused)
}

/// The same of another text than that of the document's file.
pub(super) fn from_text(document: &Path, text: String, name: &str, unused: Unused) -> Result<Crate> {
    let mut files = Files::default();
    let config = standalone(&mut files, document, name, unused);
    let generated = of(&mut files, document, text, &config, &mut |_| {})?;
    let emit = emit(&generated, &config);
    let call = tintype::rust::call(&emit);
    let round_trip = tintype::rust::round_trip(&emit, &tintype::rust::named(&emit));
    Ok(Crate { generated, call, round_trip, config })
}

fn emit<'a>(generated: &'a Generated, config: &'a ApiConfig) -> Emit<'a> {
    Emit {
        api: &generated.api,
        facts: &generated.facts,
        names: &generated.names,
        overrides: &config.overrides,
        package: &config.package,
    }
}

fn standalone(files: &mut Files, document: &Path, name: &str, unused: Unused) -> ApiConfig {
    let mut config = ApiConfig::standalone(files, name, &document.display().to_string(), "out", Some(name));
    config.selection.unused = unused;
    config
}

fn of(
    files: &mut Files,
    document: &Path,
    text: String,
    config: &ApiConfig,
    left: &mut dyn FnMut(&'static str),
) -> Result<Generated> {
    let shown = document.display().to_string();
    let mut out = Diagnostics::default();
    let generated = tintype::generate_observed(files, input(document, text, config), &mut out, left);
    let fatal = out.fatal();
    generated.filter(|_| !fatal).ok_or_else(|| {
        let of = |found: &&tintype::diagnostic::Diagnostic| format!("{:?}: {}", found.code, found.message);
        let messages: Vec<String> = out.sorted().iter().map(of).collect();
        anyhow!("nothing can be generated from {shown}:\n{}", messages.join("\n"))
    })
}

fn input<'a>(document: &Path, text: String, config: &'a ApiConfig) -> Input<'a> {
    let source = Source::Text { name: document.display().to_string(), text };
    Input { source, api: config, lock: None, prune: false }
}

/// Generates whatever comes of it, types that nothing uses too, with all that is found, for who
/// judges findings.
pub(super) fn judged(
    files: &mut Files,
    document: &Path,
    text: String,
    name: &str,
    out: &mut Diagnostics,
) -> Option<Generated> {
    let config = standalone(files, document, name, Unused::Kept);
    tintype::generate(files, input(document, text, &config), out)
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

impl Crate {
    /// The module that decodes and encodes these types.
    pub fn round_trip_of(&self, types: &[TypeId]) -> String {
        tintype::rust::round_trip(&emit(&self.generated, &self.config), types)
    }

    /// The pointers of all places that are any JSON although the document says more.
    pub fn untyped(&self) -> BTreeSet<String> {
        let untyped = self.generated.api.types.iter().filter(|ty| match ty.shape {
            Shape::Free(reason) => !reason.is_faithful(),
            _ => false,
        });
        untyped.map(|ty| ty.origin.pointer.clone()).collect()
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
