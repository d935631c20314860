use super::{JobStatus, TestResultStep, runtime};

/// AsyncDataSourceTestResults
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct AsyncDataSourceTestResults {
    /// Id
    pub id: i64,
    /// Results
    pub results: Vec<TestResultStep>,
    /// `status`
    pub status: JobStatus,
}

runtime::object! { AsyncDataSourceTestResults { id, results, status } }

impl AsyncDataSourceTestResults {
    /// With what is required.
    pub fn new(id: i64, results: Vec<TestResultStep>, status: JobStatus) -> Self {
        Self {
            id,
            results,
            status,
        }
    }
}
