//! Values held against what their document states, by the generated `validate()`.

use tintype_goldens::what_is_sent_can_be_validated::runtime::{Invalid, Validate, decode_json};
use tintype_goldens::what_is_sent_can_be_validated::types::Order;

fn validated(order: &str) -> Result<(), String> {
    let order: Order = decode_json(order.as_bytes()).expect("an order, whatever its bounds");
    order.validate().map_err(|error: Invalid| error.to_string())
}

#[test]
fn what_the_document_states_holds_or_is_told_with_its_place() {
    let order = |more: &str| format!(r#"{{"name": "Ada", "lines": [{{"count": 1}}]{more}}}"#);
    for right in [
        "",
        r#", "tags": ["abc", "é€𝄞"], "notes": {"a": "b"}, "nickname": null, "free": """#,
        r#", "lines": [{"count": 99, "price": 0.07}]"#,
    ] {
        // A member that stands twice is refused, so lines of its own replace the first.
        let text = order(right);
        let text =
            if right.contains("lines") { text.replacen(r#""lines": [{"count": 1}], "#, "", 1) } else { text };
        assert_eq!(validated(&text), Ok(()), "{text}");
    }
    for (wrong, message) in [
        (r#"{"name": "", "lines": [{"count": 1}]}"#, "name: 0 characters, at least 1 are asked for"),
        (r#"{"name": "Grace!", "lines": []}"#, "name: 6 characters, at most 5 are allowed"),
        (r#"{"name": null, "lines": []}"#, "lines: 0 items, at least 1 are asked for"),
        (r#"{"name": "A", "lines": [{"count": 1}, {"count": 0}]}"#, "lines[1].count: less than 1"),
        (r#"{"name": "A", "lines": [{"count": 100}]}"#, "lines[0].count: not less than 100"),
        (r#"{"name": "A", "lines": [{"count": 1, "price": 0}]}"#, "lines[0].price: not greater than 0"),
        (r#"{"name": "A", "lines": [{"count": 1, "price": 0.005}]}"#, "lines[0].price: no multiple of 0.01"),
    ] {
        assert_eq!(validated(wrong), Err(message.to_owned()), "{wrong}");
    }
    for (more, message) in [
        (r#", "tags": ["abcd"]"#, "tags[0]: 4 characters, at most 3 are allowed"),
        (r#", "tags": ["a", "a"]"#, "tags: an item stands twice"),
        (r#", "notes": {"a": ""}"#, "notes.a: 0 characters, at least 1 are asked for"),
        (r#", "notes": {"a": "x", "b": "x", "c": "x"}"#, "notes: 3 members, at most 2 are allowed"),
        (r#", "nickname": "x""#, "nickname: 1 characters, at least 2 are asked for"),
        (
            r#", "parent": {"name": "", "lines": [{"count": 1}]}"#,
            "parent.name: 0 characters, at least 1 are asked for",
        ),
    ] {
        assert_eq!(validated(&order(more)), Err(message.to_owned()), "{more}");
    }
}
