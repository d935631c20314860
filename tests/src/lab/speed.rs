//! `cargo lab speed`: what generating costs, floor by floor.
//!
//! Each sample is a process of its own (this program again, with `--sample`), so that memory is
//! that of one generation, and CPU time includes what a process costs to begin and to end.

mod growth;

use super::generate::{self, read, stem, workspace};
use super::measure::{Usage, median, own_cpu, succeeded};
use super::peers::installed;
use super::report::{Table, Verdict, mebibytes, progress, ratio, seconds, write_json};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// CPU time and peak memory of generation, split by floor, and how much is written.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo lab speed spec/datafold.yaml
  cargo lab speed api.json other.yaml --runs 20 --peers ~/.cargo
  cargo lab speed api.json --sizes 10

The floors are measured in the process, the total is the whole process. A peer writes its files to
disk; we hand them over in memory, and what writing costs is the floor `write`.")]
pub(super) struct Flags {
    /// OpenAPI documents.
    #[arg(required = true, value_name = "DOC")]
    documents: Vec<PathBuf>,
    /// How often each is measured, in turns.
    #[arg(long, value_name = "N", default_value_t = 5)]
    runs: usize,
    /// Where other generators are installed (`cargo install --root PREFIX ...`).
    #[arg(long, value_name = "PREFIX")]
    peers: Option<PathBuf>,
    /// Measures N parts of the document that grow by an N-th of its paths, and how the cost grows.
    #[arg(long, value_name = "N", conflicts_with = "peers")]
    sizes: Option<usize>,
    /// Where crates go [default: target/lab/speed].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Writes the medians as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Generates once into DIR and prints the floors as JSON.
    #[arg(long, value_name = "DIR", hide = true)]
    sample: Option<PathBuf>,
}

pub(super) fn run(flags: &Flags) -> Result<Verdict> {
    if let Some(folder) = &flags.sample {
        let document = flags.documents.first().context("a sample is of one document")?;
        println!("{}", sample(document, folder)?);
        return Ok(Verdict::Fine);
    }
    let work = workspace(flags.work.as_deref(), "speed")?;
    let mut all = Vec::new();
    for document in &flags.documents {
        all.push(match flags.sizes {
            Some(sizes) => grow(document, sizes, flags, &work)?,
            None => measure(document, flags, &work)?,
        });
    }
    write_json(flags.json.as_deref(), &Value::Array(all))?;
    Ok(Verdict::Fine)
}

/// One generation in this process: milliseconds by floor, and the size of what was written.
fn sample(document: &Path, folder: &Path) -> Result<Value> {
    let mut floors = serde_json::Map::new();
    let mut before = own_cpu();
    let mut left = |floor: &'static str| {
        let now = own_cpu();
        floors.insert(floor.to_owned(), json!((now - before).as_secs_f64() * 1e3));
        before = now;
    };
    let text = read(document)?;
    left("read");
    let generated =
        generate::generated(document, text, "tintype_measured", generate::Unused::Skipped, &mut left)?;
    for file in &generated.files {
        generate::write(&folder.join(&file.path), &file.text)?;
    }
    left("write");
    let bytes: usize = generated.files.iter().map(|file| file.text.len()).sum();
    let lines: usize = generated.files.iter().map(|file| file.text.lines().count()).sum();
    Ok(json!({ "floors": floors, "files": generated.files.len(), "bytes": bytes, "lines": lines }))
}

