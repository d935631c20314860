//! Dates and date-times from and to the types of the crate `chrono`, which keep the offset and know
//! leap seconds.

use super::calendar::{ConversionError, Day, Moment};
use super::formats::{Date, DateTime};
use ::chrono::{Datelike, FixedOffset, NaiveDate, Offset, TimeZone, Timelike, Utc};

impl DateTime {
    /// The date-time of RFC 3339 that the text is, with its offset. A text that is none, as one
    /// without an offset, is an error.
    pub fn to_chrono(&self) -> Result<::chrono::DateTime<FixedOffset>, ConversionError> {
        let text = self.as_str();
        let Moment { day, hour, minute, second, nanosecond, offset } = Moment::read(text)?;
        // Leap seconds are nanoseconds beyond the 59th.
        let (second, nanosecond) = match second {
            60 => (59, nanosecond + 1_000_000_000),
            second => (second, nanosecond),
        };
        NaiveDate::from_ymd_opt(day.year, day.month, day.day)
            .and_then(|day| day.and_hms_nano_opt(hour, minute, second, nanosecond))
            .and_then(|local| FixedOffset::east_opt(offset)?.from_local_datetime(&local).single())
            .ok_or_else(|| ConversionError::new(text, "no date-time of chrono"))
    }
}

impl<Zone: TimeZone> From<::chrono::DateTime<Zone>> for DateTime {
    fn from(at: ::chrono::DateTime<Zone>) -> Self {
        let offset = at.offset().fix().local_minus_utc();
        // RFC 3339 has no offset with seconds, but the same moment in UTC.
        if offset % 60 != 0 {
            return Self::from(at.with_timezone(&Utc));
        }
        let leap = at.nanosecond() / 1_000_000_000;
        let moment = Moment {
            day: Day { year: at.year(), month: at.month(), day: at.day() },
            hour: at.hour(),
            minute: at.minute(),
            second: at.second() + leap,
            nanosecond: at.nanosecond() % 1_000_000_000,
            offset,
        };
        Self::from(moment.to_string())
    }
}

impl Date {
    /// The date of RFC 3339 that the text is. A text that is none is an error.
    pub fn to_chrono(&self) -> Result<NaiveDate, ConversionError> {
        let text = self.as_str();
        let Day { year, month, day } = Day::read(text)?;
        NaiveDate::from_ymd_opt(year, month, day)
            .ok_or_else(|| ConversionError::new(text, "no date of chrono"))
    }
}

impl From<NaiveDate> for Date {
    fn from(on: NaiveDate) -> Self {
        Self::from(Day { year: on.year(), month: on.month(), day: on.day() }.to_string())
    }
}
