//! Decodes and encodes instances by generated types and by serde's derive, in turns, and prints
//! what each round cost. Arguments: a file of `identity <tab> JSON` lines, the bytes that a round
//! is to have, and the number of rounds.

mod table;

use std::hint::black_box;
use std::time::Duration;

pub type Decode = fn(&[u8]) -> Option<Box<dyn std::any::Any>>;
pub type Encode = fn(&dyn std::any::Any) -> Option<Vec<u8>>;
/// A type's decoding and encoding: ours, and the derive's.
pub type Row = ((Decode, Encode), (Decode, Encode));

fn cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

fn timed(run: impl FnOnce()) -> f64 {
    let before = cpu();
    run();
    (cpu() - before).as_secs_f64()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, file, wanted, rounds] = arguments.as_slice() else { return Err("three arguments are needed".into()) };
    let text = std::fs::read_to_string(file)?;
    let (wanted, rounds): (usize, usize) = (wanted.parse()?, rounds.parse()?);
    let (mut set, mut left_out) = (Vec::new(), 0);
    for line in text.lines() {
        let (identity, json) = line.split_once('\t').ok_or("a line without a tab")?;
        let json = json.as_bytes();
        match table::of(identity).map(|row| (row, (row.0.0)(json), (row.1.0)(json))) {
            Some((row, Some(ours), Some(derived))) => set.push((row, json, ours, derived)),
            _ => left_out += 1,
        }
    }
    let bytes: usize = set.iter().map(|(_, json, ..)| json.len()).sum();
    let times = wanted.div_ceil(bytes.max(1));
    println!("{{\"instances\":{},\"left_out\":{left_out},\"bytes\":{}}}", set.len(), bytes * times);
    for _ in 0..rounds {
        let each = |run: &dyn Fn(usize)| timed(|| (0..times * set.len()).for_each(|at| run(at % set.len())));
        let decode_ours = each(&|at| drop(black_box((set[at].0.0.0)(set[at].1))));
        let decode_derived = each(&|at| drop(black_box((set[at].0.1.0)(set[at].1))));
        let encode_ours = each(&|at| drop(black_box((set[at].0.0.1)(&*set[at].2))));
        let encode_derived = each(&|at| drop(black_box((set[at].0.1.1)(&*set[at].3))));
        println!("[{decode_ours},{decode_derived},{encode_ours},{encode_derived}]");
    }
    Ok(())
}
