//! The entries of one JSON object on their way in or out.
//!
//! A union that looks for its tag may have to read past other entries; `Entries` takes them back,
//! so that a type is compiled for one kind of reader only, whatever unions stand around it. What
//! was taken back is read from `&Value`, the one other deserializer.

use super::decode::{Decode, Wire};
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// The keys that the unions around a value have written.
#[derive(Debug, Clone, Copy)]
pub struct Skip<'a> {
    pub(super) key: &'a str,
    pub(super) outer: Option<&'a Skip<'a>>,
}

/// Whether `key` is among the keys written.
pub(super) fn skips(mut skip: Option<&Skip<'_>>, key: &str) -> bool {
    while let Some(Skip { key: written, outer }) = skip {
        if *written == key {
            return true;
        }
        skip = *outer;
    }
    false
}

/// The entries of an object that are still to be read.
#[derive(Debug)]
pub struct Entries<A> {
    /// Entries taken back, the next one last.
    pub(super) back: Vec<(String, Value)>,
    /// The value of the key just given out, if it came from `back`.
    pending: Option<Value>,
    /// The tags that unions have read: no variant need declare them.
    pub(super) tags: Vec<&'static str>,
    map: A,
}

impl<'de, A: MapAccess<'de>> Entries<A> {
    /// All entries of a map.
    pub fn new(map: A) -> Self {
        Self { back: Vec::new(), pending: None, tags: Vec::new(), map }
    }

    /// The next key, as `seed` understands it. A value follows.
    pub fn next_key<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.back.pop() {
            Some((key, value)) => {
                self.pending = Some(value);
                seed.deserialize(serde::de::value::StringDeserializer::new(key)).map(Some)
            }
            None => self.map.next_key_seed(seed),
        }
    }

    /// The value of the key just read.
    pub fn next_value<T: Decode>(&mut self) -> Result<T, A::Error> {
        match self.pending.take() {
            Some(value) => T::decode(&value).map_err(A::Error::custom),
            None => self.map.next_value().map(|Wire(value)| value),
        }
    }

    /// Reads past the value of the key just read.
    pub fn skip_value(&mut self) -> Result<(), A::Error> {
        match self.pending.take() {
            Some(_) => Ok(()),
            None => self.map.next_value::<IgnoredAny>().map(|_| ()),
        }
    }

    /// Whether a union around the value has read this key, and will write it.
    pub fn is_tag(&self, key: &str) -> bool {
        self.tags.contains(&key)
    }
}

struct Whole<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for Whole<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut Entries::new(map))
    }
}

/// Reads a whole object.
pub(super) fn decode<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Whole(PhantomData))
}
