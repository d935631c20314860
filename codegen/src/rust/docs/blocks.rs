//! The blocks of a stranger's Markdown, line by line: paragraphs, lists and fences, each written at
//! the column where its reader looks for it.
//!
//! CommonMark is lenient about columns, clippy is not: a line that goes on with the text of an item
//! stands below that text (`doc_lazy_continuation`, `doc_overindented_list_items`). So the columns
//! of the text say only what belongs to what, and are written anew.

use super::html::to_markdown;
use super::inline::inline;
use super::shown;
use std::borrow::Cow;

/// Items within items; what is deeper is written as the deepest, so that a long row of marks does
/// not move every later line to the right by its length.
const DEEPEST: usize = 6;

/// Markdown of a stranger, made safe line by line.
pub fn markdown(text: &str) -> Vec<String> {
    let mut blocks = Blocks::default();
    for line in to_markdown(text).trim_end().split('\n') {
        blocks.line(&visible(line.trim_end()));
    }
    blocks.end()
}

#[derive(Default)]
struct Blocks {
    out: Vec<String>,
    /// What the next line may stand in, outermost first.
    items: Vec<Item>,
    fence: Option<Fence>,
    /// Whether the last line is one of a paragraph, with which the next may go on.
    open: bool,
}

/// An item of a list.
struct Item {
    /// The column of its mark in the text.
    came: usize,
    /// The column of its content as it is written.
    content: usize,
}

struct Fence {
    marks: String,
    came: usize,
    column: usize,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        let text = line.trim();
        let came = line.len() - line.trim_start_matches(' ').len();
        if self.fence.is_some() {
            self.code(line, text);
        } else if text.is_empty() {
            self.open = false;
            if self.out.last().is_some_and(|last| !last.is_empty()) {
                self.out.push(String::new());
            }
        } else if !is_rule(text) && mark(text).is_some_and(|mark| self.begins_item(came, text, mark)) {
            self.item(came, text);
        } else {
            // A paragraph takes in a line from further left (CommonMark 0.31, 5.2); nothing else does.
            if !self.open || stands_alone(text) {
                self.leave(came);
            }
            self.block(came, text, " ".repeat(self.column()));
        }
    }

    /// Whether the mark makes an item here: in the middle of a paragraph, a number other than 1 is
    /// one of its words (CommonMark 0.31, 5.3).
    fn begins_item(&self, came: usize, text: &str, mark: usize) -> bool {
        let splits = self.open && self.items.last().is_none_or(|item| came >= item.came + 2);
        let counts = text.starts_with(|c: char| c.is_ascii_digit());
        text.len() > mark && (!splits || !counts || &text[..mark - 1] == "1")
    }

    fn item(&mut self, came: usize, text: &str) {
        self.leave(came);
        self.open = false;
        self.items.truncate(DEEPEST - 1);
        let mut prefix = " ".repeat(self.column());
        let (mut came, mut rest) = (came, text);
        // An item may begin with an item.
        while let Some(mark) = mark(rest).filter(|mark| rest.len() > *mark && !is_rule(rest)) {
            if self.items.len() == DEEPEST {
                break;
            }
            prefix.push_str(&rest[..mark]);
            prefix.push(' ');
            self.items.push(Item { came, content: prefix.len() });
            let content = rest[mark..].trim_start();
            came += rest.len() - content.len();
            rest = content;
        }
        let (first, column) = (self.out.len(), prefix.len());
        self.block(came, rest, prefix);
        if let Some(line) = self.out.get_mut(first) {
            unescape(line, column);
        }
    }

    /// A line that begins no item, behind what stands before it on its line.
    fn block(&mut self, came: usize, text: &str, prefix: String) {
        if let Some(marks) = opening_fence(text) {
            // A fence without a language would be a doctest.
            self.out.push(format!("{prefix}{marks}text"));
            self.fence = Some(Fence { marks, came, column: prefix.len() });
            self.open = false;
            return;
        }
        if let Some(mark) = mark(text).filter(|_| !is_rule(text)) {
            // What looks like an item, and is none.
            let text = format!("{}\\{}", &text[..mark - 1], &text[mark - 1..]);
            self.out.push(prefix + &inline(&text));
            self.open = true;
            return;
        }
        // A line below a paragraph makes it a heading (CommonMark 0.31, 4.3).
        let underlines = self.open && (text.bytes().all(|b| b == b'=') || text.bytes().all(|b| b == b'-'));
        self.open = !(underlines || stands_alone(text));
        self.out.push(prefix + &inline(text));
    }

    /// A line of a block of code, or the end of it.
    fn code(&mut self, line: &str, text: &str) {
        let Some(fence) = &self.fence else { return };
        let margin = " ".repeat(fence.column);
        if closes(&fence.marks, text) {
            self.out.push(margin + &fence.marks);
            self.fence = None;
        } else if text.is_empty() {
            self.out.push(String::new());
        } else {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            self.out.push(margin + &line[spaces.min(fence.came)..]);
        }
    }

    /// Leaves the items that a block at this column is not in.
    fn leave(&mut self, came: usize) {
        while self.items.pop_if(|item| came < item.came + 2).is_some() {}
    }

    fn column(&self) -> usize {
        self.items.last().map_or(0, |item| item.content)
    }

    fn end(mut self) -> Vec<String> {
        if let Some(fence) = self.fence {
            self.out.push(" ".repeat(fence.column) + &fence.marks);
        }
        while self.out.last().is_some_and(String::is_empty) {
            self.out.pop();
        }
        self.out
    }
}

