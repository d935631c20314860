//! Pages of documentation in (Markdown with API blocks), a tree of OpenAPI with a place on a page
//! for every node out.
//!
//! A block is a small document of OpenAPI 3, or one endpoint in a resolved dialect; the pages of
//! one document become one tree, tagged with the version whose words it speaks. Refuses to know
//! what `document` makes of that, and to learn anything from an example: most are made up.
//!
//! ```text
//! fence, heading -> block -> group -> version, security, components (member, settle, schema)
//!                -> resolved | fragment -> endpoint -> twice -> calls -> merge
//! ```

mod block;
mod calls;
mod components;
mod endpoint;
mod fence;
mod fragment;
mod group;
mod heading;
mod make;
mod member;
mod merge;
mod resolved;
mod schema;
mod security;
mod settle;
mod twice;
mod version;

#[cfg(test)]
mod tests;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{FileId, Files, Span};
use crate::tree::{Bounds, Node};
pub use block::is_page;

/// One document, put together of pages.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The OpenAPI Object.
    pub root: Node,
    /// The pages that it was taken from.
    pub pages: Vec<FileId>,
    /// The addresses that these pages state.
    pub sources: Vec<(FileId, String)>,
    /// What it holds.
    pub counts: Counts,
}

/// What a document that was put together holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Pages with a block.
    pub pages: usize,
    /// Operations under `paths`.
    pub operations: usize,
    /// Operations under `webhooks`.
    pub webhooks: usize,
    /// Schemas that stand among the components of a page.
    pub from_components: usize,
    /// Schemas that stand only where they are used, with a name.
    pub from_members: usize,
}

/// The document of some pages. `None`, with a fatal finding, where there is none or more than one.
pub fn read(files: &Files, pages: &[FileId], bounds: &Bounds, out: &mut Diagnostics) -> Option<Imported> {
    let documents = documents(files, pages, bounds, out);
    let mut found = documents.into_iter();
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        (None, _) => {
            if !out.fatal() {
                out.push(nothing(files, pages));
            }
            None
        }
        (Some(first), Some(second)) => {
            let [mut one, mut two] = [&first, &second].map(title);
            if one == two {
                // A site that names no files, whose operations have servers of their own.
                [one, two] =
                    [(one, &first), (two, &second)].map(|(name, it)| format!("{name}{}", at_server(it)));
            }
            let count = 2 + found.count();
            let message = format!("these pages are of {count} documents, `{one}` and `{two}` among them");
            let at = |of: &Imported| Span { end: of.root.span.start, ..of.root.span };
            out.push(
                Diagnostic::new(Code::SeveralApis, at(&second), message)
                    .label(format!("of `{two}`"))
                    .and(at(&first), format!("of `{one}`"))
                    .help("name the pages of one of them: their files, titles, sites and servers differ"),
            );
            None
        }
    }
}

/// The documents of some pages, in the order in which they are first met.
pub fn documents(files: &Files, pages: &[FileId], bounds: &Bounds, out: &mut Diagnostics) -> Vec<Imported> {
    let mut blocks = Vec::new();
    let mut bounds = *bounds;
    for page in pages {
        let found = block::read(files, *page, &mut bounds, out);
        found.iter().for_each(|block| warn_of_target(block, out));
        blocks.extend(found);
    }
    group::documents(blocks).iter().map(|blocks| merge::merge(blocks, out)).collect()
}

fn title(of: &Imported) -> String {
    let title = of.root.get("info").and_then(|info| info.get("title")?.as_str());
    title.unwrap_or_default().to_owned()
}

/// The first server of a document, behind its title.
fn at_server(of: &Imported) -> String {
    let servers = of.root.get("servers").and_then(Node::as_sequence).unwrap_or_default();
    let url = servers.first().and_then(|server| server.get("url")?.as_str());
    url.map_or_else(String::new, |url| format!(" at {url}"))
}

/// E0901: there is nothing to read.
fn nothing(files: &Files, pages: &[FileId]) -> Diagnostic {
    match pages {
        [page] => {
            let message = format!("`{}` carries no operation", files.file(*page).name);
            Diagnostic::new(Code::NoOperation, Span::new(*page, 0, 0), message)
        }
        _ => {
            let message = format!("none of {} pages carries an operation", pages.len());
            Diagnostic::nowhere(Code::NoOperation, message)
        }
    }
    .help("a page has a block that begins with four backticks and `yaml`, method and path")
}

/// E0904: the line that opens a block names another operation than the block.
fn warn_of_target(block: &block::Block, out: &mut Diagnostics) {
    let Some((method, path)) = &block.target else {
        return;
    };
    let named: Vec<(String, String, Span)> = match block.kind {
        block::Kind::Resolved => resolved::named(block).into_iter().collect(),
        block::Kind::Fragment => fragment::endpoints(block, &mut Diagnostics::default()) // said by `merge`
            .into_iter()
            .map(|it| {
                let webhook = it.place == endpoint::Place::Webhooks;
                let method = if webhook { "webhook".to_owned() } else { it.method.value };
                (method, it.path.value, it.path.span)
            })
            .collect(),
    };
    let same = |(own, place, _): &(String, String, Span)| own.eq_ignore_ascii_case(method) && place == path;
    if let Some((own, place, span)) = named.first()
        && !named.iter().any(same)
    {
        let message = format!("this block is called `{method} {path}`, and is {own} {place}");
        out.push(
            Diagnostic::new(Code::BlockDisagrees, block.opening, message)
                .label("read past")
                .and(*span, "the words of the block count"),
        );
    }
}
