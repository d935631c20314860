//! Where each file of the crate lies: the only place that makes a path.

use super::GeneratedFile;
use crate::rust::{Module, Place};

/// The public surface, a line an item.
pub const SURFACE: &str = "API.txt";

/// The files of a crate, sorted by path.
pub fn layout(modules: Vec<Module>) -> Vec<GeneratedFile> {
    let mut files: Vec<GeneratedFile> = modules
        .into_iter()
        .map(|module| GeneratedFile { path: path(&module.place), text: module.text })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn path(place: &Place) -> String {
    match place {
        Place::Manifest => "Cargo.toml".to_owned(),
        Place::Surface => SURFACE.to_owned(),
        Place::Rustfmt => "rustfmt.toml".to_owned(),
        Place::Front => "src/lib.rs".to_owned(),
        Place::Client => "src/client.rs".to_owned(),
        Place::Server => "src/server.rs".to_owned(),
        Place::Groups => "src/api.rs".to_owned(),
        Place::Group(module) => format!("src/api/{module}.rs"),
        Place::Types => "src/types.rs".to_owned(),
        Place::Type(module) => format!("src/types/{module}.rs"),
        Place::Runtime => "src/runtime/mod.rs".to_owned(),
        Place::RuntimeFile(name) => format!("src/runtime/{name}.rs"),
    }
}
