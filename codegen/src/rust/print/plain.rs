//! Tokens of the commonest items in, their text out: the very bytes that prettyplease would print,
//! without its tree and its search for the best break, which would be most of a run.
//!
//! Structures, enumerations, type aliases, and `impl`s of functions whose body is one expression.
//! `None` is said of everything else, and of a line whose breaks are not known here; then
//! prettyplease is asked. That both agree is held by `tests.rs`, over all cases.

use super::body;
use super::flat::{self, is_mark, split};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Columns that a line may have before prettyplease breaks it.
pub(super) const MARGIN: usize = 89;

/// The text of items, a blank line between two; `pretty` prints a function that is not known here,
/// as a member of an `impl`.
pub(super) fn items(tokens: TokenStream, pretty: &dyn Fn(TokenStream) -> String) -> Option<String> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = Rest(&trees);
    let mut out = String::new();
    while !rest.0.is_empty() {
        if !out.is_empty() {
            out.push('\n');
        }
        attributes(&mut rest, 0, &mut out)?;
        let public = if rest.word("pub") { "pub " } else { "" };
        let keyword = rest.next()?.to_string();
        match keyword.as_str() {
            "struct" => structure(&mut rest, public, &mut out)?,
            "enum" => enumeration(&mut rest, public, &mut out)?,
            "type" => alias(&mut rest, public, &mut out)?,
            "impl" => functions(&mut rest, pretty, &mut out)?,
            _ => return None,
        }
    }
    Some(out)
}

/// The tokens that are not printed yet.
pub(super) struct Rest<'a>(pub(super) &'a [TokenTree]);

impl<'a> Rest<'a> {
    pub(super) fn next(&mut self) -> Option<&'a TokenTree> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// Goes past this word, if it is the next.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let is = matches!(self.0.first(), Some(TokenTree::Ident(it)) if it == word);
        if is {
            self.0 = &self.0[1..];
        }
        is
    }

    /// Goes past this mark, if it is the next.
    pub(super) fn mark(&mut self, mark: char) -> bool {
        let is = is_mark(self.0.first(), mark);
        if is {
            self.0 = &self.0[1..];
        }
        is
    }

    fn ident(&mut self) -> Option<String> {
        match self.next()? {
            TokenTree::Ident(ident) => Some(ident.to_string()),
            TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        }
    }

    pub(super) fn group(&mut self, delimiter: Delimiter) -> Option<Vec<TokenTree>> {
        Some(group(self.next()?, delimiter)?.stream().into_iter().collect())
    }

    /// What stands before this mark, which is passed.
    fn until(&mut self, mark: char) -> Option<&'a [TokenTree]> {
        let at = self.0.iter().position(|tree| is_mark(Some(tree), mark))?;
        let (before, after) = self.0.split_at(at);
        self.0 = &after[1..];
        Some(before)
    }
}

fn group(tree: &TokenTree, delimiter: Delimiter) -> Option<&Group> {
    match tree {
        TokenTree::Group(group) if group.delimiter() == delimiter => Some(group),
        _ => None,
    }
}

/// A line, where it is short enough, or holds nothing that could be broken.
pub(super) fn fits(indent: usize, text: &str) -> bool {
    indent + text.len() <= MARGIN || !text.contains(['<', '(', '[', '.'])
}

pub(super) fn push_line(out: &mut String, indent: usize, parts: &[&str]) {
    out.extend(std::iter::repeat_n(' ', indent));
    for part in parts {
        out.push_str(part);
    }
    out.push('\n');
}

/// Doc comments and attributes, a line each.
fn attributes(rest: &mut Rest<'_>, indent: usize, out: &mut String) -> Option<()> {
    while rest.mark('#') {
        let inside = rest.group(Delimiter::Bracket)?;
        let mut inside = Rest(&inside);
        let path = inside.ident()?;
        if path == "doc" && inside.mark('=') {
            let text = text(&inside.next()?.to_string())?;
            // Such a line would end up as something else than a comment of its own.
            if text.contains('\n') || text.starts_with('/') {
                return None;
            }
            push_line(out, indent, &["///", text.trim_end_matches(' ')]);
            continue;
        }
        let value = if inside.mark('=') { " = " } else { "" };
        let line = format!("#[{path}{value}{}]", flat::line(inside.0)?);
        if indent + line.len() > MARGIN {
            return None;
        }
        push_line(out, indent, &[&line]);
    }
    Some(())
}

/// The text of a literal as `proc_macro2` and `quote` write it.
fn text(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix("r\"") {
        return raw.strip_suffix('"').map(str::to_owned);
    }
    let mut rest = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(rest.len());
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mark = after.chars().next()?;
        rest = &after[mark.len_utf8()..];
        match mark {
            '"' | '\\' => out.push(mark),
            'u' => {
                let (digits, after) = rest.strip_prefix('{')?.split_once('}')?;
                out.push(char::from_u32(u32::from_str_radix(digits, 16).ok()?)?);
                rest = after;
            }
            _ => return None,
        }
    }
    out.push_str(rest);
    Some(out)
}

