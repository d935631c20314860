use super::{ValidationErrorLoc, runtime};

/// ValidationError
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ValidationError {
    /// Location
    pub loc: Vec<ValidationErrorLoc>,
    /// Message
    pub msg: String,
    /// Error Type
    pub r#type: String,
}

runtime::object! { ValidationError { loc, msg, r#type = "type" } }

impl ValidationError {
    /// With what is required.
    pub fn new(loc: Vec<ValidationErrorLoc>, msg: impl Into<String>, r#type: impl Into<String>) -> Self {
        Self { loc, msg: msg.into(), r#type: r#type.into() }
    }
}
