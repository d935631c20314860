//! Any text in, a fragment or an identifier out, in snake or upper camel case.
//!
//! A *fragment* is a piece that can be joined to others; an *identifier* is one that rustc accepts
//! without a warning. Refuses to know what is being named, and whether the name is free.

use heck::ToSnakeCase;
use std::borrow::Cow;
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_security::GeneralSecurityProfile;
use unicode_security::is_potential_mixed_script_confusable_char;

/// Names longer than this are cut, and told apart by a digest.
pub(super) const LIMIT: usize = 100;

/// Reference, "Keywords", edition 2024, but for those of [`NEVER_RAW`].
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Reference, "Raw identifiers": these can't be raw.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Whether the language keeps this word.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || NEVER_RAW.contains(&word)
}

/// Where a symbol is spelled; elsewhere it parts words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    /// Wherever it stands.
    Anywhere,
    /// Before the first letter.
    Start,
    /// Before the first letter or after the last.
    Ends,
    /// Where there is no letter at all, or in [`Symbols::Spelled`] before the first.
    Alone,
}

/// Longer symbols first.
const SYMBOLS: &[(&str, &str, Where)] = &[
    ("<=", "less or equal", Where::Start),
    (">=", "greater or equal", Where::Start),
    ("!=", "not equal", Where::Start),
    ("==", "equal", Where::Start),
    ("<", "less", Where::Start),
    (">", "greater", Where::Start),
    ("=", "equal", Where::Start),
    ("!", "not", Where::Start),
    ("-", "minus", Where::Start),
    ("+", "plus", Where::Ends),
    ("\u{b5}", "micro", Where::Anywhere),
    ("%", "percent", Where::Anywhere),
    ("*", "star", Where::Anywhere),
    ("&", "and", Where::Anywhere),
    ("@", "at", Where::Alone),
    ("#", "hash", Where::Alone),
    ("$", "dollar", Where::Alone),
    ("_", "underscore", Where::Alone),
    (".", "dot", Where::Alone),
    (",", "comma", Where::Alone),
    (":", "colon", Where::Alone),
    (";", "semicolon", Where::Alone),
    ("/", "slash", Where::Alone),
    ("\\", "backslash", Where::Alone),
    ("|", "or", Where::Alone),
    ("~", "tilde", Where::Alone),
    ("^", "caret", Where::Alone),
    ("?", "question", Where::Alone),
];

/// What becomes of a symbol before the first letter (`@type`, `_id`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbols {
    /// Left out where the rest says enough.
    Dropped,
    /// Put into words: the second choice, where `type` stands beside `@type`.
    Spelled,
}

/// Whether something stands before the first letter, so that [`Symbols`] may make a difference.
pub(super) fn has_symbol(text: &str) -> bool {
    !text.starts_with(is_letter)
}

/// Whether a text is in snake case already, as most of an API's names on the wire are: the long way
/// gives the same.
pub(super) fn is_snake_case(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
        && !text.contains("__")
        && !text.ends_with('_')
}

/// `DataSource2` -> `data_source2`, a fragment.
pub(super) fn snake(text: &str, symbols: Symbols) -> String {
    if is_snake_case(text) {
        return text.to_owned();
    }
    parted(text, symbols)
}

/// [`snake`], the long way.
pub(super) fn parted(text: &str, symbols: Symbols) -> String {
    let words = clean(text, symbols).to_snake_case();
    if !words.is_empty() {
        return words;
    }
    if text.is_empty() {
        return "empty".to_owned();
    }
    // Nothing that can be said (emoji, other scripts' marks): its code points, which no other has.
    let points = text.chars().take(6).map(|c| format!("{:x}", u32::from(c)));
    format!("u{}", points.collect::<Vec<_>>().join("_"))
}

/// `data sources` -> `DataSources`, a fragment. A text that is upper camel case stays as it is:
/// a vendor's `HTTPValidationError` is what their users know.
pub(super) fn upper(text: &str, symbols: Symbols) -> String {
    let ours = unmistakable(text) == text
        && text.chars().all(is_letter)
        && text.chars().any(char::is_lowercase)
        && text.starts_with(char::is_uppercase);
    if ours {
        return text.to_owned();
    }
    let mut joined = String::with_capacity(text.len());
    for word in snake(text, symbols).split('_') {
        let mut chars = word.chars();
        let Some(head) = chars.next() else { continue };
        if joined.ends_with(char::is_numeric) && head.is_numeric() {
            joined.push('_');
        }
        joined.extend(head.to_uppercase());
        joined.push_str(chars.as_str());
    }
    joined
}

