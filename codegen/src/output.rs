//! Generated files and what stands in their folder in; what has to happen to the folder out.
//!
//! [`plan`] is the whole of it, as data: the command that prints it, the check that fails on it
//! and the write that carries it out look at one list. Knows no disk; only [`MANIFEST`] says
//! which files are ours, so nothing that a person put there is ever touched.

mod attributes;
mod layout;
mod manifest;
mod plan;

pub use attributes::attributes;
pub use layout::{SURFACE, layout};
pub use manifest::{MANIFEST, Manifest, both, manifest};
pub use plan::{Found, Obstacle, Plan, Step, What, plan};

/// One file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Where it goes, relative to the crate's folder, with `/` between the parts.
    pub path: String,
    /// Its text, with LF at the end of each line.
    pub text: String,
}
