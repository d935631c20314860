//! What has to happen to each file of the folder, worked out before anything does.

use super::{GeneratedFile, Manifest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use std::collections::BTreeSet;

/// How many paths that are not ours are named.
const SHOWN: usize = 3;

/// What stands at a path now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A file with this text.
    Text(String),
    /// A file that is not UTF-8; its text as far as it can be shown.
    Bytes(String),
    /// Something that can't be read, with the system's reason.
    Unreadable(String),
    /// A folder, or a link that leads nowhere.
    Other,
    /// Nothing can stand there: a part of the path, relative to the folder, is a file.
    Under(String),
}

/// What a run does to one folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One step a path, sorted by path.
    pub steps: Vec<Step>,
}

/// One path, and what happens to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Relative to the folder, with `/` between the parts.
    pub path: String,
    /// What happens.
    pub what: What,
}

/// What happens to a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Nothing stands there yet.
    Create {
        /// What is to stand there.
        new: String,
    },
    /// Our own file says something else.
    Change {
        /// What stands there.
        old: String,
        /// What is to stand there.
        new: String,
    },
    /// Our own file is no longer generated.
    Delete {
        /// What stands there.
        old: String,
    },
    /// The file is as it should be.
    Keep,
    /// We would write here, but can't, or must not.
    Blocked(Obstacle),
}

/// What is in the way of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// What stands there is not ours.
    Foreign,
    /// Our own file can't be read, for this reason: nobody knows what would be lost.
    Unreadable(String),
    /// A file at this path, where a folder would be.
    File(String),
}

/// Compares what was generated with what is there. `generated` holds the manifest's new text too,
/// if it is to be written; `owned` is what the old one lists.
pub fn plan(generated: Vec<GeneratedFile>, owned: &Manifest, found: impl Fn(&str) -> Found) -> Plan {
    let kept: BTreeSet<_> = generated.iter().map(|file| file.path.clone()).collect();
    let mut steps: Vec<_> = generated
        .into_iter()
        .map(|GeneratedFile { path, text: new }| {
            // A manifest that is not ours was refused when it was read.
            let ours = owned.owns(&path) || path == super::MANIFEST;
            let what = match found(&path) {
                Found::Nothing => What::Create { new },
                // Equal text is ours whoever wrote it: a manifest can be lost.
                Found::Text(old) if old == new => What::Keep,
                Found::Text(old) | Found::Bytes(old) if ours => What::Change { old, new },
                Found::Unreadable(why) if ours => What::Blocked(Obstacle::Unreadable(why)),
                Found::Under(file) => What::Blocked(Obstacle::File(file)),
                Found::Text(_) | Found::Bytes(_) | Found::Unreadable(_) | Found::Other => {
                    What::Blocked(Obstacle::Foreign)
                }
            };
            Step { path, what }
        })
        .collect();
    for path in owned.paths().filter(|path| !kept.contains(*path)) {
        match found(path) {
            Found::Text(old) | Found::Bytes(old) => {
                steps.push(Step { path: path.to_owned(), what: What::Delete { old } });
            }
            Found::Unreadable(why) => {
                let what = What::Blocked(Obstacle::Unreadable(why));
                steps.push(Step { path: path.to_owned(), what });
            }
            // A person deleted it, or put something else there: no longer ours.
            Found::Nothing | Found::Other | Found::Under(_) => {}
        }
    }
    steps.sort_by(|one, other| one.path.cmp(&other.path));
    Plan { steps }
}

impl Plan {
    /// The steps that change the folder.
    pub fn changes(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| !matches!(step.what, What::Keep | What::Blocked(_)))
    }

    /// How many files are as they should be.
    pub fn unchanged(&self) -> usize {
        let kept = self.steps.iter().filter(|step| step.what == What::Keep);
        kept.count()
    }

    /// Reports what is in the way. `shown` says how a path is printed.
    pub fn report(&self, shown: impl Fn(&str) -> String, out: &mut Diagnostics) {
        let mut foreign = Vec::new();
        let mut unread = Vec::new();
        let mut files = BTreeSet::new();
        for step in &self.steps {
            match &step.what {
                What::Blocked(Obstacle::Foreign) => foreign.push(shown(&step.path)),
                What::Blocked(Obstacle::File(file)) => drop(files.insert(shown(file))),
                What::Blocked(Obstacle::Unreadable(why)) => unread.push((shown(&step.path), why)),
                _ => {}
            }
        }
        for file in files {
            let message = format!("`{file}` is a file, and the crate needs a folder there");
            out.push(
                Diagnostic::nowhere(Code::ForeignFile, message)
                    .help("move it away, or generate into another folder (`out`)"),
            );
        }
        not_readable(&unread, out);
        not_ours(&foreign, out);
    }
}

/// Reports what is ours and can't be read, once: most often it is a whole folder.
fn not_readable(paths: &[(String, &String)], out: &mut Diagnostics) {
    let Some(((path, why), others)) = paths.split_first() else { return };
    let more = match others.len() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let message = format!("`{path}` can't be read: {why}{more}");
    out.push(
        Diagnostic::nowhere(Code::UnreadableFile, message)
            .help("what MANIFEST lists is ours: make it readable, or delete it, and run again"),
    );
}

