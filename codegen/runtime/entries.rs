//! The entries of one JSON object on their way in.
//!
//! A union that looks for its tag may have to read past other entries; `Entries` takes them back,
//! so that the variant finds all of them.

use super::decode::Decode;
use super::memory;
use super::reader::{Fault, Members, NextKey, Slot};
use super::trace;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The entries of an object that are still to be read.
pub struct Entries<'a> {
    /// Entries taken back, the next one last.
    pub(super) back: Vec<(String, Value)>,
    /// The value of the key just given out, if it came from `back`.
    pending: Option<Value>,
    /// The tags that unions have read, and whether the variant has met them: none need declare them.
    pub(super) tags: Vec<(&'static str, bool)>,
    members: &'a mut dyn Members,
}

impl<'a> Entries<'a> {
    /// All entries of an object.
    pub(super) fn new(members: &'a mut dyn Members) -> Self {
        Self { back: Vec::new(), pending: None, tags: Vec::new(), members }
    }

    /// The next key, if there is one. A value follows. `expected` is what [`Members::next_key`] takes.
    pub(super) fn next_key(&mut self, expected: Option<&str>) -> Result<NextKey<'_>, Fault> {
        let Some((key, value)) = self.back.pop() else { return self.members.next_key(expected) };
        self.pending = Some(value);
        Ok(NextKey::Name(Cow::Owned(key)))
    }

    /// The next key itself.
    pub(super) fn next_name(&mut self) -> Result<Option<String>, Fault> {
        match self.next_key(None)? {
            NextKey::Name(key) => Ok(Some(key.into_owned())),
            NextKey::None | NextKey::Expected => Ok(None),
        }
    }

    /// Reads the value of the key just given.
    pub(super) fn fill(&mut self, slot: &mut dyn Slot) -> Result<(), Fault> {
        match self.pending.take() {
            Some(value) => memory::fill(slot, Cow::Owned(value)),
            None => self.members.next_value(slot),
        }
    }

    /// The value of the key just given.
    pub(super) fn next_value<T: Decode>(&mut self) -> Result<T, Fault> {
        let mut slot = None;
        self.fill(&mut slot)?;
        // A slot that was filled is set.
        slot.ok_or_else(|| Fault::new("incomplete"))
    }

    /// Reads past the value of the key just given; how much it holds, as [`Members::skip_value`] says.
    pub(super) fn skip_value(&mut self) -> Result<usize, Fault> {
        match self.pending.take() {
            Some(value) => Ok(trace::weight(&value)),
            None => self.members.skip_value(),
        }
    }

    /// All that is left, as one value. Of equal keys the last one counts, but not of tags.
    pub(super) fn value(&mut self) -> Result<Value, Fault> {
        let mut map = Map::new();
        while let Some(key) = self.next_name()? {
            self.is_tag(&key)?;
            let value = self.next_value()?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }

    /// Whether a union around the value has read this key, and will write it. A tag that comes
    /// again is refused: the first one told the variant, and the last one would be written.
    pub(super) fn is_tag(&mut self, key: &str) -> Result<bool, Fault> {
        let Some((_, met)) = self.tags.iter_mut().find(|(tag, _)| *tag == key) else { return Ok(false) };
        match std::mem::replace(met, true) {
            true => Err(trace::key(key, Fault::new("the key occurs twice"))),
            false => Ok(true),
        }
    }
}
