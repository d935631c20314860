//! A JSON text as a reader.
//!
//! In: a text (RFC 8259). Out: the values that serde_json reads from it. What is not plain it leaves
//! to serde_json: strings with escapes, free-form JSON, values that nobody asked for. Any other
//! deserializer comes in by `source`; a response comes in here, since to find the end of a string
//! costs less than a visitor behind two dynamic calls.

use super::decode::Decode;
use super::entries::Entries;
use super::escape::plain;
use super::reader::{Fault, Items, Kind, Members, NextKey, Reader, Slot};
use super::trace;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;
use std::borrow::Cow;

/// How deep a value may be: as deep as serde_json lets one be.
const DEPTH: u8 = 127;

/// A text and how far it has been read.
#[derive(Debug)]
pub struct Text<'t> {
    text: &'t str,
    at: usize,
    depth: u8,
}

impl<'t> Text<'t> {
    /// A text from its beginning.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// Reads the value that is the whole text.
    pub(super) fn whole(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        slot.read(self)?;
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(Fault::new("trailing characters")),
        }
    }

    /// What has been read: where it ends is where an error stands.
    pub(super) fn read(&self) -> &'t [u8] {
        self.text.as_bytes().get(..self.at).unwrap_or_default()
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// The value that comes next. What a type is on the wire is known when this is compiled, so of
    /// the ways below each type has one.
    pub(super) fn value<T: Decode>(&mut self) -> Result<T, Fault> {
        match (T::HINT.kind, self.peek()) {
            (Kind::Text, Some(b'"')) => T::decode(Reader::Text(&self.string()?)),
            (Kind::Signed | Kind::Unsigned | Kind::Float, Some(b'-' | b'0'..=b'9')) => {
                T::decode(self.number()?)
            }
            (Kind::Map, Some(b'{')) => {
                let mut inside = self.inside()?;
                let value = T::read(&mut Entries::new(&mut inside))?;
                inside.end()?;
                Ok(value)
            }
            _ => {
                let mut slot = None;
                self.fill(&mut slot)?;
                // A slot that was filled is set.
                slot.ok_or_else(|| Fault::new("incomplete"))
            }
        }
    }

    /// Reads the value that comes next, whatever it is.
    fn fill(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        let first = self.peek();
        if slot.hint().kind == Kind::Any {
            // Only serde_json knows what a `Value` keeps of a number.
            let value: Value = self.other()?;
            return slot.fill(Reader::Value(Cow::Owned(value)));
        }
        match first {
            Some(b'"') => slot.fill(Reader::Text(&self.string()?)),
            Some(b'{') => {
                let mut inside = self.inside()?;
                slot.fill(Reader::Map(&mut inside))?;
                inside.end()
            }
            Some(b'[') => {
                let mut inside = self.inside()?;
                slot.fill(Reader::List(&mut inside))?;
                inside.end()
            }
            Some(b'-' | b'0'..=b'9') => slot.fill(self.number()?),
            Some(b'n') => slot.fill(self.word("null", Reader::Null)?),
            Some(b't') => slot.fill(self.word("true", Reader::Bool(true))?),
            Some(b'f') => slot.fill(self.word("false", Reader::Bool(false))?),
            Some(_) => Err(Fault::new("expected value")),
            None => Err(Fault::new("EOF while parsing a value")),
        }
    }

    /// Goes past the null that comes next, if it does.
    pub(super) fn null(&mut self) -> Result<bool, Fault> {
        if self.peek() != Some(b'n') {
            return Ok(false);
        }
        self.word("null", Reader::Null).map(|_| true)
    }

    /// The items of the list that comes next, if it does.
    pub(super) fn list<T: Decode>(&mut self) -> Result<Option<Vec<T>>, Fault> {
        if self.peek() != Some(b'[') {
            return Ok(None);
        }
        let mut list = Vec::new();
        let mut inside = self.inside()?;
        while inside.step(b']').map_err(|fault| trace::index(list.len(), fault))? {
            list.push(T::from_text(inside.text).map_err(|fault| trace::index(list.len(), fault))?);
        }
        inside.end()?;
        Ok(Some(list))
    }

    fn word(&mut self, word: &str, value: Reader<'static>) -> Result<Reader<'static>, Fault> {
        if !self.rest().starts_with(word.as_bytes()) {
            return Err(Fault::new("expected ident"));
        }
        self.at += word.len();
        Ok(value)
    }

    /// The string whose quote comes next.
    fn string(&mut self) -> Result<Cow<'t, str>, Fault> {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        let end = start + 1 + plain(bytes.get(start + 1..).unwrap_or_default());
        match bytes.get(end) {
            Some(b'"') => {}
            Some(b'\\') => {
                let text = self.other()?;
                return Ok(Cow::Owned(text));
            }
            other => {
                self.at = end.min(bytes.len());
                let control = "control character (\\u0000-\\u001F) found while parsing a string";
                return Err(Fault::new(other.map_or("EOF while parsing a string", |_| control)));
            }
        }
        self.at = end + 1;
        // Between two quotes, which are no part of any other character.
        Ok(Cow::Borrowed(self.text.get(start + 1..end).unwrap_or_default()))
    }

    /// The number whose first character comes next (RFC 8259, 6).
    fn number(&mut self) -> Result<Reader<'static>, Fault> {
        let bytes = self.rest();
        let digits = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
        let sign = usize::from(bytes.first() == Some(&b'-'));
        let whole = digits(sign);
        let mut end = sign + whole;
        let mut valid = whole == 1 || whole > 1 && bytes.get(sign) != Some(&b'0');
        let mut integer = true;
        if bytes.get(end) == Some(&b'.') {
            let fraction = digits(end + 1);
            (integer, valid, end) = (false, valid && fraction > 0, end + 1 + fraction);
        }
        if let Some(b'e' | b'E') = bytes.get(end) {
            let signed = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let power = digits(end + 1 + signed);
            (integer, valid, end) = (false, valid && power > 0, end + 1 + signed + power);
        }
        let from = self.at;
        self.at = (from + end).min(self.text.len());
        let text = self.text.get(from..self.at).unwrap_or_default();
        if !valid {
            return Err(Fault::new("invalid number"));
        }
        // The sign of `-0` is a float's alone.
        if integer && text != "-0" {
            if let Ok(integer) = text.parse() {
                return Ok(Reader::Signed(integer));
            }
            if let Ok(integer) = text.parse() {
                return Ok(Reader::Unsigned(integer));
            }
        }
        match text.parse::<f64>() {
            Ok(float) if float.is_finite() => Ok(Reader::Float(float)),
            _ => Err(Fault::new("number out of range")),
        }
    }

    /// What comes next, as serde_json reads it.
    fn other<T: DeserializeOwned>(&mut self) -> Result<T, Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter();
        let value = values.next().unwrap_or_else(|| serde_json::from_str(""));
        self.at += values.byte_offset();
        value.map_err(|error| {
            // The place that it knows counts from here.
            let message = error.to_string();
            Fault::new(message.rsplit_once(" at line ").map_or(message.as_str(), |(said, _)| said))
        })
    }

    /// Goes into the list or object whose bracket comes next.
    fn inside(&mut self) -> Result<Inside<'_, 't>, Fault> {
        if self.depth == DEPTH {
            return Err(Fault::new("recursion limit exceeded"));
        }
        (self.at, self.depth) = (self.at + 1, self.depth + 1);
        Ok(Inside { text: self, next: Next::First })
    }
}