fn measure(document: &Path, flags: &Flags, work: &Path) -> Result<Value> {
    let stem = stem(document);
    let peers = installed(flags.peers.as_deref())?;
    let bar = progress(flags.runs, "generating");
    let (mut ours, mut samples) = (Vec::new(), Vec::new());
    let mut theirs: Vec<Vec<Usage>> = vec![Vec::new(); peers.len()];
    for _ in 0..flags.runs.max(1) {
        ours.push(sampled(document, work)?);
        samples.push(serde_json::from_str::<Value>(&read(&log(work, &stem).with_extension("out"))?)?);
        for (peer, usages) in peers.iter().zip(&mut theirs) {
            let folder = work.join(peer.name).join(&stem);
            generate::empty(&folder)?;
            let usage =
                peer.generate(document, &folder, "measured", &work.join(format!("{}.{stem}", peer.name)))?;
            usages.extend(usage.success.then_some(usage));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let last = samples.last().cloned().unwrap_or_default();
    println!(
        "{}: {} files, {} lines, {} bytes written",
        document.display(),
        last["files"],
        last["lines"],
        last["bytes"]
    );
    let floors = floors(&samples);
    println!("{}", floor_table(&floors));
    println!("{}", whole_table(&ours, &peers.iter().map(|peer| peer.name).zip(&theirs).collect::<Vec<_>>()));
    let cpu = cpu(&ours).map(|cpu| cpu.as_secs_f64());
    Ok(
        json!({ "document": document.display().to_string(), "cpu_s": cpu, "floors_ms": floors, "output": last }),
    )
}

/// The cost of the document's parts, each in its turn, and the exponents of their growth.
fn grow(document: &Path, sizes: usize, flags: &Flags, work: &Path) -> Result<Value> {
    let text = read(document)?;
    let whole: Value = match serde_json::from_str(&text) {
        Ok(whole) => whole,
        Err(_) => serde_yaml::from_str(&text).context("a part is cut from JSON or YAML")?,
    };
    let mut parts: Vec<(PathBuf, usize, Vec<Usage>)> = Vec::new();
    for part in 1..=sizes {
        let text = growth::cut(&whole, part, sizes).to_string();
        let file = work.join(format!("{}.{part}.json", stem(document)));
        generate::write(&file, &text)?;
        parts.push((file, text.len(), Vec::new()));
    }
    let bar = progress(flags.runs.max(1) * sizes, "generating");
    for _ in 0..flags.runs.max(1) {
        for (file, _, usages) in &mut parts {
            usages.push(sampled(file, work)?);
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    let mut table = Table::new(&["size", "CPU", "memory", "ms a MB", "MiB a MB"]);
    let (mut times, mut memories) = (Vec::new(), Vec::new());
    for (_, bytes, usages) in &parts {
        let megabytes = *bytes as f64 / 1e6;
        let cpu = cpu(usages).unwrap_or_default();
        let memory = memory(usages).unwrap_or_default();
        table.row(vec![
            format!("{megabytes:.2} MB"),
            seconds(cpu),
            mebibytes(memory),
            format!("{:.0}", cpu.as_secs_f64() * 1e3 / megabytes),
            format!("{:.0}", memory as f64 / f64::from(1 << 20) / megabytes),
        ]);
        times.push((megabytes, cpu.as_secs_f64()));
        memories.push((megabytes, memory as f64));
    }
    println!("{}\n{table}", document.display());
    let exponents = [growth::exponent(&times), growth::exponent(&memories)];
    if let [Some(time), Some(memory)] = exponents {
        println!("CPU time grows as size^{time:.2}, memory as size^{memory:.2}\n");
    }
    Ok(
        json!({ "document": document.display().to_string(), "cpu_s": times, "memory": memories, "exponents": exponents }),
    )
}

/// One generation of this document, in a process of its own.
fn sampled(document: &Path, work: &Path) -> Result<Usage> {
    let stem = stem(document);
    let folder = work.join("tintype").join(&stem);
    generate::empty(&folder)?;
    let mut command = Command::new(std::env::current_exe()?);
    let command = command.arg("speed").arg(document).arg("--sample").arg(&folder);
    succeeded(command, &log(work, &stem))
}

/// Where a sample says what it measured.
fn log(work: &Path, stem: &str) -> PathBuf {
    work.join(format!("tintype.{stem}"))
}

/// The median of each floor, in the order in which they are left.
fn floors(samples: &[Value]) -> serde_json::Map<String, Value> {
    let names = samples.first().and_then(|sample| sample["floors"].as_object()).into_iter().flatten();
    let of = |name: &String| {
        let times: Vec<f64> = samples.iter().filter_map(|sample| sample["floors"][name].as_f64()).collect();
        (name.clone(), json!(median(&times)))
    };
    names.map(|(name, _)| of(name)).collect()
}

fn floor_table(floors: &serde_json::Map<String, Value>) -> Table {
    let total: f64 = floors.values().filter_map(Value::as_f64).sum();
    let mut table = Table::new(&["floor", "CPU ms", "share"]);
    for (name, time) in floors {
        let time = time.as_f64().unwrap_or_default();
        table.row(vec![
            name.clone(),
            format!("{time:.2}"),
            format!("{:.0} %", 100.0 * time / total.max(f64::MIN_POSITIVE)),
        ]);
    }
    table
}

fn cpu(usages: &[Usage]) -> Option<Duration> {
    median(&usages.iter().map(|usage| usage.cpu).collect::<Vec<_>>())
}

fn memory(usages: &[Usage]) -> Option<u64> {
    median(&usages.iter().map(|usage| usage.memory).collect::<Vec<_>>())
}

fn whole_table(ours: &[Usage], peers: &[(&str, &Vec<Usage>)]) -> Table {
    let mut table = Table::new(&["", "CPU", "memory", "tintype's CPU"]);
    let base = cpu(ours).unwrap_or_default();
    let all = std::iter::once(("tintype", ours))
        .chain(peers.iter().map(|(name, usages)| (*name, usages.as_slice())));
    for (name, usages) in all {
        match (cpu(usages), memory(usages)) {
            (Some(cpu), Some(memory)) => table.row(vec![
                name.to_owned(),
                seconds(cpu),
                mebibytes(memory),
                ratio(base.as_secs_f64(), cpu.as_secs_f64()),
            ]),
            _ => table.row(vec![name.to_owned(), "fails".to_owned()]),
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::floors;
    use serde_json::json;

    #[test]
    fn a_floor_is_the_median_of_its_samples() {
        let sample = |tree: f64| json!({ "floors": { "tree": tree, "lower": 1.0 } });
        let floors = floors(&[sample(3.0), sample(1.0), sample(2.0)]);
        assert_eq!(json!(floors), json!({ "tree": 2.0, "lower": 1.0 }));
    }
}
