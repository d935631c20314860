//! What judges the generator: the harness of the tests.

pub mod case;
pub mod command;
pub mod folders;
pub mod server;
pub mod snapshot;