/// Two upper fragments as one: a `_` only where two digits would run together.
pub(super) fn glue(left: &str, right: &str) -> String {
    let apart = left.ends_with(char::is_numeric) && right.starts_with(char::is_numeric);
    format!("{left}{}{right}", if apart { "_" } else { "" })
}

/// A snake fragment as an identifier, raw where it is a keyword.
pub(super) fn snake_identifier(fragment: &str) -> String {
    let name = start(fragment, 'n');
    match name.as_str() {
        it if NEVER_RAW.contains(&it) => format!("{it}_"),
        it if KEYWORDS.contains(&it) => format!("r#{it}"),
        _ => name,
    }
}

/// A snake fragment as a module, which names a file too and so is never raw, and ASCII: rustc
/// looks for no file of another name (E0754), so other letters stand by their number.
pub(super) fn module_identifier(fragment: &str) -> String {
    let spelled: String = fragment
        .chars()
        .map(|c| if c.is_ascii() { c.to_string() } else { format!("u{:x}", u32::from(c)) })
        .collect();
    let name = start(&spelled, 'n');
    let keyword = NEVER_RAW.contains(&name.as_str()) || KEYWORDS.contains(&name.as_str());
    if keyword { format!("{name}_") } else { name }
}

/// An upper fragment as an identifier. `Self` is the business of who settles: it is taken.
pub(super) fn upper_identifier(fragment: &str) -> String {
    start(fragment, 'N')
}

/// `3` -> `n3`: an identifier can't begin with a digit, and `_3` would read as unused.
fn start(fragment: &str, letter: char) -> String {
    if fragment.starts_with(is_xid_start) { fragment.to_owned() } else { format!("{letter}{fragment}") }
}

/// The first words of a name and a digest of what it stands for, where it is over `limit`.
pub(super) fn shorten(name: &str, identity: &str, limit: usize) -> String {
    if name.len() <= limit || name.chars().count() <= limit {
        return name.to_owned();
    }
    let snake = !name.starts_with(char::is_uppercase);
    let budget = limit.saturating_sub(8);
    let mut cut = 0;
    for (count, (at, c)) in name.char_indices().enumerate().take(budget) {
        let word = if snake { c == '_' } else { c.is_uppercase() };
        if word || cut == 0 || count + 20 < budget {
            cut = at;
        }
    }
    let head = name[..cut].trim_end_matches('_');
    // FNV-1a: stable over versions and machines, which the standard library's hasher is not.
    let digest = identity.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let digest = (digest ^ (digest >> 24)) & 0x00ff_ffff;
    if snake { format!("{head}_h{digest:06x}") } else { format!("{head}H{digest:06x}") }
}

/// Whether this can be written into source as it is; `r#` only where it is needed.
pub(super) fn is_identifier(name: &str) -> bool {
    if NEVER_RAW.contains(&name) {
        return false;
    }
    match name.strip_prefix("r#") {
        Some(bare) => KEYWORDS.contains(&bare),
        None => {
            name.starts_with(|c| c == '_' || is_xid_start(c))
                && name.chars().all(is_xid_continue)
                && !KEYWORDS.contains(&name)
        }
    }
}

/// Whether rustc takes it without `non_snake_case`.
pub(super) fn is_snake(name: &str) -> bool {
    let bare = name.trim_start_matches("r#").trim_matches('_');
    !bare.is_empty() && !bare.contains("__") && !bare.contains(char::is_uppercase)
}

/// Whether rustc takes it without `non_camel_case_types`.
pub(super) fn is_upper(name: &str) -> bool {
    let bare = name.trim_matches('_');
    let cased = |c: char| c.is_lowercase() || c.is_uppercase();
    let chars: Vec<char> = bare.chars().collect();
    bare.starts_with(|c: char| !c.is_lowercase())
        && !bare.contains("__")
        && !chars.windows(3).any(|it| it[1] == '_' && (cased(it[0]) || cased(it[2])))
}

