//! Pages in; one readable document of OpenAPI 3.1 as YAML out, with what is to be said of it.
//!
//! Sorted schemas, the usual order of keys, and a head that names where it is from. Examples that
//! pages make up are not in it. What is of 3.0 is lifted, by the rules of `document`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{self, Document};
use crate::page::{self, Counts, Imported};
use crate::resolve;
use crate::text::{FileId, Files, Span};
use crate::tree::{Bounds, Node};
use std::fmt::Write as _;

/// What every document of ours begins with.
const MARK: &str = "# Made of pages of documentation by `cargo xtask import`.";

/// Whether a text was made by [`import`], whatever has become of it since.
pub fn is_imported(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with(MARK)
}

/// A document put together of pages.
#[derive(Debug)]
pub struct Import {
    /// YAML.
    pub text: String,
    /// What it holds.
    pub counts: Counts,
    /// Components, operations and names on which pages did not agree.
    pub conflicts: usize,
    /// References that lead nowhere.
    pub unresolved: usize,
}

/// Puts pages together. `None`, with a fatal finding, where there is no document in them.
pub fn import(files: &Files, pages: &[FileId], out: &mut Diagnostics) -> Option<Import> {
    let mut found = Diagnostics::default();
    let import = read(files, pages, &mut found);
    found.iter().for_each(|one| out.push(one.clone()));
    import
}

fn read(files: &Files, pages: &[FileId], found: &mut Diagnostics) -> Option<Import> {
    let imported = page::read(files, pages, &Bounds::default(), found)?;
    // Read and resolved as for a client, so that what such a run would say is said here.
    let document = document::read(&imported.root, found)?;
    resolve::resolve(&document, found);
    let body = body(&imported.root, &document, found);
    Some(Import {
        text: head(files, &imported) + &body,
        counts: imported.counts,
        conflicts: count(found, &[Code::MemberDisagrees, Code::PagesDisagree, Code::OperationTwice]),
        unresolved: count(found, &[Code::DanglingReference]),
    })
}

/// The document as YAML: as the pages have it, in the words of 3.1, without what has been read
/// past. Where that is not the document that was read, or a part of it is broken, it is written as
/// far as it was understood.
fn body(root: &Node, document: &Document, found: &mut Diagnostics) -> String {
    let of = |one: &&Diagnostic| one.code == Code::UnexpectedValue;
    let wrong = found.iter().filter(of).filter_map(|one| Some(one.labels.first()?.span)).collect();
    let older = document.version.value.starts_with("3.0");
    let lifted = document::lifted(root, older, &wrong);
    let understood = document::to_yaml(document);
    let mut again = Diagnostics::default();
    let same = document::read(&lifted, &mut again).is_some_and(|it| document::to_yaml(&it) == understood);
    if same && count(&again, &[Code::MissingKeyword]) == 0 {
        return document::node_to_yaml(&document::complete(&lifted, found));
    }
    let message = "the document is written as far as it was understood, since a part of it is left out";
    found.push(
        Diagnostic::new(Code::UnsupportedKeyword, Span { end: root.span.start, ..root.span }, message)
            .label("without its webhooks, callbacks, links and examples")
            .help("mend what is said of the other places first"),
    );
    understood
}

fn count(found: &Diagnostics, codes: &[Code]) -> usize {
    found.sorted().iter().filter(|one| codes.contains(&one.code)).count()
}

/// The comment on top: the pages by address, or by name where they state none. No path of a
/// machine and no date, so that the same pages give the same text.
fn head(files: &Files, imported: &Imported) -> String {
    let mut text = format!("{MARK} Sources:\n");
    let mut names: Vec<String> = imported.pages.iter().map(|page| shown(files, imported, *page)).collect();
    names.sort();
    names.dedup();
    for name in names {
        // Writing to a String can't fail.
        let _ = writeln!(text, "#   {name}");
    }
    text
}

fn shown(files: &Files, imported: &Imported, page: FileId) -> String {
    let stated = imported.sources.iter().find(|(file, _)| *file == page).map(|(_, address)| address.as_str());
    let name = &files.file(page).name;
    let name = stated.unwrap_or_else(|| name.rsplit('/').next().unwrap_or(name));
    name.chars().filter(|letter| !letter.is_control()).collect()
}
