//! Unions, told apart by a tag or by form.

use super::{goes_round, read, refusal};
use crate::runtime::candidates::{content, decode};
use crate::runtime::{Candidate, Date, Reader, Test};
use crate::samples::{Bigquery, Bucket, DataSource, Lake, Limit, Node, Place, Postgres, Query, Table, View};
use crate::seed::types::ValidationErrorLoc;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

#[test]
fn the_tag_may_stand_anywhere() {
    let expected = DataSource::Bigquery(Bigquery { project: "p".into(), key: Some("k".into()) });
    for text in [
        r#"{"type":"bigquery","project":"p","jsonKey":"k"}"#,
        r#"{"project":"p","type":"bigquery","jsonKey":"k"}"#,
        r#"{"project":"p","jsonKey":"k","type":"bigquery"}"#,
    ] {
        assert_eq!(goes_round::<DataSource>(text), expected);
    }
}

#[test]
fn the_tag_is_written_first_and_once() {
    let written = |value: &DataSource| serde_json::to_string(value).expect("writes");
    let key = None;
    assert_eq!(
        written(&DataSource::Bigquery(Bigquery { project: "p".into(), key })),
        r#"{"type":"bigquery","project":"p"}"#
    );
    assert_eq!(
        written(&DataSource::Map(BTreeMap::from([("a".into(), 1), ("type".into(), 2)]))),
        r#"{"type":"map","a":1}"#
    );
}

