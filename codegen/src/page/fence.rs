//! The text of a page in; its fenced blocks out, with what was said on the line that opens each.
//!
//! Of Markdown this knows fences alone (CommonMark 0.31, section 4.5), since nothing else can hide
//! a block or be mistaken for one. They may stand at any depth: in an item of a list, or in a
//! component of MDX, where there is no code by indentation. What is in a block is not looked at.

use std::ops::Range;

/// A fenced block. All ranges are bytes of the page.
#[derive(Debug, PartialEq)]
pub(super) struct Fence {
    /// The line that opens it, without its break.
    pub opening: Range<usize>,
    /// How many spaces and tabs it is indented by.
    pub indent: usize,
    /// How many backticks or tildes open it.
    pub length: usize,
    /// The words after them.
    pub info: String,
    /// The lines inside.
    pub content: Range<usize>,
    /// Where the prose goes on: behind the line that ends it.
    pub after: usize,
    /// Whether a fence of at least the same length ends it. By CommonMark one that does not is
    /// ended by the page; whether that is a page that was cut is for others to say.
    pub closed: bool,
}

/// All fences of a page, in order.
pub(super) fn all(text: &str) -> Vec<Fence> {
    let mut found: Vec<Fence> = Vec::new();
    let mut open: Option<(char, Fence)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let bare = line.trim_end_matches(['\n', '\r']);
        match open.take() {
            Some((mark, mut fence)) => {
                if closes(bare, mark, &fence) {
                    (fence.closed, fence.after) = (true, at);
                    found.push(fence);
                } else {
                    (fence.content.end, fence.after) = (at, at);
                    open = Some((mark, fence));
                }
            }
            None => {
                let bare = bare.strip_prefix('\u{FEFF}').unwrap_or(bare);
                open = opens(bare).map(|(mark, indent, length, info)| {
                    let (info, opening) = (info.to_owned(), start + indent..start + bare.len());
                    (mark, Fence { opening, indent, length, info, content: at..at, after: at, closed: false })
                });
            }
        }
    }
    found.extend(open.map(|(_, fence)| fence));
    found
}

/// At least three marks; the info of a fence of backticks holds none.
fn opens(line: &str) -> Option<(char, usize, usize, &str)> {
    let rest = line.trim_start_matches([' ', '\t']);
    let mark = rest.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let info = rest.trim_start_matches(mark);
    let length = rest.len() - info.len();
    let opens = length >= 3 && !(mark == '`' && info.contains('`'));
    opens.then(|| (mark, line.len() - rest.len(), length, info.trim()))
}

/// At most three spaces more, then at least as many marks as opened it, then nothing.
fn closes(line: &str, mark: char, fence: &Fence) -> bool {
    let rest = line.trim_start_matches([' ', '\t']);
    let after = rest.trim_start_matches(mark);
    line.len() - rest.len() <= fence.indent + 3
        && rest.len() - after.len() >= fence.length
        && after.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(text: &str) -> Vec<(String, &str, bool)> {
        let fences = all(text).into_iter();
        fences.map(|fence| (fence.info, &text[fence.content], fence.closed)).collect()
    }

    #[test]
    fn a_fence_ends_at_one_that_is_as_long() {
        let text = "# T\n````yaml get /a\nx: |\n  ```\n  y\n  ```\n`````\n~~~\nz\n~~~\n";
        let inside = "x: |\n  ```\n  y\n  ```\n";
        let wanted = [("yaml get /a".to_owned(), inside, true), (String::new(), "z\n", true)];
        assert_eq!(contents(text), wanted);
    }

    #[test]
    fn carriage_returns_marks_and_a_missing_last_line_break_are_no_matter() {
        assert_eq!(contents("````yaml\r\na: 1\r\n````"), [("yaml".to_owned(), "a: 1\r\n", true)]);
        assert_eq!(contents("\u{FEFF}```x\n```"), [("x".to_owned(), "", true)]);
    }

    #[test]
    fn a_fence_may_be_indented_and_ends_where_it_began() {
        let text = "<Tab>\n\t ````yaml\n\t  x: |\n\t      ````\n\t ````\n</Tab>\n";
        assert_eq!(contents(text), [("yaml".to_owned(), "\t  x: |\n\t      ````\n", true)]);
        let fence = &all("1.  a\n\n    ````yaml\n    b: 1\n    ````\n")[0];
        assert_eq!((fence.opening.clone(), fence.closed), (11..19, true));
    }

    #[test]
    fn a_page_that_was_cut_leaves_a_block_open() {
        assert_eq!(contents("````yaml\na: 1\n```"), [("yaml".to_owned(), "a: 1\n```", false)]);
        assert_eq!(contents("````"), [(String::new(), "", false)]);
        assert_eq!(contents("a ```` b\n"), []);
    }
}
