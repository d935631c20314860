//! Text from a document is data: nothing that a vendor writes, in whatever place, becomes code.
//!
//! Every string and every key of a small whole document is replaced in turn by texts that try to
//! get out of where they stand, and all prose at once by each of them. What is generated must be Rust, and the word
//! that would stand free had one got out must stand in literals and longer names alone.

use proc_macro2::{TokenStream, TokenTree};
use serde_yaml::{Mapping, Value};
use std::str::FromStr;
use tintype_tests::case::{self, Run};

/// The document whose strings are replaced.
const DOCUMENT: &str = include_str!("document.yaml");

/// Texts that try to get out; each has `escaped` as a word of its own once it did.
const HOSTILE: &[&str] = &[
    "a\"; fn escaped() {} //",
    "a\"#; fn escaped() {} //",
    "a*/ fn escaped() {} /*",
    "a\n fn escaped() {}\n",
    "a\r\nfn escaped() {}\r",
    "a\u{2028}fn escaped() {}\u{2029}\u{85}",
    "a\"]\n#![allow(escaped)]",
    "#![allow(escaped)]",
    "```\nfn escaped() {}\n```",
    "~~~rust\nescaped()",
    "{a} {a escaped} {0} {{ }}",
    "\\\" \\n \\u{0} escaped\\",
    "a\0\u{7}escaped\u{202E}\u{2066}\u{FEFF}",
    "../../a/escaped",
    "a\"\n[dependencies]\nescaped = \"1\"\n",
    "",
    " ",
    "r#\"a escaped\"#",
    "'a escaped",
    "🦀 名前 \u{301}",
];

/// How many of them a single string is replaced by; which, goes round from place to place. All of
/// them everywhere would take minutes, and has been run.
const EACH: usize = 6;

// Two tests, since two run at a time.
#[test]
fn no_text_gets_out_of_an_even_place() {
    one_by_one(0);
}

#[test]
fn no_text_gets_out_of_an_odd_place() {
    one_by_one(1);
}

fn one_by_one(first: usize) {
    let document: Value = serde_yaml::from_str(DOCUMENT).unwrap_or_else(|error| panic!("{error}"));
    let places = places(&document);
    assert!(places > 100, "only {places} strings are in the document");
    for at in (first..places).step_by(2) {
        for step in 0..EACH {
            let hostile = HOSTILE[(at + step * HOSTILE.len() / EACH) % HOSTILE.len()];
            let mut changed = document.clone();
            replace(&mut changed, hostile, &mut Counter { next: 0, only: Some(at) });
            check(&changed, &format!("string {at} as {hostile:?}"));
        }
    }
}

#[test]
fn all_texts_at_once_do_not_either() {
    let document: Value = serde_yaml::from_str(DOCUMENT).unwrap_or_else(|error| panic!("{error}"));
    for hostile in HOSTILE {
        let mut changed = document.clone();
        replace_prose(&mut changed, hostile);
        let run = check(&changed, &format!("all prose as {hostile:?}"));
        let generated = run.generated.unwrap_or_else(|| panic!("{hostile:?}: nothing is generated"));
        assert_eq!(generated.summary.operations, 2, "{hostile:?}");
    }
}

fn check(document: &Value, what: &str) -> Run {
    let text = serde_json::to_string_pretty(document).unwrap_or_else(|error| panic!("{what}: {error}"));
    let run = case::run_text("spec.json", &text, None, None);
    // Rendering is part of it: a message quotes what it is about.
    assert!(!run.findings().contains(['\u{7}', '\u{202E}']), "{what}: a message turns the terminal round");
    for file in run.generated.iter().flat_map(|generated| &generated.files) {
        if file.path.starts_with("src/runtime/") {
            continue;
        }
        let plain =
            |part: &str| !part.is_empty() && part != ".." && part != "." && !part.contains(['\\', '\0', '"']);
        assert!(file.path.split('/').all(plain), "{what}: a file is called {:?}", file.path);
        match file.path.rsplit('.').next() {
            Some("rs") => rust(&file.text, &format!("{what}: {}", file.path)),
            Some("toml") => manifest(&file.text, &format!("{what}: {}", file.path)),
            _ => {}
        }
    }
    run
}

fn rust(text: &str, what: &str) {
    if let Err(error) = syn::parse_file(text) {
        panic!("{what} is no Rust ({error}):\n{text}");
    }
    let tokens = TokenStream::from_str(text).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert!(!escaped(tokens), "{what}: a text became code:\n{text}");
    // rustc refuses those that turn text round in comments; so do reviewers.
    assert!(!text.contains(['\u{202E}', '\u{2066}', '\0', '\r']), "{what}: a hidden character:\n{text}");
}

fn escaped(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "escaped",
        TokenTree::Group(group) => escaped(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn manifest(text: &str, what: &str) {
    let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{what}: {error}\n{text}"));
    let dependencies = table.get("dependencies").and_then(|table| table.get("escaped"));
    assert!(dependencies.is_none(), "{what}:\n{text}");
}

/// Which string a walk is at, and which it is after.
struct Counter {
    next: usize,
    only: Option<usize>,
}

impl Counter {
    fn hit(&mut self) -> bool {
        self.next += 1;
        self.only.is_some_and(|only| only + 1 == self.next)
    }
}

fn places(document: &Value) -> usize {
    let mut counter = Counter { next: 0, only: None };
    replace(&mut document.clone(), "", &mut counter);
    counter.next
}

/// Replaces one string, a key or a value, in the order of the document.
fn replace(value: &mut Value, by: &str, counter: &mut Counter) {
    match value {
        Value::String(text) if counter.hit() => *text = by.to_owned(),
        Value::Sequence(values) => values.iter_mut().for_each(|value| replace(value, by, counter)),
        Value::Mapping(mapping) => {
            let mut changed = Mapping::new();
            for (mut key, mut value) in std::mem::take(mapping) {
                replace(&mut key, by, counter);
                replace(&mut value, by, counter);
                changed.insert(key, value);
            }
            *mapping = changed;
        }
        _ => {}
    }
}

/// Replaces every string that says nothing to a machine, so that the document stays one.
fn replace_prose(value: &mut Value, by: &str) {
    const PROSE: &[&str] = &[
        "title",
        "description",
        "summary",
        "pattern",
        "default",
        "format",
        "version",
        "bearerFormat",
        "name",
    ];
    match value {
        Value::Sequence(values) => values.iter_mut().for_each(|value| replace_prose(value, by)),
        Value::Mapping(mapping) => {
            let parameter = mapping.contains_key("in");
            for (key, value) in mapping.iter_mut() {
                let prose = key.as_str().is_some_and(|key| PROSE.contains(&key));
                match value {
                    Value::String(text) if prose && !(parameter && key.as_str() == Some("name")) => {
                        *text = by.to_owned()
                    }
                    value => replace_prose(value, by),
                }
            }
        }
        _ => {}
    }
}
