//! Values that a table states: of a property that is always the same, or of one that tells a branch.

use super::encode::Encode;
use super::view::View;
use serde_json::Value;
use std::fmt;

/// The value of a constant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar {
    /// A string.
    Text(&'static str),
    /// An integer.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// A boolean.
    Bool(bool),
}

impl Scalar {
    /// Whether it is the value, numbers by what they are worth.
    pub fn matches(self, value: &Value) -> bool {
        match self {
            Self::Text(text) => value.as_str() == Some(text),
            Self::Integer(integer) => {
                value.as_i64() == Some(integer) || value.as_f64() == Some(integer as f64)
            }
            Self::Float(float) => value.as_f64() == Some(float),
            Self::Bool(bool) => value.as_bool() == Some(bool),
        }
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Integer(integer) => write!(f, "{integer}"),
            Self::Float(float) => write!(f, "{float}"),
            Self::Bool(bool) => write!(f, "{bool}"),
        }
    }
}

impl Encode for Scalar {
    fn view(&self) -> View<'_> {
        match self {
            Self::Text(text) => View::Text(text),
            Self::Integer(integer) => View::Signed(*integer),
            Self::Float(float) => View::Float(*float),
            Self::Bool(bool) => View::Bool(*bool),
        }
    }
}

/// What can be written as the value of a constant in a table.
pub trait Constant {
    /// The value.
    fn scalar(&self) -> Scalar;
}

macro_rules! constants {
    ($($T:ty => $V:ident),*) => {$(
        impl Constant for $T {
            fn scalar(&self) -> Scalar {
                Scalar::$V(*self)
            }
        }
    )*};
}

constants! { &'static str => Text, i64 => Integer, f64 => Float, bool => Bool }
