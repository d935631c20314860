//! Options, boxes, lists, maps and free-form JSON.
//!
//! Lists and maps are where an error learns its index or key.

use super::decode::{Decode, Wire};
use super::encode::Encode;
use super::entries::{Entries, Skip, skips};
use super::trace;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// `null` and left out are the same here; where they are not, the type is `Field`.
impl<T: Decode> Decode for Option<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Option::<Wire<T>>::deserialize(deserializer)?;
        Ok(read.map(|Wire(value)| value))
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.encode(serializer),
            None => serializer.serialize_none(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode(deserializer).map(Box::new)
    }

    fn read<'de, A: MapAccess<'de>>(entries: &mut Entries<A>) -> Result<Self, A::Error> {
        T::read(entries).map(Box::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::encode(self, serializer)
    }

    fn write<M: SerializeMap>(&self, map: &mut M, skip: Option<&Skip<'_>>) -> Result<(), M::Error> {
        T::write(self, map, skip)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}

struct List<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(Wire(item)) = seq.next_element().map_err(|error| trace::index(list.len(), error))? {
            list.push(item);
        }
        Ok(list)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(List(PhantomData))
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_slice().encode(serializer)
    }
}

impl<T: Encode> Encode for [T] {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.len()))?;
        for item in self {
            seq.serialize_element(&Wire(item))?;
        }
        seq.end()
    }
}

struct Map<T>(PhantomData<T>);

impl<'de, T: Decode> Visitor<'de> for Map<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            let Wire(value) = entries.next_value().map_err(|error| trace::key(&key, error))?;
            if map.contains_key(&key) {
                return Err(trace::key(&key, A::Error::custom("the key occurs twice")));
            }
            map.insert(key, value);
        }
        Ok(map)
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Map(PhantomData))
    }

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
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, &Wire(value))?;
        }
        map.end()
    }

    fn write<M: SerializeMap>(&self, map: &mut M, skip: Option<&Skip<'_>>) -> Result<(), M::Error> {
        for (key, value) in self.iter().filter(|(key, _)| !skips(skip, key)) {
            map.serialize_entry(key, &Wire(value))?;
        }
        Ok(())
    }
}

impl Decode for Value {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer)
    }

    fn read<'de, A: MapAccess<'de>>(entries: &mut Entries<A>) -> Result<Self, A::Error> {
        let mut map = serde_json::Map::new();
        while let Some(key) = entries.next_key(PhantomData::<String>)? {
            let value = entries.next_value()?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}

impl Encode for Value {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
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
