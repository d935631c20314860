//! What the configuration says about schemas, and whether each of its lines applied.
//!
//! An override that matches nothing is refused at its place (E0703): it is a misspelling, or the
//! document has moved on. `names` are not lowering's to judge.

use crate::config::{FormatType, Overrides, SchemaConfig};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Text;
use crate::ir::{Identity, Type};
use std::collections::BTreeSet;

/// Overrides, and which of them have been used.
pub(super) struct Matched<'a> {
    all: &'a Overrides,
    used: BTreeSet<(Section, usize)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Types,
    Formats,
    Schemas,
    Security,
}

impl<'a> Matched<'a> {
    pub(super) fn new(all: &'a Overrides) -> Self {
        let used = BTreeSet::new();
        Self { all, used }
    }

    /// The user's own type for a schema.
    pub(super) fn ty(&mut self, schema: &Identity) -> Option<String> {
        let path = self.find(Section::Types, &self.all.types, |key| is(schema, key))?;
        Some(path.value.clone())
    }

    /// What a format is read as.
    pub(super) fn format(&mut self, format: &str) -> Option<&'a FormatType> {
        self.find(Section::Formats, &self.all.formats, |key| key == format)
    }

    /// Settings of one schema.
    pub(super) fn schema(&mut self, schema: &Identity) -> Option<&'a SchemaConfig> {
        self.find(Section::Schemas, &self.all.schemas, |key| is(schema, key))
    }

    /// What stands before a credential.
    pub(super) fn prefix(&mut self, scheme: &str) -> Option<&'a str> {
        let found = self.find(Section::Security, &self.all.security, |key| key == scheme)?;
        found.prefix.as_ref().map(|it| it.value.as_str())
    }

    fn find<T>(
        &mut self,
        section: Section,
        all: &'a [(Text, T)],
        applies: impl Fn(&str) -> bool,
    ) -> Option<&'a T> {
        let index = all.iter().position(|(key, _)| applies(&key.value))?;
        self.used.insert((section, index));
        Some(&all[index].1)
    }

    /// Refuses what matched nothing.
    pub(super) fn report(&self, types: &[Type], out: &mut Diagnostics) {
        let mut refuse = |key: &Text, what: &str| {
            let message = format!("`{}` is no {what} of the document", key.value);
            out.push(
                Diagnostic::new(Code::OverrideUnmatched, key.span, message)
                    .help("correct it, or take the line out"),
            );
        };
        for (index, (key, _)) in self.all.types.iter().enumerate() {
            if !self.used.contains(&(Section::Types, index)) {
                refuse(key, "schema");
            }
        }
        for (index, (key, _)) in self.all.schemas.iter().enumerate() {
            if !self.used.contains(&(Section::Schemas, index)) {
                refuse(key, "object schema");
            }
        }
        for (index, (key, _)) in self.all.formats.iter().enumerate() {
            if !self.used.contains(&(Section::Formats, index)) {
                refuse(key, "format");
            }
        }
        for (index, (key, _)) in self.all.security.iter().enumerate() {
            if !self.used.contains(&(Section::Security, index)) {
                refuse(key, "security scheme");
            }
        }
        for (key, _) in &self.all.derives {
            if !types.iter().any(|ty| is(&ty.identity, &key.value)) {
                refuse(key, "schema");
            }
        }
    }
}

/// A pointer with or without its `#`.
fn is(identity: &Identity, key: &str) -> bool {
    let bare = identity.0.strip_prefix('#').unwrap_or(&identity.0);
    key.strip_prefix('#').unwrap_or(key) == bare
}
