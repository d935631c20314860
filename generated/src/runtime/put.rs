//! The entries of one JSON object on their way out.
//!
//! In: a view that is an object, and what its entries are put into. Out: each of them once: a key
//! that a union around the value has written is skipped, one that a field declares is not taken
//! from the map of undeclared properties.

use super::encode::Encode;
use super::table::{Entry, NULLABLE, Table};
use super::view::{Made, Map, View};
use serde::ser::Error;
use serde_json::Value;

/// What entries are put into.
pub(super) trait Put {
    /// Why it cannot take one.
    type Error: Error;

    /// Takes the next entry.
    fn put(&mut self, key: &str, value: &View<'_>) -> Result<(), Self::Error>;

    /// Takes the next entry, which a table declares.
    fn declared(&mut self, entry: Entry, value: &dyn Encode) -> Result<(), Self::Error> {
        self.seen(entry, value)
    }

    /// The same, by its view.
    fn seen(&mut self, entry: Entry, value: &dyn Encode) -> Result<(), Self::Error> {
        let view = value.view();
        // What is left out is seen as null: only of that it has to be asked.
        let left_out = matches!(view, View::Null) && !entry.is(NULLABLE) && value.is_absent();
        if left_out { Ok(()) } else { self.put(entry.wire(), &view) }
    }
}

/// A key that a union around the value has written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Skip<'a> {
    key: &'a str,
    outer: Option<&'a Skip<'a>>,
}

/// Whether `key` is among the keys written.
fn skips(mut skip: Option<&Skip<'_>>, key: &str) -> bool {
    while let Some(Skip { key: written, outer }) = skip {
        if *written == key {
            return true;
        }
        skip = *outer;
    }
    false
}

/// Puts a view's entries into what holds those of `skip` already.
pub(super) fn entries<P: Put>(view: &View<'_>, out: &mut P, skip: Option<&Skip<'_>>) -> Result<(), P::Error> {
    match view {
        View::Object(table, object) => {
            let mut put = Ok(());
            object.fields(&mut |fields: &[&dyn Encode]| put = self::object(table, fields, out, skip));
            put
        }
        View::Tagged(key, tag, content) => {
            if !skips(skip, key) {
                out.put(key, &View::Text(tag))?;
            }
            entries(&content.view(), out, Some(&Skip { key, outer: skip }))
        }
        View::Map(entries) => map(*entries, out, &|key| skips(skip, key)),
        View::Value(Value::Object(entries)) => {
            let mut entries = entries.iter().filter(|(key, _)| !skips(skip, key));
            entries.try_for_each(|(key, value)| out.put(key, &View::Value(value)))
        }
        View::Made(made) => match &**made {
            Made::Value(Ok(value)) => self::entries(&View::Value(value), out, skip),
            Made::Value(Err(message)) => Err(P::Error::custom(message)),
            Made::Tuple(_) => Err(P::Error::custom("an object was expected")),
        },
        _ => Err(P::Error::custom("an object was expected")),
    }
}

/// Puts the fields that an object lends, but not those that `skip` says are written.
pub(super) fn object<P: Put>(
    table: &Table,
    fields: &[&dyn Encode],
    out: &mut P,
    skip: Option<&Skip<'_>>,
) -> Result<(), P::Error> {
    let (fields, kept) = table.split(fields);
    for (entry, constant) in table.constants() {
        if skip.is_none() || !skips(skip, entry.wire()) {
            out.declared(entry, &constant.scalar())?;
        }
    }
    for (field, entry) in fields.iter().zip(table.fields()) {
        if skip.is_none() || !skips(skip, entry.wire()) {
            out.declared(entry, *field)?;
        }
    }
    for kept in kept {
        if let View::Map(kept) = kept.view() {
            map(kept, out, &|key| table.declares(key) || skips(skip, key))?;
        }
    }
    Ok(())
}

/// Puts all whose keys `written` does not name.
fn map<P: Put>(map: &dyn Map, out: &mut P, written: &dyn Fn(&str) -> bool) -> Result<(), P::Error> {
    let mut result = Ok(());
    map.entries(&mut |key, value| {
        if !written(key) {
            result = out.put(key, value);
        }
        result.is_ok()
    });
    result
}
