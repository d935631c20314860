//! The tables against serde's derive over the same structs: the same values, and the same refusals.

use super::read;
use crate::runtime;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

#[derive(Clone, PartialEq)]
struct Ours {
    id: i64,
    name: String,
    kind: Option<OurKind>,
    parts: Vec<Part>,
    by_name: BTreeMap<String, f64>,
    options: Option<OurOptions>,
    next: Option<Box<Ours>>,
}

runtime::object! { Ours { id, name, kind, parts = "Parts", by_name = "byName", options, next } }

#[derive(Clone, Default, PartialEq)]
struct OurOptions {
    limit: Option<i64>,
    words: Option<Vec<String>>,
}

runtime::object! { OurOptions: Default { limit, words } }

#[derive(Clone, PartialEq)]
struct Part {
    flag: bool,
    share: Option<f64>,
}

runtime::object! { Part { flag, share } }

#[derive(Clone, PartialEq, Eq, Hash)]
enum OurKind {
    A,
    B,
    Unknown(String),
}

runtime::string_enum! { OurKind { A = "a", B = "b" } }

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Theirs {
    id: i64,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(rename = "Parts")]
    parts: Vec<TheirPart>,
    #[serde(rename = "byName")]
    by_name: BTreeMap<String, f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    options: Option<TheirOptions>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next: Option<Box<Theirs>>,
}

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct TheirOptions {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    limit: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<Vec<String>>,
}

#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct TheirPart {
    flag: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    share: Option<f64>,
}

/// A document that often fits, and often does not.
fn document() -> impl Strategy<Value = Value> {
    let odd = || {
        prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            "[a-c]{0,2}".prop_map(Value::from),
            (-9_i64..9).prop_map(Value::from),
            Just(serde_json::json!([])),
            Just(serde_json::json!({})),
        ]
    };
    let mixed = move |right: BoxedStrategy<Value>| prop_oneof![16 => right, 1 => odd()].boxed();
    let float = any::<f64>().prop_filter("JSON", |float| float.is_finite()).prop_map(Value::from).boxed();
    let part = object(vec![
        ("flag", mixed(any::<bool>().prop_map(Value::from).boxed())),
        ("share", mixed(float.clone())),
        ("extra", odd().boxed()),
    ]);
    let options = object(vec![
        ("limit", mixed((-9_i64..9).prop_map(Value::from).boxed())),
        ("extra", odd().boxed()),
        ("words", mixed(prop::collection::vec("[a-c]", 0..3).prop_map(Value::from).boxed())),
    ]);
    let fields = move |next: BoxedStrategy<Value>| {
        object(vec![
            ("id", mixed(any::<i64>().prop_map(Value::from).boxed())),
            ("name", mixed(any::<String>().prop_map(Value::from).boxed())),
            ("kind", mixed("[abc]".prop_map(Value::from).boxed())),
            ("Parts", mixed(prop::collection::vec(part.clone(), 0..3).prop_map(Value::from).boxed())),
            (
                "byName",
                mixed(
                    prop::collection::btree_map("[x-z]", float.clone(), 0..3)
                        .prop_map(|map| Value::from(Map::from_iter(map)))
                        .boxed(),
                ),
            ),
            // A derive reads a struct from an array too, as long as it need not hold anything.
            ("options", mixed(options.clone()).prop_filter("an object", |it| !it.is_array()).boxed()),
            ("next", next),
        ])
    };
    fields(Just(Value::Null).boxed()).prop_recursive(2, 8, 1, fields)
}

/// An object of these keys, each of which is mostly there.
fn object(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> BoxedStrategy<Value> {
    let (names, values): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
    let there = prop::collection::vec(prop::bool::weighted(0.95), names.len());
    (values, there)
        .prop_map(move |(values, there)| {
            let entries = names.iter().zip(values).zip(there).filter(|(_, there)| *there);
            Value::Object(entries.map(|((name, value), _)| ((*name).to_owned(), value)).collect())
        })
        .boxed()
}

proptest! {
    #[test]
    fn tables_read_and_write_as_derives_do(document in document()) {
        let text = document.to_string();
        match (read::<Ours>(&text), serde_json::from_str::<Theirs>(&text)) {
            (Ok(ours), Ok(theirs)) => {
                let written = serde_json::to_string(&ours).expect("writes");
                prop_assert_eq!(&written, &serde_json::to_string(&theirs).expect("writes"));
                // serde's own traits, and the other deserializer.
                prop_assert!(serde_json::from_value::<Ours>(document).expect("reads") == ours);
            }
            (Err(_), Err(_)) => {}
            (ours, theirs) => prop_assert!(false, "{:?} {:?}", ours.map(|_| ()), theirs.map(|_| ())),
        }
    }

    #[test]
    fn no_text_makes_a_read_panic(text in any::<String>()) {
        let _ = read::<crate::samples::Everything>(&text);
        let _ = read::<crate::samples::Limit>(&format!("{{\"path\":{text:?}}}"));
        let _ = read::<crate::runtime::Base64>(&format!("{text:?}"));
    }
}

#[test]
fn the_tables_know_their_members() {
    assert!(OurKind::ALL == [OurKind::A, OurKind::B]);
}

#[test]
fn the_strategy_makes_both_kinds_of_documents() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = document();
    let fitting = (0..200)
        .filter(|_| {
            let tree = strategy.new_tree(&mut runner).expect("makes a document");
            read::<Ours>(&tree.current().to_string()).is_ok()
        })
        .count();
    assert!((20..180).contains(&fitting), "{fitting} of 200 fit");
}
