//! Headers of responses as values of their types, each read when it is asked for.
//!
//! In: the headers of a response, and the name and type of one. Out: its value, nothing where it did
//! not come, or an error, which costs no more than this one header. A value is one text, a list the
//! texts between commas (OpenAPI 3.1, 4.8.21: headers are in the style `simple`).

use super::decode::Decode;
use super::error::Error;
use super::operation::Response;
use super::reader::{Fault, Items, Kind, Reader, Slot};
use super::text_reader::Text;
use http::HeaderMap;
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A header of a response, and the type of its value.
pub struct Header<T> {
    name: &'static str,
    is_json: bool,
    of: PhantomData<fn() -> T>,
}

impl<T> Header<T> {
    /// A header of plain text.
    pub const fn new(name: &'static str) -> Self {
        Self { name, is_json: false, of: PhantomData }
    }

    /// A header whose text is JSON.
    pub const fn json(name: &'static str) -> Self {
        Self { name, is_json: true, of: PhantomData }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<T: Decode> Header<T> {
    /// Its value among the headers of a response; `None` where it did not come.
    pub fn read(self, headers: &HeaderMap) -> Result<Option<T>, HeaderError> {
        let mut slot = None;
        match read(self.name, self.is_json, headers, &mut slot) {
            Ok(()) => Ok(slot),
            Err(_) => Err(HeaderError { name: self.name, expected: T::HINT.expected }),
        }
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// A header that came, and is not what its type says. It does not show the value, which may be secret.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeaderError {
    /// The header.
    pub name: &'static str,
    /// What it should hold.
    pub expected: &'static str,
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}` does not hold {}", self.name, self.expected)
    }
}

impl std::error::Error for HeaderError {}

impl<T> Response<T> {
    /// A header that the operation documents, as its builder names it; `None` where it did not come.
    pub fn header<H: Decode>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
        header.read(&self.headers)
    }
}

impl<E> Error<E> {
    /// A header of the response, if there was one; see [`Response::header`].
    pub fn header<H: Decode>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
        self.headers().map_or(Ok(None), |headers| header.read(headers))
    }
}

fn read(name: &str, is_json: bool, headers: &HeaderMap, slot: &mut dyn Slot) -> Result<(), Fault> {
    let lines = headers.get_all(name).iter().map(|value| std::str::from_utf8(value.as_bytes()));
    let lines: Vec<&str> = lines.collect::<Result<_, _>>().map_err(Fault::new)?;
    let whole = match lines.as_slice() {
        [] => return Ok(()),
        [line] => Cow::Borrowed(*line),
        // RFC 9110, 5.3: several lines are one list, but for this header's, which hold commas.
        [first, ..] if name.eq_ignore_ascii_case("set-cookie") => match slot.hint().kind {
            Kind::List => return slot.fill(Reader::List(&mut Parts(lines.into_iter()))),
            _ => Cow::Borrowed(*first),
        },
        lines => Cow::Owned(lines.join(", ")),
    };
    match is_json {
        true => Text::new(&whole).whole(slot),
        false => fill(slot, &whole),
    }
}

/// Reads a text as what is asked for.
fn fill(slot: &mut dyn Slot, text: &str) -> Result<(), Fault> {
    let text = text.trim_matches([' ', '\t']);
    match slot.hint().kind {
        Kind::Text | Kind::Map => slot.fill(Reader::Text(text)),
        // RFC 9110, 5.6.1.2: empty items are none.
        Kind::List => {
            let items = text.split(',').filter(|item| !item.trim_matches([' ', '\t']).is_empty());
            slot.fill(Reader::List(&mut Parts(items)))
        }
        // What can be told by its kind alone is a number or boolean before it is a text.
        Kind::Any => match scalar(text).value()? {
            Cow::Owned(Value::String(text)) => slot.fill(Reader::Value(Cow::Owned(text.into()))),
            value => {
                slot.fill(Reader::Value(value)).or_else(|_| slot.fill(Reader::Value(Cow::Owned(text.into()))))
            }
        },
        Kind::Bool | Kind::Signed | Kind::Unsigned | Kind::Float => slot.fill(scalar(text)),
    }
}

/// The boolean or number that a text is.
fn scalar(text: &str) -> Reader<'_> {
    match text {
        "true" => return Reader::Bool(true),
        "false" => return Reader::Bool(false),
        _ => {}
    }
    if let Ok(integer) = text.parse() {
        return Reader::Signed(integer);
    }
    if let Ok(integer) = text.parse() {
        return Reader::Unsigned(integer);
    }
    match text.parse::<f64>() {
        Ok(float) if float.is_finite() => Reader::Float(float),
        _ => Reader::Text(text),
    }
}

struct Parts<I>(I);

impl<'a, I: Iterator<Item = &'a str>> Items for Parts<I> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        let Some(text) = self.0.next() else { return Ok(false) };
        fill(slot, text)?;
        Ok(true)
    }
}
