//! Data sources

use super::runtime::{self, Call, Client};
use super::types::{AsyncDataSourceTestResults, HTTPValidationError};

/// Data sources
///
/// From [`Client::data_sources`].
#[derive(Clone, Debug)]
pub struct DataSources(pub(crate) Client);

impl DataSources {
    /// Get data source testing results
    ///
    /// `GET /api/v1/data_sources/test/{job_id}`
    ///
    /// * `job_id`: Data source testing task id
    pub fn get_data_source_testing_results(&self, job_id: i64) -> GetDataSourceTestingResults {
        let call = Call::get(&self.0, "/api/v1/data_sources/test/{job_id}");
        GetDataSourceTestingResults(call.path("job_id", &job_id))
    }
}

/// Get data source testing results
///
/// From [`DataSources::get_data_source_testing_results`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is awaited"]
pub struct GetDataSourceTestingResults(Call);

/// What [`GetDataSourceTestingResults`] is refused with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetDataSourceTestingResultsError {
    /// 422: Validation Error
    UnprocessableEntity(HTTPValidationError),
}

runtime::operation! { GetDataSourceTestingResults -> AsyncDataSourceTestResults, GetDataSourceTestingResultsError {
    200 => ok,
    422 => UnprocessableEntity,
} }
