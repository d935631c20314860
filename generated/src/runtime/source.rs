//! Any serde deserializer as a reader.
//!
//! In: a deserializer and a slot that says what to ask it for. Out: the slot filled. The only
//! generic part of reading. The deserializer's own errors stay here while a `Fault` stands for
//! them, so that a syntax error of serde_json keeps its category, its line and its column.

use super::reader::{Fault, Hint, Items, Kind, Members, NextKey, Reader, Slot};
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Reads one value into a slot.
pub(super) fn fill<'de, D: Deserializer<'de>>(slot: &mut dyn Slot, deserializer: D) -> Result<(), D::Error> {
    Enter { hint: slot.hint(), slot }.deserialize(deserializer)
}

struct Enter<'s> {
    slot: &'s mut dyn Slot,
    hint: Hint,
}

impl Enter<'_> {
    fn fill<E: Error>(self, reader: Reader<'_>) -> Result<(), E> {
        self.slot.fill(reader).map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for Enter<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        if self.hint.nullable && self.hint.kind != Kind::Any {
            self.hint.nullable = false;
            return deserializer.deserialize_option(self);
        }
        match self.hint.kind {
            Kind::Bool => deserializer.deserialize_bool(self),
            Kind::Signed => deserializer.deserialize_i64(self),
            Kind::Unsigned => deserializer.deserialize_u64(self),
            Kind::Float => deserializer.deserialize_f64(self),
            Kind::Text => deserializer.deserialize_str(self),
            Kind::List => deserializer.deserialize_seq(self),
            Kind::Map => deserializer.deserialize_map(self),
            // Not `deserialize_any`: only `Value` knows what numbers are if another crate of the
            // program switches on serde_json's `arbitrary_precision`.
            Kind::Any => self.fill(Reader::Value(Cow::Owned(Value::deserialize(deserializer)?))),
        }
    }
}

impl<'de> Visitor<'de> for Enter<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.hint.expected)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.fill(Reader::Null)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.fill(Reader::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: Error>(self, bool: bool) -> Result<(), E> {
        self.fill(Reader::Bool(bool))
    }

    fn visit_i64<E: Error>(self, integer: i64) -> Result<(), E> {
        self.fill(Reader::Signed(integer))
    }

    fn visit_u64<E: Error>(self, integer: u64) -> Result<(), E> {
        self.fill(Reader::Unsigned(integer))
    }

    fn visit_f64<E: Error>(self, float: f64) -> Result<(), E> {
        self.fill(Reader::Float(float))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.fill(Reader::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, source: A) -> Result<(), A::Error> {
        let mut items = Source { source, key: String::new(), error: None };
        let filled = self.slot.fill(Reader::List(&mut items));
        filled.map_err(|fault| items.error(fault))
    }

    fn visit_map<A: MapAccess<'de>>(self, source: A) -> Result<(), A::Error> {
        let mut members = Source { source, key: String::new(), error: None };
        let filled = self.slot.fill(Reader::Map(&mut members));
        filled.map_err(|fault| members.error(fault))
    }
}

/// A list or map of serde, its last key, and the error that it gave.
struct Source<A, E> {
    source: A,
    key: String,
    error: Option<E>,
}

impl<A, E: Error> Source<A, E> {
    #[cold]
    fn keep(&mut self, error: E) -> Fault {
        self.error = Some(error);
        Fault::Source
    }

    #[cold]
    fn error(self, fault: Fault) -> E {
        match (fault, self.error) {
            (Fault::Source, Some(error)) => error,
            (fault, _) => E::custom(fault),
        }
    }
}

impl<'de, A: SeqAccess<'de>> Items for Source<A, A::Error> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        match self.source.next_element_seed(Enter { hint: slot.hint(), slot }) {
            Ok(read) => Ok(read.is_some()),
            Err(error) => Err(self.keep(error)),
        }
    }
}

/// Where a key goes.
struct Key<'k>(&'k mut String);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        key.clone_into(self.0);
        Ok(())
    }
}

impl<'de, A: MapAccess<'de>> Members for Source<A, A::Error> {
    fn next_key(&mut self, _: Option<&str>) -> Result<NextKey<'_>, Fault> {
        match self.source.next_key_seed(Key(&mut self.key)) {
            Ok(None) => Ok(NextKey::None),
            Ok(Some(())) => Ok(NextKey::Name(Cow::Borrowed(self.key.as_str()))),
            Err(error) => Err(self.keep(error)),
        }
    }

    fn next_value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        let read = self.source.next_value_seed(Enter { hint: slot.hint(), slot });
        read.map_err(|error| self.keep(error))
    }

    fn skip_value(&mut self) -> Result<usize, Fault> {
        match self.source.next_value::<IgnoredAny>() {
            Ok(IgnoredAny) => Ok(1),
            Err(error) => Err(self.keep(error)),
        }
    }
}
