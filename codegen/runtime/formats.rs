//! Dates and times as the text that the wire has.
//!
//! In: any string. Vendors send date-times without zones, and a client must not lose a response
//! over one; so the text is kept, and only a strict attempt asks for RFC 3339's form (5.6, and
//! appendix A for durations).

use super::build_error::BuildError;
use super::decode::Decode;
use super::encode::Encode;
use super::param::Param;
use super::reader::{Fault, Hint, Reader};
use super::trace;
use super::view::View;
use std::fmt;

macro_rules! formats {
    ($($(#[$doc:meta])* $T:ident by $is_valid:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $T(String);

        impl $T {
            /// The text on the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $T {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl fmt::Display for $T {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<String> for $T {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $T {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl Decode for $T {
            const HINT: Hint = Hint::TEXT;

            fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
                let text = reader.text()?;
                if trace::is_strict() && !$is_valid(text) {
                    return Err(reader.invalid(concat!("a ", stringify!($T), " of RFC 3339")));
                }
                Ok(Self(text.to_owned()))
            }
        }

        impl Encode for $T {
            fn view(&self) -> View<'_> {
                View::Text(&self.0)
            }
        }

        impl Param for $T {
            fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
                out(&self.0);
                Ok(())
            }
        }
    )*};
}

formats! {
    /// A date with a time, as `2026-11-23T18:30:00Z`.
    ///
    /// The features `chrono`, `jiff` and `time` bring `to_chrono()` and the like, and `From` for the
    /// types of these libraries.
    DateTime by is_date_time
    /// A date, as `2026-11-23`.
    ///
    /// The features `chrono`, `jiff` and `time` bring `to_chrono()` and the like, and `From` for the
    /// types of these libraries.
    Date by is_date
    /// A time of day, as `18:30:00Z`. The libraries have no time of day with an offset.
    Time by is_time
    /// A length of time, as `P1DT12H`. The feature `jiff` brings `to_jiff()`, and `From` for its span.
    Duration by is_duration
}

/// Reads `text` as `pattern`, where `0` stands for a digit and all else for itself.
fn shaped<'a>(text: &'a str, pattern: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(pattern.len())?;
    let fits = head.bytes().zip(pattern.bytes()).all(|(c, p)| match p {
        b'0' => c.is_ascii_digit(),
        p => c == p,
    });
    fits.then_some(rest)
}

pub(super) fn number(text: &str, from: usize, to: usize) -> u32 {
    text.get(from..to).and_then(|digits| digits.parse().ok()).unwrap_or(u32::MAX)
}

pub(super) fn is_date(text: &str) -> bool {
    let year = number(text, 0, 4);
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match number(text, 5, 7) {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    shaped(text, "0000-00-00") == Some("") && (1..=days).contains(&number(text, 8, 10))
}

fn is_time(text: &str) -> bool {
    let Some(mut rest) = shaped(text, "00:00:00") else {
        return false;
    };
    // 60 is a leap second.
    if number(text, 0, 2) > 23 || number(text, 3, 5) > 59 || number(text, 6, 8) > 60 {
        return false;
    }
    if let Some(fraction) = rest.strip_prefix('.') {
        rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() == fraction.len() {
            return false;
        }
    }
    let offset = rest.get(1..).unwrap_or_default();
    match rest.get(..1) {
        Some("Z" | "z") => offset.is_empty(),
        Some("+" | "-") => {
            shaped(offset, "00:00") == Some("") && number(offset, 0, 2) < 24 && number(offset, 3, 5) < 60
        }
        _ => false,
    }
}

pub(super) fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else {
        return false;
    };
    // RFC 3339 lets a space stand for the `T`.
    is_date(date) && rest.strip_prefix(['T', 't', ' ']).is_some_and(is_time)
}

/// `P` with at least one number and unit, in order, hours and smaller behind a `T`; weeks alone.
fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    match time {
        None => is_amounts(date, "YMD") || is_amounts(date, "W"),
        Some(time) => (date.is_empty() || is_amounts(date, "YMD")) && is_amounts(time, "HMS"),
    }
}

fn is_amounts(mut text: &str, mut units: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    while !text.is_empty() {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let Some(unit) = rest.chars().next() else {
            return false;
        };
        let Some((_, later)) = units.split_once(unit) else {
            return false;
        };
        if rest.len() == text.len() {
            return false;
        }
        (text, units) = (rest.get(1..).unwrap_or_default(), later);
    }
    true
}
