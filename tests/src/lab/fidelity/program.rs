//! A generated crate in; a program that answers lines with lines, out.
//!
//! Cargo builds the dependencies once, under an empty crate with the same manifest, and says where
//! they lie. Each program then costs one call of rustc, of which the crate is a module: what its
//! operations would compile to is never made.

use crate::lab::driver;
use crate::lab::generate::{Crate, write};
use crate::lab::limits::Limits;
use crate::lab::measure::{last_lines, measured, succeeded};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How rustc is called.
#[derive(Debug)]
pub(super) struct Compiler {
    arguments: Vec<String>,
}

impl Compiler {
    /// Builds what crates with this manifest stand on, below `work`; what is built is kept.
    pub fn new(work: &Path, manifest: &str) -> Result<Self> {
        let (folder, target) = (work.join("dependencies"), work.join("target"));
        write(&folder.join("Cargo.toml"), manifest)?;
        write(&folder.join("src/lib.rs"), "")?;
        // Of this process alone: several begin at once.
        let log = work.join(format!("dependencies-{}", std::process::id()));
        let mut command = Command::new("cargo");
        command.args(["build", "--lib", "--no-default-features", "--message-format=json"]);
        command.current_dir(&folder).env("CARGO_TARGET_DIR", &target).env("CARGO_INCREMENTAL", "0");
        command.env("CARGO_PROFILE_DEV_DEBUG", "0").env_remove("RUSTFLAGS");
        succeeded(&mut command, &log)?;
        let messages = std::fs::read_to_string(log.with_extension("out"))?;
        let mut arguments = Vec::new();
        for name in direct(manifest) {
            let file = artifact(&messages, &name).with_context(|| format!("cargo built no {name}"))?;
            arguments.push(format!("--extern={name}={file}"));
        }
        ensure!(!arguments.is_empty(), "the manifest names no dependency");
        arguments.push(format!("-Ldependency={}", target.join("debug/deps").display()));
        arguments.extend(["--edition=2024", "--crate-name=judged", "--cap-lints=allow"].map(str::to_owned));
        Ok(Self { arguments })
    }

    /// Writes a crate and the program that takes these types of it apart, and compiles both.
    pub fn compiled(&self, folder: &Path, generated: &Crate, round_trip: &str) -> Result<PathBuf> {
        for file in &generated.generated.files {
            write(&folder.join("api").join(&file.path), &file.text)?;
        }
        let (source, program) = (folder.join("program/src"), folder.join("judged"));
        write(&source.join("main.rs"), include_str!("../../../lab/round_trip.rs"))?;
        write(&source.join("round_trip.rs"), &format!("{round_trip}\nuse super::api;\n"))?;
        let mut command = Limits::COMPILER.command("rustc");
        command.args(&self.arguments).arg(source.join("main.rs")).arg("-o").arg(&program);
        command.env("CARGO_PKG_NAME", driver::NAME).env("CARGO_PKG_VERSION", "0.0.0").env_remove("RUSTFLAGS");
        let log = folder.join("compiler");
        let usage = measured(&mut command, &log)?;
        let said = std::fs::read(log.with_extension("err"))?;
        let said = String::from_utf8_lossy(&said);
        ensure!(usage.success, "the program does not compile:\n{}", last_lines(said.trim(), 25));
        Ok(program)
    }
}

/// The names under `[dependencies]`, as code spells them.
fn direct(manifest: &str) -> Vec<String> {
    let table: toml::Table = toml::from_str(manifest).unwrap_or_default();
    let names = table.get("dependencies").and_then(toml::Value::as_table).into_iter().flatten();
    let always = names.filter(|(_, how)| how.get("optional") != Some(&toml::Value::Boolean(true)));
    always.map(|(name, _)| name.replace('-', "_")).collect()
}

/// The library that cargo says it built.
fn artifact(messages: &str, name: &str) -> Option<String> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut files = messages.filter_map(|message| {
        let ours = message["reason"] == "compiler-artifact" && message["target"]["name"] == name;
        let files = message["filenames"].as_array().filter(|_| ours)?;
        files.iter().filter_map(Value::as_str).find(|file| file.ends_with(".rlib")).map(str::to_owned)
    });
    files.next()
}

#[cfg(test)]
mod tests {
    use super::{artifact, direct};

    #[test]
    fn a_dependency_is_found_by_its_name_in_code() {
        assert_eq!(direct("[dependencies]\nhttp-body = \"1\"\nuuid = { optional = true }\n"), ["http_body"]);
        let built = "{\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"http_body\"},\
                     \"filenames\":[\"x.rmeta\",\"x.rlib\"]}";
        assert_eq!(artifact(built, "http_body").as_deref(), Some("x.rlib"));
        assert_eq!(artifact(built, "http"), None);
    }
}
