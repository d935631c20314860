//! Objects: a struct beside the table of its properties.
//!
//! ```text
//! object! { Email { "type" = "email", address, reply_to as nullable = "replyTo", password as secret, ..additional } }
//! ```
//! An entry is a field with its wire name where that differs, a constant that is no field (the wire
//! name in quotes first), or the map that keeps undeclared properties. Modes after `as`:
//! `nullable` (required, but may be null), `secret` (not shown by `Debug`), and for constants
//! `optional` (may be missing from what is read).
//! The macro expands to one array of fields for each direction; the loops are here, once.

use super::constant::{Constant, Scalar};
use super::decode::{Decode, Wire};
use super::encode::Encode;
use super::entries::{Entries, Skip, skips};
use super::shown;
use super::table::{Entry, Table};
use super::trace;
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// A field that is being read.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Reads the value that comes next.
    fn fill(&mut self, entries: &mut Entries<A>) -> Result<(), A::Error>;
    /// Whether there is a value yet.
    fn is_set(&self) -> bool;
    /// Takes the property as left out, if it may be.
    fn leave_out(&mut self) -> bool;
}

impl<'de, A: MapAccess<'de>, T: Decode> Slot<'de, A> for Option<T> {
    fn fill(&mut self, entries: &mut Entries<A>) -> Result<(), A::Error> {
        *self = Some(entries.next_value()?);
        Ok(())
    }

    fn is_set(&self) -> bool {
        self.is_some()
    }

    fn leave_out(&mut self) -> bool {
        *self = T::absent();
        self.is_some()
    }
}

/// The map of undeclared properties, being read.
pub trait Rest<'de, A: MapAccess<'de>> {
    /// Reads the value of `key`, which comes next.
    fn keep(&mut self, key: String, entries: &mut Entries<A>) -> Result<(), A::Error>;
}

impl<'de, A: MapAccess<'de>, T: Decode> Rest<'de, A> for BTreeMap<String, T> {
    fn keep(&mut self, key: String, entries: &mut Entries<A>) -> Result<(), A::Error> {
        let value = entries.next_value().map_err(|error| trace::key(&key, error))?;
        if self.contains_key(&key) {
            return Err(twice(&key));
        }
        self.insert(key, value);
        Ok(())
    }
}

/// Which entry a key belongs to.
enum Found {
    Field(usize),
    Constant(usize),
    /// Undeclared; the name only where somebody asks for it.
    Other(Option<String>),
}

/// Finds a key in a table, trying first the field after the last one.
#[derive(Clone, Copy)]
struct Find<'a> {
    table: &'a Table,
    next: usize,
    keep: bool,
}

impl<'de> DeserializeSeed<'de> for Find<'_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Find<'_> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Found, E> {
        let Self { table: Table { fields, constants, .. }, next, keep } = self;
        if fields.get(next).is_some_and(|field| field.wire == key) {
            return Ok(Found::Field(next));
        }
        Ok(if let Some(at) = fields.iter().position(|field| field.wire == key) {
            Found::Field(at)
        } else if let Some(at) = constants.iter().position(|(entry, _)| entry.wire == key) {
            Found::Constant(at)
        } else {
            Found::Other(keep.then(|| key.to_owned()))
        })
    }
}

