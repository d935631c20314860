//! A document of OpenAPI 3.0 in, one whose schemas a validator of JSON Schema 2020-12 reads out.
//!
//! Written apart from the generator's own reading of 3.0, so that the two can disagree: `nullable`
//! and the exclusive bounds that are flags (OpenAPI 3.0.3, section 4.7.24), and no more.

use serde_json::{Value, json};

/// Says null and exclusive bounds in the words of 2020-12, everywhere below.
pub fn lift(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(lift),
        Value::Object(object) => {
            object.values_mut().for_each(lift);
            for (flag, bound) in [("exclusiveMaximum", "maximum"), ("exclusiveMinimum", "minimum")] {
                match object.get(flag) {
                    Some(Value::Bool(true)) => {
                        let limit = object.remove(bound).unwrap_or(Value::Null);
                        object.insert(flag.to_owned(), limit);
                    }
                    Some(Value::Bool(false)) => drop(object.remove(flag)),
                    _ => {}
                }
            }
            if object.remove("nullable") == Some(Value::Bool(true)) {
                let schema = std::mem::take(object);
                *value = json!({ "anyOf": [schema, { "type": "null" }] });
            }
        }
        _ => {}
    }
}
