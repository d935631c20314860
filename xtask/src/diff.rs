//! A plan as a unified diff that a person reads to the end: its first lines, the rest counted.

use similar::TextDiff;
use tintype::output::What;

/// Lines that are printed, all files together.
const LINES: usize = 200;

/// A diff that is being put together.
#[derive(Default)]
pub(crate) struct Diff {
    text: String,
    lines: usize,
    left_out: usize,
}

impl Diff {
    /// Adds what happens to one file.
    pub(crate) fn add(&mut self, shown: &str, what: &What) {
        let (before, after) = (format!("a/{shown}"), format!("b/{shown}"));
        let (old, new, before, after) = match what {
            What::Create { new } => ("", new.as_str(), "/dev/null", after.as_str()),
            What::Change { old, new } => (old.as_str(), new.as_str(), before.as_str(), after.as_str()),
            What::Delete { old } => (old.as_str(), "", before.as_str(), "/dev/null"),
            What::Keep | What::Blocked(_) => return,
        };
        let diff = TextDiff::from_lines(old, new);
        let text = diff.unified_diff().header(before, after).to_string();
        for line in text.lines() {
            if self.lines < LINES {
                self.text.push_str(line);
                self.text.push('\n');
                self.lines += 1;
            } else {
                self.left_out += 1;
            }
        }
    }

    /// The text, without the newline at its end; empty where nothing differs.
    pub(crate) fn finish(mut self) -> String {
        if self.left_out > 0 {
            self.text.push_str(&format!("... and {} more lines", self.left_out));
        }
        self.text.trim_end_matches('\n').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_diff_is_cut_and_the_rest_counted() {
        let mut diff = Diff::default();
        let new = "line\n".repeat(300);
        diff.add("src/a.rs", &What::Create { new });
        let text = diff.finish();
        assert!(text.starts_with("--- /dev/null\n+++ b/src/a.rs\n@@"), "{text}");
        assert_eq!(text.lines().count(), LINES + 1);
        // Two lines of header and one of the hunk stand before the 300.
        assert!(text.ends_with("\n... and 103 more lines"), "{text}");
    }

    #[test]
    fn what_stays_is_not_shown() {
        let mut diff = Diff::default();
        diff.add("a", &What::Keep);
        assert_eq!(diff.finish(), "");
    }
}
