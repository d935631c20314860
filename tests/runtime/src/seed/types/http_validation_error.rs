use super::{ValidationError, runtime};

/// HTTPValidationError
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct HTTPValidationError {
    /// Detail
    pub detail: Option<Vec<ValidationError>>,
}

runtime::object! { HTTPValidationError { detail } }
