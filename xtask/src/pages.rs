//! Paths in, the texts that stand there out: of a file its own, of a folder those of its pages.

use crate::place::Place;
use crate::project;
use std::collections::HashSet;
use std::fs;
use tintype::Source;
use tintype::diagnostic::{Code, Diagnostic, Diagnostics};
use tintype::text::Span;

/// What is generated from: a document, a page, or all pages of a folder. `named` is where it is
/// asked for.
pub(crate) fn source(place: &Place, named: Option<Span>, found: &mut Diagnostics) -> Option<Source> {
    if place.path.is_dir() {
        return of_folder(place, named, found).map(Source::Pages);
    }
    let text = project::read(place, named, found)?;
    Some(Source::Text { name: place.shown.clone(), text })
}

/// Names and texts of the pages at some paths, in this order, each once; none where one can't be
/// read.
pub(crate) fn texts(places: &[Place], found: &mut Diagnostics) -> Option<Vec<(String, String)>> {
    let mut texts: Vec<(String, String)> = Vec::new();
    for place in places {
        if place.path.is_dir() {
            texts.extend(of_folder(place, None, found)?);
        } else {
            texts.push((place.shown.clone(), project::read(place, None, found)?));
        }
    }
    let mut seen = HashSet::new();
    texts.retain(|(name, _)| seen.insert(name.clone()));
    Some(texts)
}

/// The pages below a folder, sorted by path.
fn of_folder(folder: &Place, named: Option<Span>, found: &mut Diagnostics) -> Option<Vec<(String, String)>> {
    let mut paths = Vec::new();
    let mut open = vec![String::new()];
    while let Some(inside) = open.pop() {
        // A folder below that can't be listed has no pages to offer; the one asked for has been seen.
        for entry in fs::read_dir(folder.path.join(&inside)).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
            // Of the entry itself: a link to a folder above would go round.
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder {
                open.push(path);
            } else if tintype::page::is_page(&path, "") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    if paths.is_empty() {
        let message = format!("`{}` is a folder without pages (`.md`, `.mdx`)", folder.shown);
        found.push(match named {
            Some(span) => Diagnostic::new(Code::UnreadableFile, span, message),
            None => Diagnostic::nowhere(Code::UnreadableFile, message),
        });
        return None;
    }
    let read = |path: &String| {
        let place = folder.join(path);
        project::read(&place, named, found).map(|text| (place.shown, text))
    };
    paths.iter().map(read).collect()
}
