//! `cargo lab corpus`: whether every document that vendors publish becomes a crate that compiles.
//!
//! Each is generated in a process of its own, compiled against one set of prebuilt dependencies,
//! and deleted. What is refused, and how much is untyped, stands in the repository; a run that finds
//! anything else says so and fails.

mod check;
mod expected;
mod record;
mod sample;
mod tally;

use super::documents::{Document, documents};
use super::generate::{empty, workspace};
use super::journal::Journal;
use super::report::{Verdict, progress, write_json};
use anyhow::{Context, Result, ensure};
use check::Compiler;
use expected::Expected;
use indicatif::ProgressBar;
use record::{Check, Fate, Record};
use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, mpsc};
use tally::Tally;

/// Every document of a folder or archive, generated and, where asked, compiled.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo lab corpus specs/core.tar.xz --index specs/index-core.tsv --compile
  cargo lab corpus specs/ --only '*stripe*' --jobs 1 --json corpus.json

A line for each document that is refused, crashes, or does not compile without a warning. Exit code 1
where a crate does not, where one crashes, and where what is refused or untyped is not what
tests/refused.tsv and tests/untyped.tsv say of these documents (SNAPSHOTS=overwrite writes them).")]
pub(super) struct Flags {
    /// Folders, `.tar.xz` archives, or documents.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A table with the columns `entry`, `version`, `flags` and `valid`: the documents are its lines.
    #[arg(long, value_name = "FILE")]
    index: Option<PathBuf>,
    /// Compiles every crate.
    #[arg(long)]
    compile: bool,
    /// Only documents whose path matches.
    #[arg(long, value_name = "GLOB")]
    only: Option<String>,
    /// Only documents of at most so many bytes.
    #[arg(long, value_name = "BYTES")]
    at_most: Option<u64>,
    /// How many at once [default: as many as there are processors].
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Goes on where a run with the same flags was interrupted.
    #[arg(long)]
    resume: bool,
    /// Where crates and dependencies go [default: target/lab/corpus].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Writes what became of each document as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Generates one document into DIR and prints what became of it as JSON.
    #[arg(long, value_name = "DIR", hide = true)]
    sample: Option<PathBuf>,
}

pub(super) fn run(flags: &Flags) -> Result<Verdict> {
    if let Some(folder) = &flags.sample {
        let document = flags.paths.first().context("a sample is of one document")?;
        println!("{}", sample::sample(document, folder)?);
        return Ok(Verdict::Fine);
    }
    let work = workspace(flags.work.as_deref(), "corpus")?;
    let mut documents = documents(&flags.paths, flags.index.as_deref(), flags.only.as_deref(), &work)?;
    documents.retain(|document| {
        flags.at_most.is_none_or(|most| document.file.metadata().is_ok_and(|it| it.len() <= most))
    });
    ensure!(!documents.is_empty(), "no document is there");
    let (mut journal, mut records) = Journal::open(&work.join("journal.jsonl"), flags.resume)?;
    let asked: BTreeSet<&str> = documents.iter().map(|document| document.name.as_str()).collect();
    records.retain(|record: &Record| asked.contains(record.name.as_str()));
    let done: BTreeSet<&str> = records.iter().map(|record| record.name.as_str()).collect();
    let todo: Vec<&Document> = documents.iter().filter(|it| !done.contains(it.name.as_str())).collect();
    let bar = progress(documents.len(), "corpus");
    bar.inc(records.len() as u64);
    records.iter().for_each(|record| report(&bar, record));
    let judge = Judge::new(&work, flags.compile);
    let made = judge.all(&todo, jobs(flags), |record| {
        report(&bar, record);
        bar.inc(1);
        journal.add(record)
    });
    bar.finish_and_clear();
    records.extend(made?);
    records.sort_by(|one, two| one.name.cmp(&two.name));

    let tally = Tally::of(&records, flags.compile);
    println!("{tally}");
    println!("{}", tally::details(&records, judge.peak()?));
    write_json(flags.json.as_deref(), &serde_json::to_value(&records)?)?;
    let expected = Expected::read()?.differences(&records)?;
    expected.iter().for_each(|line| println!("{line}"));
    Ok(if tally.is_fine() && expected.is_empty() { Verdict::Fine } else { Verdict::Findings })
}

