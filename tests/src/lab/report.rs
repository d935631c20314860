//! Rows in, a table on stdout and, where asked for, a JSON file out.

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;
use std::path::Path;
use std::time::Duration;

/// What a command has to say in its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing to look at.
    Fine,
    /// Something is not as it should be; the table says what.
    Findings,
}

/// A table: the first column is text, flush left; the others are figures, flush right.
#[derive(Debug)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty one under its headings.
    pub fn new(headings: &[&str]) -> Self {
        Self { rows: vec![headings.iter().map(|&heading| heading.to_owned()).collect()] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |at: usize| {
            self.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| match at {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        Ok(())
    }
}

/// Seconds with the digits that mean something.
pub(super) fn seconds(time: Duration) -> String {
    match time.as_secs_f64() {
        under if under < 0.1 => format!("{:.1} ms", under * 1e3),
        over => format!("{over:.2} s"),
    }
}

/// Bytes as mebibytes.
pub(super) fn mebibytes(bytes: u64) -> String {
    format!("{:.0} MiB", bytes as f64 / f64::from(1 << 20))
}

/// How many times `base` a figure is.
pub(super) fn ratio(figure: f64, base: f64) -> String {
    if base > 0.0 { format!("{:.2}", figure / base) } else { "-".to_owned() }
}

/// A bar for work of known length; nothing where stderr is no terminal.
pub(super) fn progress(length: usize, what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:>24} [{wide_bar}] {pos}/{len}");
    let bar = ProgressBar::new(length as u64).with_message(what.to_owned());
    // The template is a constant of ours; a default bar is as good.
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Writes what was measured for other programs.
pub(super) fn write_json(file: Option<&Path>, value: &Value) -> Result<()> {
    let Some(file) = file else { return Ok(()) };
    std::fs::write(file, format!("{value:#}\n")).with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::{Table, ratio, seconds};
    use std::time::Duration;

    #[test]
    fn figures_are_flush_right() {
        let mut table = Table::new(&["who", "CPU"]);
        table.row(vec!["tintype".to_owned(), "2 s".to_owned()]);
        assert_eq!(table.to_string(), "who      CPU\ntintype  2 s\n");
    }

    #[test]
    fn figures_have_units_and_ratios_a_base() {
        assert_eq!(seconds(Duration::from_millis(42)), "42.0 ms");
        assert_eq!(seconds(Duration::from_millis(4200)), "4.20 s");
        assert_eq!(ratio(1.0, 4.0), "0.25");
        assert_eq!(ratio(1.0, 0.0), "-");
    }
}
