use super::*;
use crate::diagnostic::{Severity, render};
use crate::tree::pointer::lookup;

/// Reads a text under a name: the tree, the codes that were found, the files.
fn reading(name: &str, text: &str, bounds: &Bounds) -> (Option<Node>, Vec<Code>, Files) {
    let mut files = Files::default();
    let file = files.add(name, text);
    let mut out = Diagnostics::default();
    let node = read(&files, file, bounds, &mut out);
    assert_eq!(node.is_none(), out.fatal(), "no tree without a reason");
    (node, out.iter().map(|found| found.code).collect(), files)
}

/// A generator of numbers that is the same on every machine (xorshift64*).
pub struct Seeded(pub u64);

impl Seeded {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }

    /// The text with a few of its pieces removed, doubled, swapped or overwritten.
    pub fn mutate(&mut self, text: &str) -> String {
        const PIECES: &[&str] = &[
            "{", "}", "[", "]", ",", ":", "\"", "'", "\n", "  ", "\t", "- ", "&a ", "*a", "<<: ", "|\n",
            "\u{2028}", "\u{FEFF}", "\0", "0", "-", "e9", "\\u", "\\ud83d", "!!int ", "#", "? ", "---\n",
            "%", "null", "true", "é", "\r\n", "\u{85}", "1.5",
        ];
        let mut characters: Vec<char> = text.chars().collect();
        for _ in 0..1 + self.below(4) {
            let at = self.below(characters.len() + 1);
            let end = (at + self.below(6)).min(characters.len());
            match self.below(4) {
                0 => drop(characters.drain(at..end)),
                1 => {
                    let copy: Vec<char> = characters[at..end].to_vec();
                    let to = self.below(characters.len() + 1);
                    characters.splice(to..to, copy);
                }
                _ => {
                    let piece = PIECES[self.below(PIECES.len())];
                    characters.splice(at..at, piece.chars());
                }
            }
        }
        characters.into_iter().collect()
    }
}

/// Every span lies inside of the text and begins and ends at characters.
fn assert_spans(node: &Node, text: &str) {
    assert!(text.get(node.span.range()).is_some(), "{node:?} in {text:?}");
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| assert_spans(item, text)),
        Value::Mapping(mapping) => {
            for entry in mapping {
                assert!(text.get(entry.key_span.range()).is_some(), "{entry:?}");
                assert_spans(&entry.node, text);
            }
        }
        _ => {}
    }
}

#[test]
fn no_edit_of_a_document_makes_the_reader_panic() {
    const YAML: &str = "openapi: 3.1.0\nx: &a {b: [1, 'c'], d: \"e\\n\"}\ny:\n  - *a\n  - <<: *a\n    \
                        b: |\n      text\n      more\n    200: null\nz: !!str 5 # why\n";
    const JSON: &str = r#"{"a": [1, -2.5e3, "x\n\u00e9\ud83d\ude00"], "b": {"c": null, "c": true}}"#;
    let bounds = Bounds { bytes: 1 << 20, depth: 16, aliased_nodes: 50 };
    let (mut seeded, mut read_well) = (Seeded(7), 0);
    for turn in 0..6_000 {
        let text = seeded.mutate(if turn % 2 == 0 { YAML } else { JSON });
        let name = if turn % 3 == 0 { "a.json" } else { "a" };
        let (node, _, files) = reading(name, &text, &bounds);
        if let Some(node) = node {
            assert_spans(&node, &text);
            read_well += 1;
        }
        if turn % 10 == 0 {
            let mut out = Diagnostics::default();
            read(&files, FileId(0), &bounds, &mut out);
            let shown = render::text(&out.sorted(), &files, false);
            assert_eq!(shown.is_empty(), out.iter().next().is_none());
        }
    }
    assert!((500..5_500).contains(&read_well), "{read_well} of 6000: edits too tame or wild");
}

#[test]
fn a_nest_beyond_the_bound_is_refused_in_every_syntax() {
    let bounds = Bounds::default();
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("- ", ""), ("[a, ", "]"), ("? ", "")] {
        let nest =
            |levels: usize, leaf: &str| format!("{}{leaf}{}", open.repeat(levels), close.repeat(levels));
        let deep = reading("a", &nest(10_000, "1"), &bounds);
        assert_eq!(deep.1, [Code::TooDeep], "{open}");
        if open != "? " {
            assert!(reading("a", &nest(512, "1"), &bounds).0.is_some(), "{open}");
            assert_eq!(reading("a", &nest(513, "1"), &bounds).1, [Code::TooDeep], "{open}");
        }
    }
}

