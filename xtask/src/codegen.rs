//! `cargo xtask codegen`: everything is generated and planned first; then all of it is written,
//! or, where one finding forbids it, nothing.

use crate::console::Console;
use crate::diff::Diff;
use crate::flags;
use crate::place::{self, Place};
use crate::project::{self, Kind, Target};
use crate::summary;
use crate::{Outcome, Usage, pages, sync};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use tintype::diagnostic::Diagnostics;
use tintype::output::{self, Manifest, Plan, Step, What};
use tintype::text::Files;
use tintype::{Generated, Input, document};

/// What is done with a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// It is carried out.
    Write,
    /// It is shown; one that changes something is a finding.
    Check,
    /// It is shown.
    DryRun,
}

/// One API, worked out but not written.
struct Work {
    target: Target,
    generated: Generated,
    plan: Plan,
    lock: What,
}

pub(crate) fn run(flags: &flags::Codegen) -> Result<Outcome, Usage> {
    let console = Console::new(flags.json);
    let mode = match (flags.check, flags.dry_run) {
        (true, _) => Mode::Check,
        (false, true) => Mode::DryRun,
        (false, false) => Mode::Write,
    };
    let mut files = Files::default();
    let mut found = Diagnostics::default();
    let targets = targets(flags, &mut files, &mut found)?;
    let work: Vec<Work> =
        targets.into_iter().filter_map(|target| prepare(target, flags, &mut files, &mut found)).collect();

    console.findings(&found, &files);
    if flags.report_untyped {
        for work in &work {
            summary::untyped(&work.generated.summary, &files).iter().for_each(|line| console.line(line));
        }
    }
    for work in &work {
        let asked = summary::moved(&work.generated.names);
        asked.iter().chain(&summary::restated(&work.plan)).for_each(|line| console.line(line));
    }
    let counts = summary::findings(&found);
    let strictly = flags.strict && !counts.is_empty();
    if found.fatal() || strictly {
        let why = if strictly && !found.fatal() { " (--strict)" } else { "" };
        console.line(&format!("{counts}: nothing is written{why}"));
        return Ok(Outcome::Findings);
    }
    for work in &work {
        let written = match mode {
            Mode::Write => write(work),
            Mode::Check | Mode::DryRun => Ok(()),
        };
        let emitted = |()| match &flags.emit_openapi {
            Some(file) => emit(work, file, mode, console),
            None => Ok(()),
        };
        if let Err(wrong) = written.and_then(emitted) {
            console.line(&format!("error: {wrong}"));
            let name = &work.target.api.name.value;
            console.line(&format!(
                "{name}: not finished. What was written is whole; the next run finishes it, so mend this and run \
                 it again."
            ));
            return Ok(Outcome::Findings);
        }
        report(work, mode, console);
    }
    if !counts.is_empty() {
        console.line(&counts);
    }
    let stale: Vec<&Work> = work.iter().filter(|work| work.is_stale()).collect();
    if mode == Mode::Check && !stale.is_empty() {
        let command = command(flags);
        stale.iter().for_each(|work| annotate(work, &command, console));
        console.line(&format!("What is generated is stale. Run\n\n    {command}\n\nand commit the result."));
        return Ok(Outcome::Findings);
    }
    // The process ends here: the system takes all of it back at once, which costs less than going
    // through every name.
    std::mem::forget(work);
    Ok(Outcome::Fine)
}

fn targets(flags: &flags::Codegen, files: &mut Files, found: &mut Diagnostics) -> Result<Vec<Target>, Usage> {
    let (config, all) = match (&flags.spec, &flags.out) {
        (Some(spec), Some(out)) => (None, vec![project::standalone(files, spec, out, flags.name.as_deref())]),
        _ => {
            let (config, all) = project::configured(files, flags.config.as_deref(), found)?;
            (Some(config), all)
        }
    };
    if let Some(file) = &flags.emit_openapi {
        aside(file, config.as_ref(), &all)?;
    }
    let targets = match (&flags.api, &config) {
        (Some(name), Some(config)) => project::only(config, all, name)?,
        _ => all,
    };
    if flags.emit_openapi.is_some() && targets.len() > 1 {
        let wrong = "--emit-openapi writes one document; say which with --api NAME";
        return Err(Usage(wrong.to_owned()));
    }
    Ok(targets)
}

