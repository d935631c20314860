//! What every driven call stands on: arguments out of JSON, results and errors into JSON.

use api::runtime::{Decode, Encode, Error, Response, Value, decode_value, text};
use serde_json::json;

/// A value of the arguments, `path.job_id` say; `None` where it is not given.
fn given<T: Decode>(arguments: &Value, place: &str, name: &str) -> Result<Option<T>, Value> {
    let value = match name {
        "" => arguments.get(place),
        name => arguments.get(place).and_then(|values| values.get(name)),
    };
    let Some(value) = value else { return Ok(None) };
    match decode_value(value) {
        Ok(value) => Ok(Some(value)),
        Err(error) => Err(json!({ "argument": format!("{place}.{name}"), "message": error.to_string() })),
    }
}

/// A value of the arguments that must be given.
fn needed<T: Decode>(arguments: &Value, place: &str, name: &str) -> Result<T, Value> {
    let missing = || json!({ "argument": format!("{place}.{name}"), "message": "missing" });
    given(arguments, place, name)?.ok_or_else(missing)
}

/// What became of a call, as JSON.
fn report<T, E>(
    sent: Result<Response<T>, Error<E>>,
    result: impl Fn(&T) -> Value,
    refusal: impl Fn(&E) -> Value,
) -> Result<Value, Value> {
    match sent {
        Ok(response) => Ok(json!({ "status": response.status.as_u16(), "result": result(&response.body) })),
        Err(error) => Err(json!({
            "status": error.status().map(|status| status.as_u16()),
            "error": error.api().map(refusal),
            "message": error.to_string(),
            "body": error.body().map(|body| String::from_utf8_lossy(body).into_owned()),
            "timeout": error.is_timeout(),
            "connect": error.is_connect(),
        })),
    }
}

/// The same, with the typed headers of the response.
fn with_headers(answer: Result<Value, Value>, headers: Option<Value>) -> Result<Value, Value> {
    let with = |mut answer: Value| {
        answer["headers"] = headers.unwrap_or_default();
        answer
    };
    match answer {
        Ok(answer) => Ok(with(answer)),
        Err(answer) => Err(with(answer)),
    }
}

/// A header that was asked for, as JSON.
fn told<T: Encode, E: ToString>(read: Result<Option<T>, E>) -> Value {
    match read {
        Ok(value) => value.map_or(Value::Null, |value| shown(&value)),
        Err(error) => json!({ "error": error.to_string() }),
    }
}

/// A value as the JSON that the wire would have.
fn shown<T: Encode + ?Sized>(value: &T) -> Value {
    text(value).unwrap_or(Value::Null)
}
