//! Trees to and from `serde_json`, for what is handed in or checked without a text of its own.

use super::{Entry, Mapping, Node, Number, Value};
use crate::text::Span;

impl Node {
    /// A tree of data that has no text: every node stands at `span`.
    pub fn from_json(value: serde_json::Value, span: Span) -> Self {
        use serde_json::Value as Json;
        let value = match value {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(value),
            Json::Number(number) => Value::Number(Number(number.to_string().into())),
            Json::String(text) => Value::String(text),
            Json::Array(items) => {
                let items = items.into_iter();
                Value::Sequence(items.map(|item| Self::from_json(item, span)).collect())
            }
            Json::Object(members) => {
                let entry = |(key, value)| Entry { key, key_span: span, node: Self::from_json(value, span) };
                // A serde_json map holds no key twice, so that there is nothing to be said.
                let mut nothing = crate::diagnostic::Diagnostics::default();
                Value::Mapping(Mapping::new(members.into_iter().map(entry).collect(), &mut nothing))
            }
        };
        Self { span, value }
    }
}

impl Value {
    /// The same data. `serde_json` holds integers of 64 bits and finite floats: a number beyond
    /// those becomes the nearest one it can hold.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Number(number) => Json::Number(to_number(number)),
            Self::String(text) => Json::String(text.clone()),
            Self::Sequence(items) => items.iter().map(|item| item.value.to_json()).collect(),
            Self::Mapping(mapping) => {
                mapping.iter().map(|entry| (entry.key.clone(), entry.node.value.to_json())).collect()
            }
        }
    }
}

fn to_number(number: &Number) -> serde_json::Number {
    // `1.0` stays a float, as serde_json itself reads it.
    let text = number.as_str();
    if let Ok(small) = text.parse::<i64>() {
        return small.into();
    }
    if let Ok(large) = text.parse::<u64>() {
        return large.into();
    }
    let nearest = number.as_f64().clamp(f64::MIN, f64::MAX);
    serde_json::Number::from_f64(nearest).unwrap_or_else(|| 0.into()) // never: it is finite
}
