//! JSON text to values and back, with the path of what was wrong.

use super::decode::{Decode, deserialize};
use super::encode::Encode;
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
    trace::active(false, || {
        let mut reader = serde_json::Deserializer::from_slice(text);
        let value = deserialize(&mut reader)?;
        reader.end()?;
        Ok(value)
    })
    .map_err(|(path, error): (_, serde_json::Error)| JsonError { path, message: error.to_string() })
}

/// Writes a value as compact JSON.
pub fn encode<T: Encode + ?Sized>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&value.view())
}
