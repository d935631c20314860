//! What may be shown of JSON that no table describes: its form, not what it holds.
//!
//! In: a value as it came. Out: words for `Debug` and for errors. Nobody has said which of its
//! properties are secret, so all of them are, but for the tag that names it.

use serde_json::Value;
use std::fmt;

/// The most keys that are shown.
const KEYS: usize = 8;

/// What kind of JSON a value is.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Shows the open arm of a union: `Unknown({"type": "new", "host", "port"})`.
pub fn unknown(f: &mut fmt::Formatter<'_>, tag: Option<&str>, value: &Value) -> fmt::Result {
    let Value::Object(entries) = value else {
        return write!(f, "Unknown({})", kind(value));
    };
    f.write_str("Unknown({")?;
    let mut separator = "";
    let named = tag.and_then(|tag| Some((tag, entries.get(tag)?.as_str()?)));
    if let Some((tag, name)) = named {
        write!(f, "{tag:?}: {name:?}")?;
        separator = ", ";
    }
    let others = || entries.keys().filter(|key| named.is_none_or(|(tag, _)| tag != key.as_str()));
    for key in others().take(KEYS) {
        write!(f, "{separator}{key:?}")?;
        separator = ", ";
    }
    match others().skip(KEYS).count() {
        0 => f.write_str("})"),
        more => write!(f, "{separator}..{more} more}})"),
    }
}
