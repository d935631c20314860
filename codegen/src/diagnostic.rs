//! What a run has to say: a code, a place, a cause and a next step.
//!
//! Floors never fail: they push a [`Diagnostic`] and go on with what is left, so that one run
//! tells everything. Only the driver looks at severities, and decides whether to write.

pub mod codes;
pub(crate) mod nearest;
pub mod render;

use crate::text::Span;
pub use codes::Code;

/// What a finding costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Something was repaired or derived; the output is whole.
    Warning,
    /// Something was left out, or became `serde_json::Value`; the rest is written.
    Skip,
    /// Nothing is written.
    Fatal,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// Its stable code, which has a page (`cargo xtask explain E0301`) and a severity.
    pub code: Code,
    /// One sentence: what is wrong, with the names that matter.
    pub message: String,
    /// The places it is about; the first is the primary one. Empty only where there is no text
    /// to point at (a source that can't be read).
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

/// A place, and what is to be said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words; may be empty for the primary place.
    pub text: String,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), labels: vec![Label { span, text: String::new() }], help: None }
    }

    /// A finding about something that has no text, such as a file that is not there.
    pub fn nowhere(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), labels: Vec::new(), help: None }
    }

    /// Says a few words at the primary place.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Points at another place.
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says what to do.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// What it costs.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Where floors put what they find. Order is that of discovery; [`Diagnostics::sorted`] is that
/// of the documents.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Takes a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// All findings, in order of discovery.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// Whether a finding forbids writing.
    pub fn fatal(&self) -> bool {
        self.found.iter().any(|found| found.severity() == Severity::Fatal)
    }

    /// All findings by place, those without one first; equal ones once.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut all: Vec<_> = self.found.iter().collect();
        all.sort_by_key(|found| (found.labels.first().map(|label| label.span), found.code));
        all.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_like_a_code_has_a_nearest_one() {
        let near = |id| Code::nearest(id).map(Code::id);
        assert_eq!(near("E301"), Some("E0301"));
        assert_eq!(near("e0304"), Some("E0303"));
        assert_eq!(near("E9999"), Some("E0909"));
        assert_eq!((near("Error"), near("E"), near("301")), (None, None, None));
    }

    #[test]
    fn every_code_has_a_page_of_its_own_that_can_be_read_at_a_glance() {
        for code in Code::ALL {
            let page = code.page();
            let head = format!("# {}: {}\n", code.id(), code.title());
            assert!(page.starts_with(&head), "{}", code.id());
            assert!(page.contains(&format!("[{}]: ", code.id())), "{}", code.id());
            for section in ["## Why it matters", "## What to do"] {
                assert!(page.contains(section), "{}: {section}", code.id());
            }
            let lines = page.lines().count();
            assert!((12..=30).contains(&lines), "{}: {lines} lines", code.id());
            assert!(page.lines().all(|line| line.len() <= 110), "{}", code.id());
            assert_eq!(Code::by_id(&code.id().to_lowercase()), Some(*code));
        }
    }
}
