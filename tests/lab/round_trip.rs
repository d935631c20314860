//! Decodes and encodes what it is given: `identity <tab> JSON` a line in, and a line out for each,
//! `ok <tab> JSON <tab> Debug text`, `refused <tab> why` or `panicked`. No text of these has a line
//! break.

#[path = "../../api/src/lib.rs"]
mod api;
mod round_trip;

use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let mut given = String::new();
    std::io::stdin().read_to_string(&mut given)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in given.lines() {
        let (identity, text) = line.split_once('\t').unwrap_or((line, ""));
        let Some(again) = round_trip::of(identity) else {
            writeln!(out, "unknown\t{identity}")?;
            continue;
        };
        match std::panic::catch_unwind(|| again(text.as_bytes())) {
            Ok(Ok((json, shown))) => writeln!(out, "ok\t{json}\t{shown}")?,
            Ok(Err(why)) => writeln!(out, "refused\t{}", why.replace(['\n', '\r', '\t'], " "))?,
            Err(_) => writeln!(out, "panicked")?,
        }
    }
    out.flush()
}