/// A list or object that is being read.
struct Inside<'a, 't> {
    text: &'a mut Text<'t>,
    next: Next,
}

/// What may stand next in a list or object.
#[derive(PartialEq)]
enum Next {
    /// An item, or the end.
    First,
    /// A comma and an item, or the end.
    Other,
    /// Nothing more.
    None,
}

impl Inside<'_, '_> {
    /// Sees that all of it was read.
    fn end(self) -> Result<(), Fault> {
        if self.next != Next::None {
            return Err(Fault::new("trailing items"));
        }
        self.text.depth -= 1;
        Ok(())
    }

    /// Steps over what stands before the next item; `false` if there is none.
    #[inline]
    fn step(&mut self, end: u8) -> Result<bool, Fault> {
        let first = match self.next {
            Next::None => return Ok(false),
            Next::First => true,
            Next::Other => false,
        };
        match self.text.peek() {
            Some(byte) if byte == end => {
                self.text.at += 1;
                self.next = Next::None;
                return Ok(false);
            }
            Some(b',') if !first => {
                self.text.at += 1;
                if self.text.peek() == Some(end) {
                    return Err(Fault::new("trailing comma"));
                }
            }
            Some(_) if first => self.next = Next::Other,
            other => return Err(misplaced(end, other)),
        }
        Ok(true)
    }
}

/// What is wrong where a comma or the end had to be.
#[cold]
fn misplaced(end: u8, found: Option<u8>) -> Fault {
    match (found, end) {
        (Some(_), _) => Fault::new(format_args!("expected `,` or `{}`", char::from(end))),
        (None, b'}') => Fault::new("EOF while parsing an object"),
        (None, _) => Fault::new("EOF while parsing a list"),
    }
}

impl Items for Inside<'_, '_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        let more = self.step(b']')?;
        if more {
            slot.read(self.text)?;
        }
        Ok(more)
    }
}

impl Members for Inside<'_, '_> {
    fn next_key(&mut self, expected: Option<&str>) -> Result<NextKey<'_>, Fault> {
        if !self.step(b'}')? {
            return Ok(NextKey::None);
        }
        if self.text.peek() != Some(b'"') {
            return Err(Fault::new("key must be a string"));
        }
        // What is expected begins with a comma, which was passed.
        let expected = expected.and_then(|expected| expected.as_bytes().get(1..));
        if let Some(expected) = expected
            && self.text.rest().starts_with(expected)
        {
            self.text.at += expected.len();
            return Ok(NextKey::Expected);
        }
        let key = self.text.string()?;
        if self.text.peek() != Some(b':') {
            return Err(Fault::new("expected `:`"));
        }
        self.text.at += 1;
        Ok(NextKey::Name(key))
    }

    fn next_value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        slot.read(self.text)
    }

    fn skip_value(&mut self) -> Result<usize, Fault> {
        self.text.other().map(|IgnoredAny| 1)
    }
}
