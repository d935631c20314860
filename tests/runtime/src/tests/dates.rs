//! Dates and times to the types of libraries and back: the value is kept, or it is an error.

use super::{goes_round, read, refusal};
use crate::runtime::{ConversionError, Date, DateTime, Duration, Field};
use crate::samples::Stay;
use std::collections::BTreeMap;

/// A date-time through each library and back.
fn through(text: &str) -> [Result<String, ConversionError>; 3] {
    let at = DateTime::from(text);
    let texts = [
        at.to_chrono().map(DateTime::from),
        at.to_jiff().map(DateTime::from),
        at.to_time().map(DateTime::from),
    ];
    texts.map(|text| text.map(|text| text.to_string()))
}

#[test]
fn a_date_time_goes_through_each_library() {
    for text in ["2026-11-23T18:30:00Z", "0001-01-01T00:00:00.000000001Z", "2024-02-29T23:59:59.5Z"] {
        assert_eq!(through(text), [(); 3].map(|()| Ok(text.to_owned())));
    }
}

#[test]
fn an_offset_is_kept_where_the_library_has_one() {
    let [chrono, jiff, time] = through("2026-11-23T18:30:00.25+05:30");
    assert_eq!((chrono.as_deref(), time.as_deref()), (Ok("2026-11-23T18:30:00.25+05:30"), chrono.as_deref()));
    assert_eq!(jiff.as_deref(), Ok("2026-11-23T13:00:00.25Z"));
    let [chrono, jiff, time] = through("2026-01-01t01:00:00-08:00");
    assert_eq!((chrono.as_deref(), time.as_deref()), (Ok("2026-01-01T01:00:00-08:00"), chrono.as_deref()));
    assert_eq!(jiff.as_deref(), Ok("2026-01-01T09:00:00Z"));
}

#[test]
fn what_rfc_3339_does_not_say_is_an_error_everywhere() {
    for text in
        ["", "2026-11-23T18:30:00", "2026-11-23", "2026-02-30T00:00:00Z", "now", "é026-11-23T18:30:00Z"]
    {
        let [chrono, jiff, time] = through(text);
        let expected = format!("`{text}` is no date-time of RFC 3339");
        for refused in [chrono, jiff, time] {
            assert_eq!(refused.map_err(|error| error.to_string()), Err(expected.clone()));
        }
    }
}

#[test]
fn no_digit_of_a_second_is_dropped() {
    for text in ["2026-11-23T18:30:00.1234567891Z", "2026-11-23T18:30:00.0000000001Z"] {
        for refused in through(text) {
            assert_eq!(
                refused.map_err(|error| error.to_string()),
                Err(format!("`{text}` is finer than a nanosecond"))
            );
        }
    }
    for same in through("2026-11-23T18:30:00.120000000000Z") {
        assert_eq!(same.as_deref(), Ok("2026-11-23T18:30:00.12Z"));
    }
}

#[test]
fn a_leap_second_is_kept_or_refused() {
    let text = "2016-12-31T23:59:60.75Z";
    let [chrono, jiff, time] = through(text);
    assert_eq!(chrono.as_deref(), Ok(text));
    assert!(jiff.is_err() && time.is_err());
}

#[test]
fn years_at_the_edge_do_not_panic() {
    let [chrono, jiff, time] = through("9999-12-31T23:59:59.999999999-23:59");
    assert!(jiff.is_err(), "its last timestamp is a day before");
    assert_eq!(chrono.as_deref(), Ok("9999-12-31T23:59:59.999999999-23:59"));
    assert_eq!(time, chrono);
    assert!(through("0000-01-01T00:00:00+23:59").iter().all(Result::is_ok));
    assert_eq!(
        DateTime::from(chrono::DateTime::<chrono::Utc>::MAX_UTC).as_str(),
        "+262142-12-31T23:59:59.999999999Z"
    );
    assert_eq!(Date::from(time::Date::MIN).as_str(), "-9999-01-01");
    assert_eq!(DateTime::from(jiff::Timestamp::MIN).as_str(), "-9999-01-02T01:59:59Z");
}

#[test]
fn an_offset_with_seconds_becomes_utc() {
    let seconds = 1172;
    let expected = "1900-01-01T00:00:00Z";
    let offset = chrono::FixedOffset::east_opt(seconds).expect("less than a day");
    let at = DateTime::from(expected).to_chrono().expect("a date-time").with_timezone(&offset);
    assert_eq!(DateTime::from(at).as_str(), expected);
    let offset = time::UtcOffset::from_whole_seconds(seconds).expect("less than a day");
    let at = DateTime::from(expected).to_time().expect("a date-time").to_offset(offset);
    assert_eq!(DateTime::from(at).as_str(), expected);
    let offset = jiff::tz::Offset::from_seconds(seconds).expect("less than a day");
    let at = DateTime::from(expected).to_jiff().expect("a date-time").to_zoned(offset.to_time_zone());
    assert_eq!(DateTime::from(at).as_str(), expected);
}

#[test]
fn a_zoned_time_keeps_its_offset() {
    let at = DateTime::from("2026-11-23T18:30:00Z").to_jiff().expect("a date-time");
    let at = at.to_zoned(jiff::tz::offset(-3).to_time_zone());
    assert_eq!(DateTime::from(at).as_str(), "2026-11-23T15:30:00-03:00");
}

#[test]
fn a_date_goes_through_each_library() {
    for text in ["2026-11-23", "2024-02-29", "0000-01-01", "9999-12-31"] {
        let on = Date::from(text);
        assert_eq!(on.to_chrono().map(Date::from), Ok(on.clone()));
        assert_eq!(on.to_jiff().map(Date::from), Ok(on.clone()));
        assert_eq!(on.to_time().map(Date::from), Ok(on.clone()));
    }
    for text in ["2023-02-29", "2026-11-23T18:30:00Z", "23.11.2026"] {
        let on = Date::from(text);
        assert!(on.to_chrono().is_err() && on.to_jiff().is_err() && on.to_time().is_err(), "{text}");
    }
}

#[test]
fn a_length_of_time_is_a_span() {
    for text in ["P1DT12H", "PT36H", "P1Y2M3DT4H5M6S", "P3W", "PT1.5S"] {
        assert_eq!(Duration::from(text).to_jiff().map(Duration::from), Ok(Duration::from(text)));
    }
    for text in ["", "P", "1 day", "PT1.0000000001S", "P99999999999999999999Y"] {
        assert!(Duration::from(text).to_jiff().is_err(), "{text}");
    }
}

#[test]
fn a_setter_takes_what_a_library_has() {
    let on = time::Date::from_ordinal_date(2026, 1).expect("a day");
    let field: Field<Date> = Date::from(on).into();
    assert_eq!(field, Field::Value(Date::from("2026-01-01")));
}

#[test]
fn fields_of_a_library_are_rfc_3339_on_the_wire() {
    let text = r#"{"from":"2026-11-23","until":"2026-11-24T10:00:00.5+01:00"}"#;
    let stay: Stay = goes_round(text);
    assert_eq!(stay.from.ordinal(), 327);
    assert_eq!(stay.until.nanosecond(), 500_000_000);
    let refused = refusal::<Stay>(r#"{"from":"2026-11-23","until":"2026-11-24T10:00:00"}"#);
    assert_eq!(refused, "until: `2026-11-24T10:00:00` is no date-time of RFC 3339");
    assert!(read::<BTreeMap<String, time::Date>>(r#"{"a":1}"#).is_err());
}
