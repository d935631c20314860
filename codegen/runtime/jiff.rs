//! Dates, date-times and lengths of time from and to the types of the crate `jiff`. Its timestamp is
//! the moment without the offset, and knows no leap seconds.

use super::calendar::{ConversionError, Day, Moment};
use super::formats::{Date, DateTime, Duration};
use ::jiff::fmt::temporal::SpanParser;
use ::jiff::tz::Offset;
use ::jiff::{Span, Timestamp, Zoned, civil};

impl DateTime {
    /// The moment that the text says by RFC 3339. A text that says none, as one without an offset,
    /// is an error; and so is a leap second.
    pub fn to_jiff(&self) -> Result<Timestamp, ConversionError> {
        let moment = Moment::read(self.as_str())?;
        at(&moment).ok_or_else(|| ConversionError::new(self.as_str(), "no timestamp of jiff"))
    }
}

impl From<Timestamp> for DateTime {
    fn from(at: Timestamp) -> Self {
        Self::from(moment(at, Offset::UTC).to_string())
    }
}

/// The moment and its offset; the name of the zone has no place in RFC 3339.
impl From<Zoned> for DateTime {
    fn from(at: Zoned) -> Self {
        // RFC 3339 has no offset with seconds, but the same moment in UTC.
        let offset = match at.offset().seconds() % 60 {
            0 => at.offset(),
            _ => Offset::UTC,
        };
        Self::from(moment(at.timestamp(), offset).to_string())
    }
}

impl Date {
    /// The date of RFC 3339 that the text is. A text that is none is an error.
    pub fn to_jiff(&self) -> Result<civil::Date, ConversionError> {
        let day = Day::read(self.as_str())?;
        on(&day).ok_or_else(|| ConversionError::new(self.as_str(), "no date of jiff"))
    }
}

impl From<civil::Date> for Date {
    fn from(on: civil::Date) -> Self {
        Self::from(day(on).to_string())
    }
}

impl Duration {
    /// The span of ISO 8601 that the text is. A text that is none is an error.
    pub fn to_jiff(&self) -> Result<Span, ConversionError> {
        let span = SpanParser::new().parse_span(self.as_str());
        span.map_err(|_| ConversionError::new(self.as_str(), "no span of jiff"))
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Self::from(span.to_string())
    }
}

fn on(day: &Day) -> Option<civil::Date> {
    let year = i16::try_from(day.year).ok()?;
    civil::Date::new(year, i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?).ok()
}

fn at(moment: &Moment) -> Option<Timestamp> {
    let [hour, minute, second] =
        [moment.hour, moment.minute, moment.second].map(|part| i8::try_from(part).unwrap_or(i8::MAX));
    let nanosecond = i32::try_from(moment.nanosecond).ok()?;
    let time = civil::Time::new(hour, minute, second, nanosecond).ok()?;
    let offset = Offset::from_seconds(moment.offset).ok()?;
    offset.to_timestamp(on(&moment.day)?.to_datetime(time)).ok()
}

fn day(on: civil::Date) -> Day {
    Day {
        year: on.year().into(),
        month: on.month().unsigned_abs().into(),
        day: on.day().unsigned_abs().into(),
    }
}

fn moment(at: Timestamp, offset: Offset) -> Moment {
    let local = offset.to_datetime(at);
    Moment {
        day: day(local.date()),
        hour: local.hour().unsigned_abs().into(),
        minute: local.minute().unsigned_abs().into(),
        second: local.second().unsigned_abs().into(),
        nanosecond: local.subsec_nanosecond().unsigned_abs(),
        offset: offset.seconds(),
    }
}
