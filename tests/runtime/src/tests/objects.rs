//! Objects: presence, names, constants, undeclared properties, secrets, setters, paths.

use super::{goes_round, read, refusal};
use crate::runtime::{Base64, Field, decode_value};
use crate::samples::{Bucket, Change, Empty, Everything, Job, Query};
use crate::seed::types::{AsyncDataSourceTestResults, JobStatus, TestResultStep};
use serde_json::json;

const MINIMAL: &str = r#"{"name":"a","owner":null,"token":null,"pair":[1.5,null]}"#;

#[test]
fn a_minimal_object_goes_round() {
    let read: Everything = goes_round(MINIMAL);
    assert_eq!(read, Everything::new("a", (1.5, None)));
}

#[test]
fn a_full_object_goes_round() {
    goes_round::<Everything>(
        r#"{"name":"a","owner":"o","token":"t","archived":true,"size":-5,"Tags":["x"],"pair":[1.5,"y"],
            "child":{"name":"b","owner":null,"token":null,"pair":[0.0,null],"archived":null},
            "data":"AP8Q","address":"::1"}"#,
    );
}

#[test]
fn the_three_states_stay_apart() {
    let of = |archived: Field<bool>| {
        let value = Everything { archived, ..Everything::new("a", (1.5, None)) };
        let written = serde_json::to_value(&value).expect("writes");
        assert_eq!(read::<Everything>(&written.to_string()).expect("reads"), value);
        written.get("archived").cloned()
    };
    assert_eq!(of(Field::Absent), None);
    assert_eq!(of(Field::Null), Some(json!(null)));
    assert_eq!(of(Field::Value(false)), Some(json!(false)));
    assert_eq!(Field::<bool>::from(None), Field::Null);
    assert_eq!(Field::<String>::from("x").as_option().map(String::as_str), Some("x"));
}

