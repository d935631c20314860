//! Text that is never shown.

use super::decode::Decode;
use super::encode::Encode;
use super::reader::{Fault, Hint, Reader};
use super::view::View;
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
    const HINT: Hint = Hint::TEXT;

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        // The message would quote the value.
        String::decode(reader).map(Self).map_err(|_| Fault::new("a string was expected"))
    }
}

impl Encode for Secret {
    fn view(&self) -> View<'_> {
        View::Text(&self.0)
    }
}
