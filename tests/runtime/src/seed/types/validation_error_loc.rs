use super::runtime;
use serde_json::Value;

/// An item of [`ValidationError::loc`](super::ValidationError::loc).
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum ValidationErrorLoc {
    /// A string.
    String(String),
    /// An integer.
    Integer(i64),
    /// What fits no other variant.
    Unknown(Value),
}

runtime::untagged_union! { ValidationErrorLoc { String: string, Integer: integer } }
