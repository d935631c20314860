//! A vendor's prose in, doc comments out: Markdown that can neither run, nor link into nowhere, nor
//! end the comment it stands in.
//!
//! Everything from the document is data (law 10). What rustdoc would take for an instruction is
//! disarmed: code fences become plain `text`, intra-doc links and raw HTML are escaped, bare
//! addresses get their angle brackets, and characters that hide are written out.

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
    let mut out = match first.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '"' | '\'' | '(')) {
        true => vec![format!("* {name}: {first}")],
        false => vec![format!("* {name}:"), String::new(), indented(first)],
    };
    out.extend(rest.iter().map(indented));
    out
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
    let safe = markdown(prose);
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

/// Markdown of a stranger, made safe line by line.
fn markdown(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<String> = None;
    let source: Vec<&str> = text.trim().split('\n').collect();
    let indent = common_indent(&source);
    for (at, raw) in source.iter().enumerate() {
        let raw = if at == 0 { raw } else { cut(raw, indent) };
        let line = visible(raw.trim_end());
        let trimmed = line.trim_start();
        if let Some(open) = &fence {
            if trimmed.starts_with(open.as_str()) && trimmed.trim_matches(['`', '~']).trim().is_empty() {
                out.push(open.clone());
                fence = None;
            } else {
                out.push(line.into_owned());
            }
            continue;
        }
        if let Some(open) = opening_fence(trimmed) {
            // A fence without a language would be a doctest.
            out.push(format!("{open}text"));
            fence = Some(open);
            continue;
        }
        if trimmed.is_empty() {
            if out.last().is_some_and(|last| !last.is_empty()) {
                out.push(String::new());
            }
            continue;
        }
        out.push(inline(&unindented(&line, out.last())));
    }
    if let Some(open) = fence {
        out.push(open);
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// A line without tabs, and with what is hidden written out.
fn visible(line: &str) -> Cow<'_, str> {
    if line.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(line.chars().map(|c| if c == '\t' { ' ' } else { c }).flat_map(shown).collect())
}

/// The run of backticks or tildes that opens a fence.
fn opening_fence(line: &str) -> Option<String> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run: String = line.chars().take_while(|c| *c == mark).collect();
    let info = &line[run.len()..];
    (run.len() >= 3 && !(mark == '`' && info.contains('`'))).then_some(run)
}

/// Four spaces would make a code block, and so a doctest; deeper list items keep three.
fn unindented<'a>(line: &'a str, previous: Option<&String>) -> Cow<'a, str> {
    let trimmed = line.trim_start();
    let spaces = line.len() - trimmed.len();
    if spaces <= 3 {
        return Cow::Borrowed(line);
    }
    let in_list = previous.is_some_and(|last| is_item(last.trim_start())) || is_item(trimmed);
    Cow::Owned(match in_list {
        true => format!("{}{trimmed}", " ".repeat(spaces.min(12) / 2)).replacen("    ", "   ", 1),
        false => format!("   {trimmed}"),
    })
}

fn is_item(line: &str) -> bool {
    line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with("+ ")
        || line.split_once(['.', ')']).is_some_and(|(number, rest)| {
            !number.is_empty()
                && number.len() <= 9
                && number.bytes().all(|b| b.is_ascii_digit())
                && rest.starts_with(' ')
        })
}

fn common_indent(lines: &[&str]) -> usize {
    let indents = lines.iter().skip(1).filter(|line| !line.trim().is_empty());
    indents.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0)
}

fn cut(line: &str, indent: usize) -> &str {
    line.get(indent.min(line.len() - line.trim_start_matches(' ').len())..).unwrap_or(line)
}

/// Disarms what stands in a line of prose; inline code is left as it is.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    loop {
        // An `h` may begin an address.
        let plain = rest.find(['`', 'h', '[', ']', '<', '>', '&', '\\']).unwrap_or(rest.len());
        let (before, after) = rest.split_at(plain);
        out.push_str(before);
        rest = after;
        let Some(first) = rest.chars().next() else { break };
        if first == '`' {
            let run = rest.len() - rest.trim_start_matches('`').len();
            let (ticks, after) = rest.split_at(run);
            match closing(after, run) {
                Some(end) => {
                    out.push_str(ticks);
                    out.push_str(&after[..end + run]);
                    rest = &after[end + run..];
                }
                // CommonMark would look for the other end in later lines.
                None => {
                    for _ in 0..run {
                        out.push_str("\\`");
                    }
                    rest = after;
                }
            }
            continue;
        }
        if let Some(length) = address(rest, out.chars().next_back()) {
            out.push('<');
            out.push_str(&rest[..length]);
            out.push('>');
            rest = &rest[length..];
            continue;
        }
        if let Some(length) = link(rest) {
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        match first {
            // An escape of the author's own, or a lone backslash.
            '\\' => {
                let next = rest[1..].chars().next();
                match next {
                    Some(escaped) if escaped.is_ascii_punctuation() => {
                        out.extend(['\\', escaped]);
                        rest = &rest[1 + escaped.len_utf8()..];
                    }
                    _ => {
                        out.push_str("\\\\");
                        rest = &rest[1..];
                    }
                }
                continue;
            }
            '[' | ']' | '<' | '>' | '&' => out.extend(['\\', first]),
            plain => out.push(plain),
        }
        rest = &rest[first.len_utf8()..];
    }
    // `>` opens a quotation, which is harmless and was escaped with the rest.
    out
}

/// Where a run of exactly `run` backticks begins.
fn closing(text: &str, run: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let length = text[start..].len() - text[start..].trim_start_matches('`').len();
        if length == run {
            return Some(start);
        }
        at = start + length;
    }
    None
}

/// A bare `http(s)://` address at the start of `text`, by its length.
fn address(text: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let end = text.find(|c: char| {
        c.is_whitespace()
            || matches!(c, '<' | '>' | '"' | '`' | '[' | ']' | '\\' | '(' | ')' | '{' | '}' | '|' | '^')
    });
    let all = &text[..end.unwrap_or(text.len())];
    let address = all.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    (address.len() > scheme.len()).then_some(address.len())
}

/// A Markdown link `[text](https://...)` of a plain form, by its length. Everything else in
/// brackets could be an intra-doc link.
fn link(text: &str) -> Option<usize> {
    let label = text.strip_prefix('[')?;
    let close = label.find([']', '[', '`', '<', '\\', '&'])?;
    let target = label[close..].strip_prefix("](")?;
    let end = target.find(')')?;
    let url = &target[..end];
    let plain = url
        .bytes()
        .all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'(' | b'"' | b'`' | b'\\' | b'['));
    let absolute = url.starts_with("https://") || url.starts_with("http://") || url.starts_with("mailto:");
    (plain && absolute).then(|| 1 + close + 2 + end + 1)
}

/// A character as it may stand in a comment.
fn shown(character: char) -> impl Iterator<Item = char> {
    let escaped = is_hidden(character).then(|| character.escape_unicode());
    let plain = escaped.is_none().then_some(character);
    escaped.into_iter().flatten().chain(plain)
}

#[cfg(test)]
mod tests;
