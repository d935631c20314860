//! Follows the test of a data source's connection until it ends.
//!
//! ```sh
//! DATAFOLD_API_KEY=... cargo run -p datafold --example test_data_source -- 123
//! ```
//! `123` is the job that Datafold named when the test was started. `DATAFOLD_URL` is the address of
//! an installation of your own. Exits with 0 only if every step of the test went well.

use datafold::types::{AsyncDataSourceTestResults, JobStatus, TestResultStep};
use datafold::{Client, Error};
use std::env;
use std::process::ExitCode;
use std::time::Duration;

/// The test of a slow warehouse takes minutes; one that takes longer than an hour hangs.
const ATTEMPTS: u32 = 720;
const PAUSE: Duration = Duration::from_secs(5);

type Failed = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            let mut source = error.source();
            while let Some(cause) = source {
                eprintln!("  because: {cause}");
                source = cause.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<bool, Failed> {
    let job_id: i64 = env::args().nth(1).ok_or("usage: test_data_source JOB_ID")?.parse()?;
    let api_key = env::var("DATAFOLD_API_KEY").map_err(|_| "DATAFOLD_API_KEY is not set")?;
    let mut builder = Client::builder().api_key(api_key).timeout(Duration::from_secs(30));
    if let Ok(url) = env::var("DATAFOLD_URL") {
        builder = builder.base_url(url);
    }
    let data_sources = builder.build()?.data_sources();

    let mut shown = None;
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            tokio::time::sleep(PAUSE).await;
        }
        let test = match data_sources.get_data_source_testing_results(job_id).await {
            Ok(test) => test,
            // Only after a first answer: an address that is wrong is not worth an hour.
            Err(error) if attempt > 0 && error.is_retryable() => {
                eprintln!("warning: {error}; trying again");
                continue;
            }
            Err(Error::Api(rejected)) => return Err(format!("refused: {:?}", rejected.error).into()),
            Err(error) => return Err(error.into()),
        };
        if shown.as_ref() != Some(&test.status) {
            println!("test {}: {}", test.id, test.status);
            shown = Some(test.status.clone());
        }
        match test.status {
            JobStatus::Done | JobStatus::Failed | JobStatus::Cancelled => return Ok(verdict(&test)),
            // A status that is newer than this program is not known to be the last one.
            _ => {}
        }
    }
    Err(format!("the test has not ended after {ATTEMPTS} looks").into())
}

/// Prints the steps, and says whether all went well.
fn verdict(test: &AsyncDataSourceTestResults) -> bool {
    for TestResultStep { step, status, result, .. } in &test.results {
        match result {
            Some(result) => println!("  {step}: {status}: {result}"),
            None => println!("  {step}: {status}"),
        }
    }
    let done = |status: &JobStatus| *status == JobStatus::Done;
    done(&test.status) && test.results.iter().all(|step| done(&step.status))
}
