//! Values as the text of paths, queries, headers and cookies.

use super::encode::Encode;
use serde_json::Value;

/// A value that can stand in a path, a query, a header or a cookie.
pub trait Param {
    /// Gives its texts to `out`: one, none for what is not there, one an item for a list.
    fn texts(&self, out: &mut dyn FnMut(&str));
}

/// How a list of a query is written (OpenAPI 3.1, 4.8.12.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `form` exploded, OpenAPI's default: `tag=a&tag=b`.
    Repeated,
    /// `form` in one: `tag=a,b`.
    Comma,
    /// `spaceDelimited`: `tag=a%20b`.
    Space,
    /// `pipeDelimited`: `tag=a%7Cb`.
    Pipe,
}

impl Style {
    /// What stands between items, as it is written in a query.
    pub(super) fn separator(self) -> Option<&'static str> {
        match self {
            Self::Repeated => None,
            Self::Comma => Some(","),
            Self::Space => Some("%20"),
            Self::Pipe => Some("%7C"),
        }
    }
}

impl Param for str {
    fn texts(&self, out: &mut dyn FnMut(&str)) {
        out(self);
    }
}

impl Param for String {
    fn texts(&self, out: &mut dyn FnMut(&str)) {
        out(self);
    }
}

macro_rules! displayed {
    ($($T:ty),*) => {$(
        impl Param for $T {
            fn texts(&self, out: &mut dyn FnMut(&str)) {
                out(&self.to_string());
            }
        }
    )*};
}

displayed! { bool, i32, i64, u32, u64, f32, f64 }

impl<T: Param + ?Sized> Param for &T {
    fn texts(&self, out: &mut dyn FnMut(&str)) {
        T::texts(self, out);
    }
}

impl<T: Param> Param for Option<T> {
    fn texts(&self, out: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.texts(out);
        }
    }
}

impl<T: Param> Param for Vec<T> {
    fn texts(&self, out: &mut dyn FnMut(&str)) {
        for item in self {
            item.texts(out);
        }
    }
}

/// Free-form JSON: a string is itself, an array its items, all else its JSON text.
impl Param for Value {
    fn texts(&self, out: &mut dyn FnMut(&str)) {
        match self {
            Value::Null => {}
            Value::String(text) => out(text),
            Value::Array(items) => items.texts(out),
            other => out(&other.to_string()),
        }
    }
}

/// A value that is no plain text, as the JSON that stands for it.
pub fn text<T: Encode + ?Sized>(value: &T) -> Value {
    // What cannot be written as JSON (a map with keys that are no strings) is never emitted.
    value.encode(serde_json::value::Serializer).unwrap_or(Value::Null)
}
