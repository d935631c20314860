use super::*;
use crate::diagnostic::Code;
use crate::text::FileId;

fn file(text: &str) -> (Files, FileId) {
    let mut files = Files::default();
    let id = files.add("spec/a.yaml", text);
    (files, id)
}

/// The place of the first `part` of the text.
fn at(files: &Files, file: FileId, part: &str) -> Span {
    let start = files.text(file).find(part).expect("a part of the text");
    Span::new(file, start, start + part.len())
}

#[test]
fn a_finding_shows_its_places_its_next_step_and_its_page() {
    let (files, id) = file("paths:\n  /a:\n    get: 1\n  /b: 2\n");
    let found = Diagnostic::new(Code::DuplicateKey, at(&files, id, "/b"), "a key stands twice")
        .label("this one counts")
        .and(at(&files, id, "get"), "the other")
        .help("remove one");
    let shown = text(&[&found], &files, false);
    let wanted = "\
warning[E0103]: a key stands twice
 --> spec/a.yaml:4:3
  |
3 |     get: 1
  |     --- the other
4 |   /b: 2
  |   ^^ this one counts
  |
  = help: remove one
  = for more: cargo xtask explain E0103

";
    assert_eq!(shown, wanted, "{shown}");
    assert!(text(&[&found], &files, true).contains("\u{1b}["));
}

#[test]
fn severities_have_their_words() {
    let files = Files::default();
    for (code, word) in [
        (Code::Syntax, "error[E0102]: x"),
        (Code::Untyped, "skipped[E0401]: x"),
        (Code::MissingOperationId, "warning[E0501]: x"),
    ] {
        let found = Diagnostic::nowhere(code, "x");
        assert!(text(&[&found], &files, false).starts_with(word));
    }
}

#[test]
fn of_a_long_line_a_window_is_shown() {
    let long = format!("{{\"a\": [{}\"é\", \"here\"]}}", "\"éé\", ".repeat(500_000));
    let (files, id) = file(&long);
    let found = Diagnostic::new(Code::Syntax, at(&files, id, "\"here\""), "x")
        .label("this")
        .and(Span::new(id, 0, 1), "opened here");
    let shown = text(&[&found], &files, false);
    assert!(shown.len() < 1_500, "{} bytes", shown.len());
    assert!(shown.contains("spec/a.yaml:1:3000013"), "{shown}");
    assert!(shown.contains("\"here\"]}") && shown.contains("opened here"), "{shown}");
}

#[test]
fn of_a_mapping_the_first_line_is_marked() {
    let (files, id) = file("a: {\r\n  b: 1,\r\n  c: 2 }\r\n");
    let shown = text(&[&Diagnostic::new(Code::Syntax, Span::new(id, 3, 25), "x")], &files, false);
    assert!(shown.contains("1 | a: {\n  |    ^\n"), "{shown}");
}

#[test]
fn text_of_a_document_is_data() {
    let (files, id) = file("a: \u{1b}[31m\u{202e}b\u{7}");
    let place = at(&files, id, "b");
    let found = Diagnostic::new(Code::Syntax, place, "bad \u{1b}[2J\nerror: forged").help("\u{202e}x");
    let shown = text(&[&found], &files, false);
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{shown:?}");
    assert!(shown.contains("\\u{1b}[31m\\u{202e}b\\u{7}"), "{shown}");
    assert!(shown.contains("[2J\\nerror: forged"), "{shown}");
}

#[test]
fn json_is_one_object_a_line() {
    let (files, id) = file("é: b\n");
    let one = Diagnostic::new(Code::Syntax, at(&files, id, "b"), "a\nb").help("do this");
    let two = Diagnostic::nowhere(Code::UnreadableFile, "gone");
    let lines = json(&[&one, &two], &files);
    let objects: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(
        objects,
        [
            serde_json::json!({
                "code": "E0102", "severity": "error", "message": "a\nb", "help": "do this",
                "file": "spec/a.yaml", "line": 1, "column": 4, "end": {"line": 1, "column": 5},
                "labels": [{"file": "spec/a.yaml", "line": 1, "column": 4,
                    "end": {"line": 1, "column": 5}, "text": ""}],
            }),
            serde_json::json!({
                "code": "E0101", "severity": "error", "message": "gone", "help": null, "labels": [],
            }),
        ]
    );
}

#[test]
fn annotations_are_escaped_as_the_runner_asks() {
    let mut files = Files::default();
    let id = files.add("a,b:c.yaml", "x: 1");
    let found = Diagnostic::new(Code::Untyped, Span::new(id, 3, 4), "100%\n::error::forged").help("h");
    assert_eq!(
        github(&[&found], &files, |name| format!("below/{name}")),
        "::warning file=below/a%2Cb%3Ac.yaml,line=1,col=4,title=E0401%3A a schema says more than a type can\
         ::100%25%0A::error::forged%0Ahelp: h\n"
    );
}