/// Reports what is not ours, once for the folder: who points `out` at a crate of their own has one
/// mistake, not a hundred.
fn not_ours(paths: &[String], out: &mut Diagnostics) {
    let some: Vec<_> = paths.iter().take(SHOWN).map(|path| format!("`{path}`")).collect();
    let (message, help) = match (some.as_slice(), paths.len() - some.len()) {
        ([], _) => return,
        ([one], _) => (
            format!("{one} would be written, but is not one of ours"),
            "move it away, or generate into another folder (`out`)",
        ),
        ([first @ .., last], 0) => (
            format!("{} and {last} would be written, but are not ours", first.join(", ")),
            "move them away, or generate into another folder (`out`)",
        ),
        (some, others) => (
            format!("{} and {others} more would be written, but are not ours", some.join(", ")),
            "move them away, or generate into another folder (`out`)",
        ),
    };
    out.push(Diagnostic::nowhere(Code::ForeignFile, message).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{MANIFEST, manifest};
    use crate::text::Files;

    fn file(path: &str, text: &str) -> GeneratedFile {
        GeneratedFile { path: path.to_owned(), text: text.to_owned() }
    }

    fn owned(paths: &[&str]) -> Manifest {
        let listed: Vec<_> = paths.iter().map(|path| file(path, "")).collect();
        let mut files = Files::default();
        let id = files.add(MANIFEST, manifest(&listed).text);
        Manifest::read(&files, id, &mut Diagnostics::default())
    }

    /// `path: word`, in the plan's order, of what happens on a disk with these texts.
    fn words(generated: &[GeneratedFile], owned: &Manifest, disk: &[(&str, &str)]) -> Vec<String> {
        let plan = plan(generated.to_vec(), owned, |path| match disk.iter().find(|(at, _)| *at == path) {
            Some((_, "<folder>")) => Found::Other,
            Some((_, "<bytes>")) => Found::Bytes(String::new()),
            Some((_, "<unreadable>")) => Found::Unreadable("why".to_owned()),
            Some((_, text)) => Found::Text((*text).to_owned()),
            None => Found::Nothing,
        });
        let word = |what: &What| match what {
            What::Create { .. } => "create",
            What::Change { .. } => "change",
            What::Delete { .. } => "delete",
            What::Keep => "keep",
            What::Blocked(Obstacle::Foreign) => "foreign",
            What::Blocked(Obstacle::Unreadable(_)) => "unreadable",
            What::Blocked(Obstacle::File(_)) => "under",
        };
        let steps = plan.steps.iter();
        steps.map(|step| format!("{}: {}", step.path, word(&step.what))).collect()
    }

    #[test]
    fn each_file_gets_what_it_needs() {
        let generated = [file("new", "1"), file("same", "1"), file("stale", "2")];
        let owned = owned(&["gone", "lost", "same", "stale"]);
        let disk = [("same", "1"), ("stale", "1"), ("gone", "1"), ("theirs", "1")];
        assert_eq!(
            words(&generated, &owned, &disk),
            ["gone: delete", "new: create", "same: keep", "stale: change"],
            "`lost` is not there to be deleted, `theirs` is nobody's business"
        );
    }

    #[test]
    fn what_the_manifest_does_not_list_is_foreign_unless_equal() {
        let generated = [file("a", "1"), file("b", "1"), file("c", "1")];
        let disk = [("a", "1"), ("b", "2"), ("c", "<folder>")];
        assert_eq!(words(&generated, &Manifest::default(), &disk), ["a: keep", "b: foreign", "c: foreign"]);
    }

    #[test]
    fn the_manifest_itself_is_ours() {
        let generated = [manifest(&[file("a", "")])];
        assert_eq!(words(&generated, &Manifest::default(), &[(MANIFEST, "x")]), ["MANIFEST: change"]);
    }

    #[test]
    fn a_folder_in_the_place_of_our_file_is_foreign_and_never_deleted() {
        let owned = owned(&["a", "b"]);
        let disk = [("a", "<folder>"), ("b", "<folder>")];
        assert_eq!(words(&[file("a", "1")], &owned, &disk), ["a: foreign"]);
    }

    #[test]
    fn what_is_listed_is_ours_though_it_be_no_text_and_never_changed_unread() {
        let generated = [file("a", "1"), file("b", "1"), file("c", "1")];
        let disk = [("a", "<bytes>"), ("b", "<unreadable>"), ("c", "<bytes>"), ("d", "<unreadable>")];
        let listed = owned(&["a", "b", "d"]);
        let expected = ["a: change", "b: unreadable", "c: foreign", "d: unreadable"];
        assert_eq!(words(&generated, &listed, &disk), expected);
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_is_one_finding() {
        let files = [file("src/a", "1"), file("src/b", "1")];
        let plan = plan(files.to_vec(), &Manifest::default(), |_| Found::Under("src".to_owned()));
        let mut out = Diagnostics::default();
        plan.report(|path| format!("o/{path}"), &mut out);
        let messages: Vec<_> = out.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(messages, ["`o/src` is a file, and the crate needs a folder there"]);
    }

    #[test]
    fn foreign_files_are_one_finding_that_names_the_first_as_they_are_printed() {
        let message = |paths: &[&str]| {
            let files: Vec<_> = paths.iter().map(|path| file(path, "1")).collect();
            let plan = plan(files, &Manifest::default(), |_| Found::Other);
            let mut out = Diagnostics::default();
            plan.report(|path| format!("o/{path}"), &mut out);
            assert!(out.fatal());
            out.iter().map(|found| found.message.clone()).collect::<Vec<_>>()
        };
        assert_eq!(message(&["a"]), ["`o/a` would be written, but is not one of ours"]);
        assert_eq!(message(&["a", "b"]), ["`o/a` and `o/b` would be written, but are not ours"]);
        let five = message(&["a", "b", "c", "d", "e"]);
        assert_eq!(five, ["`o/a`, `o/b`, `o/c` and 2 more would be written, but are not ours"]);
    }
}
