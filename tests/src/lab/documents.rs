//! Folders, archives and an index in; the documents to be judged out.
//!
//! Without an index a document is any file that says `openapi` or `swagger` at its top. With one it
//! is a line of it, whose flags tell beforehand what is not read yet: 2.0, and several files.

use anyhow::{Context, Result, bail, ensure};
use globset::{Glob, GlobMatcher};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Of which kind a deferred document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Later {
    /// Of a version that is not read.
    Version,
    /// Of several files.
    Files,
}

/// A document that is to be judged.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Its path below the root, which is what lists know it by.
    pub name: String,
    /// Where it lies.
    pub file: PathBuf,
    /// What the index says of it.
    pub known: Known,
    /// Whether the index calls it valid.
    pub valid: bool,
}

/// What is known of a document before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// It is to be read: its version is, and it is one file.
    Whole,
    /// It is not read yet.
    Later(Later),
    /// There is no index.
    Nothing,
}

/// All documents below the paths, sorted by name. Archives are unpacked below `work`, once.
pub(super) fn documents(
    paths: &[PathBuf],
    index: Option<&Path>,
    only: Option<&str>,
    work: &Path,
) -> Result<Vec<Document>> {
    let only = only.map(Glob::new).transpose()?.map(|glob| glob.compile_matcher());
    let wanted = |name: &str| only.as_ref().is_none_or(|only: &GlobMatcher| only.is_match(name));
    let rows = index.map(rows).transpose()?;
    let mut documents = Vec::new();
    for path in paths {
        let root = match path.extension().is_some_and(|extension| extension == "xz") {
            true => unpacked(path, work)?,
            false => path.clone(),
        };
        match &rows {
            _ if root.is_file() => documents.push(alone(&root)),
            Some(rows) => documents.extend(of_index(&root, rows)),
            None => documents.extend(of_folder(&root)),
        }
    }
    documents.retain(|document| wanted(&document.name));
    documents.sort_by(|one, two| one.name.cmp(&two.name));
    documents.dedup_by(|one, two| one.name == two.name);
    ensure!(!documents.is_empty(), "no document is there");
    Ok(documents)
}

fn alone(file: &Path) -> Document {
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Document { name, file: file.to_owned(), known: Known::Nothing, valid: false }
}

/// A line of the index.
struct Row {
    entry: String,
    known: Known,
    valid: bool,
}

fn rows(index: &Path) -> Result<Vec<Row>> {
    let text = std::fs::read_to_string(index).with_context(|| format!("cannot read {}", index.display()))?;
    rows_of(&text)
}

fn rows_of(text: &str) -> Result<Vec<Row>> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        head.iter()
            .position(|column| *column == name)
            .with_context(|| format!("the index has no column {name}"))
    };
    let (entry, version, flags, valid) =
        (column("entry")?, column("version")?, column("flags")?, column("valid")?);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let flagged = |flag: &str| cell(flags).split(',').any(|one| one == flag);
        let known = match () {
            () if cell(version).starts_with("2.") => Known::Later(Later::Version),
            // A file that is not there, or on another host, is a second one as well.
            () if flagged("multifile") || flagged("external-ref") => Known::Later(Later::Files),
            () => Known::Whole,
        };
        Row { entry: cell(entry).to_owned(), known, valid: cell(valid) == "yes" }
    };
    Ok(lines.map(row).collect())
}

/// The lines whose files are there: below the root, or below the one folder of an archive.
fn of_index(root: &Path, rows: &[Row]) -> Vec<Document> {
    let folders = std::fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut roots: Vec<PathBuf> = std::iter::once(root.to_owned()).chain(folders).collect();
    roots.sort();
    let base = roots.iter().find(|base| rows.iter().any(|row| base.join(&row.entry).is_file()));
    let Some(base) = base else { return Vec::new() };
    let there = rows.iter().filter(|row| base.join(&row.entry).is_file());
    let document = |row: &Row| Document {
        name: row.entry.clone(),
        file: base.join(&row.entry),
        known: row.known,
        valid: row.valid,
    };
    there.map(document).collect()
}

fn of_folder(root: &Path) -> Vec<Document> {
    let mut paths = BTreeSet::new();
    crate::snapshot::below(root, root, &mut paths);
    let file = |name: String| Document { file: root.join(&name), name, known: Known::Nothing, valid: false };
    let all =
        paths.into_iter().filter(|name| [".json", ".yaml", ".yml"].iter().any(|end| name.ends_with(end)));
    all.map(file).filter(|document| std::fs::read(&document.file).is_ok_and(|text| says_so(&text))).collect()
}

/// Whether a text says at the start of a line, or of an object, that it is an OpenAPI document.
fn says_so(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let top = |line: &str| {
        let key = line.trim_start_matches(['\u{feff}', '{', ' ', '\t', '"', '\'']);
        ["openapi", "swagger"].iter().any(|word| {
            let rest = key.strip_prefix(word).map(|rest| rest.trim_start_matches(['"', '\'']).trim_start());
            rest.is_some_and(|rest| rest.starts_with(':'))
        })
    };
    text.lines().any(top)
}

/// The folder of an archive's files; unpacked again only where the archive is another one.
fn unpacked(archive: &Path, work: &Path) -> Result<PathBuf> {
    let data = archive.metadata().with_context(|| format!("cannot read {}", archive.display()))?;
    let stem = archive.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let folder = work.join("unpacked").join(stem.trim_end_matches(".tar"));
    let (stamp, mark) = (folder.join(".unpacked"), format!("{} {:?}\n", data.len(), data.modified()?));
    if std::fs::read_to_string(&stamp).is_ok_and(|old| old == mark) {
        return Ok(folder);
    }
    super::generate::empty(&folder)?;
    let status = Command::new("tar").arg("-xJf").arg(archive).arg("-C").arg(&folder).status()?;
    if !status.success() {
        bail!("tar cannot unpack {}", archive.display());
    }
    std::fs::write(&stamp, mark)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::{Known, Later, rows_of, says_so};

    #[test]
    fn the_index_tells_what_is_not_read_yet() {
        let index = "path\tversion\tentry\tflags\tvalid\n\
                     a\t2.0\ta.yaml\t\tyes\nb\t3.0.0\tb/b.yaml\toneOf,multifile\tno:it\n\
                     c\t3.1.0\tc.yaml\texternal-ref\tn/a\nd\t3.1.0\td.yaml\toneOf\tyes\n";
        let rows = rows_of(index).unwrap_or_default();
        let read: Vec<_> = rows.iter().map(|row| (row.entry.as_str(), row.known, row.valid)).collect();
        assert_eq!(
            read,
            [
                ("a.yaml", Known::Later(Later::Version), true),
                ("b/b.yaml", Known::Later(Later::Files), false),
                ("c.yaml", Known::Later(Later::Files), false),
                ("d.yaml", Known::Whole, true),
            ]
        );
        assert!(rows_of("path\tentry\n").is_err());
    }

    #[test]
    fn a_document_says_so_at_its_top() {
        assert!(says_so(b"# a comment\nopenapi: 3.1.0\n"));
        assert!(says_so(b"{\"swagger\" : \"2.0\"}"));
        assert!(!says_so(b"name: openapi\nopenapis: 1\n"));
    }
}
