//! A command in, what it used out: CPU time and peak memory of it and of all that it waited for.
//!
//! By `wait4(2)`, so that a compiler that cargo starts counts, and a daemon that it leaves does
//! not. Wall time is not taken: it says more about the machine's other users than about us.

use anyhow::{Context, Result};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use wait4::Wait4;

/// What a command used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Usage {
    /// User and system time.
    pub cpu: Duration,
    /// The resident memory of its largest process, in bytes.
    pub memory: u64,
    /// Whether it said that it succeeded.
    pub success: bool,
}

/// Runs a command; what it prints goes to `LOG.out` and `LOG.err`.
pub(super) fn measured(command: &mut Command, log: &Path) -> Result<Usage> {
    let out =
        File::create(log.with_extension("out")).with_context(|| format!("cannot write {}", log.display()))?;
    let err = File::create(log.with_extension("err"))?;
    let child = command.stdin(Stdio::null()).stdout(out).stderr(err).spawn();
    let child = child.with_context(|| format!("cannot start {}", command.get_program().display()))?;
    let used = child.wait4()?;
    Ok(Usage {
        cpu: used.rusage.utime + used.rusage.stime,
        memory: used.rusage.maxrss,
        success: used.status.success(),
    })
}

/// The same, where all but success is an error that shows what the command said.
pub(super) fn succeeded(command: &mut Command, log: &Path) -> Result<Usage> {
    let usage = measured(command, log)?;
    anyhow::ensure!(
        usage.success,
        "{} failed:\n{}",
        command.get_program().display(),
        last_lines(&std::fs::read_to_string(log.with_extension("err"))?, 25)
    );
    Ok(usage)
}

/// The last lines of a text.
pub(super) fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// The CPU time of this process so far.
pub(super) fn own_cpu() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    // Neither part is ever negative on this clock.
    Duration::new(now.tv_sec.unsigned_abs(), u32::try_from(now.tv_nsec).unwrap_or(0))
}

/// The one in the middle; of an even number the lower one of the two.
pub(super) fn median<T: Copy + PartialOrd>(values: &[T]) -> Option<T> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|one, two| one.partial_cmp(two).unwrap_or(std::cmp::Ordering::Equal));
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::{last_lines, median};

    #[test]
    fn the_median_is_a_value_that_was_measured() {
        assert_eq!(median::<u8>(&[]), None);
        assert_eq!(median(&[3, 1, 2]), Some(2));
        assert_eq!(median(&[4.0, 1.0]), Some(1.0));
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(last_lines("a\nb", 5), "a\nb");
        assert_eq!(last_lines("a\nb\nc", 2), "b\nc");
    }
}
