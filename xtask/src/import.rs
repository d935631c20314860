//! `cargo xtask import`: pages of documentation become one document, which is then committed and
//! reviewed like one that the vendor publishes. Run again on newer pages it shows what changed.

use crate::console::Console;
use crate::diff::Diff;
use crate::flags;
use crate::place::Place;
use crate::{Outcome, Usage, pages, project, summary, sync};
use tintype::Import;
use tintype::diagnostic::{Code, Diagnostic, Diagnostics};
use tintype::output::What;
use tintype::text::{FileId, Files};

pub(crate) fn run(flags: &flags::Import) -> Result<Outcome, Usage> {
    let console = Console::new(flags.json);
    let mut files = Files::default();
    let mut found = Diagnostics::default();
    let places: Vec<Place> = flags.pages.iter().map(|path| Place::given(path)).collect();
    let target = Place::given(&flags.out);
    let import = read(&places, &mut files, &mut found);
    let old = project::read_if_there(&target, &mut found);
    if old.as_ref().is_some_and(|old| !tintype::is_imported(old)) {
        found.push(not_ours(&target));
    }
    console.findings(&found, &files);
    let counts = summary::findings(&found);
    let strictly = flags.strict && !counts.is_empty();
    let (import, given) = match import {
        Some(import) if !found.fatal() && !strictly => import,
        _ => {
            let why = if strictly && !found.fatal() { " (--strict)" } else { "" };
            console.line(&format!("{counts}: nothing is written{why}"));
            return Ok(Outcome::Findings);
        }
    };
    let what = match old {
        None => What::Create { new: import.text.clone() },
        Some(old) if old == import.text => What::Keep,
        Some(old) => What::Change { old, new: import.text.clone() },
    };
    if !flags.check
        && what != What::Keep
        && let Err(wrong) = sync::write(&target, &import.text)
    {
        console.line(&format!("error: {wrong}"));
        return Ok(Outcome::Findings);
    }
    report(&import, given.saturating_sub(import.counts.pages), &target, &what, flags.check, console);
    if !counts.is_empty() {
        console.line(&counts);
    }
    let stale = flags.check && what != What::Keep;
    Ok(if stale { Outcome::Findings } else { Outcome::Fine })
}

/// A page, the configuration or a document by hand: none of them can be made anew.
fn not_ours(target: &Place) -> Diagnostic {
    let message = format!("`{}` would be written, but was not made by `cargo xtask import`", target.shown);
    Diagnostic::nowhere(Code::ForeignFile, message).help("move it away, or name another file (`--out`)")
}

/// What was made, and of how many texts.
fn read(places: &[Place], files: &mut Files, found: &mut Diagnostics) -> Option<(Import, usize)> {
    let texts = pages::texts(places, found)?;
    let pages: Vec<FileId> = texts.into_iter().map(|(name, text)| files.add(name, text)).collect();
    Some((tintype::import(files, &pages, found)?, pages.len()))
}

fn report(import: &Import, other: usize, target: &Place, what: &What, check: bool, console: Console) {
    let would = if check { "would be " } else { "" };
    let word = match what {
        What::Create { .. } => format!("{would}created"),
        What::Change { .. } => format!("{would}changed"),
        What::Delete { .. } | What::Keep | What::Blocked(_) => "unchanged".to_owned(),
    };
    console.line(&format!("{word}  {}", target.shown));
    if let What::Change { .. } = what {
        let mut diff = Diff::default();
        diff.add(&target.shown, what);
        console.line(&diff.finish());
    }
    let counts = &import.counts;
    let webhooks = match counts.webhooks {
        0 => String::new(),
        some => format!(", {some} webhooks"),
    };
    let other = match other {
        0 => String::new(),
        some => format!(" ({some} more without an operation)"),
    };
    console.line(&format!(
        "{} pages{other}, {} operations{webhooks}, {} schemas ({} from components, {} from members), \
         {} conflicts, {} unresolved",
        counts.pages,
        counts.operations,
        counts.from_components + counts.from_members,
        counts.from_components,
        counts.from_members,
        import.conflicts,
        import.unresolved,
    ));
}
