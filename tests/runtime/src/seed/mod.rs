//! What the generator writes for the seed, by hand: the shape to reach, and what the wire tests drive.

use super::runtime;

pub mod api;
mod client;
pub mod types;

pub use runtime::{Client, ClientBuilder, Error, Response};
