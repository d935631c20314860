//! Labels in; the few lines of text that show them out, small whatever the document is.
//!
//! A document may be 12 MB on one line: only a window around each place is ever copied.

use crate::diagnostic::Label;
use crate::text::{File, FileId, Files, Position};
use std::ops::Range;

/// Lines of one file and what is marked in them.
pub struct Excerpt<'a> {
    /// The file.
    pub file: FileId,
    /// Where its first mark begins in the file, if counting in the excerpt would not tell: it
    /// begins within a line, or characters are shown by their code.
    pub position: Option<Position>,
    /// The number of its first line.
    pub line: usize,
    /// The lines, without characters that a terminal would obey.
    pub text: String,
    /// What is marked.
    pub marks: Vec<Mark<'a>>,
}

/// A marked part of an excerpt.
pub struct Mark<'a> {
    /// Bytes of the excerpt.
    pub range: Range<usize>,
    /// What is said about it.
    pub text: &'a str,
    /// Whether it is what the finding is about.
    pub primary: bool,
}

/// What is shown of several lines together, at most.
const TOGETHER: usize = 4096;
/// What is shown of a line before and after the start of a mark, where the line is longer.
const AROUND: usize = 80;

/// The excerpts of a finding: one for a file whose labels stand close together, else one a label.
pub fn all<'a>(labels: &'a [Label], files: &Files) -> Vec<Excerpt<'a>> {
    let mut excerpts = Vec::new();
    let mut done: Vec<FileId> = Vec::new();
    for (number, label) in labels.iter().enumerate() {
        if done.contains(&label.span.file) {
            continue;
        }
        let file = files.file(label.span.file);
        let here = |(_, other): &(usize, &Label)| other.span.file == label.span.file;
        let group: Vec<_> = labels.iter().enumerate().filter(here).collect();
        let lines = group.iter().map(|(_, label)| first_line(file, label));
        let range =
            lines.reduce(|one, two| one.start.min(two.start)..one.end.max(two.end)).unwrap_or_default();
        if range.len() <= TOGETHER {
            done.push(label.span.file);
            excerpts.push(excerpt(file, label, range, &group));
        } else {
            let line = first_line(file, label);
            let window = window(&file.text, line, label.span.start as usize);
            excerpts.push(excerpt(file, label, window, &[(number, label)]));
        }
    }
    excerpts
}

/// Text on one line, without characters that a terminal would obey.
pub fn line(text: &str) -> String {
    shown(text, |character| character == '\n' || character == '\t')
}

fn excerpt<'a>(
    file: &File,
    first: &Label,
    range: Range<usize>,
    labels: &[(usize, &'a Label)],
) -> Excerpt<'a> {
    let text = |start: usize, end: usize| {
        // Line ends, windows and clipped spans all fall on characters.
        let text = file.text.get(start..end).unwrap_or_default();
        shown(&text.replace("\r\n", "\n"), |_| false)
    };
    let mark = |(number, label): &(usize, &'a Label)| {
        let line = first_line(file, label);
        let start = (label.span.start as usize).clamp(range.start, range.end);
        let end = (label.span.end as usize).min(line.end).clamp(start, range.end);
        let before = text(range.start, start).len();
        Mark { range: before..before + text(start, end).len(), text: &label.text, primary: *number == 0 }
    };
    let (start, shown) = (file.position(range.start), text(range.start, range.end));
    let breaks = file.text.get(range.clone()).map_or(0, |text| text.matches("\r\n").count());
    let counts = start.column == 1 && shown.len() + breaks == range.len();
    Excerpt {
        file: first.span.file,
        position: (!counts).then(|| file.position(first.span.start as usize)),
        line: start.line,
        text: shown,
        marks: labels.iter().map(mark).collect(),
    }
}

/// The line that a label begins on: of a mapping of 500 lines, the first one says enough.
fn first_line(file: &File, label: &Label) -> Range<usize> {
    file.line(file.position(label.span.start as usize).line)
}

/// The part of a line that is shown around a place in it.
fn window(text: &str, line: Range<usize>, at: usize) -> Range<usize> {
    let at = at.clamp(line.start, line.end);
    let start = at.saturating_sub(AROUND).max(line.start);
    let end = (at + AROUND).min(line.end);
    let boundary = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at));
    boundary(start).unwrap_or(0)..boundary(end).unwrap_or(0) // 0 is a boundary
}

/// The text, with what a terminal would obey, or what hides or turns text, shown by its code.
fn shown(text: &str, also: fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        let obeyed = character.is_control() && !matches!(character, '\n' | '\t');
        let turns = matches!(character, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
        match obeyed || turns || also(character) {
            true => shown.extend(character.escape_default()),
            false => shown.push(character),
        }
    }
    shown
}
