use super::{documents, read};
use crate::diagnostic::{Code, Diagnostics};
use crate::text::Files;
use crate::tree::{Bounds, Node, Value, pointer};

/// An endpoint of the resolved dialect that has a bit of everything, in our own words.
const PAGE: &str = include_str!("tests/page.md");

fn found(text: &str) -> (Option<Node>, Vec<Code>) {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let file = files.add("page.md", text);
    let imported = read(&files, &[file], &Bounds::default(), &mut out);
    let codes = out.sorted().iter().map(|found| found.code).collect();
    (imported.map(|imported| imported.root), codes)
}

fn tree(text: &str) -> Node {
    let (root, codes) = found(text);
    assert_eq!(codes, []);
    root.expect("it is a page")
}

#[test]
fn every_node_stands_on_the_page() {
    let root = tree(PAGE);
    let at = |at: &str| &PAGE[pointer::lookup(&root, at).expect(at).span.range()];
    assert_eq!(at("/paths/~1pets~1{id}/get/summary").trim(), "Find a pet");
    assert_eq!(at("/paths/~1pets~1{id}/get/description"), "> By name.");
    assert_eq!(at("/paths/~1pets~1{id}/get/tags/0").trim(), "https://docs.pets.dev/api/pets/find.md");
    assert_eq!(at("/paths/~1pets~1{id}/get/parameters/0/schema/type"), "integer");
    assert_eq!(at("/components/schemas/Pet/properties/name"), "type: string");
    assert_eq!(at("/components/securitySchemes/ApiKey/type"), "apiKey");
    assert_eq!(at("/servers/0/url"), "https://pets.dev");
    fn inside(node: &Node) {
        assert!(node.span.end as usize <= PAGE.len() && node.span.start <= node.span.end, "{node:?}");
        match &node.value {
            Value::Sequence(items) => items.iter().for_each(inside),
            Value::Mapping(mapping) => mapping.iter().for_each(|entry| inside(&entry.node)),
            _ => {}
        }
    }
    inside(&root);
}

#[test]
fn nothing_is_learnt_from_an_example() {
    let json = tree(PAGE).value.to_json().to_string();
    assert!(!json.contains("invented") && !json.contains("<string>"), "{json}");
}

#[test]
fn a_page_that_was_cut_is_a_finding_or_a_result() {
    for end in (0..=PAGE.len()).filter(|end| PAGE.is_char_boundary(*end)) {
        let (root, codes) = found(&PAGE[..end]);
        // The last byte is a line break that the fence does without.
        assert_eq!(root.is_some(), end + 1 >= PAGE.len(), "{end}");
        assert!(root.is_some() || !codes.is_empty(), "{end}");
    }
}

#[test]
fn line_breaks_and_a_byte_order_mark_change_nothing() {
    let plain = tree(PAGE).value.to_json();
    assert_eq!(tree(&PAGE.replace('\n', "\r\n")).value.to_json(), plain);
    assert_eq!(tree(&format!("\u{FEFF}{PAGE}")).value.to_json(), plain);
    assert_eq!(tree(&PAGE.replace("````", "``````")).value.to_json(), plain);
}

#[test]
fn tabs_and_wrong_indentation_are_findings() {
    let tabs = PAGE.replace("    - url", "\t- url");
    assert_eq!(found(&tabs).1, [Code::Syntax]);
    let indented = PAGE.replace("  method: get", "   method: get");
    assert_eq!(found(&indented).1, [Code::Syntax]);
}

#[test]
fn a_wrong_value_anywhere_is_never_a_panic() {
    let lines: Vec<&str> = PAGE.lines().collect();
    for at in 0..lines.len() {
        for wrong in ["", "1", "~", "[]", "{}", "[[]]", "'#/components/schemas/Pet'"] {
            let mut changed = lines.clone();
            let key = changed[at].split_inclusive(':').next().unwrap_or_default();
            let line = format!("{key} {wrong}");
            changed[at] = &line;
            let (root, codes) = found(&changed.join("\n"));
            assert!(root.is_some() || !codes.is_empty(), "{line}");
            changed.remove(at);
            let (root, codes) = found(&changed.join("\n"));
            assert!(root.is_some() || !codes.is_empty(), "without line {at}");
        }
    }
}

#[test]
fn a_sample_in_the_prose_is_no_heading() {
    let sample = "```sh\n# Install it\n# Source: https://wrong.dev/a/b\n```\n";
    let page = PAGE.replace("> By name.\n", &format!("> By name.\n\n{sample}"));
    assert_eq!(tree(&page).value.to_json(), tree(PAGE).value.to_json());
}

#[test]
fn many_small_bombs_are_refused_like_a_large_one() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..5 {
        let ten = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb += &format!("a{level}: &a{level} [{ten}]\n");
    }
    let blocks = format!("````yaml get /a\n{bomb}````\n").repeat(20);
    assert!(found(&blocks).1.contains(&Code::TooManyAliases));
}

#[test]
fn a_large_page_is_read_in_one_go() {
    let filler = "Prose ````yaml that is none, and ``` too.\n".repeat(500_000);
    assert!(filler.len() > 20_000_000);
    let page = format!("# T\n\n{filler}\n{PAGE}");
    assert!(found(&page).0.is_some());
}

#[test]
fn pages_of_several_documents_are_kept_apart() {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let other = PAGE.replace("pets.dev", "dogs.dev").replace("pets.json", "dogs.json");
    let pages = [PAGE, &other, &PAGE.replace("/pets/{id}", "/more")].map(|text| files.add("page.md", text));
    let found = documents(&files, &pages, &Bounds::default(), &mut out);
    let operations: Vec<usize> = found.iter().map(|document| document.counts.operations).collect();
    assert_eq!(operations, [2, 1]);
    assert!(read(&files, &pages, &Bounds::default(), &mut out).is_none());
    assert!(out.iter().any(|found| found.code == Code::SeveralApis));
}
