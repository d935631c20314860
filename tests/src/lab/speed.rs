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
    /// Writes the N parts of the document into DIR.
    #[arg(long, value_name = "DIR", hide = true, requires = "sizes")]
    cut: Option<PathBuf>,
}

pub(super) fn run(flags: &Flags) -> Result<Verdict> {
    if let Some(folder) = &flags.sample {
        let document = flags.documents.first().context("a sample is of one document")?;
        println!("{}", sample(document, folder)?);
        return Ok(Verdict::Fine);
    }
    if let (Some(folder), Some(sizes)) = (&flags.cut, flags.sizes) {
        let document = flags.documents.first().context("parts are of one document")?;
        parts(document, sizes, folder)?;
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

/// Writes the parts of a document, 1 to `sizes`.
fn parts(document: &Path, sizes: usize, folder: &Path) -> Result<()> {
    let text = read(document)?;
    let whole: Value = match serde_json::from_str(&text) {
        Ok(whole) => whole,
        Err(_) => serde_yaml::from_str(&text).context("a part is cut from JSON or YAML")?,
    };
    for part in 1..=sizes {
        generate::write(&part_of(document, part, folder), &growth::cut(&whole, part, sizes).to_string())?;
    }
    Ok(())
}

fn part_of(document: &Path, part: usize, folder: &Path) -> PathBuf {
    folder.join(format!("{}.{part}.json", stem(document)))
}

/// The cost of the document's parts, each in its turn, and the exponents of their growth: beside
/// the part's own size and beside that of what is emitted, since a part with few of the paths has
/// most of the schemas that all of them share.
fn grow(document: &Path, sizes: usize, flags: &Flags, work: &Path) -> Result<Value> {
    // In a process of its own: a process that is started counts the memory of the one that
    // started it as its own (getrusage(2), `ru_maxrss` stands through `execve`).
    let mut command = Command::new(std::env::current_exe()?);
    let command = command.arg("speed").arg(document).args(["--sizes", &sizes.to_string()]);
    succeeded(command.arg("--cut").arg(work), &log(work, &stem(document)))?;
    let parts: Vec<PathBuf> = (1..=sizes).map(|part| part_of(document, part, work)).collect();
    let mut samples: Vec<Vec<(Usage, Value)>> = vec![Vec::new(); sizes];
    let bar = progress(flags.runs.max(1) * sizes, "generating");
    for _ in 0..flags.runs.max(1) {
        for (part, samples) in parts.iter().zip(&mut samples) {
            let usage = sampled(part, work)?;
            samples
                .push((usage, serde_json::from_str(&read(&log(work, &stem(part)).with_extension("out"))?)?));
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    let mut table = Table::new(&["size", "emitted", "CPU", "memory", "ms a MB emitted", "MiB a MB emitted"]);
    let mut points: Vec<growth::Point> = Vec::new();
    for (part, samples) in parts.iter().zip(&samples) {
        let usages: Vec<Usage> = samples.iter().map(|(usage, _)| *usage).collect();
        let emitted = samples.first().and_then(|(_, sample)| sample["bytes"].as_u64()).unwrap_or_default();
        let point = growth::Point {
            size: std::fs::metadata(part)?.len() as f64 / 1e6,
            emitted: emitted as f64 / 1e6,
            cpu: cpu(&usages).unwrap_or_default().as_secs_f64(),
            memory: memory(&usages).unwrap_or_default() as f64,
        };
        table.row(vec![
            format!("{:.2} MB", point.size),
            format!("{:.2} MB", point.emitted),
            seconds(Duration::from_secs_f64(point.cpu)),
            mebibytes(point.memory as u64),
            format!("{:.0}", point.cpu * 1e3 / point.emitted),
            format!("{:.0}", point.memory / f64::from(1 << 20) / point.emitted),
        ]);
        points.push(point);
    }
    println!("{}\n{table}", document.display());
    let mut grown = serde_json::Map::new();
    for (name, of) in growth::COSTS {
        let against = |size: growth::Measure| {
            growth::exponent(&points.iter().map(|point| (size(point), of(point))).collect::<Vec<_>>())
        };
        let exponents = [against(|point| point.size), against(|point| point.emitted)];
        if let [Some(size), Some(emitted)] = exponents {
            println!("{name} grows as size^{size:.2}, as emitted^{emitted:.2}");
        }
        grown.insert(name.to_owned(), json!({ "size": exponents[0], "emitted": exponents[1] }));
    }
    println!();
    let points: Vec<Value> = points
        .iter()
        .map(|point| json!({ "mb": point.size, "emitted_mb": point.emitted, "cpu_s": point.cpu, "memory": point.memory }))
        .collect();
    Ok(json!({ "document": document.display().to_string(), "parts": points, "exponents": grown }))
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
