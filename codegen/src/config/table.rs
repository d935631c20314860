//! A TOML table in, its keys taken one by one; what nobody took is an unknown key.
//!
//! A derived `Deserialize` with `deny_unknown_fields` stops at the first mistake; a person who
//! wrote five wants to hear of five. Knows kinds and places, not what a key means.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Text;
use crate::text::{FileId, Span};
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

/// One table of the configuration while it is being read.
pub(super) struct Section<'a> {
    file: FileId,
    /// Its dotted path, `api.pets.crate`; empty for the whole file.
    path: String,
    /// Its name's place, which stands for the keys that are missing.
    place: Span,
    known: Vec<&'static str>,
    /// In the order of the file.
    left: Vec<Entry<'a>>,
}

/// One key and its value.
pub(super) struct Entry<'a> {
    /// The key.
    pub(super) key: Text,
    value: &'a Spanned<DeValue<'a>>,
}

impl<'a> Section<'a> {
    /// The whole file as a table.
    pub(super) fn root(file: FileId, table: &'a DeTable<'a>) -> Self {
        Self::over(file, String::new(), Span::new(file, 0, 0), table)
    }

    fn over(file: FileId, path: String, place: Span, table: &'a DeTable<'a>) -> Self {
        let mut left: Vec<_> = table
            .iter()
            .map(|(key, value)| Entry {
                key: Text {
                    value: key.get_ref().to_string(),
                    span: Span::new(file, key.span().start, key.span().end),
                },
                value,
            })
            .collect();
        // `toml` sorts keys by name; the order of the file is the order of what we say.
        left.sort_by_key(|entry| entry.key.span);
        Self { file, path, place, known: Vec::new(), left }
    }

    fn take(&mut self, key: &'static str) -> Option<Entry<'a>> {
        self.known.push(key);
        let at = self.left.iter().position(|entry| entry.key.value == key)?;
        Some(self.left.remove(at))
    }

    /// A key that holds a string.
    pub(super) fn text(&mut self, key: &'static str, out: &mut Diagnostics) -> Option<Text> {
        let entry = self.take(key)?;
        self.text_of(&entry, out)
    }

    /// A key that has to be there and holds a string.
    pub(super) fn required(&mut self, key: &'static str, out: &mut Diagnostics) -> Option<Text> {
        match self.take(key) {
            Some(entry) => self.text_of(&entry, out),
            None => {
                self.missing(key, out);
                None
            }
        }
    }

    /// A key that holds a list of strings.
    pub(super) fn texts(&mut self, key: &'static str, out: &mut Diagnostics) -> Option<Vec<Text>> {
        let entry = self.take(key)?;
        self.texts_of(&entry, out)
    }

    /// A key that holds `true` or `false`.
    pub(super) fn flag(&mut self, key: &'static str, out: &mut Diagnostics) -> Option<bool> {
        let entry = self.take(key)?;
        match entry.value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                self.wrong_kind(&entry, "`true` or `false`", out);
                None
            }
        }
    }

    /// A key that holds a table.
    pub(super) fn section(&mut self, key: &'static str, out: &mut Diagnostics) -> Option<Section<'a>> {
        let entry = self.take(key)?;
        self.section_of(&entry, out)
    }

    /// The entries of a table whose keys are a person's own, `[api.pets.names]`.
    pub(super) fn entries(
        &mut self,
        key: &'static str,
        out: &mut Diagnostics,
    ) -> Option<(Section<'a>, Vec<Entry<'a>>)> {
        let mut section = self.section(key, out)?;
        let entries = section.take_all();
        Some((section, entries))
    }

    fn take_all(&mut self) -> Vec<Entry<'a>> {
        std::mem::take(&mut self.left)
    }

    /// The string that an entry of this table holds.
    pub(super) fn text_of(&self, entry: &Entry<'a>, out: &mut Diagnostics) -> Option<Text> {
        match entry.value.get_ref() {
            DeValue::String(value) => Some(Text { value: value.to_string(), span: self.span(entry.value) }),
            _ => {
                self.wrong_kind(entry, "a string", out);
                None
            }
        }
    }

    /// The strings that an entry of this table lists.
    pub(super) fn texts_of(&self, entry: &Entry<'a>, out: &mut Diagnostics) -> Option<Vec<Text>> {
        let list = match entry.value.get_ref() {
            DeValue::Array(list) => list,
            _ => {
                self.wrong_kind(entry, "a list of strings", out);
                return None;
            }
        };
        let texts: Option<Vec<_>> = list
            .iter()
            .map(|item| {
                item.get_ref().as_str().map(|value| Text { value: value.to_owned(), span: self.span(item) })
            })
            .collect();
        if texts.is_none() {
            self.wrong_kind(entry, "a list of strings", out);
        }
        texts
    }

    /// The table that an entry of this table holds.
    pub(super) fn section_of(&self, entry: &Entry<'a>, out: &mut Diagnostics) -> Option<Section<'a>> {
        let section = self.table_of(entry);
        if section.is_none() {
            self.wrong_kind(entry, "a table", out);
        }
        section
    }

    /// The same where anything else may stand too.
    pub(super) fn table_of(&self, entry: &Entry<'a>) -> Option<Section<'a>> {
        match entry.value.get_ref() {
            DeValue::Table(table) => {
                let path = self.path_of(&entry.key.value);
                Some(Self::over(self.file, path, entry.key.span, table))
            }
            _ => None,
        }
    }

    /// Says which key is not there.
    pub(super) fn missing(&self, key: &str, out: &mut Diagnostics) {
        let path = self.path_of(key);
        out.push(
            Diagnostic::new(Code::ConfigKey, self.place, format!("`{path}` is missing"))
                .label(format!("`{key}` belongs in here")),
        );
    }

    /// Refuses every key that nobody took.
    pub(super) fn finish(self, out: &mut Diagnostics) {
        let mut known = self.known.clone();
        known.sort_unstable();
        for entry in &self.left {
            let path = self.path_of(&entry.key.value);
            out.push(
                Diagnostic::new(Code::ConfigKey, entry.key.span, format!("there is no setting `{path}`"))
                    .help(format!("known here: {}", known.join(", "))),
            );
        }
    }

    fn wrong_kind(&self, entry: &Entry<'a>, wanted: &str, out: &mut Diagnostics) {
        let path = self.path_of(&entry.key.value);
        let found = entry.value.get_ref().type_str();
        out.push(
            Diagnostic::new(Code::ConfigKey, self.span(entry.value), format!("`{path}` has to be {wanted}"))
                .label(format!("of type {found}")),
        );
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn span<T>(&self, node: &Spanned<T>) -> Span {
        Span::new(self.file, node.span().start, node.span().end)
    }
}
