//! Pages in, what the library makes of them out.

use crate::case;
use std::path::Path;
use tintype::config::ApiConfig;
use tintype::diagnostic::{Diagnostics, render};
use tintype::text::{FileId, Files};
use tintype::{Import, Input, Source};

/// Names and texts.
pub type Pages = Vec<(String, String)>;

/// What an import did and said.
#[derive(Debug)]
pub struct Run {
    /// The texts that were read.
    pub files: Files,
    /// What was found.
    pub out: Diagnostics,
    /// What came of it.
    pub import: Option<Import>,
}

impl Run {
    /// All findings as a person reads them.
    pub fn findings(&self) -> String {
        let text = render::text(&self.out.sorted(), &self.files, false);
        text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }
}

/// The pages of a folder, by name.
///
/// # Errors
///
/// When there is none.
pub fn of_folder(folder: &Path) -> Result<Pages, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut pages: Pages = entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "md"))
        .filter_map(|entry| {
            Some((entry.file_name().to_string_lossy().into_owned(), case::read(&entry.path())?))
        })
        .collect();
    pages.sort();
    if pages.is_empty() { Err(format!("no page in {}", folder.display())) } else { Ok(pages) }
}

/// Puts pages together.
pub fn import(pages: &Pages) -> Run {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let ids: Vec<FileId> = pages.iter().map(|(name, text)| files.add(name, text.as_str())).collect();
    let import = tintype::import(&files, &ids, &mut out);
    Run { files, out, import }
}

/// The public items of the crate that a source becomes, and what goes over the wire: its files
/// without their documentation.
///
/// # Errors
///
/// What was found, where nothing is generated.
pub fn surface(source: Source) -> Result<String, String> {
    let mut files = Files::default();
    let api = ApiConfig::standalone(&mut files, "case", "case", "out", Some("case"));
    of(&mut files, source, &api)
}

/// [`surface`] under a configuration.
///
/// # Errors
///
/// What was found, where nothing is generated.
pub fn of(files: &mut Files, source: Source, api: &ApiConfig) -> Result<String, String> {
    let mut out = Diagnostics::default();
    let input = Input { source, api, lock: None, prune: false };
    let generated = tintype::generate(files, input, &mut out);
    let generated = generated.filter(|_| !out.fatal());
    let generated = generated.ok_or_else(|| render::text(&out.sorted(), files, false))?;
    let mut text = String::new();
    for file in generated.files.iter().filter(|file| file.path != "Cargo.toml") {
        text.push_str(&format!("== {}\n", file.path));
        let prose = |line: &&str| ["///", "//!"].iter().any(|mark| line.trim_start().starts_with(mark));
        for line in file.text.lines().filter(|line| !prose(line)) {
            text.push_str(line);
            text.push('\n');
        }
    }
    Ok(text)
}
