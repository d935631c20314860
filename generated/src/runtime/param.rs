//! Values as the text of paths, queries, headers and cookies.

use super::build_error::BuildError;
use super::encode::Encode;
use serde_json::Value;

/// A value that can stand in a path, a query, a header or a cookie.
pub trait Param {
    /// Gives its texts to `out`: one, none for what is not there, one an item for a list. What has
    /// no text is an error, so that nothing is sent in its place.
    fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError>;
}

impl Param for str {
    fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
        out(self);
        Ok(())
    }
}

impl Param for String {
    fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
        out(self);
        Ok(())
    }
}

macro_rules! displayed {
    ($($T:ty),*) => {$(
        impl Param for $T {
            fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
                out(&self.to_string());
                Ok(())
            }
        }
    )*};
}

displayed! { bool, i32, i64, u32, u64 }

macro_rules! floats {
    ($($T:ty),*) => {$(
        impl Param for $T {
            fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
                // A number of the document is JSON's, which has neither (RFC 8259, 6).
                if !self.is_finite() {
                    return Err(BuildError("there is no number for infinity or NaN".into()));
                }
                out(&self.to_string());
                Ok(())
            }
        }
    )*};
}

floats! { f32, f64 }

impl<T: Param + ?Sized> Param for &T {
    fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
        T::texts(self, out)
    }
}

impl<T: Param> Param for Option<T> {
    fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
        self.as_ref().map_or(Ok(()), |value| value.texts(out))
    }
}

impl<T: Param> Param for Vec<T> {
    fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
        self.iter().try_for_each(|item| item.texts(out))
    }
}

/// Free-form JSON: a string is itself, an array its items, a number or boolean its JSON text. What
/// is deeper has none.
impl Param for Value {
    fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
        match self {
            Value::Array(items) => items.iter().try_for_each(|item| scalar(item, out)),
            other => scalar(other, out),
        }
    }
}

fn scalar(value: &Value, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
    match value {
        Value::Null => {}
        Value::String(text) => out(text),
        Value::Bool(_) | Value::Number(_) => out(&value.to_string()),
        Value::Array(_) => return Err(BuildError("a list in a list has no text".into())),
        Value::Object(_) => return Err(BuildError("an object has no text".into())),
    }
    Ok(())
}

/// What could not be made has no text.
impl<T: Param> Param for Result<T, BuildError> {
    fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
        match self {
            Ok(value) => value.texts(out),
            Err(error) => Err(error.clone()),
        }
    }
}

/// A value that is no plain text, as the JSON that stands for it.
pub fn text<T: Encode + ?Sized>(value: &T) -> Result<Value, BuildError> {
    serde_json::to_value(value.view()).map_err(|error| BuildError(error.to_string()))
}
