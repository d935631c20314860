//! Tests of the runtime, a file a part.

mod calls;
#[cfg(all(feature = "chrono", feature = "jiff", feature = "time"))]
mod dates;
mod derive;
mod objects;
mod redirects;
mod scalars;
mod server;
mod unions;
mod wire;

use super::runtime::{Decode, Encode, JsonError, encode_json};
use serde_json::Value;

/// Reads `text` as a body is read.
fn read<T: Decode>(text: &str) -> Result<T, JsonError> {
    super::runtime::decode_json(text.as_bytes())
}

/// What was wrong with `text`, on one line; the place that serde_json adds is left out.
fn refusal<T: Decode>(text: &str) -> String {
    match read::<T>(text) {
        Ok(_) => "read".into(),
        Err(error) => error.to_string().split(" at line").next().unwrap_or_default().to_owned(),
    }
}

/// Asserts that `text` is read, and written as the same JSON.
fn goes_round<T: Decode + Encode>(text: &str) -> T {
    let value: T = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let written = encode_json(&value).unwrap_or_else(|error| panic!("{text}: {error}"));
    let json = |text: &[u8]| serde_json::from_slice::<Value>(text).expect("is JSON");
    assert_eq!(json(&written), json(text.as_bytes()));
    value
}
