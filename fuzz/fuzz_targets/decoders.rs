//! Any bytes as each of the types of `shapes.yaml`: read or refused, the same by every way in; and
//! what was read is written as something that reads as the same value again.
#![no_main]

include!(concat!(env!("OUT_DIR"), "/shapes/module.rs"));

use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;
use shapes::runtime::{Decode, Encode, decode_json, decode_value, encode_json, trace};
use shapes::types::{Everything, Limit, Maps, Node, Shape, Tree};
use std::fmt::Debug;

fuzz_target!(|text: &[u8]| {
    check::<Everything>(text);
    check::<Tree>(text);
    check::<Shape>(text);
    check::<Limit>(text);
    check::<Node>(text);
    check::<Maps>(text);
});

fn check<T>(text: &[u8])
where
    T: Decode + Encode + DeserializeOwned + Serialize + PartialEq + Debug,
{
    // serde_json does not look at the bytes of a string that it reads past; RFC 8259, section 8.1, does.
    let Ok(valid) = std::str::from_utf8(text) else {
        return assert!(decode_json::<T>(text).is_err(), "a text that is not UTF-8 is read");
    };
    let by_serde = serde_json::from_str::<T>(valid);
    let before = trace::passed();
    let ours = decode_json::<T>(text);
    let passed = trace::passed() != before;
    let value = match (ours, by_serde) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours, theirs, "read as two values");
            ours
        }
        (Err(_), Err(_)) => return,
        // What is free-form is given to serde_json by itself, which counts its levels from there.
        (Ok(_), Err(error)) if error.to_string().starts_with("recursion limit") => return,
        (ours, theirs) => panic!("only one way reads it: {ours:?}, by serde {theirs:?}"),
    };
    // A `Value` keeps one of equal keys, and refuses numbers and nesting that are read past else.
    if let Ok(tree) = serde_json::from_slice(text) {
        let by_memory = decode_value::<T>(&tree);
        assert_eq!(by_memory.expect("a text that reads, reads as a tree"), value, "read from memory");
    }
    let written = encode_json(&value).expect("what came as JSON is written as JSON");
    let shown = String::from_utf8_lossy(&written);
    assert_eq!(shown, serde_json::to_string(&value).expect("the same by serde"), "written as two texts");
    let again = decode_json::<T>(&written).expect("what was written is read");
    let last = encode_json(&again).expect("what came as JSON is written as JSON");
    assert_eq!(shown, String::from_utf8_lossy(&last), "each writing is another");
    // A null that is read as absent, and a property that is read past, are not written; they may be
    // all that told a branch. An open arm reads past what it holds too, and writes all of it.
    let tree = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).ok();
    let whole = !passed || tree(text) == tree(&written);
    if whole && !text.windows(4).any(|word| word == b"null") {
        assert_eq!(again, value, "{shown} is another value");
    }
}
