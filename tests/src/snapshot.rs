//! Texts by path in; whether they are those of a folder out.
//!
//! With `SNAPSHOTS=overwrite` the folder is made to be what the texts say, and the change is for a
//! person to read. A file of the folder that no text answers to is an error: nobody reads it.

use similar::TextDiff;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Texts by their path below the folder, with `/` between its parts.
pub type Texts = BTreeMap<String, String>;

/// Whether the folder must hold a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Always.
    Always,
    /// Only if it has a copy already: what is the same in every case is kept by the one it is about.
    IfThere,
}

/// Compares the folder with the texts.
///
/// # Errors
///
/// What differs, as a diff.
pub fn compare(folder: &Path, texts: &Texts, kept: impl Fn(&str) -> Kept) -> Result<(), String> {
    let overwrite = overwrite();
    let mut there = BTreeSet::new();
    below(folder, folder, &mut there);
    let mut wrong = String::new();
    for (path, text) in texts {
        let known = there.remove(path);
        if !known && kept(path) == Kept::IfThere {
            continue;
        }
        let file = folder.join(path);
        let old = std::fs::read_to_string(&file).unwrap_or_default();
        if known && old == *text {
            continue;
        }
        if overwrite {
            write(&file, text)?;
            continue;
        }
        wrong.push_str(&format!("{path} differs:\n{}\n", diff(&old, text)));
    }
    for path in there {
        if overwrite {
            std::fs::remove_file(folder.join(&path)).map_err(|error| format!("{path}: {error}"))?;
        } else {
            wrong.push_str(&format!("{path} is expected, and nothing like it is generated\n"));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("{wrong}{NEXT}"))
}

/// Compares one file with its text.
///
/// # Errors
///
/// What differs, as a diff.
pub fn compare_file(file: &Path, text: &str) -> Result<(), String> {
    let old = std::fs::read_to_string(file).unwrap_or_default();
    if old == text {
        return Ok(());
    }
    if overwrite() {
        return write(file, text);
    }
    Err(format!("{} differs:\n{}\n{NEXT}", file.display(), diff(&old, text)))
}

/// What to do about a difference.
const NEXT: &str = "If this is right, run again with SNAPSHOTS=overwrite and read the change.";

/// Two texts as a diff.
pub fn diff(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    diff.unified_diff().context_radius(2).header("expected", "generated").to_string()
}

/// Whether the expected texts are to be written.
pub fn overwrite() -> bool {
    std::env::var_os("SNAPSHOTS").is_some_and(|how| how == "overwrite")
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", file.display());
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(file, text).map_err(failed)
}

/// Every file below a folder, by its path from `root`.
pub fn below(root: &Path, folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            below(root, &path, found);
        } else if let Ok(path) = path.strip_prefix(root) {
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            found.insert(parts.join("/"));
        }
    }
}
