//! Every case of `tests/cases`, compiled: each a module with a runtime of its own, as a generated
//! crate has it, and the means to drive it from JSON.

use serde_json::Value;
use std::pin::Pin;

/// A call that is under way: its result, or its error, as JSON.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Value, Value>> + Send + 'a>>;

/// Decodes a text and encodes it again: the JSON, and the `Debug` text of the value.
pub type Again = fn(&[u8]) -> Result<(String, String), String>;

/// A case, compiled.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Its folder.
    pub name: &'static str,
    /// The round trip of one of its types, by identity.
    pub again: fn(&str) -> Option<Again>,
    /// Every type that can be asked for.
    pub types: &'static [&'static str],
    /// Every operation, by method and path.
    pub operations: &'static [&'static str],
    /// A call of one of its operations, with every credential set to `secret`: base address,
    /// method and path, arguments.
    pub call: for<'a> fn(&'a str, &'a str, &'a Value) -> Answer<'a>,
}

/// The case of a folder.
pub fn case(name: &str) -> Option<&'static Case> {
    CASES.iter().find(|case| case.name == name)
}

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