#[test]
fn an_optional_property_may_be_null_and_is_then_left_out() {
    let step: TestResultStep = read(r#"{"result":null,"status":"done","step":"connection"}"#).expect("reads");
    assert_eq!(step.result, None);
    assert_eq!(serde_json::to_string(&step).expect("writes"), r#"{"status":"done","step":"connection"}"#);
}

#[test]
fn an_object_that_begins_as_its_default_is_read_into_it() {
    assert_eq!(read::<Change>("{}").expect("reads"), Change::default());
    goes_round::<Change>(
        r#"{"kind":"change","text":"t","archived":null,"key":"k","any":[1],"inner":{"archived":true,"kind":"change"},"x":7}"#,
    );
    let nulls = r#"{"text":null,"key":null,"any":null,"inner":null}"#;
    assert_eq!(read::<Change>(nulls).expect("reads"), Change::default());
    // By serde's own traits, and out of memory.
    assert_eq!(serde_json::from_str::<Change>(nulls).expect("reads"), Change::default());
    let value = serde_json::from_str(nulls).expect("is JSON");
    assert_eq!(decode_value::<Change>(&value).expect("reads"), Change::default());
    let twice = r#"{"any":1,"text":null,"text":"t"}"#;
    let error = serde_json::from_str::<Change>(twice).expect_err("the key occurs twice");
    assert!(error.to_string().starts_with("the key occurs twice"), "{error}");
    assert_eq!(refusal::<Change>(r#"{"text":null,"text":"t"}"#), "text: the key occurs twice");
    assert_eq!(refusal::<Change>(r#"{"text":"t","text":null}"#), "text: the key occurs twice");
    assert_eq!(refusal::<Change>(r#"{"archived":null,"archived":null}"#), "archived: the key occurs twice");
    assert_eq!(
        refusal::<Change>(r#"{"inner":{"text":7}}"#),
        "inner.text: invalid type: integer `7`, expected a string"
    );
    assert_eq!(refusal::<Change>(r#"{"key":[]}"#), "key: a secret of another form");
    assert_eq!(
        format!("{:?}", read::<Change>(r#"{"key":"k","x":1}"#).expect("reads")),
        r#"Change { text: None, archived: Absent, key: ***, any: None, inner: None, additional: {"x": 1} }"#
    );
}

#[test]
fn what_is_missing_null_or_double_is_named_with_its_path() {
    assert_eq!(refusal::<Everything>(r#"{"name":"a","token":null,"pair":[1,null]}"#), "owner: missing");
    assert_eq!(refusal::<Query>("{}"), "query: missing");
    assert_eq!(refusal::<Everything>(r#"{"name":null}"#), "name: invalid type: null, expected a string");
    assert_eq!(refusal::<Everything>(r#"{"name":"a","name":"b"}"#), "name: the key occurs twice");
    assert_eq!(
        refusal::<AsyncDataSourceTestResults>(
            r#"{"id":1,"results":[{"status":"done","step":"x"},{"status":7,"step":"x"}],"status":"done"}"#
        ),
        "results[1].status: invalid type: integer `7`, expected a string"
    );
    assert_eq!(
        refusal::<Everything>(r#"{"pair":[1,7]}"#),
        "pair[1]: invalid type: integer `7`, expected a string"
    );
    assert_eq!(refusal::<Bucket>(r#"[]"#), "invalid type: sequence, expected an object");
    assert_eq!(refusal::<Bucket>(r#"{"name":"x"} x"#), "trailing characters");
}

#[test]
fn a_failed_read_leaves_no_path_behind() {
    assert!(read::<Everything>(r#"{"pair":[1,7]}"#).is_err());
    assert_eq!(refusal::<Empty>("3"), "invalid type: integer `3`, expected an object");
    // Outside of a read of ours nothing is recorded.
    assert!(serde_json::from_str::<Everything>(r#"{"pair":[1,7]}"#).is_err());
    assert_eq!(refusal::<Empty>("3"), "invalid type: integer `3`, expected an object");
}

#[test]
fn undeclared_properties_are_skipped_or_kept() {
    assert_eq!(read::<Empty>(r#"{"a":{"b":[1,2]}}"#).expect("reads"), Empty {});
    let bucket: Bucket = goes_round(r#"{"version":2,"name":"n","x":1,"y":{"z":null}}"#);
    assert_eq!(bucket.additional.len(), 2);
    assert_eq!(refusal::<Bucket>(r#"{"name":"n","x":1,"x":2}"#), "x: the key occurs twice");
}

#[test]
fn an_undeclared_property_cannot_overwrite_a_declared_one() {
    let mut bucket = Bucket { name: "n".into(), additional: Default::default() };
    bucket.additional.insert("name".into(), json!("other"));
    bucket.additional.insert("version".into(), json!(3));
    assert_eq!(serde_json::to_string(&bucket).expect("writes"), r#"{"version":2,"name":"n"}"#);
}

#[test]
fn a_constant_is_always_written_and_checked() {
    let query: Query = read(r#"{"mode":"sql","query":"q"}"#).expect("reads");
    assert_eq!(serde_json::to_string(&query).expect("writes"), r#"{"mode":"sql","query":"q"}"#);
    assert_eq!(refusal::<Query>(r#"{"query":"q"}"#), "mode: missing");
    assert_eq!(
        refusal::<Query>(r#"{"query":"q","mode":"x"}"#),
        r#"mode: a string where only "sql" can stand"#
    );
    assert_eq!(refusal::<Query>(r#"{"mode":"sql","mode":"sql"}"#), "mode: the key occurs twice");
    assert!(read::<Bucket>(r#"{"name":"n"}"#).is_ok(), "declared optional");
    assert!(read::<Bucket>(r#"{"name":"n","version":2.0}"#).is_ok(), "the same number");
    assert!(read::<Bucket>(r#"{"name":"n","version":3}"#).is_err());
}

#[test]
fn secrets_are_neither_shown_nor_quoted() {
    let value = Everything { token: Some("hunter2".into()), ..Everything::new("a", (1.5, None)) };
    let shown = format!("{value:?}");
    assert!(shown.contains("token: ***") && !shown.contains("hunter2"), "{shown}");
    assert!(shown.starts_with("Everything { name: \"a\", owner: None"), "{shown}");
    assert_eq!(refusal::<Everything>(r#"{"token":[["hunter2"]]}"#), "token: a secret of another form");
}

#[test]
fn setters_take_what_reads_best() {
    let child = Everything::new("c", (0.0, None));
    let value = Everything::new("a", (1.5, None))
        .owner("o")
        .archived(None)
        .size(5)
        .tags(["x", "y"])
        .child(child.clone());
    assert_eq!(value.owner.as_deref(), Some("o"));
    assert_eq!(value.archived, Field::Null);
    assert_eq!(value.size, Some(5));
    assert_eq!(value.tags, Some(vec!["x".to_owned(), "y".to_owned()]));
    assert_eq!(value.child, Some(Box::new(child)));
    let job = Job { name: String::new(), count: 0, labels: vec![], inner: Box::new(Empty {}), note: None };
    let job = job.name("n").count(3).labels(["l"]).inner(Empty {}).note("x");
    assert_eq!((job.name.as_str(), job.count, job.labels.len()), ("n", 3, 1));
}

#[test]
fn an_enum_keeps_what_it_does_not_know() {
    let status: JobStatus = goes_round(r#""queued""#);
    assert_eq!(status, JobStatus::Unknown("queued".into()));
    assert_eq!((status.to_string(), format!("{status:?}")), ("queued".into(), r#"Unknown("queued")"#.into()));
    assert_eq!("done".parse(), Ok(JobStatus::Done));
    assert_eq!(JobStatus::ALL.len(), 7);
    assert!(JobStatus::ALL.iter().all(|member| JobStatus::from(member.as_str()) == *member));
}

#[test]
fn base64_is_that_of_rfc_4648() {
    // The vectors of section 10.
    for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
        let read: Base64 = read(&format!("{text:?}")).expect("reads");
        assert_eq!(read.bytes().as_deref(), Some(bytes.as_bytes()));
        assert_eq!(read, Base64::from(bytes.as_bytes()));
        let job = Everything { data: Some(read), ..Everything::new("a", (1.5, None)) };
        assert_eq!(serde_json::to_value(&job).expect("writes")["data"], json!(text));
    }
    for text in ["Zg", "Zg=", "Zh==", "Z===", "====", "Zm9v\\n", "Z g=", "Zg==Zg=="] {
        let kept: Base64 = goes_round(&format!("\"{text}\""));
        assert_eq!(kept.bytes(), None, "{text}");
    }
}
