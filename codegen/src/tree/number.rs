//! A number as text in; what it is worth out, exactly.
//!
//! Nothing here rounds but [`Number::as_f64`], which says so.

/// A number by its text, so that no digit is lost between the document and what is emitted.
///
/// The text is valid JSON (YAML's `0o17`, `.5`, `+1` are brought into that form).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(pub Box<str>);

/// What a number is worth: `0.digits * 10^point`, without zeros at either end of the digits.
#[derive(PartialEq, Eq)]
struct Worth {
    negative: bool,
    digits: Vec<u8>,
    point: i64,
}

impl Number {
    /// Its text, valid JSON.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The integer that this is worth, if it is one of these: `3`, `3.0`, `30e-1`.
    pub fn as_i64(&self) -> Option<i64> {
        self.integer()?.parse().ok()
    }

    /// The integer that this is worth, if it is one of these.
    pub fn as_u64(&self) -> Option<u64> {
        self.integer()?.parse().ok()
    }

    /// The nearest floating-point number; infinite beyond all of them.
    pub fn as_f64(&self) -> f64 {
        // Rust reads every number of JSON's grammar; another text was never a number.
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// Whether it has no fraction (JSON Schema 2020-12 validation, section 6.1.1: `1.0` is an
    /// integer).
    pub fn is_integer(&self) -> bool {
        let worth = self.worth();
        worth.digits.len() as i64 <= worth.point
    }

    /// Whether both are worth the same: `1`, `1.0` and `10e-1` are.
    pub fn same(&self, other: &Self) -> bool {
        self.0 == other.0 || self.worth() == other.worth()
    }

    /// The decimal digits of an integer that could fit into 64 bits.
    fn integer(&self) -> Option<String> {
        let worth = self.worth();
        let places = usize::try_from(worth.point).ok().filter(|places| *places <= 20)?;
        if worth.digits.len() > places {
            return None;
        }
        let mut text = String::from(if worth.negative { "-" } else { "" });
        text.extend(worth.digits.iter().map(|digit| char::from(*digit)));
        text.extend(std::iter::repeat_n('0', places - worth.digits.len()));
        if places == 0 {
            text.push('0');
        }
        Some(text)
    }

    fn worth(&self) -> Worth {
        let (negative, text) = match self.0.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, &*self.0),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let leading = digits.iter().take_while(|digit| **digit == b'0').count();
        let trailing = digits.iter().rev().take_while(|digit| **digit == b'0').count();
        if leading == digits.len() {
            return Worth { negative: false, digits: Vec::new(), point: 0 };
        }
        // An exponent of 19 digits is as good as infinite, in the direction that it has.
        let exponent: i64 = exponent.parse().unwrap_or(match exponent.starts_with('-') {
            true => i64::MIN / 2,
            false => i64::MAX / 2,
        });
        Worth {
            negative,
            point: (whole.len() as i64 - leading as i64).saturating_add(exponent),
            digits: digits[leading..digits.len() - trailing].to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number(text.into())
    }

    #[test]
    fn integers_are_told_by_worth_and_not_by_spelling() {
        for (text, worth) in [
            ("3", Some(3)),
            ("3.0", Some(3)),
            ("30e-1", Some(3)),
            ("0.3E+1", Some(3)),
            ("-0", Some(0)),
            ("0e99999999999999999999", Some(0)),
            ("1e3", Some(1000)),
            ("3.5", None),
            ("1e-1", None),
            ("1e99999999999999999999", None),
            ("9223372036854775807", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9223372036854775808", None),
        ] {
            assert_eq!(number(text).as_i64(), worth, "{text}");
        }
        assert_eq!(number("18446744073709551615").as_u64(), Some(u64::MAX));
        assert!(number("18446744073709551616").is_integer());
        assert!(!number("1.5").is_integer() && number("1e400").is_integer());
    }

    #[test]
    fn spelling_does_not_matter_and_the_last_digit_does() {
        assert!(number("1").same(&number("10e-1")));
        assert!(number("0").same(&number("-0.00")));
        assert!(!number("10000000000000000000000").same(&number("10000000000000000000001")));
        assert!(!number("1").same(&number("-1")));
    }
}
