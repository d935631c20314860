//! The laws of the house: what must not be in a room, told by reading its sources.
//!
//! A law is about absence, so it can only be seen where somebody looks for it. Comments and tests
//! of a file are not looked at: they may name what the code may not.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tintype::config::{self, Content, PackageConfig};
use tintype::diagnostic::{Code, Diagnostics, render};
use tintype::text::Files;
use tintype_tests::{case, snapshot};

/// A source: its path below the workspace, and the code in it.
struct Source {
    path: String,
    code: String,
}

fn workspace() -> PathBuf {
    case::root().join("..")
}

/// The sources of a room: `folder/` and `folder.rs`.
fn room(name: &str) -> Vec<Source> {
    let root = workspace();
    let mut paths = BTreeSet::new();
    snapshot::below(&root, &root.join(name), &mut paths);
    let file = format!("{name}.rs");
    if root.join(&file).exists() {
        paths.insert(file);
    }
    let sources: Vec<_> = paths
        .into_iter()
        .filter(|path| path.ends_with(".rs") && !path.ends_with("tests.rs") && !path.contains("/tests/"))
        .map(|path| Source { code: code(&case::read(&root.join(&path)).unwrap_or_default()), path })
        .collect();
    assert!(!sources.is_empty(), "no room is called {name}");
    sources
}

/// A file without its comments and its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| line.split(" // ").next().unwrap_or_default().to_owned() + "\n").collect()
}

