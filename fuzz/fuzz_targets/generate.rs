//! Any document as a crate: Rust that parses, a manifest that cargo reads, each file once; and the
//! names that were given, given again. A text that says `openapi` is a document as it stands, any
//! other bytes choose one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;
use tintype::config::{ApiConfig, Checks};
use tintype::diagnostic::{Diagnostics, render};
use tintype::text::Files;
use tintype::{Generated, Input, Source, generate};

fuzz_target!(|bytes: &[u8]| {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if text.contains("openapi") => text.to_owned(),
        _ => tintype_fuzz::document(bytes).to_string(),
    };
    let (Some(first), true) = run(&text, None) else { return };
    let mut paths = BTreeSet::new();
    for file in &first.files {
        assert!(paths.insert(&file.path), "{} is written twice", file.path);
        let is_runtime = file.path.starts_with("src/runtime/") && !file.path.ends_with("mod.rs");
        if file.path.ends_with(".rs") && !is_runtime {
            let parsed = syn::parse_file(&file.text);
            assert!(parsed.is_ok(), "{}: {:?}\n{}\n{text}", file.path, parsed.err(), file.text);
        } else if file.path == "Cargo.toml" {
            let parsed = file.text.parse::<toml::Table>();
            assert!(parsed.is_ok(), "{:?}\n{}", parsed.err(), file.text);
        }
    }
    let lock = first.lock.to_string();
    let (Some(second), true) = run(&text, Some(&lock)) else { panic!("its own lock is refused:\n{lock}") };
    assert_eq!(second.lock.to_string(), lock, "a name has moved");
    for (one, two) in first.files.iter().zip(&second.files) {
        assert_eq!(one.path, two.path);
        assert_eq!(one.text, two.text, "{} is another one under its own lock", one.path);
    }
});

/// What a text becomes, and whether it may be written.
fn run(text: &str, lock: Option<&str>) -> (Option<Generated>, bool) {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let mut api = ApiConfig::standalone(&mut files, "a", "spec.yaml", "out", None);
    api.overrides.checks = Checks::Sent;
    let lock = lock.map(|lock| files.add("names.lock", lock));
    let source = Source::Text { name: "spec.yaml".to_owned(), text: text.to_owned() };
    let made = generate(&mut files, Input { source, api: &api, lock, prune: false }, &mut out);
    assert!(made.is_some() || out.fatal(), "nothing is made, and nothing said");
    let found = out.sorted();
    render::text(&found[..found.len().min(2)], &files, false);
    (made, !out.fatal())
}
