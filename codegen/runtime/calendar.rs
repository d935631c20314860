//! A date or a date-time of RFC 3339 (5.6) as its numbers, and back: what the conversions to the
//! types of each library stand on.
//!
//! Their own parsers differ in what they let pass, and some drop what they can't hold without a
//! word (a tenth digit of a second, a leap second). Here that is an error. No parser or formatter
//! of theirs has to be compiled for it.

use super::formats::{is_date, is_date_time, number};
use std::fmt;

/// Why a text is no value of a library's type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversionError(String);

impl ConversionError {
    /// `text` is not `what`.
    #[cold]
    pub(super) fn new(text: &str, what: &str) -> Self {
        Self(format!("`{text}` is {what}"))
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConversionError {}

/// A day of the calendar.
pub(super) struct Day {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

/// A moment, as the clocks of a place show it.
pub(super) struct Moment {
    pub day: Day,
    pub hour: u32,
    pub minute: u32,
    /// 60 is a leap second.
    pub second: u32,
    pub nanosecond: u32,
    /// Seconds that the place is ahead of UTC.
    pub offset: i32,
}

impl Day {
    pub fn read(text: &str) -> Result<Self, ConversionError> {
        match is_date(text) {
            true => Ok(Self::of(text)),
            false => Err(ConversionError::new(text, "no date of RFC 3339")),
        }
    }

    /// What a text that is a date begins with.
    fn of(text: &str) -> Self {
        // Four digits.
        let year = i32::try_from(number(text, 0, 4)).unwrap_or_default();
        Self { year, month: number(text, 5, 7), day: number(text, 8, 10) }
    }
}

impl Moment {
    pub fn read(text: &str) -> Result<Self, ConversionError> {
        if !is_date_time(text) {
            return Err(ConversionError::new(text, "no date-time of RFC 3339"));
        }
        let rest = text.get(19..).unwrap_or_default();
        let zone = rest.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
        let digits = rest.strip_suffix(zone).unwrap_or_default();
        let Some(nanosecond) = nanosecond(digits.trim_start_matches('.')) else {
            return Err(ConversionError::new(text, "finer than a nanosecond"));
        };
        // `Z`, which has no digits, is no hour ahead.
        let ahead = match zone.len() {
            6 => number(zone, 1, 3) * 3600 + number(zone, 4, 6) * 60,
            _ => 0,
        };
        let ahead = i32::try_from(ahead).unwrap_or_default();
        Ok(Self {
            day: Day::of(text),
            hour: number(text, 11, 13),
            minute: number(text, 14, 16),
            second: number(text, 17, 19),
            nanosecond,
            offset: if zone.starts_with('-') { -ahead } else { ahead },
        })
    }
}

/// The digits behind the point; `None` if a tenth says something.
fn nanosecond(digits: &str) -> Option<u32> {
    let digits = digits.trim_end_matches('0');
    if digits.len() > 9 { None } else { format!("{digits:0<9}").parse().ok() }
}

/// A year that RFC 3339 has no four digits for is written as ISO 8601 does, with its sign.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            year @ 0..=9999 => write!(f, "{year:04}")?,
            year => write!(f, "{year:+05}")?,
        }
        write!(f, "-{:02}-{:02}", self.month, self.day)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}:{:02}", self.day, self.hour, self.minute, self.second)?;
        if self.nanosecond > 0 {
            write!(f, ".{}", format!("{:09}", self.nanosecond).trim_end_matches('0'))?;
        }
        let (sign, ahead) = (if self.offset < 0 { '-' } else { '+' }, self.offset.unsigned_abs());
        match (ahead / 3600, ahead / 60 % 60, ahead % 60) {
            (0, 0, 0) => f.write_str("Z"),
            (hours, minutes, 0) => write!(f, "{sign}{hours:02}:{minutes:02}"),
            // Of local mean times, which ISO 8601 alone can say.
            (hours, minutes, seconds) => write!(f, "{sign}{hours:02}:{minutes:02}:{seconds:02}"),
        }
    }
}
