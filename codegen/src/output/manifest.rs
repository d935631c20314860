//! The list of the files that are ours: one path a line, sorted, under a header.
//!
//! No hash, no version and no date stands in it, so that it changes only when a file comes or
//! goes. It is a file that people merge by hand, so what it lists is not believed blindly.

use super::GeneratedFile;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{FileId, Files, Span};
use std::collections::BTreeSet;

/// The manifest's own path. It is ours without being listed.
pub const MANIFEST: &str = "MANIFEST";

/// What every manifest of ours begins with, whatever else its head says.
const MARK: &str = "# The files here that `cargo xtask codegen` writes";

const HEADER: &str = "# The files here that `cargo xtask codegen` writes, and deletes when they go.
# Any other file in this folder is left alone.
";

/// The paths that an earlier run wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    paths: BTreeSet<String>,
}

impl Manifest {
    /// Reads one. A path that leads out of the folder is refused: to delete what it lists would
    /// be to delete somebody else's.
    pub fn read(files: &Files, file: FileId, out: &mut Diagnostics) -> Self {
        let mut paths = BTreeSet::new();
        let mut start = 0;
        if !files.text(file).starts_with(MARK) {
            out.push(
                Diagnostic::new(
                    Code::ForeignFile,
                    Span::new(file, 0, 0),
                    format!("this {MANIFEST} was not written by `cargo xtask codegen`"),
                )
                .help("move it away, or generate into another folder (`out`)"),
            );
            return Self::default();
        }
        for line in files.text(file).split_inclusive('\n') {
            // A checkout may have put CRLF here whatever we wrote.
            let path = line.trim_end_matches(['\n', '\r']);
            let span = Span::new(file, start, start + path.len());
            start += line.len();
            if path.is_empty() || path.starts_with('#') {
                continue;
            }
            if stays_inside(path) {
                paths.insert(path.to_owned());
            } else {
                out.push(
                    Diagnostic::new(
                        Code::ForeignFile,
                        span,
                        format!("`{path}` is not a path below this folder"),
                    )
                    .help("delete the line; the manifest is written anew by the next run"),
                );
            }
        }
        Self { paths }
    }

    /// Whether an earlier run wrote this path.
    pub fn owns(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// All paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }
}

/// Whether a path names something below the folder that it is relative to, on any system.
fn stays_inside(path: &str) -> bool {
    let usual = |part: &str| !matches!(part, "" | "." | "..");
    // A colon is a drive or a stream of a file on Windows; a backslash divides paths there.
    let odd = |letter: char| matches!(letter, '\\' | ':') || letter.is_control();
    path != MANIFEST && path.split('/').all(usual) && !path.contains(odd)
}

/// The manifest of these files.
pub fn manifest(files: &[GeneratedFile]) -> GeneratedFile {
    let paths = files.iter().map(|file| file.path.as_str()).collect();
    GeneratedFile { path: MANIFEST.to_owned(), text: text(&paths) }
}

/// The manifest of what two others list: it stands while a run that leads from one to the other is
/// on its way, so that each file is ours wherever that run is cut short.
pub fn both(one: &str, other: &str) -> String {
    let lines = one.lines().chain(other.lines());
    text(&lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect())
}

fn text(paths: &BTreeSet<&str>) -> String {
    let lines = paths.iter().flat_map(|path| [path, "\n"]);
    [HEADER].into_iter().chain(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Manifest, Vec<(usize, String)>) {
        let mut files = Files::default();
        let file = files.add(MANIFEST, text);
        let mut out = Diagnostics::default();
        let manifest = Manifest::read(&files, file, &mut out);
        let line = |found: &Diagnostic| files.position(found.labels[0].span).line;
        let found = out.iter().map(|found| (line(found), found.message.clone()));
        (manifest, found.collect())
    }

    fn file(path: &str) -> GeneratedFile {
        GeneratedFile { path: path.to_owned(), text: String::new() }
    }

    #[test]
    fn what_is_written_is_read_back_sorted() {
        let written = manifest(&[file("src/lib.rs"), file("Cargo.toml"), file("src/a.rs")]);
        assert_eq!(written.path, MANIFEST);
        let (read_back, found) = read(&written.text);
        assert_eq!(found, []);
        let paths: Vec<_> = read_back.paths().collect();
        assert_eq!(paths, ["Cargo.toml", "src/a.rs", "src/lib.rs"]);
        let (crlf, _) = read(&written.text.replace('\n', "\r\n"));
        assert_eq!(crlf, read_back);
    }

    #[test]
    fn between_two_runs_what_either_lists_is_ours() {
        let (one, other) = (manifest(&[file("a"), file("b")]), manifest(&[file("b"), file("c")]));
        let all = both(&one.text.replace('\n', "\r\n"), &other.text);
        assert_eq!(all, manifest(&[file("a"), file("b"), file("c")]).text);
    }

    #[test]
    fn a_manifest_of_somebody_else_owns_nothing() {
        let (manifest, found) = read("include README.md\n");
        assert_eq!(manifest, Manifest::default());
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_path_that_leads_out_is_refused_at_its_line() {
        let hostile = ["/etc/passwd", "../x", "a/../../x", "a\\b", "C:x", "./a", "a//b", MANIFEST];
        for path in hostile {
            let (manifest, found) = read(&format!("{MARK}\nsrc/lib.rs\n{path}\n"));
            assert_eq!(found.len(), 1, "{path}");
            assert_eq!(found[0].0, 3, "{path}");
            assert!(manifest.owns("src/lib.rs") && !manifest.owns(path), "{path}");
        }
    }
}
