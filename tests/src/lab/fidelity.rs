//! `cargo lab fidelity`: whether the types say what the schemas say.
//!
//! Instances by json-schema-faker and by mutation, or from elsewhere, are judged by the
//! `jsonschema` crate before and after the generated crate has decoded and encoded them. What the
//! counts mean is in [`tally`]. Each document is judged in a process of its own, under limits: one
//! that is too large for a tool, or crashes it, costs itself alone.

mod asked;
mod counts;
mod made;
mod one;
mod outside;
mod program;
mod record;
mod show;
mod tally;

use super::documents::{Document, Known, documents};
use super::generate::{empty, workspace};
use super::journal::Journal;
use super::limits::Limits;
use super::measure::{last_lines, measured};
use super::report::{Verdict, progress, write_json};
use anyhow::{Context, Result, ensure};
use made::Amount;
use one::From;
use record::Record;
use show::Sum;
use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::time::Instant;
use tally::Tally;

/// Instances of every named schema, decoded, encoded, and judged by tools that are not ours.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo lab fidelity spec/datafold.yaml
  cargo lab fidelity specs/ bench/docs.tar.xz --index tests/fidelity.tsv --jobs 2
  cargo lab fidelity api.json --instances recorded.jsonl --json fidelity.json

Needs Node 20; json-schema-faker is installed into target/lab/npm. A line of an instances file is
{\"pointer\": \"/components/schemas/Pet\", \"instance\": ..}; the pointer is of any schema of the
document. Prints a line for each class of finding of a document. Exit code 1 where less than 99.9 % of
the instances are faithful, more than 0.05 % refused wrongly, an invalid one is read that the type
can tell, an unknown member is lost, or a document can't be judged.")]
pub(super) struct Flags {
    /// Folders, `.tar.xz` archives, or documents.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A table with the column `entry`: the documents are its lines.
    #[arg(long, value_name = "FILE")]
    index: Option<PathBuf>,
    /// Only documents whose path matches.
    #[arg(long, value_name = "GLOB")]
    only: Option<String>,
    /// Instances from elsewhere in place of those that are made, of one document.
    #[arg(long, value_name = "FILE")]
    instances: Option<PathBuf>,
    /// Valid instances of each schema, beside those that reach its places.
    #[arg(long, value_name = "N", default_value_t = 20)]
    each: usize,
    /// The most instances of one schema.
    #[arg(long, value_name = "N", default_value_t = 400)]
    most: usize,
    /// The same seed makes the same instances.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many documents at once [default: as many as there are processors].
    #[arg(long, value_name = "N")]
    jobs: Option<NonZero<usize>>,
    /// Goes on where a run with the same flags was interrupted.
    #[arg(long)]
    resume: bool,
    /// Where programs and instances go [default: target/lab/fidelity].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Writes counts and findings of each document as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Judges one document in DIR and prints its counts as JSON.
    #[arg(long, value_name = "DIR", hide = true)]
    sample: Option<PathBuf>,
}

pub(super) fn run(flags: &Flags) -> Result<Verdict> {
    let work = workspace(flags.work.as_deref(), "fidelity")?;
    if let Some(folder) = &flags.sample {
        let document = flags.paths.first().context("a sample is of one document")?;
        let tally = one::judge(document, flags.from(), folder, &work)?;
        println!("{}", serde_json::to_string(&tally)?);
        return Ok(Verdict::Fine);
    }
    let mut documents = documents(&flags.paths, flags.index.as_deref(), flags.only.as_deref(), &work)?;
    documents.retain(|document| !matches!(document.known, Known::Later(_)));
    ensure!(
        flags.instances.is_none() || documents.len() == 1,
        "instances from elsewhere are of one document"
    );
    let (mut journal, mut records) = Journal::open(&work.join("journal.jsonl"), flags.resume)?;
    let asked: BTreeSet<&str> = documents.iter().map(|document| document.name.as_str()).collect();
    records.retain(|record: &Record| asked.contains(record.name.as_str()));
    let done: BTreeSet<&str> = records.iter().map(|record| record.name.as_str()).collect();
    let todo: Vec<&Document> = documents.iter().filter(|it| !done.contains(it.name.as_str())).collect();
    let bar = progress(documents.len(), "fidelity");
    bar.inc(records.len() as u64);
    let say = |record: &Record| {
        let lines = show::findings(record);
        bar.suspend(|| lines.iter().for_each(|line| println!("{line}")));
    };
    records.iter().for_each(say);
    let made = all(flags, &todo, &work, |record| {
        say(record);
        bar.inc(1);
        journal.add(record)
    });
    bar.finish_and_clear();
    records.extend(made?);
    records.sort_by(|one, two| one.name.cmp(&two.name));
    let sum = Sum::of(&records);
    println!("{sum}");
    write_json(flags.json.as_deref(), &serde_json::to_value(&records)?)?;
    Ok(if sum.is_fine() { Verdict::Fine } else { Verdict::Findings })
}

impl Flags {
    fn from(&self) -> From<'_> {
        match &self.instances {
            Some(file) => From::File(file),
            None => From::Made(Amount { each: self.each, most: self.most, seed: self.seed }),
        }
    }
}

/// Judges all, some at once; `done` hears of each in the order in which they are.
fn all(
    flags: &Flags,
    documents: &[&Document],
    work: &Path,
    mut done: impl FnMut(&Record) -> Result<()>,
) -> Result<Vec<Record>> {
    let machine = || std::thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = flags.jobs.map_or_else(machine, NonZero::get);
    let next = AtomicUsize::new(0);
    let (sender, records) = mpsc::channel();
    std::thread::scope(|scope| {
        for job in 0..jobs {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                let folder = work.join(format!("job-{job}"));
                while let Some(document) = documents.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let record = record(flags, document, &folder, work);
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

/// Judges one in a process of its own, whose folder is emptied after.
fn record(flags: &Flags, document: &Document, folder: &Path, work: &Path) -> Result<Record> {
    empty(folder)?;
    let before = Instant::now();
    let mut command = Limits::DOCUMENT.command(std::env::current_exe()?);
    command.arg("fidelity").arg(&document.file).arg("--sample").arg(folder).arg("--work").arg(work);
    for (flag, value) in
        [("--each", flags.each as u64), ("--most", flags.most as u64), ("--seed", flags.seed)]
    {
        command.arg(flag).arg(value.to_string());
    }
    if let Some(file) = &flags.instances {
        command.arg("--instances").arg(file);
    }
    let log = folder.join("judge");
    let usage = measured(&mut command, &log)?;
    let said = std::fs::read_to_string(log.with_extension("out"))?;
    let heard = std::fs::read(log.with_extension("err"))?;
    let outcome: Result<Tally, String> = match serde_json::from_str(&said) {
        Ok(tally) if usage.success => Ok(tally),
        _ => {
            let why = last_lines(String::from_utf8_lossy(&heard).trim(), 12);
            Err(if why.is_empty() { "died without a word: too much time or memory".to_owned() } else { why })
        }
    };
    empty(folder)?;
    Ok(Record { name: document.name.clone(), outcome, seconds: before.elapsed().as_secs_f64() })
}
