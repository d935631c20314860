//! Numbers are read exactly or refused; formats are text.

use super::{goes_round, read, refusal};
use crate::runtime::{Date, DateTime, Duration, Reader, Time};
use crate::samples::Precision;
use serde_json::Value;

#[test]
fn integers_out_of_range_are_refused() {
    assert_eq!(read::<i64>("5000000000"), Ok(5_000_000_000));
    assert_eq!(read::<i64>("9223372036854775807"), Ok(i64::MAX));
    assert_eq!(read::<u64>("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(
        refusal::<i32>("5000000000"),
        "invalid value: integer `5000000000`, expected an integer of i32"
    );
    for text in ["9223372036854775808", "-9223372036854775809", "1e400", "true", "\"1\"", "1.5"] {
        assert!(read::<i64>(text).is_err(), "{text}");
    }
    assert!(read::<u32>("-1").is_err());
}

#[test]
fn an_integer_may_be_written_as_a_float_while_that_is_exact() {
    assert_eq!(read::<i64>("5.0"), Ok(5));
    assert_eq!(read::<i64>("-1e3"), Ok(-1000));
    assert_eq!(read::<i64>("9007199254740991.0"), Ok((1 << 53) - 1));
    assert!(read::<i64>("9007199254740993.0").is_err(), "has the float of another integer");
}

#[test]
fn floats_keep_their_last_digit() {
    for text in ["2.1310000000000002", "0.1", "5e-324", "1.7976931348623157e308", "-0.0"] {
        goes_round::<f64>(text);
    }
    assert_eq!(read::<f64>("5"), Ok(5.0));
    assert!(read::<f32>("1e39").is_err());
}

#[test]
fn numbers_that_json_has_not_are_not_written() {
    assert!(crate::runtime::encode_json(&f64::NAN).is_err());
    assert!(crate::runtime::encode_json(&f32::INFINITY).is_err());
}

#[test]
fn an_enum_of_integers_keeps_what_it_does_not_know() {
    assert_eq!(goes_round::<Precision>("6"), Precision::N6);
    assert_eq!(goes_round::<Precision>("9"), Precision::Unknown(9));
    assert_eq!((Precision::N3.to_string(), format!("{:?}", Precision::N3)), ("3".into(), "N3".into()));
}

#[test]
fn a_date_time_keeps_its_text() {
    let text: DateTime = read("\"2026-11-23 18:30\"").expect("no response is lost over a zone");
    assert_eq!(text.as_str(), "2026-11-23 18:30");
}

#[test]
fn a_strict_attempt_asks_for_rfc_3339() {
    /// What a union of a format and a string makes of a text.
    fn is_strict<T: crate::runtime::Decode>(text: &str) -> bool {
        let read = |value: &Value| crate::runtime::candidates::content::<T, bool>(value, |_| true);
        let other = |_: &Value| Ok(false);
        let candidate =
            |read| crate::runtime::Candidate { name: "", test: crate::runtime::Test::string(), read };
        crate::runtime::candidates::decode(Reader::Text(text), &[candidate(read), candidate(other)], |_| {
            false
        })
        .is_ok_and(|strict| strict)
    }
    for text in ["2026-11-23T18:30:00Z", "2026-11-23t18:30:60.5+01:00", "2024-02-29T00:00:00z"] {
        assert!(is_strict::<DateTime>(text), "{text}");
    }
    for text in [
        "2026-11-23T18:30:00",
        "2026-11-23",
        "2026-02-29T00:00:00Z",
        "2026-11-23T24:00:00Z",
        "é026-11-23T18:30:00Z",
    ] {
        assert!(!is_strict::<DateTime>(text), "{text}");
    }
    assert!(
        is_strict::<Date>("2000-02-29") && !is_strict::<Date>("1900-02-29") && !is_strict::<Date>("2026-1-1")
    );
    assert!(
        is_strict::<Time>("18:30:00-00:00")
            && !is_strict::<Time>("18:30Z")
            && !is_strict::<Time>("18:30:00.Z")
    );
    for text in ["P1D", "PT36H", "P1Y2M3DT4H5M6S", "P3W"] {
        assert!(is_strict::<Duration>(text), "{text}");
    }
    for text in ["P", "PT", "P1", "1D", "P1H", "PT1D", "P1D1Y", "P1W1D", "P1Dx", "PT1é"] {
        assert!(!is_strict::<Duration>(text), "{text}");
    }
}
