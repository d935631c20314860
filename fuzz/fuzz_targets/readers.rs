//! Any text as a document (YAML or JSON), as a configuration and as a lock: a result or a finding
//! with a place that is there; a document within its bounds; and JSON as serde_json reads it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tintype::config;
use tintype::diagnostic::{Diagnostics, render};
use tintype::names::lock::Lock;
use tintype::text::{FileId, Files, Span};
use tintype::tree::{self, Bounds, Node, Value};

/// serde_json stops where the 128th collection opens, and so do we here.
const BOUNDS: Bounds = Bounds { bytes: 1 << 20, depth: 127, aliased_nodes: 1_000 };

fuzz_target!(|text: &str| {
    let (read, _) = run("spec.yaml", text, document);
    if let Some(tree) = &read {
        // A node has a character of its own, but for the nulls that nobody wrote.
        let nodes = held(tree, text, 0);
        assert!(nodes <= 2 * text.len() + 1 + BOUNDS.aliased_nodes, "{nodes} nodes");
    }
    run("codegen.toml", text, config::read);
    run("names.lock", text, |files, file, out| Some(Lock::read(file, files.text(file), out)));
    json(text);
});

/// Runs a reader on a text, and prints what it found.
fn run<T>(
    name: &str,
    text: &str,
    read: impl FnOnce(&Files, FileId, &mut Diagnostics) -> Option<T>,
) -> (Option<T>, Diagnostics) {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let file = files.add(name, text);
    let made = read(&files, file, &mut out);
    assert!(made.is_some() || out.fatal(), "nothing is made of {name}, and nothing said");
    // To print all of them is a hundred times the cost of finding them.
    let found = out.sorted();
    render::text(&found[..found.len().min(2)], &files, true);
    (made, out)
}

fn document(files: &Files, file: FileId, out: &mut Diagnostics) -> Option<Node> {
    tree::read(files, file, &BOUNDS, out)
}

/// How many nodes a tree has, each of which stands in the text, none too deep.
fn held(node: &Node, text: &str, depth: usize) -> usize {
    let stands = |span: Span| assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
    assert!(depth <= BOUNDS.depth, "nested more deeply than the bound");
    stands(node.span);
    1 + match &node.value {
        Value::Sequence(items) => items.iter().map(|item| held(item, text, depth + 1)).sum(),
        Value::Mapping(mapping) => {
            mapping.iter().for_each(|entry| stands(entry.key_span));
            mapping.iter().map(|entry| held(&entry.node, text, depth + 1)).sum()
        }
        _ => 0,
    }
}

/// A text that begins as a collection of JSON is read as serde_json reads it.
fn json(text: &str) {
    let bare = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if !bare.trim_start_matches([' ', '\t', '\r', '\n']).starts_with(['{', '[']) {
        return;
    }
    let (ours, out) = run("spec.json", text, document);
    match (ours, serde_json::from_str(bare)) {
        (Some(ours), Ok(theirs)) => assert!(same(&ours.value.to_json(), &theirs), "read as two values"),
        (None, Err(_)) => {}
        // A number beyond 64 bits is a number: its text is kept.
        (Some(_), Err(error)) if error.to_string().contains("number out of range") => {}
        (ours, theirs) => {
            let why: Vec<_> = out.iter().collect();
            panic!("only one way reads it: ours {}, {why:?}; serde_json {theirs:?}", ours.is_some());
        }
    }
}

fn same(one: &serde_json::Value, two: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match (one, two) {
        (Json::Array(one), Json::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| same(one, two))
        }
        (Json::Object(one), Json::Object(two)) => {
            one.len() == two.len()
                && one.iter().all(|(key, one)| two.get(key).is_some_and(|two| same(one, two)))
        }
        // `-0` is an integer to us, and a float to serde_json.
        (Json::Number(one), Json::Number(two)) => {
            one == two || (one.as_f64() == Some(0.0) && two.as_f64() == Some(0.0))
        }
        (one, two) => one == two,
    }
}