#[test]
fn a_source_beyond_the_bound_is_not_looked_at() {
    let bounds = Bounds { bytes: 4, ..Bounds::default() };
    assert_eq!(reading("a", "{{{{{", &bounds).1, [Code::TooLarge]);
    assert!(reading("a", "a: 1", &bounds).0.is_some());
}

#[test]
fn what_begins_like_json_may_be_yaml_unless_the_name_says_json() {
    let flow = "{a: 1, b: [no, 'x']}";
    let (node, codes, _) = reading("a.yaml", flow, &Bounds::default());
    assert!(codes.is_empty());
    assert_eq!(node.map(|node| node.value.to_json()), Some(serde_json::json!({"a": 1, "b": ["no", "x"]})));
    assert_eq!(reading("a.json", flow, &Bounds::default()).1, [Code::Syntax]);
    // Neither: the error of who came further.
    let mut files = Files::default();
    let file = files.add("a", "{\"a\": 1,\n \"b\": [1, 2}");
    let mut out = Diagnostics::default();
    assert!(read(&files, file, &Bounds::default(), &mut out).is_none());
    let found: Vec<_> = out.iter().collect();
    assert_eq!(found.len(), 1);
    assert_eq!(files.position(found[0].labels[0].span).line, 2);
}

#[test]
fn the_last_of_equal_keys_counts_in_small_and_large_mappings() {
    for padding in [0, 100] {
        let mut text = String::from("a: 1\n");
        for number in 0..padding {
            text += &format!("k{number}: {number}\n");
        }
        text += "a: 2\nb: 3\na: 4\n";
        let (node, codes, _) = reading("a", &text, &Bounds::default());
        assert_eq!(codes, [Code::DuplicateKey, Code::DuplicateKey]);
        let node = node.expect("a duplicate key is a warning");
        let mapping = node.as_mapping().expect("written as one");
        assert_eq!(mapping.entries.len(), padding + 2);
        assert_eq!(node.get("a").and_then(Node::as_number).and_then(Number::as_i64), Some(4));
        assert_eq!(mapping.entries.last().map(|entry| entry.key.as_str()), Some("a"));
        for number in 0..padding {
            let found = node.get(&format!("k{number}")).and_then(Node::as_number);
            assert_eq!(found.and_then(Number::as_i64), Some(number as i64));
        }
        assert!(node.get("absent").is_none());
    }
    assert_eq!(Code::DuplicateKey.severity(), Severity::Warning);
}

#[test]
fn sameness_is_of_data_alone() {
    let read = |text: &str| reading("a", text, &Bounds::default()).0.expect("good").value;
    assert!(read("{\"a\": 1.0, \"b\": [null]}").same(&read("b: [~]\na: 1")));
    assert!(!read("[1, 2]").same(&read("[2, 1]")));
    assert!(!read("{a: 1}").same(&read("{a: 1, b: 1}")));
    assert!(!read("'1'").same(&read("1")));
}

#[test]
fn a_tree_without_text_stands_at_one_place() {
    let json = serde_json::json!({"a": [1, 2.5, "x", null, true], "b": {}});
    let span = Span::new(Files::default().add("x", "text"), 1, 2);
    let node = Node::from_json(json.clone(), span);
    assert_eq!(node.value.to_json(), json);
    assert_eq!(lookup(&node, "/a/2").map(|node| node.span), Some(span));
}

#[test]
fn bytes_that_are_not_utf_8_have_a_place() {
    let error = decode("x.yaml", b"a: b\nc: \xE9\n".to_vec()).expect_err("Latin-1");
    assert!(error.code == Code::Encoding && error.message.contains("line 2"), "{error:?}");
    assert!(
        decode("x", vec![0xFF, 0xFE, b'a', 0])
            .is_err_and(|error| error.help.is_some_and(|help| help.contains("UTF-16")))
    );
    assert_eq!(decode("x", "é".into()).as_deref(), Ok("é"));
}

#[test]
fn a_node_stays_small() {
    assert_eq!(size_of::<Node>(), 48);
    assert_eq!(size_of::<Entry>(), 88);
}
