use super::{ConfigurationCheckStep, JobStatus, runtime};
use serde_json::Value;

/// TestResultStep
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TestResultStep {
    /// Result
    pub result: Option<Value>,
    /// `status`
    pub status: JobStatus,
    /// `step`
    pub step: ConfigurationCheckStep,
}

runtime::object! { TestResultStep { result, status, step } }

impl TestResultStep {
    /// With what is required.
    pub fn new(status: JobStatus, step: ConfigurationCheckStep) -> Self {
        Self {
            result: None,
            status,
            step,
        }
    }
}
