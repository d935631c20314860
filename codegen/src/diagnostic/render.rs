//! Findings in; text for a terminal, JSON lines, or annotations of GitHub's runner out.
//!
//! All that came from a document or a configuration is data: characters that would move a
//! terminal's cursor or turn its text around are shown by their code. Prints nothing itself.

mod excerpt;

use super::{Diagnostic, Severity};
use crate::text::{Files, Span};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::fmt::Write;

/// For a person: each finding with its snippets, its next step and its page.
pub fn text(found: &[&Diagnostic], files: &Files, colour: bool) -> String {
    let renderer = match colour {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let mut all = String::new();
    for diagnostic in found {
        all.push_str(&one(diagnostic, files, &renderer));
        all.push_str("\n\n");
    }
    all
}

/// For programs: one object a line.
pub fn json(found: &[&Diagnostic], files: &Files) -> String {
    let mut lines = String::new();
    for diagnostic in found {
        let labels = diagnostic.labels.iter();
        let labels: Vec<_> = labels
            .map(|label| {
                let mut place = place(label.span, files);
                place["text"] = label.text.as_str().into();
                place
            })
            .collect();
        let mut object = match diagnostic.labels.first() {
            Some(primary) => place(primary.span, files),
            None => serde_json::json!({}),
        };
        object["code"] = diagnostic.code.id().into();
        object["severity"] = word(diagnostic.severity()).into();
        object["message"] = diagnostic.message.as_str().into();
        object["help"] = diagnostic.help.as_deref().into();
        object["labels"] = labels.into();
        let _ = writeln!(lines, "{object}"); // writing to a string never fails
    }
    lines
}

/// For GitHub's runner: one workflow command a line, shown beside the line of the file. `shown` is a
/// file's name as the runner knows it: from the root of the repository.
pub fn github(found: &[&Diagnostic], files: &Files, shown: impl Fn(&str) -> String) -> String {
    let mut lines = String::new();
    for diagnostic in found {
        let level = match diagnostic.severity() {
            Severity::Fatal => "error",
            Severity::Skip | Severity::Warning => "warning",
        };
        let title = format!("{}: {}", diagnostic.code.id(), diagnostic.code.title());
        let mut properties = format!("title={}", property(&title));
        if let Some(primary) = diagnostic.labels.first() {
            let at = files.position(primary.span);
            let name = property(&shown(&files.file(primary.span.file).name));
            properties = format!("file={name},line={},col={},{properties}", at.line, at.column);
        }
        let help = diagnostic.help.iter().map(|help| format!("\nhelp: {help}"));
        let message = diagnostic.message.clone() + &help.collect::<String>();
        let _ = writeln!(lines, "::{level} {properties}::{}", data(&message));
    }
    lines
}

/// The same for what is no finding of a document: an error about a whole file.
pub fn github_file(file: &str, title: &str, message: &str) -> String {
    format!("::error file={},title={}::{}\n", property(file), property(title), data(message))
}

fn one(diagnostic: &Diagnostic, files: &Files, renderer: &Renderer) -> String {
    let level = match diagnostic.severity() {
        Severity::Fatal => Level::ERROR,
        severity => Level::WARNING.with_name(word(severity)),
    };
    let title = level.primary_title(excerpt::line(&diagnostic.message)).id(diagnostic.code.id());
    let mut group = annotate_snippets::Group::with_title(title);
    for excerpt in excerpt::all(&diagnostic.labels, files) {
        let name = excerpt::line(&files.file(excerpt.file).name);
        let mut snippet = Snippet::source(excerpt.text).line_start(excerpt.line);
        match excerpt.position {
            None => snippet = snippet.path(name),
            Some(at) => {
                let origin = Origin::path(name).line(at.line).char_column(at.column);
                group = group.element(origin);
            }
        }
        for mark in excerpt.marks {
            let kind = match mark.primary {
                true => AnnotationKind::Primary,
                false => AnnotationKind::Context,
            };
            let label = (!mark.text.is_empty()).then(|| excerpt::line(mark.text));
            snippet = snippet.annotation(kind.span(mark.range).label(label));
        }
        group = group.element(snippet);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(excerpt::line(help)));
    }
    let page = format!("cargo xtask explain {}", diagnostic.code.id());
    let group = group.element(Level::NOTE.with_name("for more").message(page));
    renderer.render(&[group])
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "error",
        Severity::Skip => "skipped",
        Severity::Warning => "warning",
    }
}

fn place(span: Span, files: &Files) -> serde_json::Value {
    let file = files.file(span.file);
    let (start, end) = (files.position(span), file.position(span.end as usize));
    serde_json::json!({
        "file": file.name,
        "line": start.line,
        "column": start.column,
        "end": { "line": end.line, "column": end.column },
    })
}

/// A workflow command's message, escaped as the runner's own toolkit does
/// (actions/toolkit, `packages/core/src/command.ts`, `escapeData`).
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A workflow command's property (the same file, `escapeProperty`).
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests;
