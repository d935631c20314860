//! What judges the generator: the harness of the tests, and the lab.

pub mod case;
pub mod command;
pub mod folders;
pub mod lab;
pub mod pages;
pub mod server;
pub mod snapshot;
