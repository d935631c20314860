//! Items as data in, their text out, as prettyplease would print it: structures, enumerations,
//! aliases, and `impl`s of functions.
//!
//! Prettyplease itself would be most of a run, with its tree and its search for the best break. It
//! is asked for what is broken in a way that is not known here. Refuses to know what an item means.

use super::function::{self, Function};
use super::lines::{Head, Lines, fits};
use super::pretty;

/// An item, but for what is in it.
pub struct Item<'a> {
    /// What stands above it.
    pub head: Head,
    /// Its name.
    pub name: &'a str,
}

/// A field of a structure.
pub struct Field<'a> {
    /// What stands above it.
    pub docs: Vec<String>,
    /// Its name.
    pub name: &'a str,
    /// Its type.
    pub of: String,
}

/// A variant of an enumeration.
pub struct Variant<'a> {
    /// What stands above it.
    pub docs: Vec<String>,
    /// Its name.
    pub name: &'a str,
    /// What it holds, if anything.
    pub holds: Option<String>,
}

/// A constant of an `impl`.
pub struct Constant {
    /// What stands above it.
    pub head: Head,
    /// Its name.
    pub name: String,
    /// Its type.
    pub of: String,
    /// Its value.
    pub value: String,
}

/// `pub struct Name { pub field: Type, ... }`
pub fn structure(item: Item<'_>, fields: Vec<Field<'_>>) -> String {
    let mut lines = Lines::new();
    lines.head(0, &item.head);
    if fields.is_empty() {
        lines.push(0, &["pub struct ", item.name, " {}"]);
        return printed(lines);
    }
    lines.push(0, &["pub struct ", item.name, " {"]);
    for Field { docs, name, of } in fields {
        lines.head(4, &Head { docs, attributes: Vec::new() });
        lines.typed(4, &["pub ", name, ": "], &of);
    }
    lines.push(0, &["}"]);
    printed(lines)
}

/// `pub struct Name(Type);`
pub fn newtype(item: Item<'_>, of: &str) -> String {
    let mut lines = Lines::new();
    lines.head(0, &item.head);
    lines.short(0, &["pub struct ", item.name, "(", of, ");"]);
    printed(lines)
}

/// `pub enum Name { Variant(Type), ... }`
pub fn enumeration(item: Item<'_>, variants: Vec<Variant<'_>>) -> String {
    let mut lines = Lines::new();
    lines.head(0, &item.head);
    if variants.is_empty() {
        lines.push(0, &["pub enum ", item.name, " {}"]);
        return printed(lines);
    }
    lines.push(0, &["pub enum ", item.name, " {"]);
    for Variant { docs, name, holds } in variants {
        lines.head(4, &Head { docs, attributes: Vec::new() });
        match holds {
            None => lines.push(4, &[name, ","]),
            Some(of) if fits(4, name.len() + of.len() + "(),".len()) => {
                lines.push(4, &[name, "(", &of, "),"]);
            }
            Some(of) => {
                lines.push(4, &[name, "("]);
                // The margin counts without the comma here.
                lines.known &= fits(8, of.len()) || !of.contains(['<', '(', '[', '.']);
                lines.push(8, &[&of, ","]);
                lines.push(4, &["),"]);
            }
        }
    }
    lines.push(0, &["}"]);
    printed(lines)
}

/// `pub type Name = Type;`
pub fn alias(item: Item<'_>, of: &str) -> String {
    let mut lines = Lines::new();
    lines.head(0, &item.head);
    lines.whole(0, &["pub type ", item.name, " = ", of, ";"]);
    printed(lines)
}

/// `impl Owner { ... }`, a blank line between two functions.
pub fn implementation(owner: &str, functions: &[Function<'_>]) -> String {
    let mut lines = Lines::new();
    if functions.is_empty() {
        lines.push(0, &["impl ", owner, " {}"]);
        return lines.text;
    }
    lines.push(0, &["impl ", owner, " {"]);
    for (at, function) in functions.iter().enumerate() {
        if at > 0 {
            lines.text.push('\n');
        }
        function::write(function, &mut lines);
    }
    lines.push(0, &["}"]);
    lines.text
}

/// `impl Owner { pub const NAME: Type = value; ... }`
pub fn constants(owner: &str, constants: &[Constant]) -> String {
    let mut lines = Lines::new();
    lines.push(0, &["impl ", owner, " {"]);
    for Constant { head, name, of, value } in constants {
        lines.head(4, head);
        lines.short(4, &["pub const ", name, ": ", of, " = ", value, ";"]);
    }
    lines.push(0, &["}"]);
    printed(lines)
}

fn printed(lines: Lines) -> String {
    match lines.known {
        true => lines.text,
        // Text of ours that is no item is a defect of the generator; rustc says where.
        false => pretty::items(&lines.text).unwrap_or(lines.text),
    }
}