/// Reads the fields of an object. On `Ok(true)` every slot is set; `false` would mean a table of
/// another length than its slots, which `object!` does not make.
pub fn read<'de, A: MapAccess<'de>>(
    table: &Table,
    slots: &mut [&mut dyn Slot<'de, A>],
    rest: &mut [&mut dyn Rest<'de, A>],
    entries: &mut Entries<A>,
) -> Result<bool, A::Error> {
    let mut constants = vec![false; table.constants.len()];
    let mut find = Find { table, next: 0, keep: !rest.is_empty() || trace::is_strict() };
    while let Some(found) = entries.next_key(find)? {
        match found {
            Found::Field(at) => {
                // The arrays have one length: the macro makes them from the same list.
                if let (Some(slot), Some(field)) = (slots.get_mut(at), table.fields.get(at)) {
                    fill(*field, *slot, entries)?;
                }
                find.next = at + 1;
            }
            Found::Constant(at) => {
                if let (Some(seen), Some(constant)) = (constants.get_mut(at), table.constants.get(at)) {
                    if std::mem::replace(seen, true) {
                        return Err(twice(constant.0.wire));
                    }
                    check(*constant, entries)?;
                }
            }
            Found::Other(Some(key)) if entries.is_tag(&key) => entries.skip_value()?,
            Found::Other(key) => match (rest.first_mut(), key) {
                (Some(rest), Some(key)) => rest.keep(key, entries)?,
                (None, Some(key)) => {
                    return Err(trace::key(&key, A::Error::custom("not declared")));
                }
                (_, None) => entries.skip_value()?,
            },
        }
    }
    for (slot, field) in slots.iter_mut().zip(table.fields) {
        if !slot.is_set() && (field.nullable || !slot.leave_out()) {
            return Err(missing(field.wire));
        }
    }
    match constants.iter().zip(table.constants).find(|(seen, (entry, _))| !*seen && !entry.optional) {
        Some((_, (entry, _))) => Err(missing(entry.wire)),
        None => Ok(slots.len() == table.fields.len()),
    }
}

fn fill<'de, A: MapAccess<'de>>(
    field: Entry,
    slot: &mut dyn Slot<'de, A>,
    entries: &mut Entries<A>,
) -> Result<(), A::Error> {
    if slot.is_set() {
        return Err(twice(field.wire));
    }
    slot.fill(entries).map_err(|error| {
        // serde's messages quote the value.
        let error = if field.secret { A::Error::custom("a secret of another form") } else { error };
        trace::key(field.wire, error)
    })
}

fn check<'de, A: MapAccess<'de>>(
    (entry, constant): (Entry, &dyn Constant),
    entries: &mut Entries<A>,
) -> Result<(), A::Error> {
    let value: Value = entries.next_value().map_err(|error| trace::key(entry.wire, error))?;
    let expected = constant.scalar();
    if expected.matches(&value) {
        return Ok(());
    }
    // The value may be what another union's variant keeps secret.
    let message = format!("{} where only {expected} can stand", shown::kind(&value));
    Err(trace::key(entry.wire, A::Error::custom(message)))
}

#[cold]
fn missing<E: Error>(key: &str) -> E {
    trace::key(key, E::custom("missing"))
}

#[cold]
fn twice<E: Error>(key: &str) -> E {
    trace::key(key, E::custom("the key occurs twice"))
}

/// What reading fails with if [`read`] left a slot empty.
#[cold]
pub fn incomplete<E: Error>() -> E {
    E::custom("incomplete")
}

/// A field that is being written.
pub trait Put<M: SerializeMap> {
    /// Writes it under `key`.
    fn put(&self, key: &'static str, map: &mut M) -> Result<(), M::Error>;
    /// Whether it is left out.
    fn is_left_out(&self) -> bool;
}

impl<M: SerializeMap, T: Encode> Put<M> for T {
    fn put(&self, key: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(key, &Wire(self))
    }

    fn is_left_out(&self) -> bool {
        self.is_absent()
    }
}

/// The map of undeclared properties, being written.
pub trait Kept<M: SerializeMap> {
    /// Writes all whose keys `written` does not name.
    fn put_all(&self, map: &mut M, written: &dyn Fn(&str) -> bool) -> Result<(), M::Error>;
}

impl<M: SerializeMap, T: Encode> Kept<M> for BTreeMap<String, T> {
    fn put_all(&self, map: &mut M, written: &dyn Fn(&str) -> bool) -> Result<(), M::Error> {
        for (key, value) in self.iter().filter(|(key, _)| !written(key)) {
            map.serialize_entry(key, &Wire(value))?;
        }
        Ok(())
    }
}

/// Writes the entries of an object.
pub fn write<M: SerializeMap>(
    table: &Table,
    fields: &[&dyn Put<M>],
    kept: &[&dyn Kept<M>],
    map: &mut M,
    skip: Option<&Skip<'_>>,
) -> Result<(), M::Error> {
    for (entry, constant) in table.constants {
        if !skips(skip, entry.wire) {
            state(constant.scalar(), entry.wire, map)?;
        }
    }
    for (field, entry) in fields.iter().zip(table.fields) {
        if (entry.nullable || !field.is_left_out()) && !skips(skip, entry.wire) {
            field.put(entry.wire, map)?;
        }
    }
    for kept in kept {
        kept.put_all(map, &|key| table.declares(key) || skips(skip, key))?;
    }
    Ok(())
}

fn state<M: SerializeMap>(constant: Scalar, key: &str, map: &mut M) -> Result<(), M::Error> {
    match constant {
        Scalar::Text(text) => map.serialize_entry(key, text),
        Scalar::Integer(integer) => map.serialize_entry(key, &integer),
        Scalar::Float(float) => map.serialize_entry(key, &float),
        Scalar::Bool(bool) => map.serialize_entry(key, &bool),
    }
}

/// Shows an object as a derived `Debug` would, but for secrets.
pub fn debug(
    f: &mut fmt::Formatter<'_>,
    table: &Table,
    fields: &[&dyn fmt::Debug],
    kept: &[(&str, &dyn fmt::Debug)],
) -> fmt::Result {
    let mut shown = f.debug_struct(table.name);
    for (value, entry) in fields.iter().zip(table.fields) {
        if entry.secret {
            shown.field(entry.name, &format_args!("***"));
        } else {
            shown.field(entry.name, value);
        }
    }
    for (name, value) in kept {
        shown.field(name, value);
    }
    shown.finish()
}

/// The wire facts of a struct; see the head of this file.
macro_rules! object {
    ($T:ident { $(
        $($constant:literal $(as $($how:ident)+)? = $value:literal)?
        $($field:ident $(as $($mode:ident)+)? $(= $wire:literal)?)?
        $(..$rest:ident)?
    ),+ }) => {
        const _: () = {
            const TABLE: &runtime::Table = &runtime::Table {
                name: ::std::stringify!($T),
                fields: &[$($(
                    runtime::Entry::field(::std::stringify!($field)) $(.wire($wire))? $($(.$mode())+)?,
                )?)+],
                constants: &[$($(
                    (runtime::Entry::field($constant) $($(.$how())+)?, &$value),
                )?)+],
            };

            impl runtime::Decode for $T {
                fn read<'de, A: ::serde::de::MapAccess<'de>>(
                    entries: &mut runtime::Entries<A>,
                ) -> ::std::result::Result<Self, A::Error> {
                    $($(let mut $field = ::std::option::Option::None;)?)+
                    $($(let mut $rest = ::std::collections::BTreeMap::new();)?)+
                    let complete = runtime::object::read(
                        TABLE,
                        &mut [$($(&mut $field,)?)+],
                        &mut [$($(&mut $rest,)?)+],
                        entries,
                    )?;
                    match (complete, $($($field,)?)+) {
                        (true, $($(::std::option::Option::Some($field),)?)+) => {
                            ::std::result::Result::Ok(Self { $($($field,)?)+ $($($rest,)?)+ })
                        }
                        _ => ::std::result::Result::Err(runtime::object::incomplete()),
                    }
                }
            }

            impl runtime::Encode for $T {
                fn write<M: ::serde::ser::SerializeMap>(
                    &self,
                    map: &mut M,
                    skip: ::std::option::Option<&runtime::Skip<'_>>,
                ) -> ::std::result::Result<(), M::Error> {
                    runtime::object::write(
                        TABLE,
                        &[$($(&self.$field,)?)+],
                        &[$($(&self.$rest,)?)+],
                        map,
                        skip,
                    )
                }
            }

            impl ::std::fmt::Debug for $T {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    runtime::object::debug(
                        f,
                        TABLE,
                        &[$($(&self.$field,)?)+],
                        &[$($((::std::stringify!($rest), &self.$rest),)?)+],
                    )
                }
            }

            runtime::serde_impls! { $T }
        };
    };
}
pub(crate) use object;
