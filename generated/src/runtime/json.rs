//! JSON text to values and back, with the path of what was wrong.

use super::decode::Decode;
use super::encode::Encode;
use super::reader::{Fault, Slot};
use super::text_reader::Text;
use super::trace;

/// Why a JSON text is not what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JsonError {
    /// Where in the document, as `results[0].status`; empty at its root.
    pub path: String,
    /// What was wrong there.
    pub message: String,
}

impl std::fmt::Display for JsonError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "{path}: {}", self.message),
        }
    }
}

impl std::error::Error for JsonError {}

/// Reads a whole JSON text.
pub fn decode<T: Decode>(text: &[u8]) -> Result<T, JsonError> {
    let mut slot = None;
    read(text, &mut slot)?;
    // A slot that was filled is set.
    slot.ok_or_else(|| JsonError { path: String::new(), message: "incomplete".to_owned() })
}

fn read(bytes: &[u8], slot: &mut dyn Slot) -> Result<(), JsonError> {
    let read = |text: &str| {
        let mut text = Text::new(text);
        text.whole(slot).map_err(|fault| placed(fault, text.read()))
    };
    let valid = std::str::from_utf8(bytes).map_err(|error| {
        let read = bytes.get(..error.valid_up_to()).unwrap_or_default();
        placed(Fault::new("invalid unicode code point"), read)
    });
    trace::active(false, || valid.and_then(read)).map_err(|(path, message)| JsonError { path, message })
}

/// A fault and where in the text it arose, counted as serde_json counts.
fn placed(fault: Fault, read: &[u8]) -> String {
    let line = 1 + read.iter().filter(|byte| **byte == b'\n').count();
    let column = read.iter().rev().take_while(|byte| **byte != b'\n').count();
    format!("{fault} at line {line} column {column}")
}

/// Writes a value as compact JSON.
pub fn encode<T: Encode + ?Sized>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    // Most bodies grow this once or not at all.
    let mut out = Vec::with_capacity(512);
    if !value.to_text(b"", &mut out)? {
        out.extend_from_slice(b"null");
    }
    Ok(out)
}
