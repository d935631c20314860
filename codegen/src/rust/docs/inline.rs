//! What stands in a line of a stranger's Markdown: code is left as it is, addresses become links, and
//! what could be HTML or a link to an item is escaped.

/// Disarms what stands in a line of prose; inline code is left as it is.
pub fn inline(line: &str) -> String {
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
