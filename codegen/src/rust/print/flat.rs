//! Tokens in, one line of text out, with the spaces that prettyplease sets: types, and the few
//! expressions that we emit.
//!
//! `None` is said of every token whose spaces are not known here (a closure, an operator, a
//! block): then prettyplease is asked. Refuses to know how long a line may be.

use proc_macro2::{Delimiter, Spacing, TokenTree};
use std::fmt::Write;

/// What stands at the end of the line so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or what holds on to the next token (`&`, `::`, `.`, `<`), or a space.
    Tight,
    /// A word: another one stands apart.
    Word,
    /// `)`, `]` or `>`.
    Closed,
}

/// The tokens on one line.
pub(super) fn line(trees: &[TokenTree]) -> Option<String> {
    let mut out = String::new();
    write(trees, &mut out)?;
    Some(out)
}

fn write(trees: &[TokenTree], out: &mut String) -> Option<()> {
    let mut last = Last::Tight;
    let mut angles = 0usize;
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        at += 1;
        last = match tree {
            TokenTree::Ident(word) => {
                match last {
                    Last::Tight => {}
                    Last::Word => out.push(' '),
                    Last::Closed => return None,
                }
                put(out, word);
                Last::Word
            }
            TokenTree::Literal(value) if last == Last::Tight => {
                put(out, value);
                Last::Word
            }
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ('(', ')'),
                    Delimiter::Bracket if last == Last::Tight => ('[', ']'),
                    Delimiter::Bracket | Delimiter::Brace | Delimiter::None => return None,
                };
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let parts = split(&inner);
                // `(A,)` is a tuple of one; elsewhere a comma at the end goes.
                let tuple = open == '(' && last == Last::Tight && parts.len() == 1 && ends_in_comma(&inner);
                if ends_in_comma(&inner) && open == '(' && last != Last::Tight {
                    return None;
                }
                out.push(open);
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    write(part, out)?;
                }
                if tuple {
                    out.push(',');
                }
                out.push(close);
                Last::Closed
            }
            TokenTree::Punct(mark) => {
                let joint = mark.spacing() == Spacing::Joint;
                match mark.as_char() {
                    ':' if joint && is_mark(trees.get(at), ':') => {
                        at += 1;
                        out.push_str("::");
                    }
                    ':' if !joint => out.push_str(": "),
                    '<' => {
                        angles += 1;
                        out.push('<');
                    }
                    '>' => {
                        angles = angles.checked_sub(1)?;
                        out.push('>');
                    }
                    // Between the arguments of a generic type.
                    ',' if angles > 0 && at < trees.len() => out.push_str(", "),
                    // `Iterator<Item = T>`
                    '=' if angles > 0 && !joint => out.push_str(" = "),
                    '&' if last == Last::Tight => out.push('&'),
                    '.' if !joint => out.push('.'),
                    _ => return None,
                }
                if mark.as_char() == '>' { Last::Closed } else { Last::Tight }
            }
            TokenTree::Literal(_) => return None,
        };
    }
    (angles == 0).then_some(())
}

fn put(out: &mut String, token: &dyn std::fmt::Display) {
    // Writing to a string can't fail.
    let _ = write!(out, "{token}");
}

/// Whether this is the mark.
pub(super) fn is_mark(tree: Option<&TokenTree>, mark: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(it)) if it.as_char() == mark)
}

fn ends_in_comma(trees: &[TokenTree]) -> bool {
    is_mark(trees.last(), ',')
}

/// What stands between commas, those of generic types aside; a comma at the end parts nothing.
pub(super) fn split(trees: &[TokenTree]) -> Vec<&[TokenTree]> {
    let mut parts = Vec::new();
    let (mut start, mut angles) = (0, 0usize);
    for (at, tree) in trees.iter().enumerate() {
        match tree {
            TokenTree::Punct(mark) => match mark.as_char() {
                '<' => angles += 1,
                '>' => angles = angles.saturating_sub(1),
                ',' if angles == 0 => {
                    parts.push(&trees[start..at]);
                    start = at + 1;
                }
                _ => {}
            },
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
    }
    if start < trees.len() {
        parts.push(&trees[start..]);
    }
    parts
}
