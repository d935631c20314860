//! A table of wire facts as the generator writes it, in; its entries as data, out.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Item, Lit};

/// `kind! { Name by "tag" { entries } }`
#[derive(Debug)]
pub(super) struct Table {
    /// Which macro it is.
    pub kind: String,
    /// The type that it is of.
    pub name: String,
    /// The property that tells variants apart.
    pub by: Option<String>,
    /// Its lines.
    pub entries: Vec<Entry>,
}

/// One line of a table.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// The field or variant; none for a constant.
    pub field: Option<String>,
    /// The name on the wire where it differs, or a constant's.
    pub wire: Option<String>,
    /// The values by which a variant is known.
    pub tags: Vec<String>,
    /// The words after `as`.
    pub modes: Vec<String>,
    /// Whether it takes what is not declared.
    pub rest: bool,
}

/// The table of an item that is one.
pub(super) fn of(item: &Item) -> Option<Table> {
    let Item::Macro(item) = item else { return None };
    let kind = item.mac.path.segments.last()?.ident.to_string();
    if !["object", "string_enum", "integer_enum", "tagged_union", "untagged_union"].contains(&kind.as_str()) {
        return None;
    }
    let tokens: Vec<TokenTree> = item.mac.tokens.clone().into_iter().collect();
    let name = tokens.first()?.to_string();
    let by = tokens.iter().find_map(text);
    let body = tokens.iter().find_map(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group.stream()),
        _ => None,
    })?;
    Some(Table { kind, name, by, entries: entries(body) })
}

fn entries(body: TokenStream) -> Vec<Entry> {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    let lines = tokens.split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','));
    lines.filter(|line| !line.is_empty()).map(entry).collect()
}

fn entry(line: &[TokenTree]) -> Entry {
    let equals =
        line.iter().position(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == '='));
    let (left, right) = line.split_at(equals.unwrap_or(line.len()));
    let mut words = left.iter().filter(|token| matches!(token, TokenTree::Ident(_))).map(ToString::to_string);
    let rest = matches!(left.first(), Some(TokenTree::Punct(punct)) if punct.as_char() == '.');
    if let Some(constant) = left.first().and_then(text) {
        return Entry { wire: Some(constant), modes: words.collect(), ..Entry::default() };
    }
    let field = words.next();
    let tags: Vec<String> = right.iter().filter_map(text).collect();
    Entry { field, wire: tags.first().cloned(), tags, modes: words.collect(), rest }
}

fn text(token: &TokenTree) -> Option<String> {
    match token {
        TokenTree::Literal(literal) => match Lit::new(literal.clone()) {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
