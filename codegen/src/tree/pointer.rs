//! JSON Pointers (RFC 6901) and the URI fragments that carry them.

use super::{Node, Value};
use std::borrow::Cow;

/// One token as a pointer spells it: `~` is `~0`, `/` is `~1` (RFC 6901, section 3).
pub fn escape(token: &str) -> Cow<'_, str> {
    match token.contains(['~', '/']) {
        true => token.replace('~', "~0").replace('/', "~1").into(),
        false => token.into(),
    }
}

/// What a pointer's token means: `~1` first, so that `~01` is `~1` (RFC 6901, section 4).
pub fn unescape(token: &str) -> Cow<'_, str> {
    match token.contains('~') {
        true => token.replace("~1", "/").replace("~0", "~").into(),
        false => token.into(),
    }
}

/// The pointer of a key or an index below another pointer.
pub fn join(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", escape(token))
}

/// The tokens of a pointer, unescaped; none for the whole document (`""`).
pub fn tokens(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(unescape)
}

/// The pointer in a URI fragment (without `#`): percent-encoding undone (RFC 6901, section 6;
/// RFC 3986, section 2.1). `None` where what comes out is not UTF-8. A `%` that encodes nothing
/// stands for itself, since vendors write `#/paths/~1100%`.
pub fn from_fragment(fragment: &str) -> Option<Cow<'_, str>> {
    if !fragment.contains('%') {
        return Some(fragment.into());
    }
    let mut decoded = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |at: usize| char::from(*after.get(at)?).to_digit(16);
        let byte = digit(0).zip(digit(1)).filter(|_| *first == b'%');
        rest = match byte {
            Some((high, low)) => {
                decoded.push((high * 16 + low) as u8); // two hexadecimal digits are a byte
                &after[2..]
            }
            None => {
                decoded.push(*first);
                after
            }
        };
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
}

/// What a pointer points at: keys of mappings, indices of sequences without leading zeros
/// (RFC 6901, section 4).
pub fn lookup<'a>(node: &'a Node, pointer: &str) -> Option<&'a Node> {
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return None;
    }
    tokens(pointer).try_fold(node, |node, token| match &node.value {
        Value::Mapping(mapping) => mapping.get(&token),
        Value::Sequence(items) => {
            let digits = token.bytes().all(|byte| byte.is_ascii_digit());
            let padded = token.len() > 1 && token.starts_with('0');
            items.get(token.parse::<usize>().ok().filter(|_| digits && !padded)?)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Files, Span};

    #[test]
    fn the_examples_of_rfc_6901_section_5_and_6() {
        let document = serde_json::json!({
            "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5,
            "k\"l": 6, " ": 7, "m~n": 8,
        });
        let span = Span::new(Files::default().add("x", ""), 0, 0);
        let node = Node::from_json(document.clone(), span);
        for (pointer, fragment) in [
            ("", ""),
            ("/foo", "/foo"),
            ("/foo/0", "/foo/0"),
            ("/", "/"),
            ("/a~1b", "/a~1b"),
            ("/c%d", "/c%25d"),
            ("/e^f", "/e%5Ef"),
            ("/g|h", "/g%7Ch"),
            ("/i\\j", "/i%5Cj"),
            ("/k\"l", "/k%22l"),
            ("/ ", "/%20"),
            ("/m~0n", "/m~0n"),
        ] {
            assert_eq!(from_fragment(fragment).as_deref(), Some(pointer));
            let ours = lookup(&node, pointer).map(|node| node.value.to_json());
            assert_eq!(ours.as_ref(), document.pointer(pointer), "{pointer}");
            assert!(ours.is_some());
        }
        for nothing in ["foo", "/foo/2", "/foo/00", "/foo/+1", "/foo/-", "/bar", "/foo/0/x"] {
            assert!(lookup(&node, nothing).is_none(), "{nothing}");
        }
    }

    #[test]
    fn tokens_survive_both_ways() {
        for token in ["", "~", "/", "~1", "~01", "a/b~c", "{id}"] {
            assert_eq!(unescape(&escape(token)), token);
            assert_eq!(tokens(&join("/x", token)).nth(1).as_deref(), Some(token));
        }
        assert_eq!(from_fragment("/paths/~1a~1%7Bid%7D").as_deref(), Some("/paths/~1a~1{id}"));
        assert_eq!(from_fragment("/100%").as_deref(), Some("/100%"));
        assert_eq!(from_fragment("/%e4"), None);
    }
}