/// Refuses to write the document over something that a run reads or writes: nobody means that.
fn aside(file: &Path, config: Option<&Place>, all: &[Target]) -> Result<(), Usage> {
    let to = place::real(file);
    // A source may be a folder of pages.
    let within = |place: &Place| to.starts_with(place::real(&place.path));
    let of = |what: &str, target: &Target| format!("the {what} of `{}`", target.api.name.value);
    let taken = config.filter(|it| within(it)).map(|_| "the configuration".to_owned()).or_else(|| {
        all.iter().find_map(|target| {
            let places = [("source", &target.source), ("lock", &target.lock), ("crate", &target.out)];
            places.into_iter().find(|(_, place)| within(place)).map(|(what, _)| of(what, target))
        })
    });
    match taken {
        None => Ok(()),
        Some(what) => {
            let shown = Place::given(file).shown;
            Err(Usage(format!("--emit-openapi {shown} would write into {what}; name another file")))
        }
    }
}

/// Generates one API and compares it with what is there.
fn prepare(
    target: Target,
    flags: &flags::Codegen,
    files: &mut Files,
    found: &mut Diagnostics,
) -> Option<Work> {
    let lock = project::read_if_there(&target.lock, found).map(|text| files.add(&target.lock.shown, text));
    let mut generated = generate(&target, lock, flags.prune_names, files, found)?;
    // From here on they are the plan's.
    let mut wanted = std::mem::take(&mut generated.files);
    if target.kind == Kind::Standalone {
        wanted.push(output::attributes(&wanted, &[project::LOCK]));
    }
    let listed = output::manifest(&wanted);
    wanted.push(listed);
    let owned = owned(&target.out, files, found)?;
    let plan = output::plan(wanted, &owned, |path| sync::look(&target.out, path));
    plan.report(|path| target.out.join(path).shown, found);
    let new = generated.lock.to_string();
    let lock = match lock.map(|lock| files.text(lock)) {
        None => What::Create { new },
        Some(old) if old == new => What::Keep,
        Some(old) => What::Change { old: old.to_owned(), new },
    };
    Some(Work { target, generated, plan, lock })
}

/// What the library makes of one API's document and lock.
pub(crate) fn generate(
    target: &Target,
    lock: Option<tintype::text::FileId>,
    prune: bool,
    files: &mut Files,
    found: &mut Diagnostics,
) -> Option<Generated> {
    let named = match target.kind {
        Kind::Configured => Some(target.api.source.span),
        Kind::Standalone => None,
    };
    let source = pages::source(&target.source, named, found)?;
    let input = Input { source, api: &target.api, lock, prune };
    tintype::generate(files, input, found)
}

/// What an earlier run wrote into the folder, by its own account. None where that can't be read:
/// nobody knows then what is ours.
fn owned(out: &Place, files: &mut Files, found: &mut Diagnostics) -> Option<Manifest> {
    let place = out.join(output::MANIFEST);
    let absent = |error: io::Error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory);
    if place.path.symlink_metadata().is_err_and(absent) {
        return Some(Manifest::default());
    }
    let text = project::read(&place, None, found)?;
    let file = files.add(&place.shown, text);
    Some(Manifest::read(files, file, found))
}

impl Work {
    fn is_stale(&self) -> bool {
        self.lock != What::Keep || self.plan.changes().next().is_some()
    }

    /// Every path with what happens to it, as it is printed.
    fn steps(&self) -> impl Iterator<Item = (String, &What)> {
        let lock = (self.target.lock.shown.clone(), &self.lock);
        let shown = |step: &Step| self.target.out.join(&step.path).shown;
        let steps = self.plan.steps.iter();
        steps.map(move |step| (shown(step), &step.what)).chain([lock])
    }
}

