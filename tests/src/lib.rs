//! What judges the generator: the harness of the tests, and the lab.

pub mod lab;
