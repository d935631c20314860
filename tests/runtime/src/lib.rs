//! The runtime of generated crates, built from the sources that they copy.
//!
//! `seed` is a crate as the generator writes it; `samples` holds the shapes that the seed has not.

#[path = "../../../codegen/runtime/mod.rs"]
pub mod runtime;
pub mod samples;
pub mod seed;

#[cfg(test)]
mod tests;
