//! A generated crate in a folder in; what the compiler says of it out.
//!
//! Cargo builds the dependencies once, under an empty crate with the same manifest, and says where
//! they lie. Each crate then costs one call of rustc, which reads and writes nothing of the others.

use super::super::generate::write;
use super::super::measure::{last_lines, measured, succeeded};
use super::record::{Check, Cost};
use super::sample::NAME;
use crate::lab::limits::Limits;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How rustc is called.
#[derive(Debug)]
pub(super) struct Compiler {
    arguments: Vec<String>,
    /// The prebuilt dependencies.
    pub target: PathBuf,
}

impl Compiler {
    /// Builds what the crates stand on; `manifest` is one of theirs.
    pub fn new(work: &Path, manifest: &str) -> Result<Self> {
        let (folder, target) = (work.join("dependencies"), work.join("target"));
        write(&folder.join("Cargo.toml"), manifest)?;
        write(&folder.join("src/lib.rs"), "")?;
        let log = work.join("dependencies");
        let mut command = Command::new("cargo");
        command.args(["check", "--lib", "--message-format=json"]).current_dir(&folder);
        command.env("CARGO_TARGET_DIR", &target).env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
        succeeded(&mut command, &log)?;
        let messages = std::fs::read_to_string(log.with_extension("out"))?;
        let library = |name: &str| {
            let file = artifact(&messages, name).with_context(|| format!("cargo built no {name}"))?;
            Ok(format!("--extern={name}={file}"))
        };
        let names = direct(manifest);
        ensure!(!names.is_empty(), "the manifest names no dependency");
        let mut arguments = names.iter().map(|name| library(name)).collect::<Result<Vec<String>>>()?;
        let found = target.join("debug/deps").display().to_string();
        arguments.extend([format!("-Ldependency={found}"), format!("--crate-name={NAME}")]);
        // What cargo says for a library of this edition with the default features.
        let said = ["--edition=2024", "--crate-type=lib", "--emit=metadata", "--error-format=json"];
        arguments.extend(said.map(str::to_owned));
        let features =
            "cfg(feature, values(\"chrono\", \"default\", \"jiff\", \"native-tls\", \"rustls\", \"time\"))";
        let set = ["--cfg", "feature=\"default\"", "--cfg", "feature=\"rustls\""];
        arguments.extend(set.map(str::to_owned));
        arguments.extend(["--check-cfg", "cfg(docsrs,test)", "--check-cfg", features].map(str::to_owned));
        Ok(Self { arguments, target })
    }

    /// Checks the crate in a folder.
    pub fn check(&self, folder: &Path) -> Result<Check> {
        let log = folder.join("check");
        let mut command = Limits::CHECK.command("rustc");
        command.args(&self.arguments).arg("src/lib.rs").arg("-o").arg(folder.join("checked.rmeta"));
        command.current_dir(folder).env_remove("RUSTFLAGS");
        command.env("CARGO_PKG_NAME", NAME).env("CARGO_PKG_VERSION", "0.0.0");
        let usage = measured(&mut command, &log)?;
        let said = std::fs::read(log.with_extension("err"))?;
        let said = String::from_utf8_lossy(&said);
        let (mut errors, warnings) = found(&said);
        if !usage.success && errors.is_empty() {
            let last = last_lines(said.trim(), 1);
            errors.push(if last.is_empty() { Limits::CHECK.exceeded() } else { last });
        }
        Ok(Check { cost: Cost { cpu: usage.cpu.as_secs_f64(), memory: usage.memory }, errors, warnings })
    }
}

/// The names under `[dependencies]`, as code spells them.
fn direct(manifest: &str) -> Vec<String> {
    let table: toml::Table = toml::from_str(manifest).unwrap_or_default();
    let names = table.get("dependencies").and_then(toml::Value::as_table).into_iter().flatten();
    let always = names.filter(|(_, how)| how.get("optional") != Some(&toml::Value::Boolean(true)));
    always.map(|(name, _)| name.replace('-', "_")).collect()
}

/// The metadata of a library, by cargo's messages.
fn artifact(messages: &str, name: &str) -> Option<String> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut files = messages.filter_map(|message| {
        let ours = message["reason"] == "compiler-artifact" && message["target"]["name"] == name;
        let files = message["filenames"].as_array().filter(|_| ours)?;
        files.iter().filter_map(Value::as_str).find(|file| file.ends_with(".rmeta")).map(str::to_owned)
    });
    files.next()
}

/// Errors and warnings of rustc's JSON, each as code, message and place.
fn found(messages: &str) -> (Vec<String>, Vec<String>) {
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    for message in messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let text = message["message"].as_str().unwrap_or_default();
        let code = message["code"]["code"].as_str().unwrap_or("-");
        let span = &message["spans"][0];
        let place = match span["file_name"].as_str() {
            Some(file) => format!("{file}:{}", span["line_start"]),
            None => "-".to_owned(),
        };
        let line = format!("{code} {place} {}", text.lines().next().unwrap_or_default());
        match message["level"].as_str() {
            Some("error" | "error: internal compiler error") if !text.starts_with("aborting due") => {
                errors.push(line)
            }
            Some("warning") if !text.ends_with("emitted") => warnings.push(line),
            _ => {}
        }
    }
    (errors, warnings)
}

#[cfg(test)]
mod tests {
    use super::{artifact, direct, found};

    #[test]
    fn findings_have_a_code_and_a_place_and_sums_are_none() {
        let said = "{\"level\":\"error\",\"message\":\"no\\nwhy\",\"code\":{\"code\":\"E0001\"},\
                    \"spans\":[{\"file_name\":\"a.rs\",\"line_start\":3}]}\n\
                    {\"level\":\"warning\",\"message\":\"unused\",\"code\":null,\"spans\":[]}\n\
                    {\"level\":\"error\",\"message\":\"aborting due to 1 previous error\"}\n\
                    {\"level\":\"warning\",\"message\":\"1 warning emitted\"}\n";
        assert_eq!(found(said), (vec!["E0001 a.rs:3 no".to_owned()], vec!["- - unused".to_owned()]));
    }

    #[test]
    fn a_dependency_is_found_by_its_name_in_code() {
        assert_eq!(direct("[dependencies]\nhttp-body = \"1\"\ntime = { optional = true }\n"), ["http_body"]);
        let built = "{\"reason\":\"compiler-artifact\",\"target\":{\"name\":\"http_body\"},\
                     \"filenames\":[\"x.rlib\",\"x.rmeta\"]}";
        assert_eq!(artifact(built, "http_body").as_deref(), Some("x.rmeta"));
        assert_eq!(artifact(built, "http"), None);
    }
}