/// To pulldown-cmark, and so to clippy, a text begins behind the backslash of its first letter, and
/// the lines below would have to stand there: a reference has no backslash.
fn unescape(line: &mut String, at: usize) {
    let escaped = line[at..].strip_prefix('\\').and_then(|rest| rest.chars().next());
    if let Some(escaped) = escaped.filter(char::is_ascii_punctuation) {
        line.replace_range(at..at + 2, &format!("&#{};", u32::from(escaped)));
    }
}

/// A line without tabs, and with what is hidden written out.
fn visible(line: &str) -> Cow<'_, str> {
    if line.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(line);
    }
    let text = line.trim_start_matches([' ', '\t']);
    // A tab goes to the next multiple of four (CommonMark 0.31, 2.2).
    let column = line[..line.len() - text.len()].bytes().fold(0, |column, byte| match byte {
        b'\t' => column / 4 * 4 + 4,
        _ => column + 1,
    });
    let text = text.chars().map(|c| if c == '\t' { ' ' } else { c }).flat_map(shown);
    Cow::Owned(" ".repeat(column).chars().chain(text).collect())
}

/// The run of backticks or tildes that opens a fence.
pub fn opening_fence(line: &str) -> Option<String> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run: String = line.chars().take_while(|c| *c == mark).collect();
    let info = &line[run.len()..];
    (run.len() >= 3 && !(mark == '`' && info.contains('`'))).then_some(run)
}

/// Whether a line ends the block of code that these marks opened.
pub fn closes(marks: &str, line: &str) -> bool {
    line.starts_with(marks) && line.trim_matches(['`', '~']).trim().is_empty()
}

/// The length of the mark of an item that a line begins with, without the space behind it.
pub fn mark(line: &str) -> Option<usize> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marks: &[u8] = if digits == 0 { b"-*+" } else { b".)" };
    let is_mark = line.as_bytes().get(digits).is_some_and(|byte| marks.contains(byte));
    let is_apart = line.as_bytes().get(digits + 1).is_none_or(|byte| *byte == b' ');
    (digits <= 9 && is_mark && is_apart).then_some(digits + 1)
}

/// Whether a line is never one of a paragraph: a fence, a heading, a rule.
fn stands_alone(line: &str) -> bool {
    let heading = line.trim_start_matches('#');
    let level = line.len() - heading.len();
    let is_heading = (1..=6).contains(&level) && (heading.is_empty() || heading.starts_with(' '));
    is_heading || is_rule(line) || opening_fence(line).is_some()
}

/// A rule across the page (CommonMark 0.31, 4.1).
fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| *c != ' ');
    let first = marks.next();
    matches!(first, Some('-' | '*' | '_')) && marks.clone().count() >= 2 && marks.all(|c| Some(c) == first)
}
