//! # tintype
//!
//! A typed Rust client from an OpenAPI document. Data goes down one staircase, once; the calls of
//! [`generate`] are its floors, and each floor's file tells its own story.
//!
//! The library is a pure function: sources, configuration and lock in; files, lock and diagnostics
//! out. It touches no disk, no clock, no network and no environment.

pub mod config;
pub mod diagnostic;
pub mod document;
mod explain;
pub mod facts;
mod ids;
mod import;
pub mod ir;
pub mod lower;
pub mod names;
pub mod output;
pub mod page;
pub mod resolve;
pub mod rust;
pub mod select;
mod source;
mod summary;
pub mod text;
pub mod tree;

pub use explain::{Explanation, explain, nearest, why};
pub use import::{Import, import, is_imported};
pub use source::Source;
pub use summary::{Restated, Summary, Untyped, restated};

use config::ApiConfig;
use diagnostic::{Code, Diagnostic, Diagnostics};
use names::lock::Lock;
use output::GeneratedFile;
use text::{FileId, Files};

/// What one API is generated from.
#[derive(Debug)]
pub struct Input<'a> {
    /// The document.
    pub source: Source,
    /// What the user wants otherwise.
    pub api: &'a ApiConfig,
    /// The names given so far.
    pub lock: Option<FileId>,
    /// Whether names whose things have gone are free again.
    pub prune: bool,
}

/// What one API became.
#[derive(Debug)]
pub struct Generated {
    /// The files of the crate, sorted by path.
    pub files: Vec<GeneratedFile>,
    /// The names given, those of before among them.
    pub lock: Lock,
    /// What a person wants to know at the end.
    pub summary: Summary,
    /// The document as it was understood.
    pub document: document::Document,
    /// What of it was asked for.
    pub selected: select::Selected,
    /// What a caller can do.
    pub api: ir::Api,
    /// What follows from it.
    pub facts: facts::Facts,
    /// What everything is called.
    pub names: names::Names,
}

/// The staircase. `None` where there is nothing to generate from; whether what there is may be
/// written is for `out` to say ([`Diagnostics::fatal`]).
pub fn generate(files: &mut Files, input: Input<'_>, out: &mut Diagnostics) -> Option<Generated> {
    generate_observed(files, input, out, &mut |_| {})
}

/// [`generate`], telling an observer the name of each floor when it is left.
pub fn generate_observed(
    files: &mut Files,
    input: Input<'_>,
    out: &mut Diagnostics,
    left: &mut dyn FnMut(&'static str),
) -> Option<Generated> {
    let overrides = &input.api.overrides;
    let tree = read(files, input.source, out)?;
    left("tree");
    let document = document::read(&tree, out)?;
    // The largest thing that nobody asks again.
    drop(tree);
    left("document");
    let resolved = resolve::resolve(&document, out);
    left("resolve");
    let selected = select::select(&resolved, &input.api.selection, out);
    left("select");
    let api = lower::lower(&resolved, &selected, overrides, out);
    left("lower");
    let facts = facts::Facts::of(&api);
    left("facts");
    let lock = input.lock.map(|lock| Lock::read(lock, files.text(lock), out)).unwrap_or_default();
    let (names, lock) = names::name(&api, &facts, &lock, &overrides.names, out);
    left("names");
    let emit = rust::Emit { api: &api, facts: &facts, names: &names, overrides, package: &input.api.package };
    let modules = rust::emit(&emit);
    left("rust");
    let files = output::layout(modules);
    left("output");
    let summary = Summary::of(&api, &facts, &names, input.api.package.content);
    let lock = if input.prune { lock.pruned() } else { lock };
    Some(Generated { files, lock, summary, document, selected, api, facts, names })
}

/// The tree of a source: its own, or that of the pages which it is.
fn read(files: &mut Files, source: Source, out: &mut Diagnostics) -> Option<tree::Node> {
    let (bounds, several) = (tree::Bounds::default(), matches!(source, Source::Pages(_)));
    let texts = match source.into_texts() {
        Ok(texts) => texts,
        Err(error) => {
            let message = format!("the document can't be written as JSON: {error}");
            out.push(Diagnostic::nowhere(Code::UnreadableFile, message));
            return None;
        }
    };
    let is_page = |(name, text): &(String, String)| page::is_page(name, text);
    let pages = several || texts.iter().any(is_page);
    let read: Vec<FileId> = texts.into_iter().map(|(name, text)| files.add(name, text)).collect();
    match (read.as_slice(), pages) {
        ([file], false) => tree::read(files, *file, &bounds, out),
        (read, _) => page::read(files, read, &bounds, out).map(|imported| imported.root),
    }
}
