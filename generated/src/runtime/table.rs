//! The wire facts of an object, as data: what `object!` writes down and its loops read.
//!
//! One string says all of most properties, since an API has thousands of them and each expression
//! in a table is one that the compiler has to check.

use super::constant::Constant;
use std::fmt;

/// Required, but may be null.
pub(super) const NULLABLE: &str = "nullable";
/// Its name is not what stands between quotes: there is something in it to escape.
pub(super) const ESCAPED: &str = "with_escapes";

/// One property.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    /// What is particular about it, each word with a space behind it.
    modes: &'static str,
    /// Its name between `,"` and `":`.
    key: &'static str,
}

impl Entry {
    /// Reads what `property!` of `object` writes; of most there is nothing particular.
    #[inline]
    pub(super) fn new(text: &'static str) -> Self {
        if text.as_bytes().first() == Some(&b',') {
            return Self { modes: "", key: text };
        }
        let (modes, key) = text.split_at(text.find(',').unwrap_or_default());
        Self { modes, key }
    }

    /// The name on the wire.
    pub(super) fn wire(self) -> &'static str {
        self.key.get(2..self.key.len().saturating_sub(2)).unwrap_or_default()
    }

    /// Whether this is its name on the wire.
    #[inline]
    pub(super) fn is_named(self, name: &str) -> bool {
        self.key.len() == name.len() + 4 && self.wire() == name
    }

    /// `,"name":`, if it is written like that.
    #[inline]
    pub(super) fn quoted(self) -> Option<&'static str> {
        (!self.is(ESCAPED)).then_some(self.key)
    }

    #[inline]
    pub(super) fn is(self, mode: &str) -> bool {
        !self.modes.is_empty() && self.modes.split(' ').any(|word| word == mode)
    }
}

/// The wire facts of one object.
#[derive(Clone, Copy)]
pub struct Table {
    /// The type's name, for `Debug`.
    pub name: &'static str,
    /// The names of its fields, for `Debug`, each with a space behind it.
    pub names: &'static str,
    /// Its properties, in the order of the arrays of fields: `nullable secret ,"name":` and the like.
    pub fields: &'static [&'static str],
    /// Its properties that are no fields, likewise.
    pub constants: &'static [(&'static str, &'static dyn Constant)],
    /// The field that keeps undeclared properties; empty if there is none.
    pub kept: &'static str,
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Table {
    /// Its properties that are fields.
    pub(super) fn fields(&self) -> impl Iterator<Item = Entry> + use<> {
        self.fields.iter().map(|text| Entry::new(text))
    }

    /// Its properties that are none.
    pub(super) fn constants(&self) -> impl Iterator<Item = (Entry, &'static dyn Constant)> + use<> {
        self.constants.iter().map(|(text, constant)| (Entry::new(text), *constant))
    }

    /// Tells what is lent apart: the fields, and the map of undeclared properties.
    pub(super) fn split<'f, T>(&self, lent: &'f [T]) -> (&'f [T], &'f [T]) {
        lent.split_at(self.fields.len().min(lent.len()))
    }

    pub(super) fn declares(&self, key: &str) -> bool {
        self.fields().any(|field| field.is_named(key))
            || self.constants().any(|(constant, _)| constant.is_named(key))
    }
}
