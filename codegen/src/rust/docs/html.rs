//! HTML that a vendor writes into Markdown, as the Markdown that it stands for.
//!
//! What comes out is a stranger's text as before: only what is made of it later decides what is
//! safe. So nothing here need be exact, and what is not understood is left to be escaped.

use super::blocks::{closes, mark, opening_fence};
use super::code;
use std::borrow::Cow;

/// How far a tag and its end may be apart, so that no text takes long.
const NEAR: usize = 1_000;

/// The text with Markdown for the HTML in it; code is left as it is.
pub fn to_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let comments = text.rfind("-->").map_or(text.len(), |at| text.len() - at);
    let mut writer = Writer { begins: true, comments, ..Writer::default() };
    let mut rest = text;
    while !rest.is_empty() {
        let length = if writer.begins { writer.begin(rest) } else { writer.piece(rest) };
        rest = &rest[length..];
    }
    Cow::Owned(writer.out)
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Whether a line of the text begins here, and what it is.
    begins: bool,
    row: bool,
    fence: Option<String>,
    /// The lists around, each with the number of its last item where it counts.
    lists: Vec<Option<usize>>,
    /// The marks that are to be closed, by their tags.
    marks: Vec<(String, &'static str)>,
    /// How much of the text is left at the end of its last comment.
    comments: usize,
    /// Where the line that is being written begins, and how far that has been looked for.
    line: usize,
    seen: usize,
    /// How long the text was after its last break: two with nothing between them are one.
    broken: usize,
}

impl Writer {
    /// The beginning of a line, or all of a line of code; what it takes of the text.
    fn begin(&mut self, rest: &str) -> usize {
        let line = &rest[..rest.find('\n').map_or(rest.len(), |at| at + 1)];
        let mut text = line.trim();
        if let Some(marks) = &self.fence {
            if closes(marks, text) {
                self.fence = None;
            }
        } else {
            while let Some(mark) = mark(text).filter(|mark| text.len() > *mark) {
                text = text[mark..].trim_start();
            }
            self.fence = opening_fence(text);
            if self.fence.is_none() {
                self.begins = false;
                self.row = text.starts_with('|');
                return self.piece(rest);
            }
        }
        self.out.push_str(line);
        line.len()
    }

    /// What stands before the next tag, or a tag; what it takes of the text.
    fn piece(&mut self, rest: &str) -> usize {
        let plain = rest.find(['`', '<', '\n', '\\']).unwrap_or(rest.len());
        if plain > 0 {
            self.out.push_str(&rest[..plain]);
            return plain;
        }
        let length = match rest.as_bytes().first() {
            Some(b'<') => match self.markup(rest) {
                Some(length) => return length,
                None => 1,
            },
            Some(b'`') => {
                let line = near(rest);
                let run = line.len() - line.trim_start_matches('`').len();
                super::inline::closing(&line[run..], run).map_or(run, |end| run + end + run)
            }
            Some(b'\\') => {
                1 + rest[1..].chars().next().filter(char::is_ascii_punctuation).map_or(0, char::len_utf8)
            }
            _ => {
                self.begins = true;
                self.marks.clear();
                1
            }
        };
        self.out.push_str(&rest[..length]);
        length
    }

    /// A comment or a tag at the start of `rest`, by its length.
    fn markup(&mut self, rest: &str) -> Option<usize> {
        if rest.starts_with("<!--") && rest.len() > self.comments {
            return rest.find("-->").map(|at| at + 3);
        }
        let tag = tag(rest)?;
        let behind = &rest[tag.length..];
        match (&*tag.name, tag.ends) {
            ("br" | "p", _) => self.split(behind),
            ("ul" | "ol" | "li", _) if self.row => self.out.push(' '),
            ("ul", false) => self.list(None),
            ("ol", false) => self.list(Some(0)),
            ("ul" | "ol", true) => {
                self.lists.pop();
                self.out.push_str(if self.lists.is_empty() { "\n\n" } else { "\n" });
            }
            ("li", false) => {
                self.item();
                self.begins = true;
                return Some(rest.len() - behind.trim_start().len());
            }
            ("li", true) => {}
            ("b" | "strong", _) => return self.emphasis(tag, "**", behind),
            ("i" | "em", _) => return self.emphasis(tag, "*", behind),
            ("code", false) => {
                let (content, length) = content(behind, "code")?;
                let content = content.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
                if !content.trim().is_empty() {
                    self.out.push_str(&code(content.trim()));
                }
                return Some(tag.length + length);
            }
            ("a", false) => {
                let (content, length) = content(behind, "a")?;
                self.link(content, tag.attributes);
                return Some(tag.length + length);
            }
            _ => return None,
        }
        Some(tag.length)
    }

    /// A new paragraph; in a row of a table, in an item and in emphasis there is none.
    fn split(&mut self, behind: &str) {
        if self.out.len() != self.broken {
            self.part(behind);
            self.broken = self.out.len();
        }
    }

