//! One document in; what the generator makes of it, and the crate in a folder, out.
//!
//! It runs in a process of its own (this program again, with `--sample`), under limits: a document
//! that crashes the generator, or sends it round for ever, costs itself alone.

use super::super::generate;
use super::super::measure::{last_lines, measured};
use super::record::{Cost, Counts, Fate, Refusal};
use crate::lab::documents::{Document, Known, Later};
use crate::lab::limits::Limits;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tintype::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use tintype::text::{Files, Span};
use tintype::{Generated, resolve};

/// What every crate of the corpus is called: the compiler's arguments are the same for all.
pub(super) const NAME: &str = "tintype_judged";

/// Generates in this process, into the folder; what became of it, as JSON.
pub(super) fn sample(file: &Path, folder: &Path) -> Result<String> {
    let bytes = std::fs::read(file)?;
    let fate = match String::from_utf8(bytes) {
        Ok(text) => fate(file, text, folder)?,
        Err(error) => Fate::Refused(Refusal {
            code: Code::Encoding.id().to_owned(),
            place: String::new(),
            message: error.to_string(),
        }),
    };
    Ok(serde_json::to_string(&fate)?)
}

fn fate(file: &Path, text: String, folder: &Path) -> Result<Fate> {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let generated = generate::judged(&mut files, file, text, NAME, &mut out);
    if let Some(fatal) = out.sorted().into_iter().find(|found| found.severity() == Severity::Fatal) {
        return Ok(Fate::Refused(refusal(fatal, &files)));
    }
    let Some(generated) = generated else {
        return Ok(Fate::Crashed("nothing is generated, and no finding says why".to_owned()));
    };
    for file in &generated.files {
        generate::write(&folder.join(&file.path), &file.text)?;
    }
    let summary = &generated.summary;
    Ok(Fate::Generated(Counts {
        operations: summary.operations,
        of: summary.operations_in_document,
        types: summary.types,
        untyped: summary.untyped.iter().filter(|place| !place.reason.is_faithful()).count(),
        lost: lost(&generated, &out),
        external: out.iter().any(|found| found.code == Code::ExternalReference),
    }))
}

fn refusal(found: &Diagnostic, files: &Files) -> Refusal {
    let place = found.labels.first().map_or_else(String::new, |label| {
        let at = files.position(label.span);
        format!("{}:{}", at.line, at.column)
    });
    Refusal { code: found.code.id().to_owned(), place, message: found.message.clone() }
}

/// The operations that are in the document and not in the crate, by the code of what cost them.
fn lost(generated: &Generated, out: &Diagnostics) -> BTreeMap<String, usize> {
    let mut codes = BTreeMap::new();
    if generated.summary.operations == generated.summary.operations_in_document {
        return codes;
    }
    let kept: BTreeSet<Span> = generated.api.operations.iter().map(|it| it.origin.span).collect();
    let resolved = resolve::resolve(&generated.document, &mut Diagnostics::default());
    for entry in &generated.document.paths {
        let Some(item) = resolved.path_item(&entry.item) else { continue };
        for operation in item.operations.iter().filter(|it| !kept.contains(&it.origin.span)) {
            // A part may stand in the operation, beside it, or behind a reference.
            let parameters = item.parameters.iter().chain(&operation.parameters);
            let mut places: Vec<Span> =
                parameters.filter_map(|it| resolved.parameter(it)).map(|it| it.origin.span).collect();
            let body = operation.request_body.as_ref().and_then(|it| resolved.body(it));
            places.extend(body.map(|body| body.origin.span));
            places.extend([operation.origin.span, entry.path.span]);
            let code = COSTLY.iter().find(|code| {
                let findings = out.iter().filter(|found| found.code == **code);
                findings.flat_map(|found| &found.labels).any(|label| lies_in(label.span, &places))
            });
            *codes.entry(code.map_or("elsewhere", |code| code.id()).to_owned()).or_default() += 1;
        }
    }
    codes
}

/// What costs an operation, the surest first: a parameter costs it only where it is required.
const COSTLY: [Code; 5] = [
    Code::DuplicatePath,
    Code::UnsupportedBody,
    Code::DanglingReference,
    Code::UnsupportedParameter,
    Code::MissingKeyword,
];

fn lies_in(span: Span, places: &[Span]) -> bool {
    places.iter().any(|at| span.file == at.file && at.start <= span.start && span.end <= at.end)
}

/// Generates in a process of its own.
pub(super) fn generated(document: &Document, folder: &Path) -> Result<(Fate, Cost)> {
    generate::empty(folder)?;
    let log = folder.join("generation");
    let program = std::env::current_exe()?;
    let mut command = Limits::GENERATION.command(&program);
    command.arg("corpus").arg(&document.file).arg("--sample").arg(folder);
    let usage = measured(&mut command, &log)?;
    let cost = Cost { cpu: usage.cpu.as_secs_f64(), memory: usage.memory };
    let said = std::fs::read_to_string(log.with_extension("out"))?;
    let fate = match serde_json::from_str(&said) {
        Ok(fate) if usage.success => fate,
        _ => {
            let heard = std::fs::read(log.with_extension("err"))?;
            let heard = last_lines(String::from_utf8_lossy(&heard).trim(), 4).replace('\n', " ");
            Fate::Crashed(if heard.is_empty() { Limits::GENERATION.exceeded() } else { heard })
        }
    };
    Ok((judged(fate, document.known), cost))
}

/// What the index says of a document is surer than what can be seen in it; a crash is a crash.
fn judged(fate: Fate, known: Known) -> Fate {
    match (fate, known) {
        (Fate::Generated(_) | Fate::Refused(_), Known::Later(later)) => Fate::Deferred(later),
        (Fate::Refused(why), Known::Nothing) if why.code == Code::UnsupportedVersion.id() => {
            Fate::Deferred(Later::Version)
        }
        (Fate::Generated(counts), Known::Nothing) if counts.external => Fate::Deferred(Later::Files),
        (fate, _) => fate,
    }
}