/// Every place in the rooms where one of the words stands.
fn found(rooms: &[&str], words: &[&str]) -> Vec<String> {
    let mut places = Vec::new();
    for source in rooms.iter().flat_map(|name| room(name)) {
        for line in source.code.lines() {
            if words.iter().any(|word| stands(line, word)) {
                places.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    places
}

/// Whether a word stands in a line, and not within a literal: what is emitted may say it.
fn stands(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| line[..at].matches('"').count().is_multiple_of(2))
}

fn nowhere(rooms: &[&str], words: &[&str]) {
    let places = found(rooms, words);
    assert!(places.is_empty(), "{}", places.join("\n"));
}

/// [`nowhere`], but for the files whose business it is; each of them must need it.
fn only_in(rooms: &[&str], words: &[&str], files: &[&str]) {
    let (inside, outside): (Vec<_>, Vec<_>) =
        found(rooms, words).into_iter().partition(|place| files.iter().any(|file| place.starts_with(file)));
    assert!(outside.is_empty(), "{}", outside.join("\n"));
    for file in files {
        assert!(
            inside.iter().any(|place| place.starts_with(file)),
            "{file} is allowed it, and has no use for it"
        );
    }
}

#[test]
fn the_library_touches_neither_disk_nor_clock_nor_network_nor_environment() {
    nowhere(
        &["codegen/src"],
        &[
            "std::fs",
            "std::env",
            "env::var",
            "std::time",
            "std::net",
            "std::process",
            "std::thread",
            "println!",
        ],
    );
}

#[test]
fn what_a_caller_can_do_is_said_in_nobodys_words() {
    let rooms = ["codegen/src/lower", "codegen/src/ir", "codegen/src/facts"];
    nowhere(&rooms, &["quote", "use heck", "proc_macro2", "syn::", "Vec<{", "crate::rust", "crate::names"]);
}

#[test]
fn emission_does_not_read_the_document() {
    let places =
        found(&["codegen/src/rust"], &["document::", "crate::tree", "crate::resolve", "crate::lower"]);
    // Two words of the document that the IR speaks too: where a parameter goes, a text with its place.
    let foreign: Vec<_> = places
        .into_iter()
        .filter(|place| {
            !["document::ParameterIn", "document::Text", "tree::Node", "tree::Value"]
                .iter()
                .any(|word| place.contains(word))
        })
        .collect();
    assert!(foreign.is_empty(), "{}", foreign.join("\n"));
}

#[test]
fn nothing_but_names_makes_an_identifier() {
    only_in(&["codegen/src"], &["use heck"], &["codegen/src/names/words.rs"]);
}

#[test]
fn nothing_but_print_makes_text_of_tokens() {
    only_in(&["codegen/src"], &["prettyplease"], &["codegen/src/rust/print/pretty.rs"]);
    only_in(&["codegen/src"], &["Ident::new", "format_ident!"], &["codegen/src/rust/print.rs"]);
}

#[test]
fn the_version_ends_at_the_door() {
    // A resolved page states no version: `page/version.rs` tells it by the words of 3.0.
    let rooms = ["codegen/src/document", "codegen/src/page"];
    only_in(&["codegen/src"], &["\"nullable\"", "\"swagger\"", "\"definitions\""], &rooms);
    only_in(&["codegen/src/page"], &["\"nullable\""], &["codegen/src/page/version.rs"]);
}

#[test]
fn a_page_is_read_without_knowing_what_becomes_of_it() {
    let below =
        ["crate::document", "crate::resolve", "crate::lower", "crate::ir", "crate::names", "crate::rust"];
    nowhere(&["codegen/src/page"], &below);
}

#[test]
fn one_module_is_unsafe() {
    only_in(&["codegen/src", "codegen/runtime", "xtask/src"], &["unsafe "], &["codegen/src/tree"]);
}

#[test]
fn the_runtime_knows_no_crate_and_holds_no_test() {
    let root = workspace();
    let mut paths = BTreeSet::new();
    snapshot::below(&root, &root.join("codegen/runtime"), &mut paths);
    for path in paths {
        let text = case::read(&root.join(&path)).unwrap_or_default();
        assert!(!text.contains("#[cfg(test)]"), "{path}");
        assert!(
            !code(&text).lines().any(|line| line.contains("crate::") && !line.contains("$crate::")),
            "{path}"
        );
    }
}

#[test]
fn nothing_is_left_for_later() {
    let rooms = ["codegen/src", "codegen/runtime", "xtask/src", "tests/src", "tests/goldens"];
    nowhere(&rooms, &["todo!", "unimplemented!", "dbg!"]);
    for name in rooms {
        for path in rust_files(name) {
            let text = case::read(&path).unwrap_or_default();
            let marks = ["TODO", "FIXME", "XXX"];
            assert!(!marks.iter().any(|mark| text.contains(mark)), "{}", path.display());
        }
    }
}

#[test]
fn a_file_has_one_idea_which_its_head_says() {
    for name in ["codegen/src", "codegen/runtime", "xtask/src", "tests/src", "tests/tests", "tests/goldens"] {
        for path in rust_files(name) {
            let text = case::read(&path).unwrap_or_default();
            // A file of unit tests is headed by what it tests.
            let head = text.starts_with("//! ") || path.ends_with("tests.rs");
            assert!(head, "{} has no head", path.display());
            assert!(text.lines().count() <= 600, "{} is longer than 600 lines", path.display());
        }
    }
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let root = workspace().join(folder);
    let mut paths = BTreeSet::new();
    snapshot::below(&root, &root, &mut paths);
    paths.iter().filter(|path| path.ends_with(".rs")).map(|path| root.join(path)).collect()
}

#[test]
fn each_code_has_its_page_and_its_refusal() {
    let folders: Vec<String> = case::folders("refusals").iter().map(|folder| case::name(folder)).collect();
    for code in Code::ALL {
        let heading = format!("# {}: {}\n", code.id(), code.title());
        assert!(code.page().starts_with(&heading), "the page of {} does not begin with its title", code.id());
        let prefix = format!("{}-", code.id());
        assert!(folders.iter().any(|folder| folder.starts_with(&prefix)), "no refusal shows {}", code.id());
    }
    for folder in folders {
        let known = Code::by_id(folder.split('-').next().unwrap_or_default());
        assert!(known.is_some(), "{folder} is of no code");
    }
    let pages = workspace().join("codegen/explain");
    let mut found = BTreeSet::new();
    snapshot::below(&pages, &pages, &mut found);
    for page in found {
        assert!(Code::by_id(page.trim_end_matches(".md")).is_some(), "{page} is of no code");
    }
}

/// The allowances in what is emitted, each of which ARCHITECTURE.md gives the reason of.
const ALLOWED: &[&str] = &["#[allow(clippy::too_many_arguments)]"];

#[test]
fn emitted_files_allow_nothing_but_what_is_listed() {
    let mut used = BTreeSet::new();
    for folder in case::folders("cases") {
        let Some(generated) = case::run(&folder).generated else { continue };
        for file in generated.files.iter().filter(|file| file.path.ends_with(".rs")) {
            for line in file.text.lines().map(str::trim).filter(|line| is_allowance(line)) {
                assert!(ALLOWED.contains(&line), "{} of {}: {line}", file.path, case::name(&folder));
                used.insert(line.to_owned());
            }
        }
    }
    for allowed in ALLOWED {
        assert!(used.contains(*allowed), "no case needs {allowed}");
    }
}

#[test]
fn a_crate_names_no_crate_that_its_manifest_lacks() {
    for folder in case::folders("cases") {
        let Some(generated) = case::run(&folder).generated else { continue };
        let text = |path: &str| generated.files.iter().find(|file| file.path == path).map(|file| &file.text);
        let manifest = text("Cargo.toml").expect("every crate has one");
        for library in ["bytes", "http", "http-body", "reqwest", "serde", "serde_json"] {
            let root = format!("{}::", library.replace('-', "_"));
            let named = |line: &&str| {
                line.match_indices(&root).any(|(at, _)| {
                    let before = line[..at].strip_suffix("::").unwrap_or(&line[..at]);
                    !before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
                })
            };
            let rust = generated.files.iter().filter(|file| file.path.ends_with(".rs"));
            for line in rust.flat_map(|file| file.text.lines()).filter(named) {
                let is_listed = manifest.contains(&format!("\n{library} = "));
                assert!(is_listed || line.trim_start().starts_with("//"), "{}: {line}", case::name(&folder));
            }
        }
    }
}

fn is_allowance(line: &str) -> bool {
    let attribute = line.starts_with("#[") || line.starts_with("#![");
    attribute && (line.contains("allow(") || line.contains("expect("))
}

#[test]
fn nothing_in_the_output_names_this_machine_or_this_version() {
    let machine = Path::new(env!("CARGO_MANIFEST_DIR")).display().to_string();
    for folder in case::folders("cases") {
        let Some(generated) = case::run(&folder).generated else { continue };
        for file in &generated.files {
            assert!(!file.text.contains(&machine), "{}", file.path);
            assert!(!file.text.contains("tintype"), "{} of {}", file.path, case::name(&folder));
        }
    }
}

/// What is commented out in the configuration of this repository is what people copy: it is read,
/// and no setting of a manifest is left out.
#[test]
fn the_configuration_shows_every_setting_as_it_is_read() {
    let text = std::fs::read_to_string(case::root().join("../spec/codegen.toml")).expect("it is committed");
    let is_setting = |line: &&str| {
        let key = line.split(" = ").next().unwrap_or_default();
        line.starts_with("[api.") || line.contains(" = ") && (key.starts_with('"') || !key.contains(' '))
    };
    let shown = |line: &str| line.strip_prefix("# ").filter(is_setting).map(str::to_owned);
    let lines: Vec<String> =
        text.lines().map(|line| shown(line).unwrap_or_else(|| line.to_owned())).collect();
    let mut files = Files::default();
    let file = files.add("codegen.toml", lines.join("\n"));
    let mut out = Diagnostics::default();
    let config = config::read(&files, file, &mut out);
    assert_eq!(render::text(&out.sorted(), &files, false), "");
    let api = config.expect("nothing was said against it").apis.remove(0);
    let PackageConfig {
        name: Some(_),
        version: Some(_),
        description: Some(_),
        license: Some(_),
        repository: Some(_),
        edition: Some(_),
        rust_version: Some(_),
        publish: _,
        workspace: _,
        dependencies,
        dev_dependencies,
        content: Content::Types,
    } = &api.package
    else {
        panic!("a setting is not shown: {:?}", api.package)
    };
    assert!(!dependencies.is_empty() && !dev_dependencies.is_empty());
    assert!(lines.iter().any(|line| line.starts_with("workspace = ")), "{lines:?}");
}
