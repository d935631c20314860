//! YAML data in; its text out, which readers of YAML 1.1 understand as those of 1.2 do.
//!
//! `no`, `12:30` and `2020-01-01` are strings in YAML 1.2, and a boolean, a number and a date in 1.1,
//! which most tools for OpenAPI in Python and Ruby read. serde_yaml does not quote them: they are
//! marked before it writes, and quoted behind it.

use serde_yaml::{Mapping, Value};

/// The text of some data.
pub(super) fn text(data: Value) -> String {
    // A character that no text of the document has; that all of them stand in one is out of reach.
    let mut marks = '\u{E000}'..='\u{F8FF}';
    let mark = marks.find(|mark| !any(&data, &|text| text.contains(*mark)));
    let marked = match mark.filter(|_| any(&data, &is_read_otherwise)) {
        Some(mark) => self::marked(data, mark),
        None => data,
    };
    // Strings, numbers, lists and maps with strings for keys: serde_yaml refuses none of them.
    let text = serde_yaml::to_string(&marked).unwrap_or_default();
    let mut parts = text.split(mark.unwrap_or('\u{E000}'));
    let mut quoted = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // A marked scalar is short and plain: it ends with its line, or is a key.
        let ends = ["\n", ": ", ":\n"].iter().filter_map(|end| part.find(end));
        let (scalar, rest) = part.split_at(ends.min().unwrap_or(part.len()));
        quoted.extend(["'", scalar, "'", rest]);
    }
    quoted
}

/// Whether some string, a key or a value, is such a one.
fn any(data: &Value, is: &dyn Fn(&str) -> bool) -> bool {
    match data {
        Value::String(text) => is(text),
        Value::Sequence(items) => items.iter().any(|item| any(item, is)),
        Value::Mapping(entries) => entries.iter().any(|(key, value)| any(key, is) || any(value, is)),
        _ => false,
    }
}

fn marked(data: Value, mark: char) -> Value {
    match data {
        Value::String(text) if is_read_otherwise(&text) => format!("{mark}{text}").into(),
        Value::Sequence(items) => items.into_iter().map(|item| marked(item, mark)).collect(),
        Value::Mapping(entries) => {
            let entries = entries.into_iter();
            Value::Mapping(
                entries.map(|(key, value)| (marked(key, mark), marked(value, mark))).collect::<Mapping>(),
            )
        }
        other => other,
    }
}

/// Whether a plain scalar is no string by YAML 1.1 (its types `bool`, `int`, `float`, `timestamp`,
/// `merge`, `value`), and one by 1.2.
fn is_read_otherwise(text: &str) -> bool {
    const WORDS: [&str; 6] = ["y", "n", "yes", "no", "on", "off"];
    if matches!(text, "=" | "<<") || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return true;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit() || it == b'_');
    let fraction = |part: &str| part.split_once('.').map_or(part, |(whole, _)| whole).len();
    // 1_000.5, 0b1, 12:30:15.5, 2020-01-01 10:00:00 +2
    let number =
        unsigned.split('.').count() < 3 && unsigned.split('.').all(|part| part.is_empty() || digits(part));
    let binary = unsigned.strip_prefix("0b").is_some_and(digits);
    let sixties = unsigned.contains(':') && unsigned.split(':').all(|part| digits(&part[..fraction(part)]));
    let day = text.split(['T', 't', ' ', '\t']).next().unwrap_or_default();
    let date = day.len() >= 8
        && day.find('-') == Some(4)
        && day.splitn(3, '-').filter(|part| digits(part)).count() == 3;
    // What 1.2 reads as a number, and digits behind a zero, serde_yaml has quoted.
    (number && unsigned.contains('_') && unsigned.starts_with(|first: char| first.is_ascii_digit()))
        || binary
        || sixties
        || date
}

#[cfg(test)]
mod tests {
    use super::text;
    use serde_yaml::Value;

    #[test]
    fn what_older_readers_take_for_something_else_is_quoted() {
        let plain = [
            "now",
            "3c90c3cc-0d44-4b50",
            "1.2.3-rc",
            "/a: b",
            "\u{E000}no",
            "x: no",
            "v1",
            "on: a\noff",
            "3.2.0",
            "_a",
            "a:b",
            "12:a",
            "555-1234",
            "192.168.0.1",
        ];
        let quoted = [
            "no",
            "Yes",
            "ON",
            "n",
            "=",
            "<<",
            "12:30",
            "2020-01-01",
            "2020-01-01T10:00:00Z",
            "1_000",
            "0b1",
        ];
        for words in [&plain[..], &quoted[..]] {
            let list: Vec<Value> = words.iter().map(|word| Value::from(*word)).collect();
            let keys: serde_yaml::Mapping = list.iter().map(|word| (word.clone(), word.clone())).collect();
            let data = Value::Sequence(vec![Value::Sequence(list), Value::Mapping(keys)]);
            let written = text(data.clone());
            assert_eq!(serde_yaml::from_str::<Value>(&written).expect("it is YAML"), data, "{written}");
            let unmarked = serde_yaml::to_string(&data).expect("it can be written");
            assert_eq!(written == unmarked, words == plain, "{written}");
        }
        assert_eq!(text(Value::from("no")), "'no'\n");
        assert_eq!(text(Value::from("a")), "a\n");
    }
}
