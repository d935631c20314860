//! Where a thing stands: files, byte ranges, and the lines they fall on.
//!
//! Every node of every tree carries a [`Span`]; a line and a column are worked out only when a
//! position is printed, so reading pays nothing for them.

use std::cell::OnceCell;

/// One source of a [`Files`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(crate) u32);

/// A half-open byte range of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file it lies in.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        // A source over 4 GiB is refused before it is read (`tree::Bounds::bytes`).
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end) }
    }

    /// The byte range, for slicing the file's text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A line and a column as editors count them: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// One text that something was read from, under the name that a person knows it by.
#[derive(Debug)]
pub struct File {
    /// The name that diagnostics print: a path as the user gave it, never made absolute.
    pub name: String,
    /// Its text.
    pub text: String,
    lines: OnceCell<Vec<u32>>,
    characters: OnceCell<Vec<u32>>,
}

/// How many bytes lie between two places whose characters are counted once: a document is often one
/// line of megabytes, and each of its diagnostics asks for a column.
const STRIDE: usize = 4096;

/// All texts of a run. Diagnostics borrow from it to print their snippets.
#[derive(Debug, Default)]
pub struct Files {
    files: Vec<File>,
}

impl Files {
    /// Adds a text and gives it its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(File {
            name: name.into(),
            text: text.into(),
            lines: OnceCell::new(),
            characters: OnceCell::new(),
        });
        id
    }

    /// The file with this id.
    pub fn file(&self, id: FileId) -> &File {
        // Ids are made by `add` alone, and nothing is ever removed.
        &self.files[id.0 as usize]
    }

    /// The text of a file.
    pub fn text(&self, id: FileId) -> &str {
        &self.file(id).text
    }

    /// Line and column of a span's first byte.
    pub fn position(&self, span: Span) -> Position {
        self.file(span.file).position(span.start as usize)
    }
}

impl File {
    /// Line and column of a byte offset; one past the end for an offset beyond it.
    pub fn position(&self, offset: usize) -> Position {
        let lines = self.lines();
        let offset = offset.min(self.text.len());
        let line = lines.partition_point(|start| *start as usize <= offset);
        let start = lines[line - 1] as usize;
        Position { line, column: self.characters(offset) - self.characters(start) + 1 }
    }

    /// The bytes of a line (from 1) without its line break; empty past the last one.
    pub fn line(&self, line: usize) -> std::ops::Range<usize> {
        let lines = self.lines();
        let at = |line: usize| lines.get(line).map(|start| *start as usize);
        let start = at(line.saturating_sub(1)).unwrap_or(self.text.len());
        let end = at(line).unwrap_or(self.text.len());
        let text = &self.text[start..end];
        let text = text.strip_suffix('\n').unwrap_or(text);
        start..start + text.strip_suffix('\r').unwrap_or(text).len()
    }

    /// How many characters begin before a byte offset within the text.
    fn characters(&self, offset: usize) -> usize {
        let strides = self.characters.get_or_init(|| {
            let strides = self.text.as_bytes().chunks_exact(STRIDE).scan(0, |before, stride| {
                *before += characters(stride) as u32;
                Some(*before)
            });
            std::iter::once(0).chain(strides).collect()
        });
        let stride = offset / STRIDE;
        strides[stride] as usize + characters(&self.text.as_bytes()[stride * STRIDE..offset])
    }

    /// Where each line begins. Only LF ends one, as in editors; a lone CR does not.
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let newlines = self.text.match_indices('\n');
            std::iter::once(0).chain(newlines.map(|(at, _)| at as u32 + 1)).collect()
        })
    }
}

/// How many characters begin in these bytes: every byte but UTF-8's continuation bytes begins one.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_and_only_line_feeds_end_lines() {
        let mut files = Files::default();
        let id = files.add("a", "é: 1\r\nb\u{2028}c: 2\n");
        let file = files.file(id);
        for (offset, line, column) in [(0, 1, 1), (2, 1, 2), (7, 2, 1), (11, 2, 3), (99, 3, 1)] {
            assert_eq!(file.position(offset), Position { line, column }, "{offset}");
        }
        assert_eq!(&file.text[file.line(1)], "é: 1");
        assert_eq!(&file.text[file.line(2)], "b\u{2028}c: 2");
        assert_eq!(file.line(3), 16..16);
        assert_eq!(file.line(99), 16..16);
    }

    #[test]
    fn a_column_counts_from_its_line_however_long_the_line_is() {
        let mut files = Files::default();
        let line = "é: 1, ".repeat(STRIDE);
        let text = format!("a\n{line}\n{line}");
        let id = files.add("a", &text[..text.len() / STRIDE * STRIDE]);
        let file = files.file(id);
        let (second, third) = (2, 2 + line.len() + 1);
        assert!(third > STRIDE && file.text.len() > third + STRIDE);
        for end in (second..STRIDE * 3).chain(third..third + STRIDE * 2).step_by(5).chain([file.text.len()]) {
            let (line, begins) = if end < third { (2, second) } else { (3, third) };
            if file.text.is_char_boundary(end) {
                let column = file.text[begins..end].chars().count() + 1;
                assert_eq!(file.position(end), Position { line, column }, "{end}");
            }
        }
        assert_eq!(file.position(usize::MAX), file.position(file.text.len()));
    }
}
