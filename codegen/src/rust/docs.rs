//! A vendor's prose in, doc comments out: Markdown that can neither run, nor link into nowhere, nor
//! end the comment it stands in.
//!
//! Everything from the document is data (law 10). What rustdoc would take for an instruction is
//! disarmed: code fences become plain `text`, intra-doc links and raw HTML are escaped, bare
//! addresses get their angle brackets, and characters that hide are written out.

mod blocks;
mod html;
mod inline;

use super::print::is_hidden;
use crate::ir::Docs;
use std::borrow::Cow;

/// The lines of a doc comment: title, description, facts.
///
/// A title that only repeats a name of the thing in other letters (`Job Id` of `job_id`) says
/// nothing, and is left out.
pub fn lines(docs: &Docs, names: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    let repeats = |title: &&str| names.iter().any(|name| same_letters(title, name));
    if let Some(title) = docs.title.as_deref().filter(|title| !repeats(title)) {
        paragraph(&mut out, &sentence(title));
    }
    let description =
        docs.description.as_deref().filter(|text| Some(text.trim()) != docs.title.as_deref().map(str::trim));
    if let Some(description) = description {
        paragraph(&mut out, description);
    }
    let fact = |fact: &crate::ir::Fact| match fact.label {
        // A count with its unit (`At most 128 characters`) is prose of ours.
        "At least" | "At most" => format!("{} {}.", fact.label, fact.value),
        label => format!("{label}: {}.", code(&fact.value)),
    };
    let facts: Vec<String> = docs.facts.iter().map(fact).collect();
    push(&mut out, facts);
    out
}

/// The same of what carries no `#[deprecated]`, since its own impls name it: types, fields, arguments.
pub fn marked(docs: &Docs, names: &[&str]) -> Vec<String> {
    let mut out = lines(docs, names);
    if docs.deprecated {
        push(&mut out, vec!["Deprecated.".to_owned()]);
    }
    out
}

/// What is said of an argument as an item of a list; nothing where nothing is.
pub fn argument(name: &str, docs: &Docs, names: &[&str]) -> Vec<String> {
    let words = marked(docs, names);
    let Some((first, rest)) = words.split_first() else {
        return Vec::new();
    };
    let name = code(name.strip_prefix("r#").unwrap_or(name));
    let indented = |line: &String| if line.is_empty() { String::new() } else { format!("  {line}") };
    // What opens a block of its own (a list, a fence, a heading) does not open one behind a name.
    let mut out = match opens_paragraph(first) {
        true => vec![format!("* {name}: {first}")],
        false => vec![format!("* {name}:"), String::new(), indented(first)],
    };
    out.extend(rest.iter().map(indented));
    out
}

/// Whether a line of prose may stand behind words of ours: it begins no list, no fence, no heading.
pub fn opens_paragraph(line: &str) -> bool {
    let plain = line.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '('));
    plain && blocks::mark(line).is_none()
}

/// The lines as they may stand in a comment, judged by the parser that rustdoc uses: what it would
/// still take for code that runs, or for HTML, is shown as it was written, all of it.
pub fn safe(lines: &[String]) -> Cow<'_, [String]> {
    // Code takes a fence or four columns (CommonMark 0.31, 4.4 and 4.5), HTML an angle (6.6): most
    // texts have none of these, and need no parser.
    let marked = |line: &String| ["<", "```", "~~~", "    ", "\t"].iter().any(|mark| line.contains(mark));
    if !lines.iter().any(marked) {
        return Cow::Borrowed(lines);
    }
    let text = lines.join("\n");
    if !is_live(&text) {
        return Cow::Borrowed(lines);
    }
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    let mut shown = vec![format!("{fence}text")];
    shown.extend_from_slice(lines);
    shown.push(fence);
    Cow::Owned(shown)
}

/// Whether rustdoc would run, or render as HTML, a part of this Markdown.
fn is_live(text: &str) -> bool {
    use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    Parser::new_ext(text, options).any(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => &*language != "text",
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented) | Tag::HtmlBlock) => true,
        Event::Html(_) | Event::InlineHtml(_) => true,
        _ => false,
    })
}

/// Lines of ours, apart from what stands before by a blank line.
pub fn push(out: &mut Vec<String>, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push(String::new());
    }
    // Two facts are two lines of one list, so that rustdoc does not run them together.
    if lines.len() > 1 {
        out.extend(lines.into_iter().map(|line| format!("* {line}")));
    } else {
        out.extend(lines);
    }
}

/// A paragraph of prose of the document, apart from what stands before by a blank line.
pub fn paragraph(out: &mut Vec<String>, prose: &str) {
    let safe = blocks::markdown(prose);
    if safe.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push(String::new());
    }
    out.extend(safe);
}

/// Prose of the document on one line.
pub fn line(prose: &str) -> String {
    let mut out = Vec::new();
    paragraph(&mut out, &sentence(prose));
    out.retain(|line| !line.is_empty());
    out.join(" ")
}

/// A value from the document as inline code.
pub fn code(text: &str) -> String {
    if text.bytes().all(|b| b.is_ascii_graphic() && b != b'`') && !text.is_empty() {
        return format!("`{text}`");
    }
    let text: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).flat_map(shown).collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // CommonMark 0.31, 6.1: a space on both sides is dropped, and keeps backticks apart.
    match text.starts_with('`') || text.ends_with('`') || text.trim().is_empty() {
        true => format!("{fence} {text} {fence}"),
        false => format!("{fence}{text}{fence}"),
    }
}

/// Whether two texts spell one name.
pub fn same_letters(one: &str, other: &str) -> bool {
    let letters = |text| str::chars(text).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    letters(one).eq(letters(other))
}

/// A title as the first line: without line breaks.
fn sentence(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A character as it may stand in a comment.
fn shown(character: char) -> impl Iterator<Item = char> {
    let escaped = is_hidden(character).then(|| character.escape_unicode());
    let plain = escaped.is_none().then_some(character);
    escaped.into_iter().flatten().chain(plain)
}

#[cfg(test)]
mod tests;
