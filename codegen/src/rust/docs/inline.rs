//! What stands in a line of a stranger's Markdown: code and links are left as they are, addresses
//! become links, and what could be HTML or a link to an item is escaped.

/// Disarms what stands in a line of prose.
pub fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    prose(&mut out, line, true);
    out
}

/// The same, where links may stand or, in the label of a link, may not.
fn prose(out: &mut String, line: &str, links: bool) {
    let mut rest = line;
    loop {
        // An `h` may begin an address.
        let plain = rest.find(['`', 'h', '[', ']', '<', '>', '&', '\\']).unwrap_or(rest.len());
        let (before, after) = rest.split_at(plain);
        out.push_str(before);
        let Some(first) = after.chars().next() else { return };
        let linked = if links { linked(out, after) } else { None };
        let length = linked.unwrap_or_else(|| match first {
            '`' => ticks(out, after),
            '\\' => backslash(out, after),
            _ => {
                if is_mark(out, after) {
                    out.push('\\');
                }
                out.push(first);
                first.len_utf8()
            }
        });
        rest = &after[length..];
    }
}

/// Whether a character would be more than itself. What `>` could close is escaped where it opens, so
/// that it is a mark only in front of a line, where it would make a quotation.
fn is_mark(out: &str, text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'[' | b']' | b'<') => true,
        Some(b'>') => out.trim_start().is_empty(),
        Some(b'&') => {
            let name = text[1..].trim_start_matches(|c: char| c == '#' || c.is_ascii_alphanumeric());
            name.starts_with(';')
        }
        _ => false,
    }
}

/// A span of code as it is, or ticks that open none.
fn ticks(out: &mut String, text: &str) -> usize {
    let run = text.len() - text.trim_start_matches('`').len();
    match closing(&text[run..], run) {
        Some(end) => {
            let length = run + end + run;
            out.push_str(&text[..length]);
            length
        }
        // CommonMark would look for the other end in later lines.
        None => {
            out.extend(std::iter::repeat_n("\\`", run));
            run
        }
    }
}

/// An escape of the author's own, or a lone backslash.
fn backslash(out: &mut String, text: &str) -> usize {
    match text[1..].chars().next().filter(char::is_ascii_punctuation) {
        Some(escaped) => {
            out.extend(['\\', escaped]);
            2
        }
        None => {
            out.push_str("\\\\");
            1
        }
    }
}

/// A link at the start of `text`, by what it takes of it.
fn linked(out: &mut String, text: &str) -> Option<usize> {
    if let Some(length) = autolink(text) {
        out.push_str(&text[..length]);
        return Some(length);
    }
    if let Some(length) = address(text, out.chars().next_back()) {
        out.extend(["<", &text[..length], ">"]);
        return Some(length);
    }
    let Link { label, target, length } = link(text)?;
    match is_absolute(target) {
        true => {
            out.push('[');
            prose(out, label, false);
            out.extend(["](", target, ")"]);
        }
        // To a place on the vendor's pages, which is none here; and no label becomes a block.
        false if is_place(target) && label.starts_with(|c: char| c == '`' || c.is_alphabetic()) => {
            // A picture is its label as well.
            if out.ends_with('!') && !out.ends_with("\\!") {
                out.pop();
            }
            prose(out, label, true);
        }
        // It could be a link to one of our items.
        false => return None,
    }
    Some(length)
}

/// Where a run of exactly `run` backticks begins.
pub fn closing(text: &str, run: usize) -> Option<usize> {
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

pub fn is_absolute(target: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

fn is_place(target: &str) -> bool {
    ["/", "#", "./", "../"].iter().any(|start| target.starts_with(start))
}

/// An address in angle brackets, by its length (CommonMark 0.31, 6.5).
fn autolink(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let scheme = ["https://", "http://"].into_iter().find(|scheme| inside.starts_with(scheme))?;
    // No further than the next angle, so that a row of them does not take long.
    let end = inside.find(['>', '<']).filter(|at| inside[*at..].starts_with('>'))?;
    let address = &inside[..end];
    let plain = address.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'`' | b'\\'));
    (plain && address.len() > scheme.len()).then_some(end + 2)
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

struct Link<'a> {
    label: &'a str,
    target: &'a str,
    length: usize,
}

/// The most letters of a link's target and title: what is looked for is not looked for to the end.
const ADDRESS: usize = 4_096;

/// A Markdown link `[label](target)` of a plain form; a title of it is dropped.
fn link(text: &str) -> Option<Link<'_>> {
    let inside = text.strip_prefix('[')?;
    let close = label_end(inside)?;
    let behind = inside[close..].strip_prefix("](")?;
    let end = behind.char_indices().take(ADDRESS).find(|(_, c)| *c == ')')?.0;
    let (target, title) = behind[..end].trim().split_once(' ').unwrap_or((behind[..end].trim(), "\"\""));
    let title = title.trim();
    let titled = title.len() >= 2 && title.starts_with(['"', '\'']) && title.ends_with(['"', '\'']);
    let plain = target
        .bytes()
        .all(|b| b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'(' | b'"' | b'`' | b'\\' | b'['));
    let label = &inside[..close];
    let whole = plain && titled && !label.trim().is_empty();
    whole.then_some(Link { label, target, length: 1 + close + 2 + end + 1 })
}

/// Where the label of a link ends; there are no brackets in it, but in code.
fn label_end(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find(['[', ']', '`', '\\'])?;
        let rest = &text[at..];
        match rest.as_bytes().first() {
            Some(b']') => return Some(at),
            Some(b'`') => {
                let run = rest.len() - rest.trim_start_matches('`').len();
                at += run + closing(&rest[run..], run)? + run;
            }
            Some(b'\\') => at += 1 + rest[1..].chars().next()?.len_utf8(),
            _ => return None,
        }
    }
}
