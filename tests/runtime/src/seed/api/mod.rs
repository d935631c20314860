//! The operations, a module a group.

use super::{runtime, types};

mod data_sources;

pub use data_sources::*;
