//! A value in memory as a reader: what a union has read ahead.

use super::decode::Decode;
use super::reader::{Fault, Items, Kind, Members, NextKey, Reader, Slot};
use super::trace;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Reads a value of a type.
pub fn decode<T: Decode>(value: &Value) -> Result<T, Fault> {
    let mut slot = None;
    fill(&mut slot, Cow::Borrowed(value))?;
    // A slot that was filled is set.
    slot.ok_or_else(|| Fault::new("incomplete"))
}

/// Reads a value into a slot.
pub(super) fn fill(slot: &mut dyn Slot, value: Cow<'_, Value>) -> Result<(), Fault> {
    if slot.hint().kind == Kind::Any {
        return slot.fill(Reader::Value(value));
    }
    match &*value {
        Value::Null => slot.fill(Reader::Null),
        Value::Bool(bool) => slot.fill(Reader::Bool(*bool)),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(integer), _, _) => slot.fill(Reader::Signed(integer)),
            (_, Some(integer), _) => slot.fill(Reader::Unsigned(integer)),
            (_, _, Some(float)) => slot.fill(Reader::Float(float)),
            // With serde_json's `arbitrary_precision` alone: beyond what f64 holds.
            (None, None, None) => Err(Fault::new("a number out of range")),
        },
        Value::String(text) => slot.fill(Reader::Text(text)),
        Value::Array(items) => slot.fill(Reader::List(&mut List(items.iter()))),
        Value::Object(entries) => slot.fill(Reader::Map(&mut Object::new(entries))),
    }
}

struct List<'v>(std::slice::Iter<'v, Value>);

impl Items for List<'_> {
    fn next(&mut self, slot: &mut dyn Slot) -> Result<bool, Fault> {
        let Some(value) = self.0.next() else { return Ok(false) };
        fill(slot, Cow::Borrowed(value))?;
        Ok(true)
    }
}

struct Object<'v> {
    entries: serde_json::map::Iter<'v>,
    value: &'v Value,
}

impl<'v> Object<'v> {
    fn new(entries: &'v Map<String, Value>) -> Self {
        Self { entries: entries.iter(), value: &Value::Null }
    }
}

impl Members for Object<'_> {
    fn next_key(&mut self, _: Option<&str>) -> Result<NextKey<'_>, Fault> {
        let Some((key, value)) = self.entries.next() else { return Ok(NextKey::None) };
        self.value = value;
        Ok(NextKey::Name(Cow::Borrowed(key)))
    }

    fn next_value(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        fill(slot, Cow::Borrowed(self.value))
    }

    fn skip_value(&mut self) -> Result<usize, Fault> {
        Ok(trace::weight(self.value))
    }
}
