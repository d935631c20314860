//! Lowering on small documents: YAML in, the IR's dump and the codes of findings out.

mod all_of;
mod cost;
mod operations;
mod shapes;
mod unions;

use crate::config::Overrides;
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, dump};
use crate::text::Files;
use crate::tree::Bounds;
use crate::{document, resolve, select, tree};

/// The IR of a document whose head is given.
fn api_of(rest: &str, overrides: &Overrides) -> (Api, Vec<&'static str>) {
    let text = format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{rest}");
    let mut files = Files::default();
    let file = files.add("api.yaml", text);
    let mut out = Diagnostics::default();
    let root = tree::read(&files, file, &Bounds::default(), &mut out).expect("the test's YAML");
    let document = document::read(&root, &mut out).expect("the test's OpenAPI");
    let resolved = resolve::resolve(&document, &mut out);
    let selected = select::everything(&resolved);
    let api = super::lower(&resolved, &selected, overrides, &mut out);
    let codes = out.sorted().iter().map(|it| it.code.id()).collect();
    (api, codes)
}

/// The dump of components, given as lines of `components.schemas`, and the codes.
fn schemas(lines: &str) -> (String, Vec<&'static str>) {
    let mut text = String::from("components:\n  schemas:\n");
    for line in lines.trim_matches('\n').lines() {
        text.push_str(&format!("    {line}\n"));
    }
    let (api, codes) = api_of(&text, &Overrides::default());
    (short(&api), codes)
}

/// The dump, with the prefix of components taken away.
fn short(api: &Api) -> String {
    dump(api).replace("#/components/schemas/", "")
}

#[track_caller]
fn shows(lines: &str, expected: &str) {
    let (dump, codes) = schemas(lines);
    assert_eq!(dump.trim_end(), expected.trim_matches('\n'));
    assert!(codes.is_empty(), "{codes:?}");
}

#[track_caller]
fn shows_with(lines: &str, expected: &str, expected_codes: &[&str]) {
    let (dump, codes) = schemas(lines);
    assert_eq!(dump.trim_end(), expected.trim_matches('\n'));
    assert_eq!(codes, expected_codes);
}
