//! The types of the API, a file a schema.

use super::runtime;

mod async_data_source_test_results;
mod configuration_check_step;
mod http_validation_error;
mod job_status;
mod test_result_step;
mod validation_error;
mod validation_error_loc;

pub use async_data_source_test_results::AsyncDataSourceTestResults;
pub use configuration_check_step::ConfigurationCheckStep;
pub use http_validation_error::HTTPValidationError;
pub use job_status::JobStatus;
pub use test_result_step::TestResultStep;
pub use validation_error::ValidationError;
pub use validation_error_loc::ValidationErrorLoc;
