//! Decodes and encodes what it is given: `identity <tab> JSON` a line in, and a line out for each,
//! `ok <tab> JSON <tab> Debug text` or `refused <tab> why`. No text of these has a line break.

mod round_trip;

use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let mut given = String::new();
    std::io::stdin().read_to_string(&mut given)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in given.lines() {
        let (identity, text) = line.split_once('\t').unwrap_or((line, ""));
        match round_trip::of(identity).map(|again| again(text.as_bytes())) {
            Some(Ok(json)) => {
                let shown = round_trip::shown(identity).and_then(|shown| shown(text.as_bytes()));
                writeln!(out, "ok\t{json}\t{}", shown.unwrap_or_default())?;
            }
            Some(Err(why)) => writeln!(out, "refused\t{}", why.replace(['\n', '\r', '\t'], " "))?,
            None => writeln!(out, "unknown\t{identity}")?,
        }
    }
    out.flush()
}
