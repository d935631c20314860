//! The whole command line, declared once.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  cargo xtask codegen                          what spec/codegen.toml says
  cargo xtask codegen --spec openapi.yaml --out ../client --name my-client
  cargo xtask explain E0301
  cargo xtask import docs/api-reference --out spec/pets.yaml

Exit codes: 0 fine, 1 findings, 2 wrong use.";

/// Typed Rust clients from OpenAPI documents.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Flags {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generate the client crates that spec/codegen.toml names, or one of any document
    Codegen(Codegen),
    /// Say what a diagnostic code means, or what became of a part of the document and why
    Explain(Explain),
    /// Make one OpenAPI document of pages of documentation
    Import(Import),
}

const CODEGEN_EXAMPLES: &str = "\
Examples:
  cargo xtask codegen                          what spec/codegen.toml says
  cargo xtask codegen --api datafold           one API of it
  cargo xtask codegen --check                  fail if a generated file is stale (for CI)
  cargo xtask codegen --dry-run                show what would change
  cargo xtask codegen --spec openapi.yaml --out ../client --name my-client

Exit codes: 0 fine, 1 findings, 2 wrong use. NO_COLOR turns colours off.";

#[derive(Args, Debug)]
#[command(after_help = CODEGEN_EXAMPLES)]
pub(crate) struct Codegen {
    /// Only this API of the configuration
    #[arg(long, value_name = "NAME", conflicts_with = "spec")]
    pub(crate) api: Option<String>,
    /// The configuration [default: spec/codegen.toml, here or in a folder above]
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    pub(crate) config: Option<PathBuf>,
    /// Generate from this document, page or folder of pages, without a configuration
    #[arg(long, value_name = "PATH", requires = "out")]
    pub(crate) spec: Option<PathBuf>,
    /// With --spec: the folder of the crate, which is a workspace of its own
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub(crate) out: Option<PathBuf>,
    /// With --spec: the name of the crate [default: from the document's title]
    #[arg(long, value_name = "CRATE", requires = "spec", value_parser = crate_name)]
    pub(crate) name: Option<String>,
    /// Write nothing; exit 1 and show a diff if anything is stale
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) check: bool,
    /// Write nothing; show the same diff, exit 0
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Exit 1 and write nothing if a part is skipped or a warning is given
    #[arg(long)]
    pub(crate) strict: bool,
    /// Free the names of what has left the document
    #[arg(long)]
    pub(crate) prune_names: bool,
    /// List every place that is any JSON, and why
    #[arg(long)]
    pub(crate) report_untyped: bool,
    /// Write the document as it was understood, as YAML
    #[arg(long, value_name = "FILE")]
    pub(crate) emit_openapi: Option<PathBuf>,
    /// Diagnostics as JSON, one a line, on stdout; everything else on stderr
    #[arg(long)]
    pub(crate) json: bool,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  cargo xtask explain E0301
  cargo xtask explain '#/components/schemas/JobStatus'
  cargo xtask explain JobStatus
  cargo xtask explain TestResultStep.result
  cargo xtask explain 'GET /api/v1/data_sources/test/{job_id}'
  cargo xtask explain --spec openapi.yaml Pet

Exit codes: 0 fine, 1 nothing has that name, 2 wrong use.";

#[derive(Args, Debug)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub(crate) struct Explain {
    /// A code, a JSON pointer, a type, `Type.field`, or an operation
    #[arg(value_name = "WHAT")]
    pub(crate) question: String,
    /// Ask about this document instead of those of the configuration
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,
    /// The configuration [default: spec/codegen.toml, here or in a folder above]
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    pub(crate) config: Option<PathBuf>,
}

const IMPORT_EXAMPLES: &str = "\
Examples:
  cargo xtask import get-pet.md list-pets.md --out spec/pets.yaml
  cargo xtask import docs/api-reference --out spec/pets.yaml
  cargo xtask import docs/api-reference --out spec/pets.yaml --check

Exit codes: 0 fine, 1 findings, 2 wrong use.";

#[derive(Args, Debug)]
#[command(after_help = IMPORT_EXAMPLES)]
pub(crate) struct Import {
    /// Pages (Markdown with API blocks), and folders of them
    #[arg(value_name = "PAGE|FOLDER", required = true)]
    pub(crate) pages: Vec<PathBuf>,
    /// The document to write, as YAML
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Write nothing; exit 1 and show a diff if the document is stale
    #[arg(long)]
    pub(crate) check: bool,
    /// Exit 1 and write nothing if a part is left out or a warning is given
    #[arg(long)]
    pub(crate) strict: bool,
    /// Diagnostics as JSON, one a line, on stdout; everything else on stderr
    #[arg(long)]
    pub(crate) json: bool,
}

fn crate_name(text: &str) -> Result<String, String> {
    match tintype::config::crate_name(text) {
        Ok(()) => Ok(text.to_owned()),
        Err(wrong) => Err(format!("it {wrong}")),
    }
}
