//! A function whose body is one expression, as data in, its lines out, broken where prettyplease
//! would break them: its arguments; a structure made of its fields; a call around a chain of calls.
//!
//! Refuses to know more than one level of breaks below a chain: prettyplease is asked then.

use super::lines::{Head, Lines, fits};
use super::pretty;

/// Columns at which the body of a method stands.
const INDENT: usize = 8;

/// Wider than this, prettyplease gives the fields of a structure a line each.
const STRUCTURE: usize = 34;

/// `pub fn name(arguments) -> Result { body }`
pub struct Function<'a> {
    /// What stands above it.
    pub head: Head,
    /// Its name.
    pub name: &'a str,
    /// `self`, `&self`, or none.
    pub receiver: &'static str,
    /// What it takes beside that.
    pub arguments: Vec<Argument<'a>>,
    /// What it gives.
    pub result: &'a str,
    /// How.
    pub body: Body<'a>,
}

/// `name: Type`
pub struct Argument<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its type.
    pub of: String,
}

/// What a function gives.
pub enum Body<'a> {
    /// `Self { field, other: None }`
    Fields(Vec<String>),
    /// `Owner(first.link(..).link(..))`
    Wrapped(&'a str, Vec<Link>),
}

/// A part of a chain: a word (`self`, `.0`), or a call (`.path("id", &id)`).
pub struct Link {
    head: &'static str,
    arguments: Vec<String>,
}

impl Link {
    /// `self`, `.0`
    pub fn word(word: &'static str) -> Self {
        Self { head: word, arguments: Vec::new() }
    }

    /// `.path("id", &id)`
    pub fn call<const N: usize>(head: &'static str, arguments: [String; N]) -> Self {
        Self { head, arguments: arguments.into() }
    }

    fn flat(&self) -> String {
        match self.arguments.as_slice() {
            [] => self.head.to_owned(),
            arguments => format!("{}({})", self.head, arguments.join(", ")),
        }
    }
}

impl std::fmt::Display for Argument<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.name, self.of)
    }
}

/// The function as a member of an `impl`.
pub(super) fn write(function: &Function<'_>, lines: &mut Lines) {
    let begun = lines.text.len();
    lines.known = true;
    lines.head(4, &function.head);
    signature(function, lines);
    match &function.body {
        Body::Fields(fields) => structure(fields, lines),
        Body::Wrapped(owner, links) => wrapped(owner, links, lines),
    }
    lines.push(4, &["}"]);
    if !lines.known {
        let text = lines.text.split_off(begun);
        // Text of ours that is no function is a defect of the generator; rustc says where.
        lines.text.push_str(&pretty::members(&text).unwrap_or(text));
    }
}

fn signature(function: &Function<'_>, lines: &mut Lines) {
    let Function { receiver, name, result, .. } = function;
    let receiver = (!receiver.is_empty()).then(|| (*receiver).to_owned());
    let arguments = function.arguments.iter().map(Argument::to_string);
    let arguments: Vec<String> = receiver.into_iter().chain(arguments).collect();
    let all = arguments.join(", ");
    let length = "pub fn () ->  {".len() + name.len() + all.len() + result.len();
    if fits(4, length) || arguments.is_empty() {
        lines.push(4, &["pub fn ", name, "(", &all, ") -> ", result, " {"]);
        return;
    }
    lines.push(4, &["pub fn ", name, "("]);
    for argument in &arguments {
        lines.whole(8, &[argument, ","]);
    }
    lines.push(4, &[") -> ", result, " {"]);
}

fn structure(fields: &[String], lines: &mut Lines) {
    let all = fields.join(", ");
    if "Self {  ".len() + all.len() <= STRUCTURE {
        lines.push(INDENT, &["Self { ", &all, " }"]);
        return;
    }
    lines.push(INDENT, &["Self {"]);
    for field in fields {
        lines.whole(INDENT + 4, &[field, ","]);
    }
    lines.push(INDENT, &["}"]);
}

/// A chain of calls as the one argument of a call: on its line, on one of its own, or a line each.
fn wrapped(owner: &str, links: &[Link], lines: &mut Lines) {
    let chain: String = links.iter().map(Link::flat).collect();
    if fits(INDENT, owner.len() + chain.len() + "()".len()) {
        lines.push(INDENT, &[owner, "(", &chain, ")"]);
        return;
    }
    lines.push(INDENT, &[owner, "("]);
    let indent = INDENT + 4;
    if fits(indent, chain.len()) {
        lines.push(indent, &[&chain, ","]);
    } else if let Some((first, rest)) = links.split_first() {
        // Arguments of the first call stand below the chain's own indent.
        let deep = if rest.is_empty() { indent } else { indent + 4 };
        link(first, indent, deep, lines);
        rest.iter().for_each(|it| link(it, indent + 4, indent + 4, lines));
        // The comma stands at the end of the last line.
        lines.text.pop();
        lines.text.push_str(",\n");
    }
    lines.push(INDENT, &[")"]);
}

/// A part of a chain, its arguments a line each where it is too long; what closes it stands at
/// `close`.
fn link(link: &Link, indent: usize, close: usize, lines: &mut Lines) {
    let line = link.flat();
    if fits(indent, line.len()) || link.arguments.is_empty() {
        lines.short(indent, &[&line]);
        return;
    }
    lines.push(indent, &[link.head, "("]);
    for argument in &link.arguments {
        // A list or a tuple alone would be broken inside of its brackets; a text is never broken.
        lines.known &= !argument.starts_with(['[', '(']);
        match argument.starts_with('"') {
            true => lines.push(close + 4, &[argument, ","]),
            false => lines.whole(close + 4, &[argument, ","]),
        }
    }
    lines.push(close, &[")"]);
}
