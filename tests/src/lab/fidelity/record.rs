//! What became of each document.

use super::tally::Tally;
use serde::{Deserialize, Serialize};

/// What became of one document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// What lists know it by.
    pub name: String,
    /// The counts, or why there are none.
    pub outcome: Result<Tally, String>,
    /// Seconds that it took.
    pub seconds: f64,
}
