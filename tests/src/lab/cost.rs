//! `cargo lab cost`: what a generated crate costs whoever compiles it.
//!
//! Dependencies are built with an empty `lib.rs` in its place first; what is measured then is the
//! crate alone, whole, since nothing is incremental.

use super::generate::{self, Unused, empty, stem, workspace};
use super::measure::{Usage, measured, median, succeeded};
use super::peers::{Peer, crate_in, installed};
use super::report::{Table, Verdict, mebibytes, progress, ratio, seconds, write_json};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// CPU time and peak memory of compiling the generated crate alone, beside other generators'.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo lab cost spec/datafold.yaml
  cargo lab cost api.json --peers ~/.cargo --build --runs 5

A peer is measured where PREFIX/bin has it: oas3-gen, openapi-to-rust, cargo-progenitor, ploidy.
Ratios are of medians, to the peer's: 0.30 is 'three tenths of what the peer costs'.")]
pub(super) struct Flags {
    /// OpenAPI documents.
    #[arg(required = true, value_name = "DOC")]
    documents: Vec<PathBuf>,
    /// Where other generators are installed (`cargo install --root PREFIX ...`).
    #[arg(long, value_name = "PREFIX")]
    peers: Option<PathBuf>,
    /// How often each is measured, in turns.
    #[arg(long, value_name = "N", default_value_t = 3)]
    runs: usize,
    /// Measures a dev `cargo build` as well as `cargo check`.
    #[arg(long)]
    build: bool,
    /// Measures ours with the types that no operation uses, which peers emit.
    #[arg(long)]
    unused: bool,
    /// Where the crates and what is built of them go [default: target/lab/cost].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Writes every sample as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

const OURS: &str = "tintype";

/// One generated crate, and what was measured of it.
struct Contender {
    name: &'static str,
    folder: PathBuf,
    /// What compiling found, of the last sample.
    errors: usize,
    warnings: usize,
    phases: Vec<(&'static str, Vec<Usage>)>,
}

pub(super) fn run(flags: &Flags) -> Result<Verdict> {
    let work = workspace(flags.work.as_deref(), "cost")?;
    let peers = installed(flags.peers.as_deref())?;
    let phases: &[&str] = if flags.build { &["check", "build"] } else { &["check"] };
    let unused = if flags.unused { Unused::Kept } else { Unused::Skipped };
    let mut all = Vec::new();
    let mut verdict = Verdict::Fine;
    for document in &flags.documents {
        let mut contenders = generated(document, unused, &work, &peers)?;
        measure(&mut contenders, phases, flags.runs.max(1), &work)?;
        print(document, &contenders);
        if contenders.iter().any(|one| one.name == OURS && one.errors + one.warnings > 0) {
            verdict = Verdict::Findings;
        }
        all.push(as_json(document, &contenders));
    }
    write_json(flags.json.as_deref(), &Value::Array(all))?;
    Ok(verdict)
}

/// Ours and the peers' crates, each in a folder of its own; a peer that fails is reported and out.
fn generated(document: &Path, unused: Unused, work: &Path, peers: &[Peer]) -> Result<Vec<Contender>> {
    let stem = stem(document);
    let contender = |name, folder| Contender { name, folder, errors: 0, warnings: 0, phases: Vec::new() };
    let folder = work.join(OURS).join(&stem);
    generate::from_file(document, "tintype_measured", unused)?.write(&folder)?;
    let mut contenders = vec![contender(OURS, folder)];
    for peer in peers {
        let folder = work.join(peer.name).join(&stem);
        empty(&folder)?;
        let log = work.join(format!("{}.{stem}.generate", peer.name));
        let name = format!("{}_measured", peer.name.replace('-', "_"));
        if peer.generate(document, &folder, &name, &log)?.success {
            contenders.push(contender(peer.name, crate_in(&folder)?));
        } else {
            eprintln!(
                "{}: generates nothing from {}; see {}.err",
                peer.name,
                document.display(),
                log.display()
            );
        }
    }
    Ok(contenders)
}

fn measure(contenders: &mut [Contender], phases: &[&'static str], runs: usize, work: &Path) -> Result<()> {
    let bar = progress(phases.len() * contenders.len() * (runs + 1), "compiling");
    for &phase in phases {
        for contender in contenders.iter_mut() {
            bar.set_message(format!("{}'s dependencies", contender.name));
            contender.dependencies(phase, work)?;
            contender.phases.push((phase, Vec::new()));
            bar.inc(1);
        }
        for _ in 0..runs {
            for contender in contenders.iter_mut() {
                bar.set_message(format!("{} {phase}", contender.name));
                contender.sample(phase, work)?;
                bar.inc(1);
            }
        }
    }
    bar.finish_and_clear();
    Ok(())
}

impl Contender {
    fn library(&self) -> PathBuf {
        self.folder.join("src/lib.rs")
    }

    fn command(&self, phase: &str, work: &Path) -> Command {
        let mut command = Command::new("cargo");
        command.arg(phase).args(["--lib", "--message-format=json"]).current_dir(&self.folder);
        command.env("CARGO_TARGET_DIR", work.join("target").join(self.name));
        command.env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
        command
    }

    fn log(&self, phase: &str, work: &Path) -> PathBuf {
        work.join(format!("{}.{phase}", self.name))
    }

    /// Builds what the crate stands on, with an empty crate on top.
    fn dependencies(&self, phase: &str, work: &Path) -> Result<()> {
        let real = std::fs::read(self.library())?;
        std::fs::write(self.library(), "")?;
        let built = succeeded(&mut self.command(phase, work), &self.log(phase, work));
        std::fs::write(self.library(), real)?;
        built.map(drop).with_context(|| format!("the dependencies of {} do not build", self.name))
    }

    fn sample(&mut self, phase: &str, work: &Path) -> Result<()> {
        // Cargo compares times: the file must be younger than what was built of it.
        let file = std::fs::File::options().append(true).open(self.library())?;
        file.set_modified(SystemTime::now() + Duration::from_secs(1))?;
        let log = self.log(phase, work);
        let usage = measured(&mut self.command(phase, work), &log)?;
        let messages = std::fs::read_to_string(log.with_extension("out"))?;
        (self.errors, self.warnings) = counted(&messages);
        if let Some((_, samples)) = self.phases.iter_mut().find(|(name, _)| *name == phase) {
            samples.push(usage);
        }
        Ok(())
    }
}

/// Errors and warnings of cargo's JSON messages, without rustc's own sums of them.
fn counted(messages: &str) -> (usize, usize) {
    let (mut errors, mut warnings) = (0, 0);
    for line in messages.lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
        let message = &message["message"];
        let text = message["message"].as_str().unwrap_or_default();
        match message["level"].as_str() {
            Some("error") if !text.starts_with("aborting due") => errors += 1,
            Some("warning") if !text.ends_with("emitted") => warnings += 1,
            _ => {}
        }
    }
    (errors, warnings)
}

/// The medians of a phase: CPU time and memory.
fn medians(samples: &[Usage]) -> Option<(Duration, u64)> {
    let cpu: Vec<Duration> = samples.iter().map(|usage| usage.cpu).collect();
    let memory: Vec<u64> = samples.iter().map(|usage| usage.memory).collect();
    Some((median(&cpu)?, median(&memory)?))
}

fn print(document: &Path, contenders: &[Contender]) {
    let mut table = Table::new(&[
        "",
        "phase",
        "CPU",
        "min",
        "max",
        "memory",
        "tintype's CPU",
        "memory",
        "errors",
        "warnings",
    ]);
    for contender in contenders {
        for (phase, samples) in &contender.phases {
            let Some((cpu, memory)) = medians(samples) else { continue };
            let of = |wanted: fn(&Usage) -> Duration| samples.iter().map(wanted);
            let ours = contenders
                .iter()
                .find(|one| one.name == OURS)
                .and_then(|one| medians(&one.phases.iter().find(|(name, _)| name == phase)?.1));
            let (cpu_ratio, memory_ratio) =
                ours.map_or((0.0, 0.0), |(cpu, memory)| (cpu.as_secs_f64(), memory as f64));
            table.row(vec![
                contender.name.to_owned(),
                (*phase).to_owned(),
                seconds(cpu),
                seconds(of(|usage| usage.cpu).min().unwrap_or_default()),
                seconds(of(|usage| usage.cpu).max().unwrap_or_default()),
                mebibytes(memory),
                ratio(cpu_ratio, cpu.as_secs_f64()),
                ratio(memory_ratio, memory as f64),
                contender.errors.to_string(),
                contender.warnings.to_string(),
            ]);
        }
    }
    println!("{}: compiling the crate alone\n{table}", document.display());
}

fn as_json(document: &Path, contenders: &[Contender]) -> Value {
    let contender = |one: &Contender| {
        let phases = one.phases.iter().map(|(phase, samples)| {
            let samples = samples
                .iter()
                .map(|usage| json!({ "cpu_s": usage.cpu.as_secs_f64(), "memory": usage.memory }));
            ((*phase).to_owned(), samples.collect())
        });
        let phases: serde_json::Map<String, Value> = phases.collect();
        json!({ "name": one.name, "errors": one.errors, "warnings": one.warnings, "phases": phases })
    };
    json!({ "document": document.display().to_string(), "contenders": contenders.iter().map(contender).collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn the_compilers_own_sums_are_no_findings() {
        let line = |level: &str, text: &str| {
            format!(
                "{{\"reason\":\"compiler-message\",\"message\":{{\"level\":\"{level}\",\"message\":\"{text}\"}}}}\n"
            )
        };
        let messages = [
            line("warning", "unused variable"),
            line("warning", "1 warning emitted"),
            line("error", "mismatched types"),
            line("error", "aborting due to 1 previous error"),
            "not JSON\n".to_owned(),
        ];
        assert_eq!(counted(&messages.concat()), (1, 1));
    }
}
