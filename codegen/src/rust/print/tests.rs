//! `plain` against prettyplease: over every file that is emitted, the runtime's among them.

use super::{plain, pretty, pretty_members};
use quote::ToTokens;
use std::path::{Path, PathBuf};

/// The Rust files below a folder.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn what_is_written_plainly_is_what_prettyplease_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    below(&root.join("tests/cases"), &mut files);
    below(&root.join("generated/src"), &mut files);
    let (mut plainly, mut others) = (0, 0);
    for path in files.iter().filter(|path| !path.components().any(|part| part.as_os_str() == "runtime")) {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for item in file.items {
            let kind = matches!(
                item,
                syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Type(_) | syn::Item::Impl(_)
            );
            if !kind {
                continue;
            }
            let tokens = item.to_token_stream();
            let begun = std::cell::Cell::new(0);
            let asked = |members: proc_macro2::TokenStream| {
                begun.set(begun.get() + 1);
                pretty_members(members)
            };
            match plain::items(tokens.clone(), &asked) {
                Some(text) => {
                    assert_eq!(Some(text), pretty(tokens), "{}", path.display());
                    plainly += 1;
                }
                None => others += 1,
            }
            others += begun.get();
        }
    }
    // What is printed once an API (the client's builder) may be left.
    assert!(plainly > 5 * others, "{plainly} items are written plainly, {others} are not");
}

#[test]
fn what_is_not_known_is_left_to_prettyplease() {
    for source in [
        "impl A { fn f(&self) -> B { let x = 1; x } }",
        "impl A { fn f(&self) -> B { |x| x } }",
        "impl A { fn f(&self) -> B { a + b } }",
        "impl A { fn f(&self) -> B { a < b } }",
        "impl<T> A<T> { fn f(&self) -> B { a } }",
        "impl A for B { fn f(&self) -> B { a } }",
        "pub struct A { #[doc = \"two\\nlines\"] a: B }",
        "pub struct A<T> { a: T }",
        "const A: u8 = 1;",
    ] {
        let Ok(tokens) = source.parse::<proc_macro2::TokenStream>() else { panic!("{source}") };
        let asked = std::cell::Cell::new(false);
        let members = |members| {
            asked.set(true);
            pretty_members(members)
        };
        let text = plain::items(tokens.clone(), &members);
        assert!(text.is_none() || asked.get(), "{source}");
        assert!(text.is_none() || text == pretty(tokens), "{source}");
    }
}

#[test]
fn long_lines_are_broken_as_prettyplease_breaks_them() {
    for length in 1..120 {
        let word = "x".repeat(length);
        for source in [
            format!("pub struct A {{ pub a: {word} }}"),
            format!("pub struct A {{ pub a: Vec<{word}> }}"),
            format!("pub struct A({word});"),
            format!("pub enum A {{ B({word}), C(Box<{word}>) }}"),
            format!("pub type A = Option<{word}>;"),
            format!("impl A {{ pub fn {word}(&self) -> B {{ B(c) }} }}"),
            format!("impl A {{ pub fn f() -> {word} {{ {word}(self.clone()) }} }}"),
            format!(
                "impl A {{ pub fn f(a: impl Into<{word}>, b: &str) -> Self {{ Self {{ a, {word} }} }} }}"
            ),
            format!("impl A {{ pub fn f(a: T) -> Self {{ Self {{ a: {word}.into(), b: None }} }} }}"),
            format!("impl A {{ pub fn f(&self) -> B {{ B(Call::get(&self.0, \"{word}\")) }} }}"),
            format!(
                "impl A {{ pub fn f(&self) -> B {{ B(Call::get(&self.0, \"{word}\").path(\"a\", &a)) }} }}"
            ),
            format!(
                "impl A {{ pub fn f(&self) -> B {{ B(Call::get(self, \"/a\").path(\"{word}\", &a).json(body)) }} }}"
            ),
            format!(
                "impl A {{ pub fn f(&self) -> B {{ B(Call::get(self, \"/a\").accept(\"{word}\").security(&[&[a], &[]])) }} }}"
            ),
            format!(
                "impl A {{ pub fn f(self) -> Self {{ Self(self.0.query(\"a\", &Into::<{word}>::into(a))) }} }}"
            ),
            format!("impl A {{ pub fn f(self) -> Self {{ Self(self.0.json_as([{word}])) }} }}"),
        ] {
            let Ok(tokens) = source.parse::<proc_macro2::TokenStream>() else { panic!("{source}") };
            if let Some(text) = plain::items(tokens.clone(), &pretty_members) {
                assert_eq!(Some(text), pretty(tokens), "{source}");
            }
        }
    }
}