fn jobs(flags: &Flags) -> usize {
    let machine = || std::thread::available_parallelism().map_or(1, NonZero::get);
    flags.jobs.map_or_else(machine, NonZero::get)
}

/// A line for each thing to look at.
fn report(bar: &ProgressBar, record: &Record) {
    let say = |line: String| bar.suspend(|| println!("{line}"));
    let name = &record.name;
    match &record.fate {
        Fate::Refused(why) => say(format!("refused {name}:{} {} {}", why.place, why.code, why.message)),
        Fate::Crashed(how) => say(format!("crashed {name}: {how}")),
        Fate::Generated(_) | Fate::Deferred(_) => {}
    }
    if let Some(Check { errors, warnings, .. }) = &record.check {
        for (kind, lines) in [("error", errors), ("warning", warnings)] {
            if let Some(first) = lines.first() {
                say(format!("{kind} {name}: {} of them, the first: {first}", lines.len()));
            }
        }
    }
}

/// What judging a document needs beside it.
struct Judge<'a> {
    work: &'a Path,
    compile: bool,
    /// Made by the first crate that is to be compiled, of its manifest.
    compiler: OnceLock<Result<Compiler, String>>,
    disk: Mutex<Disk>,
}

/// Bytes of scratch crates: now, and at most.
#[derive(Default)]
struct Disk {
    now: u64,
    peak: u64,
}

impl<'a> Judge<'a> {
    fn new(work: &'a Path, compile: bool) -> Self {
        Self { work, compile, compiler: OnceLock::new(), disk: Mutex::default() }
    }

    /// Judges all, some at once; `done` hears of each in the order in which they are.
    fn all(
        &self,
        documents: &[&Document],
        jobs: usize,
        mut done: impl FnMut(&Record) -> Result<()>,
    ) -> Result<Vec<Record>> {
        let next = AtomicUsize::new(0);
        let (sender, records) = mpsc::channel();
        std::thread::scope(|scope| {
            for job in 0..jobs {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    let folder = self.work.join(format!("job-{job}"));
                    while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let record = self.one(document, &folder);
                        if sender.send(record).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(sender);
            let mut all = Vec::new();
            // Leaving drops the receiver, which ends the jobs.
            for record in records {
                let record = record?;
                done(&record)?;
                all.push(record);
            }
            Ok(all)
        })
    }

    fn one(&self, document: &Document, folder: &Path) -> Result<Record> {
        let (fate, generation) = sample::generated(document, folder)?;
        let check = match &fate {
            Fate::Generated(_) if self.compile => Some(self.check(folder)?),
            _ => None,
        };
        empty(folder)?;
        Ok(Record { name: document.name.clone(), valid: document.valid, fate, generation, check })
    }

    fn check(&self, folder: &Path) -> Result<Check> {
        let manifest = || std::fs::read_to_string(folder.join("Cargo.toml")).map_err(anyhow::Error::from);
        let compiler = self.compiler.get_or_init(|| {
            manifest()
                .and_then(|manifest| Compiler::new(self.work, &manifest))
                .map_err(|error| format!("{error:#}"))
        });
        let compiler = compiler.as_ref().map_err(|error| anyhow::anyhow!("{error}"))?;
        let checked = compiler.check(folder)?;
        let size = size(folder);
        self.grow(size, 0);
        self.grow(0, size);
        Ok(checked)
    }

    /// Counts bytes that came and went.
    fn grow(&self, more: u64, less: u64) {
        // A job that panicked left figures, no half-made state.
        let mut disk = self.disk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        disk.now = (disk.now + more).saturating_sub(less);
        disk.peak = disk.peak.max(disk.now);
    }

    /// The most that lay on disk at once, the dependencies with it.
    fn peak(&self) -> Result<u64> {
        let target = self.compiler.get().and_then(|compiler| compiler.as_ref().ok());
        let disk = self.disk.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        Ok(disk.peak + target.map_or(0, |compiler| size(&compiler.target)))
    }
}

/// Bytes of all files below a folder.
fn size(folder: &Path) -> u64 {
    let mut paths = BTreeSet::new();
    crate::snapshot::below(folder, folder, &mut paths);
    paths.iter().filter_map(|path| folder.join(path).metadata().ok()).map(|data| data.len()).sum()
}