fn structure(rest: &mut Rest<'_>, public: &str, out: &mut String) -> Option<()> {
    let name = rest.ident()?;
    if let Some(fields) = rest.0.first().and_then(|tree| group(tree, Delimiter::Parenthesis)) {
        let fields: Vec<_> = fields.stream().into_iter().collect();
        rest.next();
        let line = format!("{public}struct {name}({});", flat::line(&fields)?);
        push_line(out, 0, &[&line]);
        return (rest.mark(';') && line.len() <= MARGIN).then_some(());
    }
    let fields = rest.group(Delimiter::Brace)?;
    if fields.is_empty() {
        push_line(out, 0, &[public, "struct ", &name, " {}"]);
        return Some(());
    }
    push_line(out, 0, &[public, "struct ", &name, " {"]);
    for field in split(&fields) {
        let mut field = Rest(field);
        attributes(&mut field, 4, out)?;
        let line = flat::line(field.0)? + ",";
        if !fits(4, &line) {
            return None;
        }
        push_line(out, 4, &[&line]);
    }
    push_line(out, 0, &["}"]);
    Some(())
}

fn enumeration(rest: &mut Rest<'_>, public: &str, out: &mut String) -> Option<()> {
    let name = rest.ident()?;
    let variants = rest.group(Delimiter::Brace)?;
    if variants.is_empty() {
        push_line(out, 0, &[public, "enum ", &name, " {}"]);
        return Some(());
    }
    push_line(out, 0, &[public, "enum ", &name, " {"]);
    for variant in split(&variants) {
        let mut variant = Rest(variant);
        attributes(&mut variant, 4, out)?;
        let line = flat::line(variant.0)? + ",";
        if fits(4, &line) {
            push_line(out, 4, &[&line]);
            continue;
        }
        let name = variant.ident()?;
        let held = flat::line(&variant.group(Delimiter::Parenthesis)?)?;
        if !fits(8, &held) || !variant.0.is_empty() {
            return None;
        }
        push_line(out, 4, &[&name, "("]);
        push_line(out, 8, &[&held, ","]);
        push_line(out, 4, &["),"]);
    }
    push_line(out, 0, &["}"]);
    Some(())
}

fn alias(rest: &mut Rest<'_>, public: &str, out: &mut String) -> Option<()> {
    let name = rest.ident()?;
    if !rest.mark('=') {
        return None;
    }
    let line = format!("{public}type {name} = {};", flat::line(rest.until(';')?)?);
    push_line(out, 0, &[&line]);
    fits(0, &line).then_some(())
}

/// `impl Name { fn ... }`, a blank line between two functions.
fn functions(rest: &mut Rest<'_>, pretty: &dyn Fn(TokenStream) -> String, out: &mut String) -> Option<()> {
    let name = rest.ident()?;
    let members = rest.group(Delimiter::Brace)?;
    push_line(out, 0, &["impl ", &name, " {"]);
    let functions: Vec<_> = members.split_inclusive(|tree| group(tree, Delimiter::Brace).is_some()).collect();
    for (at, trees) in functions.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let begun = out.len();
        if function(Rest(trees), out).is_none() {
            out.truncate(begun);
            out.push_str(&pretty(trees.iter().cloned().collect()));
        }
    }
    push_line(out, 0, &["}"]);
    (!functions.is_empty()).then_some(())
}

fn function(mut rest: Rest<'_>, out: &mut String) -> Option<()> {
    attributes(&mut rest, 4, out)?;
    let public = if rest.word("pub") { "pub " } else { "" };
    if !rest.word("fn") {
        return None;
    }
    let name = rest.ident()?;
    let arguments = rest.group(Delimiter::Parenthesis)?;
    let arguments: Option<Vec<String>> = split(&arguments).into_iter().map(flat::line).collect();
    let arguments = arguments?;
    if !(rest.mark('-') && rest.mark('>')) {
        return None;
    }
    let result = rest.ident()?;
    let body = rest.group(Delimiter::Brace)?;
    let line = format!("{public}fn {name}({}) -> {result} {{", arguments.join(", "));
    if 4 + line.len() <= MARGIN || arguments.is_empty() {
        push_line(out, 4, &[&line]);
    } else {
        push_line(out, 4, &[public, "fn ", &name, "("]);
        for argument in &arguments {
            let line = format!("{argument},");
            if !fits(8, &line) {
                return None;
            }
            push_line(out, 8, &[&line]);
        }
        push_line(out, 4, &[") -> ", &result, " {"]);
    }
    body::write(&body, out)?;
    push_line(out, 4, &["}"]);
    rest.0.is_empty().then_some(())
}
