//! A property that may be left out, be null, or have a value, where the three mean three things.

use super::decode::Decode;
use super::encode::Encode;
use super::reader::{Fault, Hint, Reader, Slot};
use super::text_reader::Text;
use super::view::View;
use serde_json::Error;

/// A property of a value that is sent: left out (unchanged, say), null (taken away), or set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Field<T> {
    /// Left out.
    #[default]
    Absent,
    /// `null`.
    Null,
    /// A value.
    Value(T),
}

impl<T> Field<T> {
    /// The value, if there is one.
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the property is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the property is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The same property of another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Null => Field::Null,
            Self::Value(value) => Field::Value(change(value)),
        }
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is `null`: who leaves a property out does not set it.
impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl From<&str> for Field<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

impl<T: Decode> Decode for Field<T> {
    const HINT: Hint = T::HINT.or_null();

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        Option::decode(reader).map(Self::from)
    }

    fn from_text(text: &mut Text<'_>) -> Result<Self, Fault> {
        Option::from_text(text).map(Self::from)
    }

    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }
}

impl<T: Decode> Slot for Field<T> {
    fn hint(&self) -> Hint {
        T::HINT
    }

    fn fill(&mut self, reader: Reader<'_>) -> Result<(), Fault> {
        *self = Self::Value(T::decode(reader)?);
        Ok(())
    }

    fn read(&mut self, text: &mut Text<'_>) -> Result<(), Fault> {
        *self = Self::Value(T::from_text(text)?);
        Ok(())
    }

    fn is_set(&self) -> bool {
        !self.is_absent()
    }

    fn null(&mut self) {
        *self = Self::Null;
    }
}

impl<T: Encode> Encode for Field<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Value(value) => value.view(),
            // A map that cannot leave out an entry still has to write something.
            Self::Absent | Self::Null => View::Null,
        }
    }

    fn is_absent(&self) -> bool {
        Field::is_absent(self)
    }

    fn to_text(&self, before: &[u8], out: &mut Vec<u8>) -> Result<bool, Error> {
        match self {
            Self::Absent => Ok(false),
            Self::Null => {
                out.extend_from_slice(before);
                out.extend_from_slice(b"null");
                Ok(true)
            }
            Self::Value(value) => value.to_text(before, out),
        }
    }
}
