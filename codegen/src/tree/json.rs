//! The text of a JSON document in (RFC 8259), a tree with byte ranges out.
//!
//! A scanner of our own because no kept reader gives a place for every node. It is stricter than
//! nothing and laxer than nothing: a test holds it against serde_json. Knows no bound but depth.

use super::{Bounds, Entry, Mapping, Node, Number, Value, is_blank, too_deep};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{FileId, Span};

/// Reads one document; a byte order mark before it is passed over (RFC 8259, section 8.1).
pub fn parse(text: &str, file: FileId, bounds: &Bounds, out: &mut Diagnostics) -> Result<Node, Diagnostic> {
    let at = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let (entries, items) = Default::default();
    let mut scanner = Scanner { text, at, file, bounds, out, entries, items };
    let node = scanner.value(0).map_err(|error| *error)?;
    match scanner.peek() {
        None => Ok(node),
        Some(_) => Err(*scanner.expected("the end of the text")),
    }
}

struct Scanner<'a> {
    text: &'a str,
    /// The next byte. Always at a character's first byte where the text is sliced: a scan stops
    /// at ASCII alone.
    at: usize,
    file: FileId,
    bounds: &'a Bounds,
    out: &'a mut Diagnostics,
    /// Entries of the mappings that are open, the innermost last: each mapping takes its own when it
    /// is closed, and knows then how many they are.
    entries: Vec<Entry>,
    /// Likewise of sequences.
    items: Vec<Node>,
}

/// Boxed, and the three functions that recurse kept small, for the sake of the stack.
type Scanned<T> = Result<T, Box<Diagnostic>>;

impl Scanner<'_> {
    fn value(&mut self, depth: usize) -> Scanned<Node> {
        let first = self.peek();
        let start = self.at;
        let value = match first {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            _ => self.scalar(first)?,
        };
        let span = self.span(start, self.at);
        Ok(Node { span, value })
    }

    fn object(&mut self, depth: usize) -> Scanned<Value> {
        let first = self.entries.len();
        let mut more = self.open(b'}', depth)?;
        while more {
            let (key, key_span) = self.key()?;
            let node = self.value(depth + 1)?;
            self.entries.push(Entry { key, key_span, node });
            more = self.more(b'}')?;
        }
        let entries = self.entries.drain(first..).collect();
        Ok(Value::Mapping(Mapping::new(entries, self.out)))
    }

    fn array(&mut self, depth: usize) -> Scanned<Value> {
        let first = self.items.len();
        let mut more = self.open(b']', depth)?;
        while more {
            let item = self.value(depth + 1)?;
            self.items.push(item);
            more = self.more(b']')?;
        }
        Ok(Value::Sequence(self.items.drain(first..).collect()))
    }

    /// Goes into a collection; whether there is anything in it.
    fn open(&mut self, close: u8, depth: usize) -> Scanned<bool> {
        if depth >= self.bounds.depth {
            let span = self.span(self.at, self.at + 1);
            return Err(Box::new(too_deep(span, self.bounds)));
        }
        self.at += 1;
        Ok(!self.take(close))
    }

    /// Goes past an element; whether another one follows.
    fn more(&mut self, close: u8) -> Scanned<bool> {
        match self.take(b',') {
            true => Ok(true),
            false if self.take(close) => Ok(false),
            false => Err(self.expected(&format!("`,` or `{}`", char::from(close)))),
        }
    }

    fn key(&mut self) -> Scanned<(String, Span)> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("a key in double quotes"));
        }
        let start = self.at;
        let key = self.string()?;
        let span = self.span(start, self.at);
        match self.take(b':') {
            true => Ok((key, span)),
            false => Err(self.expected("`:`")),
        }
    }

    fn scalar(&mut self, first: Option<u8>) -> Scanned<Value> {
        match first {
            Some(b'"') => Ok(Value::String(self.string()?)),
            Some(b'-' | b'0'..=b'9') => Ok(Value::Number(self.number()?)),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            _ => Err(self.expected("a value")),
        }
    }

    fn string(&mut self) -> Scanned<String> {
        let open = self.at;
        self.at += 1;
        let mut value = String::new();
        loop {
            let start = self.at;
            let rest = &self.text.as_bytes()[start..];
            let stop = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..0x20);
            self.at += rest.iter().position(stop).unwrap_or(rest.len());
            let plain = &self.text[start..self.at];
            if self.byte() == Some(b'"') {
                self.at += 1;
                return Ok(if value.is_empty() { plain.to_owned() } else { value + plain });
            }
            value.push_str(plain);
            match self.byte() {
                Some(b'\\') => value.push(self.escape()?),
                Some(_) => return Err(self.error(self.at, 1, "a control character in a string")),
                None => return Err(self.error(open, 1, "a string that is not closed")),
            }
        }
    }

    fn escape(&mut self) -> Scanned<char> {
        let start = self.at;
        self.at += 2;
        Ok(match self.text.as_bytes().get(start + 1) {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let mut unit = self.four_digits()?;
                // Two surrogates are one character (RFC 8259, section 7); a lone one is none.
                if (0xD800..0xDC00).contains(&unit) && self.text[self.at..].starts_with("\\u") {
                    self.at += 2;
                    let low = self.four_digits()?;
                    if (0xDC00..0xE000).contains(&low) {
                        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                    }
                }
                let lone = || self.error(start, 6, "half a surrogate pair, which is no character");
                char::from_u32(unit).ok_or_else(lone)?
            }
            _ => return Err(self.error(start, 1, "an escape that JSON does not have")),
        })
    }

    fn four_digits(&mut self) -> Scanned<u32> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4);
        let worth = digits.and_then(|digits| {
            let worth = |sum, digit: &u8| Some(sum * 16 + char::from(*digit).to_digit(16)?);
            digits.iter().try_fold(0, worth)
        });
        let worth = worth.ok_or_else(|| self.error(self.at - 2, 2, "`\\u` without four digits"));
        self.at += 4;
        worth
    }

    fn number(&mut self) -> Scanned<Number> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1; // nothing may follow a zero (RFC 8259, section 6)
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Number(self.text[start..self.at].into()))
    }

    fn digits(&mut self) -> Scanned<()> {
        let rest = self.text.as_bytes()[self.at..].iter();
        match rest.take_while(|byte| byte.is_ascii_digit()).count() {
            0 => Err(self.expected("a digit")),
            count => {
                self.at += count;
                Ok(())
            }
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Scanned<Value> {
        if !self.text[self.at..].starts_with(word) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// The next byte that is no blank.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.byte() {
            self.at += 1;
        }
        self.byte()
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn expected(&self, what: &str) -> Box<Diagnostic> {
        let rest = &self.text[self.at..];
        let message = match rest.chars().next() {
            Some(found) => format!("{what} was expected here, not `{}`", found.escape_debug()),
            None => format!("{what} was expected, and the text ends"),
        };
        let wide = rest.chars().next().map_or(0, char::len_utf8);
        self.error(self.at, wide, message)
    }

    fn error(&self, at: usize, wide: usize, message: impl Into<String>) -> Box<Diagnostic> {
        let span = self.span(at, at + wide);
        let found = Diagnostic::new(Code::Syntax, span, message).label("not JSON");
        let before = self.text[..at].trim_end_matches(is_blank);
        match before.ends_with(',') && self.text[at..].starts_with(['}', ']']) {
            true => Box::new(found.help("JSON allows no comma after the last element")),
            false => Box::new(found),
        }
    }
}

#[cfg(test)]
mod tests;
