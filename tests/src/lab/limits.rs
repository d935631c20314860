//! A program in; a command of it that can use no more time and memory than it may, out.
//!
//! By `ulimit` of the shell, so that a child is bounded before its first instruction.

use std::ffi::OsStr;
use std::process::Command;

/// What a process may use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Seconds of CPU time.
    seconds: u32,
    /// Gibibytes of address space.
    gibibytes: u32,
}

impl Limits {
    /// Ten times what the largest document of the corpus takes.
    pub const GENERATION: Self = Self { seconds: 60, gibibytes: 4 };
    /// Address space, of which a compiler reserves more than it uses.
    pub const CHECK: Self = Self { seconds: 300, gibibytes: 16 };
    /// The same for a crate and the program that drives all of its types.
    pub const COMPILER: Self = Self { seconds: 900, gibibytes: 16 };
    /// Judging one document; what it starts is counted by itself.
    pub const DOCUMENT: Self = Self { seconds: 1800, gibibytes: 20 };
    /// Decoding and encoding what was made.
    pub const PROGRAM: Self = Self { seconds: 120, gibibytes: 4 };

    /// A command of the program, bounded.
    pub fn command(self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new("sh");
        let kibibytes = u64::from(self.gibibytes) << 20;
        command.args([
            "-c",
            &format!("ulimit -t {} && ulimit -v {kibibytes} && exec \"$0\" \"$@\"", self.seconds),
        ]);
        command.arg(program);
        command
    }

    /// What is said of a process that died without a word.
    pub fn exceeded(self) -> String {
        format!("died without a word: beyond {} s or {} GiB", self.seconds, self.gibibytes)
    }
}

#[cfg(test)]
mod tests {
    use super::Limits;

    #[test]
    fn arguments_reach_the_program_as_they_are() {
        let output = Limits::CHECK.command("printf").args(["%s|", "a b", "$c"]).output();
        assert_eq!(output.map(|it| it.stdout).unwrap_or_default(), b"a b|$c|");
    }

    #[test]
    fn a_program_without_end_is_ended() {
        let limits = Limits { seconds: 1, gibibytes: 1 };
        let status = limits.command("sh").args(["-c", "while :; do :; done"]).status();
        assert!(status.is_ok_and(|status| !status.success()));
    }
}
