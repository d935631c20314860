//! Dates and date-times from and to the types of the crate `time`, which keep the offset and know no
//! leap seconds.

use super::calendar::{ConversionError, Day, Moment};
use super::formats::{Date, DateTime};
use ::time::{Month, OffsetDateTime, UtcOffset};

impl DateTime {
    /// The date-time of RFC 3339 that the text is, with its offset. A text that is none, as one
    /// without an offset, is an error; and so is a leap second.
    pub fn to_time(&self) -> Result<OffsetDateTime, ConversionError> {
        let moment = Moment::read(self.as_str())?;
        at(&moment).ok_or_else(|| ConversionError::new(self.as_str(), "no date-time of the crate `time`"))
    }
}

impl From<OffsetDateTime> for DateTime {
    fn from(at: OffsetDateTime) -> Self {
        // RFC 3339 has no offset with seconds, but the same moment in UTC.
        let at = match at.offset().seconds_past_minute() {
            0 => at,
            _ => at.checked_to_offset(UtcOffset::UTC).unwrap_or(at),
        };
        let moment = Moment {
            day: day(at.date()),
            hour: at.hour().into(),
            minute: at.minute().into(),
            second: at.second().into(),
            nanosecond: at.nanosecond(),
            offset: at.offset().whole_seconds(),
        };
        Self::from(moment.to_string())
    }
}

impl Date {
    /// The date of RFC 3339 that the text is. A text that is none is an error.
    pub fn to_time(&self) -> Result<::time::Date, ConversionError> {
        let day = Day::read(self.as_str())?;
        on(&day).ok_or_else(|| ConversionError::new(self.as_str(), "no date of the crate `time`"))
    }
}

impl From<::time::Date> for Date {
    fn from(on: ::time::Date) -> Self {
        Self::from(day(on).to_string())
    }
}

fn on(day: &Day) -> Option<::time::Date> {
    let month = Month::try_from(u8::try_from(day.month).ok()?).ok()?;
    ::time::Date::from_calendar_date(day.year, month, u8::try_from(day.day).ok()?).ok()
}

fn at(moment: &Moment) -> Option<OffsetDateTime> {
    let [hour, minute, second] =
        [moment.hour, moment.minute, moment.second].map(|part| u8::try_from(part).unwrap_or(u8::MAX));
    let time = ::time::Time::from_hms_nano(hour, minute, second, moment.nanosecond).ok()?;
    let offset = UtcOffset::from_whole_seconds(moment.offset).ok()?;
    Some(OffsetDateTime::new_in_offset(on(&moment.day)?, time, offset))
}

fn day(on: ::time::Date) -> Day {
    Day { year: on.year(), month: u8::from(on.month()).into(), day: on.day().into() }
}