/// Letters and digits that survive a change of case: `ª` and mathematical capitals have a case
/// and no counterpart, so rustc would warn of them in one position or another. The micro sign is a
/// symbol that becomes a Greek letter when its case changes.
fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let stuck =
        (c.is_lowercase() && c.to_uppercase().eq([c])) || (c.is_uppercase() && c.to_lowercase().eq([c]));
    // rustc's `uncommon_codepoints`, by the same tables: ligatures, scripts that are out of use.
    let common = || c.to_uppercase().chain(c.to_lowercase()).all(|c| c.identifier_allowed());
    c != '\u{b5}' && c.is_alphanumeric() && is_xid_continue(c) && !stuck && common()
}

/// A text whose words cannot be taken for others: where all letters of a word that are not ASCII look
/// like ASCII ones, each stands by its number (rustc's `mixed_script_confusables`, by the same tables).
fn unmistakable(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    for word in text.split_inclusive(|c| !is_letter(c)) {
        if !is_mistakable(word) {
            out.push_str(word);
            continue;
        }
        word.chars().for_each(|c| match is_letter(c) && !c.is_ascii() {
            true => out.push_str(&format!("u{:x}", u32::from(c))),
            false => out.push(c),
        });
    }
    Cow::Owned(out)
}

/// Whether nothing tells a word from one in ASCII, in either case that a name can have.
fn is_mistakable(word: &str) -> bool {
    let lower = word.to_lowercase();
    let mut rest = lower.chars();
    let upper: String = rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect();
    [lower.as_str(), upper.as_str()].into_iter().any(|form| {
        let mut others = form.chars().filter(|c| is_letter(*c) && !c.is_ascii()).peekable();
        others.peek().is_some() && others.all(is_potential_mixed_script_confusable_char)
    })
}

/// A text in which everything but letters is a space, symbols that mean something are words, and
/// acronyms are in a form that heck splits well.
fn clean(text: &str, symbols: Symbols) -> String {
    let text = unmistakable(text);
    let mut out = String::new();
    let mut rest = text.as_ref();
    let mut seen = false;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if is_letter(c) {
            out.push(c);
            seen = true;
            rest = after;
        } else if matches!(c, '\'' | '\u{2019}') {
            rest = after; // don't -> dont
        } else if let Some(after) = percent_encoded(rest) {
            out.push(' ');
            rest = after;
        } else if let Some((symbol, word)) = symbol(rest, seen, symbols) {
            out.push_str(&format!(" {word} "));
            rest = &rest[symbol.len()..];
        } else {
            out.push(' ');
            rest = after;
        }
    }
    calm(&out)
}

/// The symbol that `rest` begins with and its word, where it is spelled. `seen`: after a letter.
fn symbol(rest: &str, seen: bool, symbols: Symbols) -> Option<(&'static str, &'static str)> {
    let (symbol, word, place) = SYMBOLS.iter().find(|it| rest.starts_with(it.0))?;
    let last = !rest.contains(is_letter);
    let spelled = match place {
        Where::Anywhere => true,
        Where::Start => !seen,
        Where::Ends => !seen || last,
        Where::Alone => !seen && (last || symbols == Symbols::Spelled),
    };
    spelled.then_some((*symbol, *word))
}

/// `%3C` and the like part words, where they stand for ASCII that is no letter.
fn percent_encoded(rest: &str) -> Option<&str> {
    let digits = rest.strip_prefix('%')?.get(..2)?;
    let code = u8::from_str_radix(digits, 16).ok()?;
    (code.is_ascii() && !code.is_ascii_alphanumeric()).then(|| &rest[3..])
}

/// `IDs` -> `Ids`, `OAuth` -> `Oauth`: what would otherwise be split as `i_ds`, `o_auth`.
fn calm(text: &str) -> String {
    let mut chars: Vec<char> = text.replace("OAuth", "Oauth").chars().collect();
    let mut start = 0;
    for at in 0..chars.len() {
        if chars[at].is_ascii_uppercase() {
            continue;
        }
        let plural = chars[at] == 's' && chars.get(at + 1).is_none_or(|c| !c.is_lowercase());
        if plural && at - start >= 2 {
            for c in &mut chars[start + 1..at] {
                c.make_ascii_lowercase();
            }
        }
        start = at + 1;
    }
    chars.into_iter().collect()
}
