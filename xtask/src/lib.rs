//! The commands of tintype. Another workspace's `xtask` is five lines:
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     tintype_xtask::main()
//! }
//! ```
//!
//! A command reads flags and files, asks the library `tintype` what is to be, and prints or
//! writes that. What would not need a disk or a terminal to be tested is not here.

mod codegen;
mod console;
mod diff;
mod explain;
mod flags;
mod import;
mod pages;
mod place;
mod project;
mod summary;
mod sync;

use clap::Parser;
use flags::{Command, Flags};
use std::process::ExitCode;

/// Runs the command line of this process: 0 is fine, 1 has findings, 2 is a wrong use.
pub fn main() -> ExitCode {
    let done = match Flags::parse().command {
        Command::Codegen(flags) => codegen::run(&flags),
        Command::Explain(flags) => explain::run(&flags),
        Command::Import(flags) => import::run(&flags),
    };
    match done {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(wrong) => {
            // The last words of a process whose stderr is gone have nowhere else to go.
            eprintln!("error: {}", wrong.0);
            ExitCode::from(2)
        }
    }
}

/// How a command that was used rightly ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Fine,
    Findings,
}

/// A command line that parses, and still can't be meant: exit code 2.
#[derive(Debug)]
struct Usage(String);
