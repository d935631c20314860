//! The entries of one JSON object on their way in or out.
//!
//! A union that looks for its tag may have to read past other entries; `Entries` takes them back,
//! so that a type is compiled for one kind of reader only, whatever unions stand around it. What
//! was taken back is read from `&Value`, the one other deserializer.

use super::decode::{Decode, Wire};
use super::encode::Encode;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// A type that is a JSON object, and can be read and written entry by entry.
pub trait Members: Sized {
    /// Reads the value from the entries left.
    fn read<'de, A: MapAccess<'de>>(entries: &mut Entries<A>) -> Result<Self, A::Error>;

    /// Writes the value's entries into an object that holds those of `skip` already.
    fn write<M: SerializeMap>(&self, map: &mut M, skip: Option<&Skip<'_>>) -> Result<(), M::Error>;
}

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

impl<'de, T: Members> Visitor<'de> for Whole<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(&mut Entries::new(map))
    }
}

/// `Decode::decode` of every type of [`Members`].
pub fn decode<'de, T: Members, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Whole(PhantomData))
}

/// `Encode::encode` of every type of [`Members`].
pub fn encode<T: Members, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    value.write(&mut map, None)?;
    map.end()
}

impl<T: Members> Members for Box<T> {
    fn read<'de, A: MapAccess<'de>>(entries: &mut Entries<A>) -> Result<Self, A::Error> {
        T::read(entries).map(Box::new)
    }

    fn write<M: SerializeMap>(&self, map: &mut M, skip: Option<&Skip<'_>>) -> Result<(), M::Error> {
        T::write(self, map, skip)
    }
}

impl<T: Decode + Encode> Members for BTreeMap<String, T> {
    fn read<'de, A: MapAccess<'de>>(entries: &mut Entries<A>) -> Result<Self, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key(PhantomData::<String>)? {
            if entries.is_tag(&key) {
                entries.skip_value()?;
                continue;
            }
            let value = entries.next_value().map_err(|error| super::trace::key(&key, error))?;
            if map.contains_key(&key) {
                return Err(super::trace::key(&key, A::Error::custom("the key occurs twice")));
            }
            map.insert(key, value);
        }
        Ok(map)
    }

    fn write<M: SerializeMap>(&self, map: &mut M, skip: Option<&Skip<'_>>) -> Result<(), M::Error> {
        for (key, value) in self.iter().filter(|(key, _)| !skips(skip, key)) {
            map.serialize_entry(key, &Wire(value))?;
        }
        Ok(())
    }
}

/// Free-form JSON that is known to be an object.
impl Members for Value {
    fn read<'de, A: MapAccess<'de>>(entries: &mut Entries<A>) -> Result<Self, A::Error> {
        let mut map = serde_json::Map::new();
        while let Some(key) = entries.next_key(PhantomData::<String>)? {
            let value = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }

    fn write<M: SerializeMap>(&self, map: &mut M, skip: Option<&Skip<'_>>) -> Result<(), M::Error> {
        let Value::Object(entries) = self else {
            return Err(serde::ser::Error::custom("an object was expected"));
        };
        for (key, value) in entries.iter().filter(|(key, _)| !skips(skip, key)) {
            map.serialize_entry(key, value)?;
        }
        Ok(())
    }
}
