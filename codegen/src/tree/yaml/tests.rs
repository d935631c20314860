use super::*;
use crate::text::Files;
use crate::tree::pointer::lookup;
use serde_json::json;

fn read(text: &str) -> Result<(Node, Diagnostics), Diagnostic> {
    let mut out = Diagnostics::default();
    let file = Files::default().add("a.yaml", "");
    parse(text, file, &Bounds::default(), &mut out).map(|node| (node, out))
}

fn data(text: &str) -> serde_json::Value {
    read(text).expect(text).0.value.to_json()
}

fn error(text: &str) -> Diagnostic {
    read(text).expect_err(text)
}

#[test]
fn scalars_and_keys_are_of_the_core_schema() {
    let text = "no: no\non: [on, y]\n200: 1\n1.10: 012\ntrue: '5'\n~: \"no\"\nv: 3.1.0\nd: 2001-01-01\n\
                t: 12:30:45\no: 0o17\ne:\n";
    let wanted = json!({
        "no": "no", "on": ["on", "y"], "200": 1, "1.10": 12, "true": "5", "~": "no", "v": "3.1.0",
        "d": "2001-01-01", "t": "12:30:45", "o": 15, "e": null,
    });
    assert_eq!(data(text), wanted);
    let tags = "a: !!str 1\nb: !!int '1'\nc: ! 1\nd: !Ref x\n? |\n  long\n: 1\n";
    assert_eq!(data(tags), json!({"a": "1", "b": 1, "c": "1", "d": "x", "long\n": 1}));
    assert!(error("a: !!int b").message.contains("!!int"));
}

#[test]
fn one_response_by_number_and_by_text_is_a_duplicate() {
    let (node, out) = read("200: a\n\"200\": b\n").expect("a warning");
    assert_eq!(out.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::DuplicateKey]);
    assert_eq!(node.get("200").and_then(Node::as_str), Some("b"));
}

#[test]
fn places_are_bytes_of_the_text_whatever_stands_in_it() {
    for before in ["", "\u{FEFF}", "# é\r\n", "x: \"a\u{2028}b\u{85}c\"\n", "y: a\u{2029}b\n", "w:\tt\n"] {
        let text =
            format!("{before}key: {{a: [1, 'two']}}\r\nlist:\r\n- |\r\n  block\r\n\r\n- z\r\nlast: 1\r\n");
        let node = read(&text).expect(before).0;
        let at = |pointer: &str| &text[lookup(&node, pointer).expect(pointer).span.range()];
        assert_eq!(at("/key"), "{a: [1, 'two']}", "{before:?}");
        assert_eq!(at("/key/a/1"), "'two'");
        assert_eq!(at("/list/1"), "z");
        assert_eq!(at("/list/0"), "|\r\n  block");
        assert_eq!(at("/list"), "- |\r\n  block\r\n\r\n- z");
        assert_eq!(at("/last"), "1");
        let key = node.as_mapping().and_then(|mapping| mapping.entry("last")).expect("a key");
        assert_eq!(&text[key.key_span.range()], "last");
        assert_eq!(lookup(&node, "/list/0").and_then(Node::as_str), Some("block\n"));
    }
}

#[test]
fn line_breaks_of_yaml_1_1_are_text() {
    assert_eq!(data("a: b\u{2028}c\nd: \"e\u{85}f\"\n"), json!({"a": "b\u{2028}c", "d": "e\u{85}f"}));
    // An escape of what could have been the stand-in stays what it is.
    assert_eq!(data("a: \"\\uE000\u{2028}\""), json!({"a": "\u{E000}\u{2028}"}));
}

#[test]
fn aliases_stand_where_they_are_used() {
    let text = "a: &x\n  k: [1]\nb: *x\nc: {*y : 1}\n".replace("c: {*y : 1}", "s: &y id\nc: {*y : 1}");
    let node = read(&text).expect("good").0;
    assert_eq!(node.value.to_json(), json!({"a": {"k": [1]}, "b": {"k": [1]}, "s": "id", "c": {"id": 1}}));
    assert_eq!(&text[lookup(&node, "/b").expect("b").span.range()], "*x");
    assert_eq!(&text[lookup(&node, "/b/k/0").expect("its item").span.range()], "1");
    for (text, says) in [
        ("a: *nobody", "names no anchor"),
        ("a: &x\n  b: *x\n", "inside of what it names"),
        ("&a [&a 1, *a, [*a]]", "inside of what it names"),
    ] {
        let error = error(text);
        assert!(error.message.contains(says), "{text}: {}", error.message);
        assert!(text[error.labels[0].span.range()].starts_with('*'));
    }
}

#[test]
fn a_bomb_of_aliases_is_refused() {
    let mut width = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    let mut height = format!("a0: &a0 {}{}\n", "[".repeat(300), "]".repeat(300));
    for level in 1..12 {
        let ten = vec![format!("*a{}", level - 1); 10].join(", ");
        width += &format!("a{level}: &a{level} [{ten}]\n");
        let (open, close) = ("[".repeat(300), "]".repeat(300));
        height += &format!("a{level}: &a{level} {open}*a{}{close}\n", level - 1);
    }
    assert_eq!(error(&width).code, Code::TooManyAliases);
    assert_eq!(error(&height).code, Code::TooDeep);
}

#[test]
fn merge_keys_give_what_the_mapping_does_not_have() {
    let text = "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 4}\none:\n  first: 0\n  <<: *b\n  x: own\n\
                two:\n  <<: [*b, *m]\nthree: {<<: {k: 1}}\nfour: {'<<': 1}\n";
    let node = read(text).expect("good").0;
    let json = node.value.to_json();
    assert_eq!(json["one"], json!({"first": 0, "y": 2, "x": "own"}));
    assert_eq!(json["two"], json!({"x": 1, "y": 2, "z": 4}));
    assert_eq!(json["three"], json!({"k": 1}));
    assert_eq!(json["four"], json!({"<<": 1}));
    let one = node.get("one").and_then(Node::as_mapping).expect("one");
    let keys: Vec<_> = one.iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["first", "y", "x"]);
    assert_eq!(&text[one.entries[1].key_span.range()], "*b");
    assert!(error("a: {<<: 1}").message.contains("a number"));
}

#[test]
fn one_document_and_no_more() {
    assert_eq!(data("%YAML 1.2\n---\na: 1\n...\n"), json!({"a": 1}));
    assert_eq!(data("# nothing\n"), json!(null));
    let several = error("a: 1\n---\nb: 2\n");
    assert_eq!((several.code, several.labels[0].span.start), (Code::SeveralDocuments, 5));
}

#[test]
fn errors_have_a_place_and_a_next_step() {
    for (text, at, help) in [
        ("a:\n\tb: 1\n", 3, "tab"),
        ("\u{FEFF}a: @b\n", 6, "quotes"),
        ("é: \u{7}\n", 4, "U+0007"),
        ("{id}: 1\n? [a]\n", 0, "quotes"),
    ] {
        let error = error(text);
        assert_eq!((error.code, error.labels[0].span.start), (Code::Syntax, at), "{text:?} {error:?}");
        assert!(error.help.is_some_and(|found| found.contains(help)), "{text:?}");
    }
    assert_eq!(error("a: [1\nb: 2").code, Code::Syntax);
    assert_eq!(error("a: 'x\n").code, Code::Syntax);
}
