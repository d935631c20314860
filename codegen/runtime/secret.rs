//! Text that is never shown.

use super::decode::Decode;
use super::encode::Encode;
use serde::de::Error;
use serde::{Deserializer, Serializer};
use std::fmt;

/// A credential: sent, but never shown by `Debug`, and not in any error.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Decode for Secret {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // serde's message would quote the value.
        String::decode(deserializer)
            .map(Self)
            .map_err(|_| D::Error::custom("a string was expected"))
    }
}

impl Encode for Secret {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
