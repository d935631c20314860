//! What the configuration says about schemas, and whether each of its lines applied.
//!
//! An override that matches nothing is refused at its place (E0703): it is a misspelling, or the
//! document has moved on. `names` are not lowering's to judge.

use crate::config::{FormatType, Overrides, SchemaConfig};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::document::Text;
use crate::ir::{EnumerationKind, Identity, Shape, Type};
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
        let path = self.find(Section::Types, &self.all.types, |key| schema.0 == key)?;
        Some(path.value.clone())
    }

    /// What a format is read as.
    pub(super) fn format(&mut self, format: &str) -> Option<&'a FormatType> {
        self.find(Section::Formats, &self.all.formats, |key| key == format)
    }

    /// Settings of one schema.
    pub(super) fn schema(&mut self, schema: &Identity) -> Option<&'a SchemaConfig> {
        self.find(Section::Schemas, &self.all.schemas, |key| schema.0 == key)
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
        let Overrides { types: own, schemas, formats, security, .. } = self.all;
        self.unused(Section::Types, own, "schema", types, out);
        self.unused(Section::Schemas, schemas, "object schema", types, out);
        self.unused(Section::Formats, formats, "format", &[], out);
        self.unused(Section::Security, security, "security scheme", &[], out);
        for (key, traits) in &self.all.derives {
            let item = |ty: &&Type| ty.identity.0 == key.value;
            match types.iter().find(item) {
                Some(ty) if ty.shape.is_nominal() => copied(ty, traits, out),
                Some(_) => refuse(key, "structure, enumeration or union", &[], out),
                None => refuse(key, "schema", types, out),
            }
        }
    }

    fn unused<T>(
        &self,
        section: Section,
        all: &[(Text, T)],
        what: &str,
        types: &[Type],
        out: &mut Diagnostics,
    ) {
        for (index, (key, _)) in all.iter().enumerate() {
            if !self.used.contains(&(section, index)) {
                refuse(key, what, types, out);
            }
        }
    }
}

/// `Copy` on what keeps a text or any JSON: `Unknown` of an enumeration of texts, or of a union. What a
/// structure holds, or an enumeration of numbers, may be plain data.
fn copied(ty: &Type, traits: &[Text], out: &mut Diagnostics) {
    let what = match &ty.shape {
        Shape::Enumeration(it) if it.kind == EnumerationKind::Text => "enumeration",
        Shape::Union(_) => "union",
        _ => return,
    };
    for path in traits.iter().filter(|path| path.value.rsplit("::").next() == Some("Copy")) {
        let message = format!("`{}` can't be derived on an open {what}", path.value);
        let found = Diagnostic::new(Code::ConfigValue, path.span, message);
        out.push(found.help("`Unknown` keeps whatever comes, which is no plain data: take it out"));
    }
}

/// What is not asked for is not generated either, so it need not be a misspelling.
fn refuse(key: &Text, what: &str, types: &[Type], out: &mut Diagnostics) {
    let message = format!("`{}` is no {what} of what is generated", key.value);
    let known = types.iter().map(|ty| ty.identity.0.as_str());
    // Of those that stand in the same place only the last step differs.
    let (place, meant) = key.value.rsplit_once('/').unwrap_or_default();
    let near =
        known.filter_map(|it| it.rsplit_once('/').filter(|(of, _)| *of == place).map(|(_, last)| (last, it)));
    let help = match nearest::by(meant, near.map(|(last, it)| (last.to_owned(), it))) {
        Some(near) if near != key.value => format!("did you mean `{near}`?"),
        _ => "correct it, or take the line out".to_owned(),
    };
    out.push(Diagnostic::new(Code::OverrideUnmatched, key.span, message).help(help));
}
