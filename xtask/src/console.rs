//! Where words go: findings to a person, a program or GitHub; the report beside them.

use std::env;
use std::io::{self, IsTerminal, Write};
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
                put(io::stdout(), &render::github(&found, files));
            }
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
