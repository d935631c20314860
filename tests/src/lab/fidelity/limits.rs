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
    /// Judging one document; what it starts is counted by itself.
    pub const DOCUMENT: Self = Self { seconds: 1800, gibibytes: 20 };
    /// Address space, of which a compiler reserves more than it uses.
    pub const COMPILER: Self = Self { seconds: 900, gibibytes: 16 };
    /// Decoding and encoding what was made.
    pub const PROGRAM: Self = Self { seconds: 120, gibibytes: 4 };

    /// A command of the program, bounded.
    pub fn command(self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new("sh");
        let kibibytes = u64::from(self.gibibytes) << 20;
        let bounds = format!("ulimit -t {} && ulimit -v {kibibytes}", self.seconds);
        command.args(["-c", &format!("{bounds} && exec \"$0\" \"$@\"")]).arg(program);
        command
    }
}
