use super::*;
use crate::text::Files;
use crate::tree::tests::Seeded;
use serde_json::Value as Json;

fn ours(text: &str) -> Result<Node, Diagnostic> {
    let file = Files::default().add("a.json", "");
    parse(text, file, &Bounds::default(), &mut Diagnostics::default())
}

/// Equal but for the last digits of a float, which serde_json's quick parser may miss.
fn close(one: &Json, two: &Json) -> bool {
    match (one, two) {
        (Json::Number(one), Json::Number(two)) => {
            let (one, two) = (one.as_f64().unwrap_or(0.0), two.as_f64().unwrap_or(0.0));
            (one - two).abs() <= one.abs() * 1e-15
        }
        (Json::Array(one), Json::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(one, two)| close(one, two))
        }
        (Json::Object(one), Json::Object(two)) => {
            one.len() == two.len()
                && one.iter().all(|(key, one)| two.get(key).is_some_and(|two| close(one, two)))
        }
        (one, two) => one == two,
    }
}

fn random(seeded: &mut Seeded, depth: usize) -> Json {
    match seeded.below(if depth == 0 { 5 } else { 7 }) {
        0 => Json::Null,
        1 => Json::Bool(seeded.below(2) == 0),
        2 => Json::from(seeded.below(1 << 30) as i64 - (1 << 29)),
        3 => Json::from(seeded.below(1 << 30) as f64 / 1024.0),
        4 => Json::from(random_text(seeded)),
        5 => (0..seeded.below(4)).map(|_| random(seeded, depth - 1)).collect(),
        _ => (0..seeded.below(4)).map(|_| (random_text(seeded), random(seeded, depth - 1))).collect(),
    }
}

fn random_text(seeded: &mut Seeded) -> String {
    const CHARACTERS: &[char] = &['a', 'é', '"', '\\', '\n', '\u{1}', '😀', '/', '\u{2028}', ' '];
    (0..seeded.below(6)).map(|_| CHARACTERS[seeded.below(CHARACTERS.len())]).collect()
}

#[test]
fn serde_json_reads_the_same_and_refuses_the_same() {
    let mut seeded = Seeded(3);
    let (mut accepted, mut refused) = (0, 0);
    for turn in 0..8_000 {
        let value = random(&mut seeded, 4);
        let text = match turn % 2 {
            0 => value.to_string(),
            _ => format!("{value:#}"),
        };
        let whole = ours(&text).expect("what serde_json writes");
        assert_eq!(whole.value.to_json(), value, "{text}");

        let text = seeded.mutate(&text);
        match (ours(&text), serde_json::from_str::<Json>(text.trim_start_matches('\u{FEFF}'))) {
            (Ok(node), Ok(value)) => {
                assert!(close(&node.value.to_json(), &value), "{text}");
                accepted += 1;
            }
            (Err(_), Err(_)) => refused += 1,
            (Ok(_), Err(error)) if error.to_string().contains("out of range") => {}
            (one, two) => panic!("{text:?}: ours {one:?}, serde_json's {two:?}"),
        }
    }
    assert!(accepted > 500 && refused > 500, "{accepted} and {refused}");
}

#[test]
fn errors_have_a_place_and_a_next_step() {
    for (text, at, says) in [
        ("", 0, "the text ends"),
        ("{\"a\": tru}", 6, "a value was expected here, not `t`"),
        ("[1, ]", 4, "a value was expected"),
        ("{'a': 1}", 1, "a key in double quotes"),
        ("[01]", 2, "`,` or `]`"),
        ("[\"a\nb\"]", 3, "a control character"),
        ("[\"abc", 1, "not closed"),
        ("\"\\ud800x\"", 1, "half a surrogate pair"),
        ("\"\\ud800\\u0041\"", 1, "half a surrogate pair"),
        ("\"\\q\"", 1, "an escape that JSON does not have"),
        ("\"\\u12é\"", 1, "four digits"),
        ("1 2", 2, "the end of the text"),
        ("-", 1, "a digit"),
    ] {
        let error = ours(text).expect_err(text);
        assert_eq!(error.labels[0].span.start, at, "{text}");
        assert!(error.message.contains(says), "{text}: {}", error.message);
    }
    let comma = ours("{\"a\": 1,}").expect_err("JSON allows none");
    assert!(comma.help.is_some_and(|help| help.contains("comma")));
}

#[test]
fn spans_are_those_of_the_text() {
    let text = "\u{FEFF} {\"é\": [1.50, \"x\"]}";
    let node = ours(text).expect("good");
    assert_eq!(&text[node.span.range()], "{\"é\": [1.50, \"x\"]}");
    let entry = &node.as_mapping().expect("a mapping").entries[0];
    assert_eq!(&text[entry.key_span.range()], "\"é\"");
    let items = entry.node.as_sequence().expect("a sequence");
    assert_eq!(&text[items[0].span.range()], "1.50");
    assert_eq!(items[0].as_number().map(Number::as_str), Some("1.50"));
}
