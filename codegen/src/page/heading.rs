//! The prose around a block in; what it says of the operation out: title, description, address,
//! date.
//!
//! Four forms are known, all optional: front matter (`url` and `lastmod` of a mirror, `title` and
//! `description` of the author), a line `# Source: URL`, a title `# ...`, and a description `> ...`
//! below or above it, whose later paragraphs may stand without `>`. A notice about the site
//! (`> ## ...`) is neither.

use crate::diagnostic::Diagnostics;
use crate::text::{FileId, Files, Span};
use crate::tree::{self, Bounds, Node};
use std::ops::Range;

/// Words of a page, and where they stand.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    pub value: String,
    pub span: Span,
}

/// What stands before a block.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Heading {
    pub title: Option<Said>,
    pub description: Option<Said>,
    /// The address of the page.
    pub source: Option<Said>,
    /// When the page last changed, as the mirror wrote it (RFC 3339, so that texts compare).
    pub modified: Option<Said>,
}

impl Heading {
    /// The host of the page's address.
    pub fn host(&self) -> Option<&str> {
        self.steps().map(|(host, _)| host)
    }

    /// The section of the site that the page is in: the segment before its own.
    pub fn section(&self) -> Option<Said> {
        let (_, path) = self.steps()?;
        let mut segments = path.rsplit('/').filter(|segment| !segment.is_empty());
        let (_page, section) = (segments.next()?, segments.next()?);
        Some(Said { value: section.to_owned(), span: self.source.as_ref()?.span })
    }

    /// What is said once of a page, to all its blocks: where it is from and when it changed.
    pub fn of_page(&mut self, page: &mut Self) {
        for (own, known) in [(&mut self.source, &mut page.source), (&mut self.modified, &mut page.modified)] {
            match own {
                Some(_) => known.clone_from(own),
                None => own.clone_from(known),
            }
        }
    }

    fn steps(&self) -> Option<(&str, &str)> {
        let address = &self.source.as_ref()?.value;
        let (_, rest) = address.split_once("://")?;
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        Some(rest.split_once('/').unwrap_or((rest, "")))
    }
}

/// A line of the prose and where it stands.
type Line<'a> = (Range<usize>, &'a str);

/// Reads the prose before a block: pieces of the page, in order.
pub(super) fn read(files: &Files, file: FileId, pieces: &[Range<usize>]) -> Heading {
    let text = files.text(file);
    let lines: Vec<Line<'_>> = pieces.iter().flat_map(|piece| lines(text, piece.clone())).collect();
    let (front, lines) = front_matter(&lines);
    let mut heading = Heading::default();
    let front = front_said(files, file, front);
    let said = |key: &str| {
        let node = front.as_ref()?.get(key)?;
        Some(Said { value: node.as_str()?.trim().to_owned(), span: node.span })
    };
    (heading.source, heading.modified) = (said("url"), said("lastmod"));
    let part = |line: &Line<'_>, value: &str| {
        // `value` is what is left of the line's end, but for marks that close a title.
        let start = line.0.end - value.len();
        let value = value.trim();
        let open = value.trim_end_matches('#');
        let value = if open.ends_with(' ') { open.trim_end() } else { value };
        (!value.is_empty())
            .then(|| Said { value: value.to_owned(), span: Span::new(file, start, line.0.end) })
    };
    let address = |line: &Line<'_>| {
        let value = line.1.strip_prefix("# Source:").or_else(|| line.1.strip_prefix("Source:"))?;
        value.contains("://").then(|| part(line, value))?
    };
    // Where pages have been put together into one text, the last one is that of the block; its
    // title may stand before its address.
    let mut begin = 0;
    if let Some(at) = lines.iter().rposition(|line| address(line).is_some()) {
        heading.source = address(&lines[at]);
        let before = lines[..at].iter().rposition(|line| !line.1.is_empty());
        let is_title = |title: &usize| lines[at].1.starts_with('S') && lines[*title].1.starts_with("# ");
        begin = before.filter(is_title).unwrap_or(at);
    }
    let lines = &lines[begin..];
    let title = lines.iter().enumerate().find_map(|(at, line)| {
        let underlined = || {
            let under = lines.get(at + 1)?.1;
            let marks = !line.1.is_empty() && under.len() > 1 && under.bytes().all(|mark| mark == b'=');
            marks.then(|| (at + 1, part(line, line.1)))
        };
        match line.1.strip_prefix("# ") {
            Some(value) if address(line).is_none() => Some((at, part(line, value))),
            _ => underlined(),
        }
    });
    if let Some((at, title)) = title {
        heading.title = title;
        heading.description = below(&lines[at + 1..], file).or_else(|| above(&lines[..at], file));
    }
    heading.title = heading.title.or_else(|| said("title"));
    heading.description = heading.description.or_else(|| said("description"));
    heading
}

/// What front matter says; nothing where it is no YAML, as what it says is never needed.
fn front_said(files: &Files, file: FileId, front: &[Line<'_>]) -> Option<Node> {
    let (first, last) = (front.first()?, front.last()?);
    let bounds = Bounds { aliased_nodes: 0, ..Bounds::default() };
    let mut nothing = Diagnostics::default();
    tree::read_part(files, file, first.0.start..last.0.end, &bounds, &mut nothing)
}

fn lines(text: &str, range: Range<usize>) -> Vec<Line<'_>> {
    let mark = if range.start == 0 && text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let range = range.start + mark..range.end;
    let mut at = range.start;
    let mut lines = Vec::new();
    for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
        let bare = line.trim_end();
        lines.push((at..at + bare.len(), bare));
        at += line.len();
    }
    lines
}