#[test]
fn a_variant_of_several_tags_keeps_its_own() {
    for tag in ["pg", "postgres"] {
        let text = format!(r#"{{"type":{tag:?},"host":"h"}}"#);
        let expected = Postgres { r#type: tag.into(), host: "h".into() };
        assert_eq!(goes_round::<DataSource>(&text), DataSource::Postgres(expected));
    }
}

#[test]
fn a_union_may_stand_in_a_union() {
    let read: DataSource = goes_round(r#"{"x":1,"store":"s3","type":"lake","version":2,"name":"n"}"#);
    let DataSource::Lake(Lake::S3(bucket)) = read else { panic!("{read:?}") };
    let Bucket { name, additional } = *bucket;
    assert_eq!(name, "n");
    assert_eq!(additional, BTreeMap::from([("x".to_owned(), json!(1))]), "without the tags");
}

#[test]
fn an_unknown_tag_keeps_the_whole_object() {
    let text = r#"{"a":1,"type":"new","b":[{}]}"#;
    let read: DataSource = goes_round(text);
    assert_eq!(read, DataSource::Unknown(serde_json::from_str(text).expect("is JSON")));
    goes_round::<DataSource>(r#"{"type":7}"#);
}

#[test]
fn an_open_arm_shows_its_form_only() {
    let shown = |text: &str| format!("{:?}", goes_round::<DataSource>(text));
    assert_eq!(
        shown(r#"{"type":"new","key":"hunter2","port":5432}"#),
        r#"Unknown({"type": "new", "key", "port"})"#
    );
    assert_eq!(shown(r#"{"type":7}"#), r#"Unknown({"type"})"#);
    let text = r#"{"type":"new","a":0,"b":0,"c":0,"d":0,"e":0,"f":0,"g":0,"h":0,"i":0,"j":0}"#;
    assert!(shown(text).ends_with(r#""g", "h", ..2 more})"#), "{}", shown(text));
    let shown = |text: &str| format!("{:?}", goes_round::<Limit>(text));
    assert_eq!(shown(r#"{"other":"hunter2"}"#), r#"Unknown({"other"})"#);
    assert_eq!(shown(r#"["hunter2"]"#), "Unknown(an array)");
    let shown = format!("{:?}", goes_round::<Place>(r#""hunter2""#));
    assert_eq!(shown, "Unknown(a string)");
}

#[test]
fn a_tag_that_comes_twice_is_refused() {
    for text in [
        r#"{"type":"bigquery","project":"p","type":"map"}"#,
        r#"{"type":"map","a":1,"type":"map"}"#,
        r#"{"type":"lake","type":"pg","store":"s3","version":2,"name":"n"}"#,
        r#"{"type":"other","type":"bigquery","project":"p"}"#,
        r#"{"type":"pg","type":"postgres","host":"h"}"#,
    ] {
        assert_eq!(refusal::<DataSource>(text), "type: the key occurs twice", "{text}");
    }
}

#[test]
fn a_missing_tag_is_refused_unless_it_is_optional() {
    assert_eq!(refusal::<DataSource>(r#"{"project":"p"}"#), "type: missing");
    assert_eq!(goes_round::<Lake>(r#"{"name":"n"}"#), Lake::Unknown(json!({"name": "n"})));
}

#[test]
fn a_variant_that_cannot_be_read_is_an_error_with_its_path() {
    for text in [r#"{"type":"bigquery","project":1}"#, r#"{"project":1,"type":"bigquery"}"#] {
        assert_eq!(refusal::<DataSource>(text), "project: invalid type: integer `1`, expected a string");
    }
    assert_eq!(refusal::<Vec<DataSource>>(r#"[{"type":"bigquery"}]"#), "[0].project: missing");
    assert_eq!(refusal::<DataSource>("[]"), "invalid type: sequence, expected an object");
}

#[test]
fn an_open_arm_that_is_no_object_cannot_stand_in_one() {
    let unknown = DataSource::Lake(Lake::Unknown(Value::Null));
    assert!(serde_json::to_string(&unknown).is_err());
}

#[test]
fn form_tells_variants_apart() {
    assert_eq!(goes_round::<Limit>("3"), Limit::Count(3));
    assert_eq!(goes_round::<Limit>("3.5"), Limit::Share(3.5));
    assert_eq!(goes_round::<Limit>("1e300"), Limit::Share(1e300));
    assert_eq!(goes_round::<Limit>(r#""2026-11-23""#), Limit::Day(Date::from("2026-11-23")));
    assert_eq!(goes_round::<Limit>(r#""soon""#), Limit::Text("soon".into()));
    let query = Query { query: "q".into(), since: None };
    assert_eq!(goes_round::<Limit>(r#"{"mode":"sql","query":"q"}"#), Limit::Query(query));
    assert_eq!(goes_round::<ValidationErrorLoc>("7"), ValidationErrorLoc::Integer(7));
}

#[test]
fn the_strictest_fit_wins() {
    let path = || vec!["p".to_owned()];
    let table = |precision| Limit::Table(Table { path: path(), precision });
    assert_eq!(goes_round::<Limit>(r#"{"path":["p"]}"#), table(None));
    let of = Some("v".to_owned());
    assert_eq!(goes_round::<Limit>(r#"{"path":["p"],"of":"v"}"#), Limit::View(View { path: path(), of }));
    // Undeclared in both: read loosely, by the first.
    assert_eq!(read::<Limit>(r#"{"path":["p"],"x":1}"#), Ok(table(None)));
    // An unknown member alone does not lose the value.
    let unknown = Some(crate::samples::Precision::Unknown(9));
    assert_eq!(goes_round::<Limit>(r#"{"path":["p"],"precision":9}"#), table(unknown));
}

#[test]
fn a_tag_is_declared_in_a_strict_attempt() {
    let candidate = |read| Candidate { name: "", test: Test::object(), read };
    let is_strict = |value: Value| {
        let first = candidate(|value: &Value| content::<DataSource, _>(value, |_| true));
        let other = candidate(|_: &Value| Ok(false));
        let reader = Reader::Value(Cow::Owned(value));
        decode(reader, &[first, other], |_| false).is_ok_and(|strict| strict)
    };
    assert!(is_strict(json!({"project": "p", "type": "bigquery"})));
    assert!(!is_strict(json!({"project": "p", "type": "bigquery", "x": 1})));
    assert!(!is_strict(json!({"type": "new"})));
    assert!(is_strict(json!({"type": "lake", "store": "s3", "name": "n", "version": 2})));
    goes_round::<Limit>(r#"{"type":"bigquery","project":"p"}"#);
    assert_eq!(
        goes_round::<DataSource>(r#"{"type":"map","a":1}"#),
        DataSource::Map(BTreeMap::from([("a".into(), 1)]))
    );
}

#[test]
fn an_open_arm_inside_a_variant_knows_less_than_a_variant_that_reads_past_one() {
    let candidate = |read| Candidate { name: "", test: Test::object(), read };
    let is_typed = |value: Value| {
        let limit = candidate(|value: &Value| content::<Limit, _>(value, |_| false));
        let source = candidate(|value: &Value| content::<DataSource, _>(value, |_| false));
        let bucket = candidate(|value: &Value| content::<Bigquery, _>(value, |_| true));
        decode(Reader::Value(Cow::Owned(value)), &[limit, source, bucket], |_| false)
            .is_ok_and(|is_typed| is_typed)
    };
    assert!(is_typed(json!({"project": "p", "jsonKey": "k", "x": 1})));
    assert!(!is_typed(json!({"x": 1})));
}

#[test]
fn what_no_variant_is_made_for_is_kept() {
    for text in ["true", "[1]", r#"{"other":1}"#, r#"{"mode":"other","query":"q"}"#, "null"] {
        assert_eq!(goes_round::<Limit>(text), Limit::Unknown(serde_json::from_str(text).expect("is JSON")));
    }
}

#[test]
fn what_fits_by_form_only_is_an_error_that_says_why() {
    assert_eq!(
        refusal::<Vec<Limit>>(r#"[{"path":[1]}]"#),
        "[0]: fits no variant: Table: path[0]: invalid type: integer `1`, expected a string; \
         View: path[0]: invalid type: integer `1`, expected a string"
    );
}

#[test]
fn a_variant_is_made_of_what_it_holds() {
    assert_eq!(Limit::from(3), Limit::Count(3));
    let table: Table = read(r#"{"path":["a","b"]}"#).expect("a table");
    let Place::Table(boxed) = Place::from(table.clone()) else { panic!("a table is no table") };
    assert_eq!(*boxed, table);
}

#[test]
fn a_constant_that_may_be_missing_is_held_only_where_it_is_there() {
    for text in ["{}", r#"{"kind":"none"}"#] {
        assert!(matches!(read::<Place>(text), Ok(Place::Nowhere(_))), "{text}");
    }
    let text = r#"{"kind":"some"}"#;
    assert!(matches!(goes_round::<Place>(text), Place::Unknown(_)));
}

/// A [`Node`] of 60 levels above `bottom`, each with `entry` after what is inside it.
fn nested(bottom: &str, entry: &str) -> String {
    (0..60).fold(bottom.to_owned(), |inner, _| format!(r#"{{"next":{inner}{entry}}}"#))
}

/// The levels of a [`Node`] by their variants, the outermost first.
fn levels(node: &Node) -> String {
    match node {
        Node::Left(left) => format!("L{}", left.next.as_ref().map(levels).unwrap_or_default()),
        Node::Right(right) => format!("R{}", right.next.as_ref().map(levels).unwrap_or_default()),
        Node::Unknown(_) => "?".into(),
    }
}

#[test]
fn a_union_that_holds_itself_is_read_in_time() {
    let begun = Instant::now();
    let of = |text: &str| read::<Node>(text).map(|node| levels(&node));
    // Declared nowhere, at the bottom: every level is read loosely.
    assert_eq!(of(&nested(r#"{"x":1}"#, "")), Ok("L".repeat(61)));
    // Of the second variant, behind what is inside: every level is read twice.
    assert_eq!(of(&nested("{}", r#","z":1"#)), Ok(format!("{}L", "R".repeat(60))));
    // Wrong in both, at the bottom: nothing is read, and the message stays short.
    let error = of(&nested(r#"{"next":7,"t":"x","z":"x"}"#, "")).expect_err("no number");
    assert!(error.message.len() < 100_000, "{}", error.message.len());
    // Doubled at each of 60 levels, it would not end; a busy machine may well be slow.
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}
