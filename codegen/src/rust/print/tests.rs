//! What is written against what prettyplease prints: over every file that is emitted, and where lines
//! become too long.

use super::{Argument, Body, Field, Function, Head, Item, Link, Variant, pretty};
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
fn every_item_stands_in_its_file_as_prettyplease_prints_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    below(&root.join("tests/cases"), &mut files);
    below(&root.join("generated/src"), &mut files);
    let mut items = 0;
    for path in files.iter().filter(|path| !path.components().any(|part| part.as_os_str() == "runtime")) {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for item in file.items {
            let kind = matches!(
                item,
                syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Type(_) | syn::Item::Impl(_)
            );
            if kind {
                let printed = pretty::tokens(item.to_token_stream()).unwrap_or_default();
                assert!(text.contains(&printed), "{}:\n{printed}", path.display());
                items += 1;
            }
        }
    }
    assert!(items > 300, "{items} items");
}

fn head() -> Head {
    let docs = ["Words", "", "and `more`.  "].map(str::to_owned).into();
    Head { docs, attributes: vec!["non_exhaustive".to_owned()] }
}

fn item(name: &str) -> Item<'_> {
    Item { head: head(), name }
}

fn function<'a>(name: &'a str, argument: &str, body: Body<'a>) -> Function<'a> {
    let given = Argument { name: "given", of: argument.to_owned() };
    let other = Argument { name: "other", of: "&str".to_owned() };
    Function { head: head(), name, receiver: "&self", arguments: vec![given, other], result: "Owner", body }
}

#[test]
fn long_lines_are_broken_as_prettyplease_breaks_them() {
    for length in 1..120 {
        let word = "x".repeat(length);
        let text = format!("\"{word}\"");
        let types = [word.clone(), format!("Vec<{word}>"), format!("Option<Box<types::{word}>>")];
        for of in &types {
            let fields = vec![Field { docs: vec!["Words.".to_owned()], name: "a", of: of.clone() }];
            let variant = |name, holds| Variant { docs: Vec::new(), name, holds };
            let variants = vec![variant("B", Some(of.clone())), variant("C", None)];
            for text in [
                super::structure(item("A"), fields),
                super::enumeration(item("A"), variants),
                super::newtype(item("A"), of),
                super::alias(item("A"), of),
            ] {
                assert_eq!(pretty::items(&text).as_ref(), Some(&text));
            }
        }
        let begin = || Link::call("Call::get", ["&self.0".to_owned(), "\"/a\"".to_owned()]);
        let path = || Link::call(".path", ["\"a\"".to_owned(), "&a".to_owned()]);
        let query = |value| Link::call(".query", ["\"a\"".to_owned(), value]);
        let own = || vec![Link::word("self"), Link::word(".0")];
        let with = |link| own().into_iter().chain([link]).collect();
        for body in [
            Body::Fields(vec![word.clone()]),
            Body::Fields(vec!["a".to_owned(), word.clone(), "b: None".to_owned()]),
            Body::Fields(vec![format!("a: {word}.into()"), "b: None".to_owned()]),
            Body::Wrapped("Self", vec![Link::word("self"), Link::word(".clone()")]),
            Body::Wrapped(&word, vec![begin()]),
            Body::Wrapped("B", vec![Link::call("Call::get", ["&self.0".to_owned(), text.clone()])]),
            Body::Wrapped(
                "B",
                vec![
                    Link::call("Call::get", ["self".to_owned(), text.clone()]),
                    path(),
                    Link::call(".security", ["&[&[a], &[]]".to_owned()]),
                ],
            ),
            Body::Wrapped("B", vec![begin(), path(), Link::call(".accept", [text.clone()])]),
            Body::Wrapped("B", vec![begin(), Link::call(".path", [text.clone(), "&a".to_owned()]), path()]),
            Body::Wrapped("Self", with(query(format!("&Into::<{word}>::into(a)")))),
            Body::Wrapped("Self", with(query(format!("&runtime::text(&{word})")))),
            Body::Wrapped(
                "Self",
                with(query(format!("&runtime::text(&{word}).map(|json| json.to_string())"))),
            ),
            Body::Wrapped(
                "Self",
                with(query(format!("&a.into_iter().map(Into::into).collect::<Vec<{word}>>()"))),
            ),
            Body::Wrapped("Self", with(Link::call(".json_as", [format!("[{word}]")]))),
        ] {
            let all =
                [function(&word, "String", body), function("f", &types[1], Body::Fields(vec![word.clone()]))];
            let text = super::implementation("A", &all);
            assert_eq!(pretty::items(&text).as_ref(), Some(&text));
        }
    }
}

#[test]
fn what_is_known_here_is_not_left_to_prettyplease() {
    let known = |length: usize| {
        let mut lines = super::lines::Lines::new();
        let link = Link::call(".query", [format!("\"{}\"", "x".repeat(length)), "&a".to_owned()]);
        let body = Body::Wrapped("Self", vec![Link::word("self"), Link::word(".0"), link]);
        super::function::write(&function("f", "String", body), &mut lines);
        lines.known
    };
    assert!((1..80).all(known));
}