/// Lines between `---` and `---` at the beginning, and those after them.
fn front_matter<'a, 'l>(lines: &'l [Line<'a>]) -> (&'l [Line<'a>], &'l [Line<'a>]) {
    let Some((first, rest)) = lines.split_first() else {
        return (&[], lines);
    };
    let end = rest.iter().position(|line| line.1 == "---");
    match end {
        Some(end) if first.1 == "---" => (&rest[..end], &rest[end + 1..]),
        _ => (&[], lines),
    }
}

/// The quotation right below a title, with the paragraphs after it, up to the next heading.
fn below(lines: &[Line<'_>], file: FileId) -> Option<Said> {
    let end = lines.iter().position(|line| line.1.starts_with('#')).unwrap_or(lines.len());
    let lines = &lines[..end];
    // Its address may stand between.
    let first = lines.iter().position(|line| !line.1.is_empty() && !line.1.starts_with("Source:"))?;
    quotation(&lines[first..], file)
}

/// The quotation right above a title.
fn above(lines: &[Line<'_>], file: FileId) -> Option<Said> {
    let end = lines.iter().rposition(|line| !line.1.is_empty())? + 1;
    let start = lines[..end].iter().rposition(|line| !line.1.starts_with('>')).map_or(0, |at| at + 1);
    quotation(&lines[start..end], file)
}

fn quotation(lines: &[Line<'_>], file: FileId) -> Option<Said> {
    let (first, last) = (lines.first()?, lines.iter().rfind(|line| !line.1.is_empty())?);
    let is_notice = first.1.starts_with("> #");
    if !first.1.starts_with('>') || is_notice {
        return None;
    }
    let bare = |line: &Line<'_>| line.1.strip_prefix('>').unwrap_or(line.1).trim_start().to_owned();
    let value = lines.iter().map(bare).collect::<Vec<_>>().join("\n").trim().to_owned();
    let span = Span::new(file, first.0.start, last.0.end);
    (!value.is_empty()).then_some(Said { value, span })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Heading {
        let mut files = Files::default();
        let file = files.add("page.md", text);
        let whole = 0..text.len();
        read(&files, file, std::slice::from_ref(&whole))
    }

    fn value(text: &Option<Said>) -> Option<&str> {
        text.as_ref().map(|text| text.value.as_str())
    }

    #[test]
    fn a_mirror_says_where_from_and_when() {
        let text = "---\nurl: https://docs.a.dev/api/pets/list\nlastmod: 2025-12-11T18:38:29Z\n---\n# List\n";
        let heading = of(text);
        assert_eq!(heading.host(), Some("docs.a.dev"));
        assert_eq!(value(&heading.section()), Some("pets"));
        assert_eq!(value(&heading.modified), Some("2025-12-11T18:38:29Z"));
        assert_eq!(value(&heading.title), Some("List"));
        let heading = of("# Source: https://docs.a.dev/only.md\n\n# One\n");
        assert_eq!((heading.host(), heading.section()), (Some("docs.a.dev"), None));
        assert_eq!(value(&heading.title), Some("One"));
    }

    #[test]
    fn a_description_stands_below_its_title_or_above_and_is_no_notice() {
        let notice = "> ## Documentation Index\n> Fetch it at: https://a.dev\n\n";
        let below = format!("{notice}# T\n\n>  First.\n\nSecond.\n\n## OpenAPI\n\n");
        assert_eq!(value(&of(&below).description), Some("First.\n\nSecond."));
        assert_eq!(value(&of("> Before.\n\n# T\n\n## OpenAPI\n").description), Some("Before."));
        assert_eq!(of(&format!("{notice}# T\n")).description, None);
        assert_eq!(of("# T\n\nProse of the page.\n").description, None);
    }

    #[test]
    fn front_matter_is_yaml_and_yields_to_the_page() {
        let front = "---\ntitle: 'A: b'\ndescription: >-\n  Two\n  lines.\nurl: \"https://a.dev/x/y\"\n---\n";
        let heading = of(front);
        assert_eq!(value(&heading.title), Some("A: b"));
        assert_eq!(value(&heading.description), Some("Two lines."));
        assert_eq!(value(&heading.section()), Some("x"));
        assert_eq!(value(&of(&format!("{front}# C\n")).title), Some("C"));
        assert_eq!(value(&of("---\na: [\n---\n# C\n").title), Some("C"));
    }

    #[test]
    fn a_title_may_be_underlined_or_closed_and_is_the_first_one_of_its_page() {
        assert_eq!(value(&of("A title\n=======\n> Words.\n").description), Some("Words."));
        assert_eq!(value(&of("A title\n=======\n").title), Some("A title"));
        assert_eq!(value(&of("# C# and F# #\n").title), Some("C# and F#"));
        assert_eq!(value(&of("# C#\n").title), Some("C#"));
        assert_eq!(value(&of("# First\n> Words.\n\n# Not one\n").title), Some("First"));
        let many =
            "# Other\nSource: https://a.dev/o\n\nProse.\n\n# One\nSource: https://a.dev/x/y\n\n> Words.\n";
        let heading = of(many);
        assert_eq!((value(&heading.title), value(&heading.description)), (Some("One"), Some("Words.")));
        assert_eq!(value(&heading.section()), Some("x"));
    }

    #[test]
    fn places_are_bytes_of_the_page() {
        let text = "# Source: https://a.dev/x/y\n# A title\n> Words.\n";
        let heading = of(text);
        let at = |part: &Option<Said>| part.as_ref().map(|part| text[part.span.range()].trim());
        assert_eq!(at(&heading.title), Some("A title"));
        assert_eq!(at(&heading.source), Some("https://a.dev/x/y"));
        assert_eq!(at(&heading.description), Some("> Words."));
    }
}
