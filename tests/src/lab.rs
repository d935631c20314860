//! The lab: what a generated crate costs, how fast it is and how true, measured beside others.
//!
//! In: documents, and tools that are installed. Out: tables on stdout, progress on stderr. It
//! judges by tools that share no code with the generator, and knows of the generator its library
//! alone. Every measurement of two things takes them in turns, so that a busy machine hurts both.

mod arguments;
mod compare;
mod corpus;
mod cost;
mod derive;
mod discriminator;
mod documents;
mod driver;
mod faker;
mod fidelity;
mod generate;
mod journal;
mod judge;
mod limits;
mod measure;
mod npm;
mod orders;
mod pages;
mod peers;
mod prism;
mod report;
mod run;
mod schema;
mod server;
mod speed;
mod yaml;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Measures what tintype generates: its cost, its speed, and whether it is right.
#[derive(Debug, Parser)]
#[command(name = "cargo lab", bin_name = "cargo lab", max_term_width = 100)]
struct Flags {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Cost(cost::Flags),
    Speed(speed::Flags),
    Run(run::Flags),
    Fidelity(fidelity::Flags),
    Prism(prism::Flags),
    Corpus(corpus::Flags),
    Pages(pages::Flags),
}

/// The command line. Exit codes: 0 fine, 1 findings or a tool that failed, 2 usage.
pub fn main() -> ExitCode {
    let outcome = match Flags::parse().command {
        Command::Cost(flags) => cost::run(&flags),
        Command::Speed(flags) => speed::run(&flags),
        Command::Run(flags) => run::run(&flags),
        Command::Fidelity(flags) => fidelity::run(&flags),
        Command::Prism(flags) => prism::run(&flags),
        Command::Corpus(flags) => corpus::run(&flags),
        Command::Pages(flags) => pages::run(&flags),
    };
    match outcome {
        Ok(report::Verdict::Fine) => ExitCode::SUCCESS,
        Ok(report::Verdict::Findings) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
