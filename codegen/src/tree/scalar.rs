//! The text of a YAML scalar in; what it is out, by the core schema of YAML 1.2.2 (section 10.3.2).
//!
//! So `no`, `on`, `y`, dates, `1_000` and `12:30:45`, which YAML 1.1 made booleans, times and
//! numbers, are strings here, as their writers meant; `012` is twelve. `.inf` and `.nan` are
//! strings too: JSON, and so OpenAPI, has no such numbers (RFC 8259, section 6).

use super::{Number, Value};

/// A scalar without quotes and without a tag.
pub fn plain(text: String) -> Value {
    match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        other => match number(other) {
            Some(number) => Value::Number(number),
            None => Value::String(text),
        },
    }
}

/// A scalar with a tag, however it is quoted; `None` where the text is not what the tag says.
/// Tags that JSON has no data for (`!!timestamp`, `!Ref`) leave a string.
pub fn tagged(tag: &str, text: String) -> Option<Value> {
    let wanted: fn(&Value) -> bool = match tag {
        "tag:yaml.org,2002:null" => |value| *value == Value::Null,
        "tag:yaml.org,2002:bool" => |value| matches!(value, Value::Bool(_)),
        "tag:yaml.org,2002:int" => |value| matches!(value, Value::Number(n) if n.is_integer()),
        "tag:yaml.org,2002:float" => |value| matches!(value, Value::Number(_)),
        _ => return Some(Value::String(text)),
    };
    Some(plain(text)).filter(wanted)
}

/// The number that a plain scalar is, in JSON's spelling, without a digit lost.
fn number(text: &str) -> Option<Number> {
    let first = *text.as_bytes().first()?;
    if !matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.') {
        return None; // nearly every scalar leaves here
    }
    // Neither takes a sign in YAML 1.2. Beyond 128 bits they stay strings rather than be rounded.
    for (prefix, radix) in [("0o", 8), ("0x", 16)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            let worth = u128::from_str_radix(digits, radix).ok();
            let worth = worth.filter(|_| !digits.starts_with('+'))?;
            return Some(Number(worth.to_string().into()));
        }
    }
    let negative = first == b'-';
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], Some(&unsigned[at + 1..])),
        None => (unsigned, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.len() + fraction.len() == 0 {
        return None;
    }
    let mut json = String::with_capacity(text.len() + 1);
    json.push_str(if negative { "-" } else { "" });
    json.push_str(match whole.trim_start_matches('0') {
        "" => "0",
        stripped => stripped,
    });
    if !fraction.is_empty() {
        json.push('.');
        json.push_str(fraction);
    }
    if let Some(exponent) = exponent {
        let unsigned = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        if unsigned.is_empty() || !digits(unsigned) {
            return None;
        }
        json.push('e');
        json.push_str(exponent);
    }
    Some(Number(json.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_1_1_read_otherwise_is_a_string() {
        for text in [
            "no",
            "on",
            "y",
            "Yes",
            "off",
            "1_000",
            "12:30:45",
            "2001-12-14",
            "0b11",
            "1.2.3",
            ".inf",
            "-.INF",
            ".nan",
            "+",
            "-",
            ".",
            "e3",
            "1e",
            "1e+",
            "0x",
            "0o8",
            "0o+7",
            "-0x1F",
            "nUll",
            "tRue",
            "0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "=",
            "1 2",
            "١",
        ] {
            assert_eq!(plain(text.into()), Value::String(text.into()));
        }
    }

    #[test]
    fn numbers_keep_their_digits_in_the_spelling_of_json() {
        for (text, json) in [
            ("0", "0"),
            ("012", "12"),
            ("0o17", "15"),
            ("0x1F", "31"),
            ("+1", "1"),
            ("-0", "-0"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("1.", "1"),
            ("1.10", "1.10"),
            ("00.10e+07", "0.10e+07"),
            ("18446744073709551616", "18446744073709551616"),
            ("1e400", "1e400"),
            ("2.1310000000000002", "2.1310000000000002"),
        ] {
            assert_eq!(plain(text.into()), Value::Number(Number(json.into())), "{text}");
        }
    }

    #[test]
    fn a_tag_says_what_a_scalar_is_or_is_refused() {
        let core = |name: &str, text: &str| tagged(&format!("tag:yaml.org,2002:{name}"), text.to_owned());
        assert_eq!(core("str", "1"), Some(Value::String("1".into())));
        assert_eq!(core("int", "1"), Some(Value::Number(Number("1".into()))));
        assert_eq!(core("bool", "no"), None);
        assert_eq!(core("int", "1.5"), None);
        assert_eq!(core("null", ""), Some(Value::Null));
        assert_eq!(core("binary", "aGk="), Some(Value::String("aGk=".into())));
        assert_eq!(tagged("!Ref", "x".into()), Some(Value::String("x".into())));
    }
}
