//! Tools that are published on npm: installed once into a folder of the lab, at a fixed version.

use super::measure::last_lines;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The generator of instances; it knows JSON Schema 2020-12 and shares no code with us.
pub(super) const FAKER: &str = "json-schema-faker@0.6.3";
/// The mock server that judges requests.
pub(super) const PRISM: &str = "@stoplight/prism-cli@5.16.0";

/// The folder that has the package, installed where it is missing.
pub(super) fn installed(asked: Option<&Path>, package: &str) -> Result<PathBuf> {
    let folder = asked.map_or_else(|| PathBuf::from("target/lab/npm"), Path::to_path_buf);
    let name = package.rsplit_once('@').map_or(package, |(name, _)| name);
    if !folder.join("node_modules").join(name).is_dir() {
        std::fs::create_dir_all(&folder)?;
        eprintln!("installing {package} into {}", folder.display());
        let mut command = Command::new("npm");
        command.args(["install", "--no-audit", "--no-fund", "--prefix"]).arg(&folder).arg(package);
        let output = command.output().context("npm does not start; Node 20 is needed")?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "npm cannot install {package}:\n{}", last_lines(&said, 15));
    }
    Ok(folder.canonicalize()?)
}
