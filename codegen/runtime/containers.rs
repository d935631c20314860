//! Options, boxes, lists, maps and free-form JSON.
//!
//! Lists and maps are where an error learns its index or key.

use super::decode::Decode;
use super::encode::Encode;
use super::entries::Entries;
use super::reader::{Fault, Hint, Reader};
use super::text_reader::Text;
use super::text_writer;
use super::trace;
use super::view::{self, Borrower, Made, View};
use serde_json::{Error, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// `null` and left out are the same here; where they are not, the type is `Field`.
impl<T: Decode> Decode for Option<T> {
    const HINT: Hint = T::HINT.or_null();

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        if reader.is_null() {
            return Ok(None);
        }
        T::decode(reader).map(Some)
    }

    fn from_text(text: &mut Text<'_>) -> Result<Self, Fault> {
        if text.null()? { Ok(None) } else { T::from_text(text).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Encode> Encode for Option<T> {
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Null, T::view)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn to_text(&self, before: &[u8], out: &mut Vec<u8>) -> Result<bool, Error> {
        self.as_ref().map_or(Ok(false), |value| value.to_text(before, out))
    }
}

impl<T: Decode> Decode for Box<T> {
    const HINT: Hint = T::HINT;

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        T::decode(reader).map(Box::new)
    }

    fn read(entries: &mut Entries<'_>) -> Result<Self, Fault> {
        T::read(entries).map(Box::new)
    }

    fn from_text(text: &mut Text<'_>) -> Result<Self, Fault> {
        T::from_text(text).map(Box::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }
}

impl<T: Encode> Encode for Box<T> {
    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn fields(&self, to: &mut dyn Borrower) {
        T::fields(self, to);
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    fn to_text(&self, before: &[u8], out: &mut Vec<u8>) -> Result<bool, Error> {
        T::to_text(self, before, out)
    }
}

impl<T: Decode> Decode for Vec<T> {
    const HINT: Hint = Hint::LIST;

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        let items = reader.items(Self::HINT)?;
        let mut list = Vec::new();
        let mut slot = None;
        while items.next(&mut slot).map_err(|fault| trace::index(list.len(), fault))? {
            list.extend(slot.take());
        }
        Ok(list)
    }

    fn from_text(text: &mut Text<'_>) -> Result<Self, Fault> {
        match text.list()? {
            Some(list) => Ok(list),
            None => text.value(),
        }
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn to_text(&self, before: &[u8], out: &mut Vec<u8>) -> Result<bool, Error> {
        out.extend_from_slice(before);
        text_writer::list(self, out).map(|()| true)
    }
}

impl<T: Encode> view::List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn item(&self, at: usize) -> Option<View<'_>> {
        self.get(at).map(T::view)
    }
}

/// A body that is a list: only there a list is not owned.
impl<T: Encode> Encode for [T] {
    fn view(&self) -> View<'_> {
        Made::Tuple(self.iter().map(T::view).collect()).into()
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn read(entries: &mut Entries<'_>) -> Result<Self, Fault> {
        let mut map = BTreeMap::new();
        while let Some(key) = entries.next_name()? {
            if entries.is_tag(&key)? {
                entries.skip_value()?;
                continue;
            }
            let value = entries.next_value().map_err(|fault| trace::key(&key, fault))?;
            if map.contains_key(&key) {
                return Err(trace::key(&key, Fault::new("the key occurs twice")));
            }
            map.insert(key, value);
        }
        Ok(map)
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

impl<T: Encode> view::Map for BTreeMap<String, T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn entries(&self, put: &mut dyn FnMut(&str, &View<'_>) -> bool) {
        for (key, value) in self {
            if !put(key, &value.view()) {
                return;
            }
        }
    }
}

impl Decode for Value {
    const HINT: Hint = Hint::ANY;

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        reader.value().map(Cow::into_owned)
    }

    fn read(entries: &mut Entries<'_>) -> Result<Self, Fault> {
        entries.value()
    }
}

impl Encode for Value {
    fn view(&self) -> View<'_> {
        View::Value(self)
    }
}
