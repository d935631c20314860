//! The body of a function that is one expression in, its lines out, broken where prettyplease
//! would break them: a structure made of its fields, or a call around a chain of calls.
//!
//! Refuses to know more than one level of breaks below a chain; `None` is said of what needs it.

use super::flat::{self, is_mark, split};
use super::plain::{MARGIN, fits, push_line};
use proc_macro2::{Delimiter, TokenTree};

/// Columns at which the body of a method stands.
const INDENT: usize = 8;

/// Wider than this, prettyplease gives the fields of a structure a line each.
const STRUCTURE: usize = 34;

/// The body's lines.
pub(super) fn write(trees: &[TokenTree], out: &mut String) -> Option<()> {
    if let [TokenTree::Ident(name), TokenTree::Group(fields)] = trees
        && fields.delimiter() == Delimiter::Brace
    {
        let fields: Vec<_> = fields.stream().into_iter().collect();
        return structure(&name.to_string(), &fields, out);
    }
    let line = flat::line(trees)?;
    if INDENT + line.len() <= MARGIN {
        push_line(out, INDENT, &[&line]);
        return Some(());
    }
    let [TokenTree::Ident(name), TokenTree::Group(arguments)] = trees else {
        return None;
    };
    let arguments: Vec<_> = arguments.stream().into_iter().collect();
    let parts = split(&arguments);
    let [argument] = parts.as_slice() else {
        return None;
    };
    push_line(out, INDENT, &[&name.to_string(), "("]);
    chain(argument, out)?;
    push_line(out, INDENT, &[")"]);
    Some(())
}

fn structure(name: &str, fields: &[TokenTree], out: &mut String) -> Option<()> {
    let fields: Option<Vec<String>> = split(fields).into_iter().map(flat::line).collect();
    let fields = fields?;
    let line = format!("{name} {{ {} }}", fields.join(", "));
    if fields.is_empty() {
        return None;
    }
    if line.len() - 1 <= STRUCTURE {
        push_line(out, INDENT, &[&line]);
        return Some(());
    }
    push_line(out, INDENT, &[name, " {"]);
    for field in fields {
        let line = field + ",";
        if !fits(INDENT + 4, &line) {
            return None;
        }
        push_line(out, INDENT + 4, &[&line]);
    }
    push_line(out, INDENT, &["}"]);
    Some(())
}

/// A chain of calls as the one argument of a call: on a line, or a line each.
fn chain(trees: &[TokenTree], out: &mut String) -> Option<()> {
    let indent = INDENT + 4;
    let line = flat::line(trees)?;
    if indent + line.len() <= MARGIN {
        push_line(out, indent, &[&line, ","]);
        return Some(());
    }
    let dots: Vec<usize> = (0..trees.len()).filter(|at| is_mark(trees.get(*at), '.')).collect();
    let (first, links) = match dots.first() {
        Some(first) => trees.split_at(*first),
        None => (trees, &trees[trees.len()..]),
    };
    // Arguments of the first call stand below the chain's own indent.
    let deep = if links.is_empty() { indent } else { indent + 4 };
    call(first, indent, deep, out)?;
    let ends = dots.iter().skip(1).copied().chain([trees.len()]);
    for (start, end) in dots.iter().copied().zip(ends) {
        call(&trees[start..end], indent + 4, indent + 4, out)?;
    }
    // The comma stands at the end of the last line.
    out.pop();
    out.push_str(",\n");
    Some(())
}

/// A word or a call, its arguments a line each where it is too long; what closes it stands at
/// `close`.
fn call(trees: &[TokenTree], indent: usize, close: usize, out: &mut String) -> Option<()> {
    let line = flat::line(trees)?;
    if indent + line.len() <= MARGIN {
        push_line(out, indent, &[&line]);
        return Some(());
    }
    let (TokenTree::Group(arguments), head) = trees.split_last()? else {
        return None;
    };
    let arguments: Vec<_> = arguments.stream().into_iter().collect();
    push_line(out, indent, &[&flat::line(head)?, "("]);
    let arguments = split(&arguments);
    for argument in &arguments {
        let line = flat::line(argument)? + ",";
        // A list or a tuple alone would be broken inside of its brackets.
        if line.starts_with(['[', '(']) || !(fits(close + 4, &line) || line.starts_with('"')) {
            return None;
        }
        push_line(out, close + 4, &[&line]);
    }
    push_line(out, close, &[")"]);
    (!arguments.is_empty()).then_some(())
}
