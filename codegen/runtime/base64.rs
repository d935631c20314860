//! Bytes as base64 text (RFC 4648, 4): the standard alphabet, with padding.
//!
//! In: any string. Vendors leave the padding out, break lines, or send text that was never encoded,
//! and a client must not lose a response over one; so the text is kept, who asks for the bytes hears
//! whether it is base64, and only a strict attempt does so at once.

use super::decode::Decode;
use super::encode::Encode;
use super::reader::{Fault, Hint, Reader};
use super::trace;
use super::view::View;

/// Bytes that are base64 text on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Base64(String);

impl Base64 {
    /// The bytes; `None` where the text on the wire is no base64.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        from_text(self.0.as_bytes())
    }

    /// The text on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(to_text(bytes))
    }
}

impl Decode for Base64 {
    const HINT: Hint = Hint::TEXT;

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        let text = reader.text()?;
        if trace::is_strict() && from_text(text.as_bytes()).is_none() {
            return Err(reader.invalid("base64"));
        }
        Ok(Self(text.to_owned()))
    }
}

impl Encode for Base64 {
    fn view(&self) -> View<'_> {
        View::Text(&self.0)
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Three bytes become four characters, a rest is padded.
pub(super) fn to_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0_u32, |group, byte| group << 8 | u32::from(*byte));
        let group = group << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let sextet = (group >> (18 - 6 * place)) as usize & 63;
            text.push(if place <= chunk.len() { char::from(ALPHABET[sextet]) } else { '=' });
        }
    }
    text
}

/// `None` for any character outside the alphabet, a wrong length, padding elsewhere than at the
/// end, and bits that are not zero behind the last byte (RFC 4648, 3.5).
fn from_text(text: &[u8]) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let padding = text.iter().rev().take(2).take_while(|c| **c == b'=').count();
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for chunk in text[..text.len() - padding].chunks(4) {
        let mut group = 0_u32;
        for c in chunk {
            group = group << 6 | sextet(*c)?;
        }
        let [_, first, second, third] = (group << (6 * (4 - chunk.len()))).to_be_bytes();
        let (kept, rest) = match chunk.len() {
            4 => (3, 0),
            3 => (2, third),
            _ => (1, second | third),
        };
        if rest != 0 {
            return None;
        }
        bytes.extend_from_slice(&[first, second, third][..kept]);
    }
    Some(bytes)
}

fn sextet(c: u8) -> Option<u32> {
    let value = match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}
