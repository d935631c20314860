//! The wire facts of an object, as data: what `object!` writes down and its loops read.

use super::constant::Constant;
use super::escape::is_plain;
use std::fmt;

/// The wire facts of one property.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The field's name, for `Debug`.
    pub name: &'static str,
    /// The name on the wire.
    pub wire: &'static str,
    /// `,"name":`, if it is written like that.
    pub(super) quoted: Option<&'static str>,
    /// Required, but may be null.
    pub nullable: bool,
    /// Never shown by `Debug`, nor in an error.
    pub secret: bool,
    /// A constant that may be missing from what is read.
    pub optional: bool,
}

impl Entry {
    /// A property that is called on the wire as its field is here; its name between `,"` and `":`.
    pub const fn field(name: &'static str, quoted: &'static str) -> Self {
        let entry =
            Self { name, wire: name, quoted: Some(quoted), nullable: false, secret: false, optional: false };
        match name.as_bytes() {
            [b'r', b'#', ..] => {
                let name = name.split_at(2).1;
                Self { name, wire: name, quoted: None, ..entry }
            }
            _ => entry,
        }
    }

    /// The name on the wire, and the same between `,"` and `":`.
    #[must_use]
    pub const fn wire(self, wire: &'static str, quoted: &'static str) -> Self {
        let quoted = if is_plain(wire.as_bytes()) { Some(quoted) } else { None };
        Self { wire, quoted, ..self }
    }

    /// Required, but may be null.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// Never shown by `Debug`, nor in an error.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// A constant that may be missing from what is read.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}

/// The wire facts of one object.
#[derive(Clone, Copy)]
pub struct Table {
    /// The type's name, for `Debug`.
    pub name: &'static str,
    /// Its properties, in the order of the arrays of fields.
    pub fields: &'static [Entry],
    /// Its properties that are no fields.
    pub constants: &'static [(Entry, &'static dyn Constant)],
    /// The field that keeps undeclared properties, if there is one.
    pub kept: &'static [&'static str],
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Table {
    pub(super) fn declares(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.wire == key)
            || self.constants.iter().any(|(constant, _)| constant.wire == key)
    }
}