    fn part(&mut self, behind: &str) {
        let line = self.current().trim();
        let (is_empty, marked) = (line.is_empty(), mark(line).map(|mark| mark == line.len()));
        let in_item = !self.lists.is_empty() || marked.is_some();
        if is_empty && self.lists.is_empty() {
            // The line has begun: it is what the blank line stands before.
            let indent = self.current().to_owned();
            self.out.extend(["\n", &indent]);
            return;
        }
        if is_empty || marked == Some(true) {
            return;
        }
        let item_follows = mark(behind.trim_start()).is_some();
        if self.row || !self.marks.is_empty() || (in_item && !item_follows) {
            self.out.push(' ');
        } else {
            self.out.push_str(if in_item { "\n" } else { "\n\n" });
            self.begins = true;
        }
    }

    fn list(&mut self, counts: Option<usize>) {
        if self.lists.is_empty() {
            self.out.push_str("\n\n");
        }
        self.lists.push(counts);
    }

    fn item(&mut self) {
        let line = self.current();
        match line.trim().is_empty() {
            true => {
                self.out.truncate(self.line);
                self.seen = self.line;
            }
            false => self.out.push('\n'),
        }
        let depth = self.lists.len().clamp(1, 8) - 1;
        self.out.push_str(&"   ".repeat(depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                self.out.push_str(&format!("{number}. "));
            }
            _ => self.out.push_str("- "),
        }
    }

    /// What opens or closes emphasis, by what it takes: a mark is none beside a space (CommonMark
    /// 0.31, 6.2).
    fn emphasis(&mut self, tag: Tag<'_>, mark: &'static str, behind: &str) -> Option<usize> {
        if !tag.ends {
            let (content, _) = content(behind, &tag.name)?;
            let spaces = behind.len() - behind.trim_start_matches(' ').len();
            if !content.trim().is_empty() && !content.contains('*') {
                self.out.push_str(mark);
                self.marks.push((tag.name, mark));
            } else {
                self.marks.push((tag.name, ""));
            }
            return Some(tag.length + spaces);
        }
        let (_, mark) = self.marks.pop_if(|(name, _)| *name == tag.name)?;
        let end = self.out.trim_end_matches(' ').len();
        let spaces = self.out.split_off(end);
        self.out.push_str(mark);
        self.out.push_str(&spaces);
        Some(tag.length)
    }

    fn link(&mut self, content: &str, attributes: &str) {
        let label = untagged(content);
        let label = label.trim();
        let target = attribute(attributes, "href").unwrap_or_default().replace("&amp;", "&");
        let target = target.trim().replace('(', "%28").replace(')', "%29");
        if label.is_empty() || label.contains(['[', ']']) || !super::inline::is_absolute(&target) {
            self.out.push_str(label);
        } else {
            self.out.extend(["[", label, "](", &target, ")"]);
        }
    }

    /// The line that is being written.
    fn current(&mut self) -> &str {
        // What was written since may have ended the line.
        if let Some(end) = self.out[self.seen..].rfind('\n') {
            self.line = self.seen + end + 1;
        }
        self.seen = self.out.len();
        &self.out[self.line..]
    }
}

struct Tag<'a> {
    name: String,
    ends: bool,
    attributes: &'a str,
    length: usize,
}

fn tag(text: &str) -> Option<Tag<'_>> {
    let inside = nearby(text.strip_prefix('<')?);
    let inside = &inside[..inside.find(['>', '<']).filter(|at| inside[*at..].starts_with('>'))?];
    let (ends, named) = inside.strip_prefix('/').map_or((false, inside), |named| (true, named));
    let end = named.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(named.len());
    let (name, attributes) = named.split_at(end);
    let apart = attributes.is_empty() || attributes.starts_with(['/', ' ', '\n', '\t']);
    apart.then(|| Tag { name: name.to_ascii_lowercase(), ends, attributes, length: inside.len() + 2 })
}

/// What stands before the end of this tag on the line, and the length of both.
fn content<'a>(behind: &'a str, name: &str) -> Option<(&'a str, usize)> {
    let line = near(behind);
    let mut ends = line.match_indices("</").map(|(at, _)| at);
    ends.find_map(|at| {
        line.get(at + 2..at + 2 + name.len()).filter(|it| it.eq_ignore_ascii_case(name))?;
        let tag = tag(&line[at..]).filter(|tag| tag.name == name)?;
        Some((&line[..at], at + tag.length))
    })
}

fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let at = attributes.to_ascii_lowercase().find(&format!(" {name}="))?;
    let value = attributes[at..].split_once('=')?.1;
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_whitespace().next(),
    }
}

/// A text without its tags.
fn untagged(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let length = tag(&rest[at..]).map_or(1, |tag| tag.length);
        if length == 1 {
            out.push('<');
        }
        rest = &rest[at + length..];
    }
    out + rest
}

fn nearby(text: &str) -> &str {
    let mut end = text.len().min(NEAR);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The rest of the line, as far as it is looked at.
fn near(text: &str) -> &str {
    nearby(text).split('\n').next().unwrap_or_default()
}