fn write(work: &Work) -> Result<(), String> {
    sync::apply(&work.plan, &work.target.out)?;
    match &work.lock {
        What::Create { new } | What::Change { new, .. } => sync::write(&work.target.lock, new),
        What::Delete { .. } | What::Keep | What::Blocked(_) => Ok(()),
    }
}

/// Writes the document as it was understood. It is no part of the project, so nothing is stale
/// where a run that writes nothing leaves it.
fn emit(work: &Work, file: &Path, mode: Mode, console: Console) -> Result<(), String> {
    let place = Place::given(file);
    let text = document::to_yaml(&work.generated.document);
    let word = match (fs::read(&place.path), mode) {
        (_, Mode::Check) => "not written (--check)",
        (_, Mode::DryRun) => "not written (--dry-run)",
        (Ok(old), Mode::Write) if old == text.as_bytes() => return Ok(()),
        (Ok(_), Mode::Write) => "changed",
        (Err(_), Mode::Write) => "created",
    };
    if mode == Mode::Write {
        sync::write(&place, &text)?;
    }
    console.line(&format!("{word}  {}", place.shown));
    Ok(())
}

/// One annotation an API, at the first of its stale files: GitHub shows ten of a step.
fn annotate(work: &Work, command: &str, console: Console) {
    let mut stale = work.steps().filter(|(_, what)| **what != What::Keep);
    let Some((first, _)) = stale.next() else { return };
    let what = match stale.count() {
        0 => String::new(),
        more => format!("The first of {} stale files. ", more + 1),
    };
    let message = format!("{what}Run `{command}` and commit the result.");
    console.annotation(&first, "This file is stale", &message);
}

/// Prints what happened or would happen, and the summary.
fn report(work: &Work, mode: Mode, console: Console) {
    let mut diff = Diff::default();
    for (shown, what) in work.steps() {
        let word = match what {
            What::Create { .. } => "created",
            What::Change { .. } => "changed",
            What::Delete { .. } => "deleted",
            What::Keep | What::Blocked(_) => continue,
        };
        let would = if mode == Mode::Write { "" } else { "would be " };
        console.line(&format!("{would}{word}  {shown}"));
        if mode != Mode::Write {
            diff.add(&shown, what);
        }
    }
    let own_lock: &[&str] = match work.target.kind {
        Kind::Standalone => &[project::LOCK],
        Kind::Configured => &[],
    };
    for path in sync::left_alone(&work.target.out, &work.plan, own_lock) {
        console.line(&format!("left alone  {}", work.target.out.join(&path).shown));
    }
    let diff = diff.finish();
    if !diff.is_empty() {
        console.line(&diff);
    }
    let changed = work.steps().filter(|(_, what)| **what != What::Keep).count();
    let kept = work.plan.unchanged() + usize::from(work.lock == What::Keep);
    let name = &work.target.api.name.value;
    let summary = summary::line(&work.generated.summary);
    let s = if changed == 1 { "" } else { "s" };
    let would = if mode == Mode::Write { "" } else { " would be" };
    console.line(&format!("{name}: {summary}; {changed} file{s}{would} changed, {kept} unchanged"));
}

/// The command that would make right what a check found, with the flags that matter for it.
fn command(flags: &flags::Codegen) -> String {
    let mut words = vec!["cargo xtask codegen".to_owned()];
    let mut add = |flag: &str, value: Option<String>| {
        if let Some(value) = value {
            words.push(format!("{flag} {}", quoted(&value)));
        }
    };
    let path = |path: &std::path::PathBuf| path.to_string_lossy().into_owned();
    add("--config", flags.config.as_ref().map(path));
    add("--api", flags.api.clone());
    add("--spec", flags.spec.as_ref().map(path));
    add("--out", flags.out.as_ref().map(path));
    add("--name", flags.name.clone());
    if flags.prune_names {
        words.push("--prune-names".to_owned());
    }
    words.join(" ")
}

/// A word as a shell takes it, in quotes only where it needs them.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || "/._-:\\".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
