//! Counts in words.

use tintype::Summary;
use tintype::diagnostic::{Diagnostics, Severity};
use tintype::ir::Reason;
use tintype::output::{Plan, SURFACE, What};
use tintype::text::Files;

/// `52 of 52 operations, 312 types, 3 untyped (anything 2, unsayable 1)`
pub(crate) fn line(summary: &Summary) -> String {
    let reasons: Vec<_> =
        summary.reasons().into_iter().map(|(reason, count)| format!("{} {count}", word(reason))).collect();
    let reasons = match reasons.is_empty() {
        true => String::new(),
        false => format!(" ({})", reasons.join(", ")),
    };
    format!(
        "{} of {} operations, {} types, {} untyped{reasons}",
        summary.operations,
        summary.operations_in_document,
        summary.types,
        summary.untyped.len(),
    )
}

/// A line for each place that is any JSON: where, what, why.
pub(crate) fn untyped(summary: &Summary, files: &Files) -> Vec<String> {
    let place = |untyped: &tintype::Untyped| {
        let at = files.position(untyped.span);
        let file = &files.file(untyped.span.file).name;
        format!("untyped  {file}:{}:{}  {}", at.line, at.column, untyped.identity)
    };
    let lines = summary.untyped.iter();
    lines.map(|untyped| format!("{}  ({})", place(untyped), word(untyped.reason))).collect()
}

/// A question for each name that left while a newcomer would have liked it: whether it is the same
/// thing in another place, and what makes its line in the lock say yes. A line that is written beside
/// it would be its second, which E0603 refuses.
pub(crate) fn moved(names: &tintype::names::Names) -> Vec<String> {
    let question = |moved: &tintype::names::Moved| {
        format!(
            "moved?   {} has left and {} has come, as {}. If it is the same, change its line in the lock to:\n         {}",
            moved.from,
            moved.to,
            moved.given,
            moved.line()
        )
    };
    names.moved().iter().map(question).collect()
}

/// A line for each field that tells absent from null now, or no longer does.
pub(crate) fn restated(plan: &Plan) -> Vec<String> {
    let surface = plan.steps.iter().find(|step| step.path == SURFACE);
    let Some(What::Change { old, new }) = surface.map(|step| &step.what) else {
        return Vec::new();
    };
    let line = |it: tintype::Restated| format!("null     {} was {}, is {}", it.field, it.old, it.new);
    tintype::restated(old, new).into_iter().map(line).collect()
}

/// `1 error, 2 skipped, 3 warnings`; empty where nothing was found.
pub(crate) fn findings(found: &Diagnostics) -> String {
    let all = found.sorted();
    let count = |severity| all.iter().filter(|one| one.severity() == severity).count();
    let plural = |count: usize, one: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{many} {one}s")),
    };
    let skipped = count(Severity::Skip);
    let parts = [
        plural(count(Severity::Fatal), "error"),
        (skipped > 0).then(|| format!("{skipped} skipped")),
        plural(count(Severity::Warning), "warning"),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn word(reason: Reason) -> &'static str {
    match reason {
        Reason::Anything => "anything",
        Reason::FreeForm => "free-form",
        Reason::Nothing => "nothing",
        Reason::Conflict => "conflict",
        Reason::Unsayable => "unsayable",
        Reason::Unresolved => "unresolved",
        Reason::Endless => "endless",
        Reason::TooDeep => "too deep",
        Reason::LeftOut => "left out",
    }
}
