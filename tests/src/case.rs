//! A case's folder in, what the generator makes of it out.
//!
//! A folder holds `spec.yaml` (or `.json`, or the page `.md`), and where they are part of the idea `codegen.toml` (an API of any
//! name) and `names.lock`. Knows of no case by name, and judges nothing.

use std::path::{Path, PathBuf};
use tintype::config::{self, ApiConfig, Overrides, PackageConfig};
use tintype::diagnostic::{Diagnostics, render};
use tintype::text::Files;
use tintype::{Generated, Input, Source, generate};

/// One run of the generator, with all that it said.
#[derive(Debug)]
pub struct Run {
    /// The texts that were read.
    pub files: Files,
    /// What was found.
    pub out: Diagnostics,
    /// What became of it; `None` where there was nothing to generate from.
    pub generated: Option<Generated>,
}

impl Run {
    /// All findings as a person reads them.
    pub fn findings(&self) -> String {
        let text = render::text(&self.out.sorted(), &self.files, false);
        // Padding behind a short line is the renderer's, and no editor would keep it.
        text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }
}

/// The folders below one of `tests/`, sorted.
pub fn folders(kind: &str) -> Vec<PathBuf> {
    let root = root().join(kind);
    let entries = std::fs::read_dir(&root).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The folder `tests/`.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The crate of the goldens, which shares this file, lies one folder deeper.
    let here = if here.ends_with("goldens") { here.parent().unwrap_or(here) } else { here };
    here.to_owned()
}

/// A folder's own name.
pub fn name(folder: &Path) -> String {
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What a folder's document becomes under its configuration and lock.
pub fn run(folder: &Path) -> Run {
    let names = ["spec.json", "spec.md"];
    let document = names.into_iter().find(|name| folder.join(name).exists());
    run_document(folder, document.unwrap_or("spec.yaml"))
}

/// [`run`], for a document of another name in the folder.
pub fn run_document(folder: &Path, document: &str) -> Run {
    let text = read(&folder.join(document)).unwrap_or_default();
    run_text(document, &text, read(&folder.join("codegen.toml")), read(&folder.join("names.lock")))
}

/// What a text becomes.
pub fn run_text(document: &str, text: &str, config: Option<String>, lock: Option<String>) -> Run {
    let mut files = Files::default();
    let mut out = Diagnostics::default();
    let Some(api) = api(&mut files, document, config, &mut out) else {
        return Run { files, out, generated: None };
    };
    let lock = lock.map(|lock| files.add("names.lock", lock));
    let source = Source::Text { name: document.to_owned(), text: text.to_owned() };
    let input = Input { source, api: &api, lock, prune: false };
    let generated = generate(&mut files, input, &mut out);
    Run { files, out, generated }
}

fn api(
    files: &mut Files,
    document: &str,
    config: Option<String>,
    out: &mut Diagnostics,
) -> Option<ApiConfig> {
    let Some(config) = config else {
        return Some(ApiConfig::standalone(files, "case", document, "expected", Some("case")));
    };
    let file = files.add("codegen.toml", config);
    config::read(files, file, out)?.apis.into_iter().next()
}

/// What a folder's configuration says of its API; `None` where it has none, or a wrong one.
pub fn configuration(folder: &Path) -> Option<(Overrides, PackageConfig)> {
    let mut files = Files::default();
    let text = read(&folder.join("codegen.toml"))?;
    let api = api(&mut files, "spec.yaml", Some(text), &mut Diagnostics::default())?;
    Some((api.overrides, api.package))
}

/// A file's text, if there is such a file.
pub fn read(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    String::from_utf8(bytes).ok()
}
