//! The lines of an item, one by one, and whether prettyplease would break them so.
//!
//! Written text costs a seventieth of tokens that are parsed and printed. What has to be broken in a
//! way that is not known here is written too, on a line that is too long: it is good Rust, and
//! prettyplease prints it again.

use super::super::docs;

/// Columns that a line may have before prettyplease breaks it.
pub(super) const MARGIN: usize = 89;

/// Lines of one item, and of what is in it.
pub(super) struct Lines {
    pub(super) text: String,
    /// Whether every line is as prettyplease prints it.
    pub(super) known: bool,
}

/// What stands above an item or a part of it.
#[derive(Default)]
pub struct Head {
    /// Lines of its documentation.
    pub docs: Vec<String>,
    /// `#[non_exhaustive]`, under them.
    pub attributes: Vec<String>,
}

impl Lines {
    pub(super) fn new() -> Self {
        Self { text: String::new(), known: true }
    }

    /// A line that is never broken.
    pub(super) fn push(&mut self, indent: usize, parts: &[&str]) {
        self.text.extend(std::iter::repeat_n(' ', indent));
        for part in parts {
            self.text.push_str(part);
        }
        self.text.push('\n');
    }

    /// A line that would be broken where it is too long and holds what can be broken.
    pub(super) fn whole(&mut self, indent: usize, parts: &[&str]) {
        let length = parts.iter().map(|part| part.len()).sum::<usize>();
        self.known &= fits(indent, length) || !parts.iter().any(|part| part.contains(['<', '(', '[', '.']));
        self.push(indent, parts);
    }

    /// A name and its type, `, ` behind it: where that is too long, what the type is of stands on a
    /// line of its own (`pub name: Option<`, the type, `>,`).
    pub(super) fn typed(&mut self, indent: usize, name: &[&str], of: &str) {
        let length = name.iter().map(|part| part.len()).sum::<usize>() + of.len() + ",".len();
        let inner = of.split_once('<').and_then(|(outer, rest)| Some((outer, rest.strip_suffix('>')?)));
        self.text.extend(std::iter::repeat_n(' ', indent));
        name.iter().for_each(|part| self.text.push_str(part));
        match inner {
            Some((outer, inner)) if !fits(indent, length) => {
                self.push(0, &[outer, "<"]);
                self.known &= fits(indent + 4, inner.len() + ",".len()) && !inner.contains([',', '(']);
                self.push(indent + 4, &[inner, ","]);
                self.push(indent, &[">,"]);
            }
            _ => {
                self.known &= fits(indent, length) || !of.contains(['<', '(', '[', '.']);
                self.push(0, &[of, ","]);
            }
        }
    }

    /// A line that would be broken where it is too long, whatever it holds.
    pub(super) fn short(&mut self, indent: usize, parts: &[&str]) {
        self.known &= fits(indent, parts.iter().map(|part| part.len()).sum());
        self.push(indent, parts);
    }

    /// Doc comments and attributes.
    pub(super) fn head(&mut self, indent: usize, head: &Head) {
        // A line end within a line would end the comment, and what follows would be code.
        for line in docs::safe(&head.docs).iter().flat_map(|line| line.split('\n')) {
            match line.trim_end_matches(' ') {
                "" => self.push(indent, &["///"]),
                line => self.push(indent, &["/// ", line]),
            }
        }
        for attribute in &head.attributes {
            self.short(indent, &["#[", attribute, "]"]);
        }
    }
}

/// Whether a line of this length is within the margin.
pub(super) fn fits(indent: usize, length: usize) -> bool {
    indent + length <= MARGIN
}
