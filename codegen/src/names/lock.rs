//! The lock: every name that was given, as text that a person reads, edits and merges.
//!
//! One line a name, `kind identity = identifier`, sorted by identity. A line that begins with `- `
//! is of a thing that left; its name stays reserved. Refuses to know where a name comes from.

use super::words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{FileId, Span};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A group's accessor, module and file.
    Group,
    /// An operation's method; builder and error follow from it.
    Operation,
    /// A type.
    Type,
    /// A type's module and file, where it does not follow from the type's name.
    Module,
    /// A field of a structure.
    Field,
    /// A variant of an enumeration, a union, or an operation's error.
    Variant,
    /// A parameter of an operation.
    Parameter,
    /// A header of an operation's responses; its constant follows from it.
    Header,
    /// A credential's setter.
    Credential,
    /// A server, or the type of a variable of one.
    Server,
}

impl Kind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Group,
        Self::Operation,
        Self::Type,
        Self::Module,
        Self::Field,
        Self::Variant,
        Self::Parameter,
        Self::Header,
        Self::Credential,
        Self::Server,
    ];

    /// The word that a line begins with.
    pub fn word(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Operation => "operation",
            Self::Type => "type",
            Self::Module => "module",
            Self::Field => "field",
            Self::Variant => "variant",
            Self::Parameter => "parameter",
            Self::Header => "header",
            Self::Credential => "credential",
            Self::Server => "server",
        }
    }

    /// Whether its names are in upper camel case.
    pub(super) fn is_upper(self) -> bool {
        matches!(self, Self::Type | Self::Variant | Self::Server)
    }

    /// Why a name can't be that of such a thing.
    pub(super) fn objection(self, name: &str) -> Option<&'static str> {
        let file = matches!(self, Self::Group | Self::Module);
        if !words::is_identifier(name) {
            Some("it is no Rust identifier (a keyword is written `r#type`)")
        } else if file && name.starts_with("r#") {
            Some("it names a file, and so can't be a keyword")
        } else if self.is_upper() && !words::is_upper(name) {
            Some("rustc wants it in upper camel case, as in `JobStatus`")
        } else if !self.is_upper() && !words::is_snake(name) {
            Some("rustc wants it in snake case, as in `job_status`")
        } else {
            None
        }
    }
}

/// One name that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is of.
    pub kind: Kind,
    /// What it is given to.
    pub identity: String,
    /// The identifier.
    pub name: String,
    /// Whether what it was given to has left.
    pub gone: bool,
    /// Its line, where it was read.
    pub span: Option<Span>,
}

/// All names that were given, sorted by identity, then kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    entries: Vec<Entry>,
}

const HEAD: &str = "\
# The names of the generated client, one a line: none of them changes on its own.
# To rename, edit what is right of `=` and generate again. A line that begins with `-` keeps a name
# that is no longer used from being given to something else; `--prune-names` drops these.
";

impl Lock {
    /// Takes entries in any order.
    pub(super) fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|a, b| (&a.identity, a.kind).cmp(&(&b.identity, b.kind)));
        Self { entries }
    }

    /// Reads a lock; a line that is none costs itself, and the run.
    pub fn read(file: FileId, text: &str, out: &mut Diagnostics) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        let mut places: HashMap<(Kind, String), Span> = HashMap::new();
        let mut start = 0;
        for whole in text.split_inclusive('\n') {
            let line = whole.trim_end_matches(['\n', '\r']);
            let span = Span::new(file, start, start + line.len());
            start += whole.len();
            let line = line.trim_start_matches('\u{feff}');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let Some(entry) = entry(line, span) else {
                let message = format!("this line of the lock can't be read: `{line}`");
                out.push(Diagnostic::new(Code::LockSyntax, span, message).help(next_step(line)));
                continue;
            };
            if let Some(first) = places.insert((entry.kind, entry.identity.clone()), span) {
                let message = format!("`{}` has two lines", entry.identity);
                out.push(
                    Diagnostic::new(Code::LockSyntax, span, message)
                        .and(first, "the other line")
                        .help("keep one of them"),
                );
                continue;
            }
            if let Some(why) = entry.kind.objection(&entry.name) {
                let message = format!("`{}` can't name this {}: {why}", entry.name, entry.kind.word());
                out.push(Diagnostic::new(Code::InvalidName, span, message));
                continue;
            }
            entries.push(entry);
        }
        Self::new(entries)
    }

    /// All entries, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Without the names of what has left.
    pub fn pruned(mut self) -> Self {
        self.entries.retain(|entry| !entry.gone);
        self
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        self.entries.iter().try_for_each(|entry| {
            entry.fmt(f)?;
            f.write_str("\n")
        })
    }
}

impl fmt::Display for Entry {
    /// The line as it is written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let gone = if self.gone { "- " } else { "" };
        let identity = escape(&self.identity);
        [gone, self.kind.word(), " ", &identity, " = ", &self.name]
            .iter()
            .try_for_each(|part| f.write_str(part))
    }
}

/// What to do about a line that can't be read.
fn next_step(line: &str) -> &'static str {
    // What git leaves where both sides changed a line; the fourth under `merge.conflictStyle = diff3`.
    const MARKS: [&str; 4] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];
    match MARKS.iter().any(|mark| line.starts_with(mark)) {
        true => "a merge conflict: keep the lines of both sides, without the marks, and generate again",
        false => "a line is `kind identity = identifier`, such as `type #/components/schemas/Pet = Pet`",
    }
}

fn entry(line: &str, span: Span) -> Option<Entry> {
    let (gone, line) = match line.strip_prefix("- ") {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (word, rest) = line.split_once(' ')?;
    let kind = *Kind::ALL.iter().find(|kind| kind.word() == word)?;
    // An identifier holds no space, an identity may hold ` = `: the last one counts.
    let (identity, name) = rest.rsplit_once(" = ")?;
    // Lines are made to stand below each other by hand; what is an identity's own is escaped.
    let identity = unescape(identity.trim_matches([' ', '\t']))?;
    Some(Entry { kind, identity, name: name.trim().to_owned(), gone, span: Some(span) })
}

/// Line ends, what an editor would not show and a space at an end, as `\u{a}`.
fn escape(identity: &str) -> Cow<'_, str> {
    let ends = identity.starts_with(' ') || identity.ends_with(' ');
    if !ends && identity.bytes().all(|b| matches!(b, b' '..=b'~') && b != b'\\') {
        return Cow::Borrowed(identity);
    }
    let begin = identity.len() - identity.trim_start_matches(' ').len();
    let inside = begin..identity.trim_end_matches(' ').len();
    let mut out = String::with_capacity(identity.len());
    for (at, c) in identity.char_indices() {
        // 2028 and 2029 end lines in some editors; the others turn the direction of writing.
        let hidden = matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        let end = c == ' ' && !inside.contains(&at);
        match c {
            '\\' => out.push_str("\\\\"),
            c if c.is_control() || hidden || end => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn unescape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('\\') {
            out.push('\\');
            rest = after;
        } else {
            let (digits, after) = after.strip_prefix("u{")?.split_once('}')?;
            out.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
            rest = after;
        }
    }
    out.push_str(rest);
    Some(out)
}
