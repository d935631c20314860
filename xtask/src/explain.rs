//! `cargo xtask explain`: a code's page, or what became of a part of a document.

use crate::console::Console;
use crate::flags;
use crate::project::{self, Target};
use crate::{Outcome, Usage, codegen};
use std::path::Path;
use tintype::diagnostic::{Code, Diagnostics};
use tintype::text::Files;
use tintype::{Explanation, Generated};

pub(crate) fn run(flags: &flags::Explain) -> Result<Outcome, Usage> {
    let console = Console::new(false);
    if let Some(code) = Code::by_id(flags.question.trim()) {
        console.line(code.page().trim_end());
        return Ok(Outcome::Fine);
    }
    let mut files = Files::default();
    let mut found = Diagnostics::default();
    let code = Code::nearest(flags.question.trim());
    let targets = match &flags.spec {
        // Nothing is written, so where it would go does not matter.
        Some(spec) => vec![project::standalone(&mut files, spec, Path::new("."), None)],
        None => match project::configured(&mut files, flags.config.as_deref(), &mut found) {
            Ok((_, targets)) => targets,
            // A code is asked for anywhere.
            Err(_) if code.is_some() => Vec::new(),
            Err(wrong) => return Err(wrong),
        },
    };
    let mut answers = Vec::new();
    let mut near = None;
    for target in &targets {
        let Some(generated) = generated(target, flags, &mut files, &mut found) else { continue };
        let known = tintype::explain(&generated, &target.api, &flags.question);
        if known.is_empty() {
            near = near.or_else(|| tintype::nearest(&generated, &target.api, &flags.question));
        }
        answers.extend(known);
    }
    if found.fatal() {
        console.findings(&found, &files);
        return Ok(Outcome::Findings);
    }
    if answers.is_empty() {
        let near = code.map(|code| code.id().to_owned()).or(near);
        let near = near.map(|near| format!(" Did you mean `{near}`?")).unwrap_or_default();
        console.line(&format!("Nothing is called `{}`.{near}", flags.question));
        return Ok(Outcome::Findings);
    }
    let texts: Vec<_> = answers.iter().map(|answer| told(answer, &files)).collect();
    console.line(&texts.join("\n\n"));
    Ok(Outcome::Fine)
}

/// One API, under the names that it has.
fn generated(
    target: &Target,
    flags: &flags::Explain,
    files: &mut Files,
    found: &mut Diagnostics,
) -> Option<Generated> {
    // Without a configuration there may be a lock, but not in a folder that we were told.
    let lock = match flags.spec {
        Some(_) => None,
        None => project::read_if_there(&target.lock, found),
    };
    let lock = lock.map(|text| files.add(&target.lock.shown, text));
    codegen::generate(target, lock, false, files, found)
}

/// One answer: its name, its place, its sentences.
fn told(answer: &Explanation, files: &Files) -> String {
    let at = files.position(answer.span);
    let file = &files.file(answer.span.file).name;
    let mut text = format!("{}\n  {}\n  {file}:{}:{}", answer.name, answer.identity, at.line, at.column);
    for line in &answer.lines {
        text.push_str("\n  ");
        text.push_str(line);
    }
    text
}
