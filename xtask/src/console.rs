//! Where words go: findings to a person, a program or GitHub; the report beside them.

use crate::place;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use tintype::diagnostic::{Diagnostics, render};
use tintype::text::Files;

/// Whom a run talks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Console {
    /// Findings as text on stderr, the report on stdout.
    Person,
    /// The same, and annotations on stdout, where GitHub's runner picks them up.
    GitHub,
    /// Findings as JSON lines on stdout, which holds nothing else.
    Program,
}

impl Console {
    /// What the flags and the environment ask for.
    pub(crate) fn new(json: bool) -> Self {
        if json {
            Self::Program
        } else if env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true") {
            Self::GitHub
        } else {
            Self::Person
        }
    }

    /// Prints all findings.
    pub(crate) fn findings(self, diagnostics: &Diagnostics, files: &Files) {
        let found = diagnostics.sorted();
        if found.is_empty() {
            return;
        }
        match self {
            Self::Program => put(io::stdout(), &render::json(&found, files)),
            Self::Person => put(io::stderr(), &render::text(&found, files, coloured())),
            Self::GitHub => {
                put(io::stderr(), &render::text(&found, files, coloured()));
                put(io::stdout(), &render::github(&found, files, in_repository));
            }
        }
    }

    /// Says what is wrong with a whole file where GitHub shows it; the report says it to all others.
    pub(crate) fn annotation(self, file: &str, title: &str, message: &str) {
        match self {
            Self::GitHub => {
                put(io::stdout(), &render::github_file(&in_repository(file), title, message));
            }
            Self::Person | Self::Program => {}
        }
    }

    /// Prints a line of the report.
    pub(crate) fn line(self, text: &str) {
        let text = format!("{text}\n");
        match self {
            Self::Program => put(io::stderr(), &text),
            Self::Person | Self::GitHub => put(io::stdout(), &text),
        }
    }
}

/// A file's name from the root of the repository, as an annotation has to have it; a command may
/// run in a folder below. What lies elsewhere keeps its name.
fn in_repository(name: &str) -> String {
    let Some(root) = env::var_os("GITHUB_WORKSPACE") else { return name.to_owned() };
    let (root, file) = (place::real(Path::new(&root)), place::real(Path::new(name)));
    match file.strip_prefix(&root) {
        Ok(below) => below.to_string_lossy().replace('\\', "/"),
        Err(_) => name.to_owned(),
    }
}

/// A reader that has gone away (`| head`) is no failure of the run, and there is nobody to tell.
fn put(mut to: impl Write, text: &str) {
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}

/// Colours are for terminals, and not where <https://no-color.org> says no.
fn coloured() -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || env::var_os("TERM").is_some_and(|value| value == "dumb");
    io::stderr().is_terminal() && !refused
}
