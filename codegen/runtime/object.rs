//! Objects: a struct beside the table of its properties.
//!
//! ```text
//! object! { Email { "type" = "email", address, reply_to as nullable = "replyTo", password as secret, ..additional } }
//! ```
//! An entry is a field with its wire name where that differs, a constant that is no field (the wire
//! name in quotes first), or the map that keeps undeclared properties. Modes after `as`:
//! `nullable` (required, but may be null), `secret` (not shown by `Debug`), `with_escapes` (JSON escapes
//! something in the name), and for constants `optional` (may be missing from what is read). A raw
//! identifier needs its wire name.
//! `Email: Default { .. }` says that all of its fields may be left out: it begins as its default, and
//! what is there is read into it.
//! The macro expands to one array of fields for each direction; the loops are here, once.

use super::constant::Constant;
use super::decode::Decode;
use super::encode::Encode;
use super::entries::Entries;
use super::reader::{Fault, Hint, NextKey, Reader, Slot};
use super::shown;
use super::table::{Entry, NULLABLE, Table};
use super::text_reader::Text;
use super::trace;
use super::view::View;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// Never shown by `Debug`, nor in an error.
const SECRET: &str = "secret";
/// A constant that may be missing from what is read.
const OPTIONAL: &str = "optional";

/// The map of undeclared properties, being read.
pub trait Rest {
    /// Reads the value of `key`, which comes next.
    fn keep(&mut self, key: String, entries: &mut Entries<'_>) -> Result<(), Fault>;
}

impl<T: Decode> Rest for BTreeMap<String, T> {
    fn keep(&mut self, key: String, entries: &mut Entries<'_>) -> Result<(), Fault> {
        let value = entries.next_value().map_err(|fault| trace::key(&key, fault))?;
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

/// The property of a field.
fn property_at(table: &Table, at: usize) -> Option<Entry> {
    table.fields.get(at).map(|text| Entry::new(text))
}

/// Finds a key in a table. What follows the last field comes first: most services send the fields in
/// the order in which they are declared, and leave some out.
fn find(table: &Table, next: usize, keep: bool, key: &str) -> Found {
    let (before, after) = table.fields.split_at(next.min(table.fields.len()));
    let at = |fields: &[&'static str]| fields.iter().position(|text| Entry::new(text).is_named(key));
    if let Some(at) = at(after) {
        Found::Field(before.len() + at)
    } else if let Some(at) = at(before) {
        Found::Field(at)
    } else if let Some(at) = table.constants().position(|(entry, _)| entry.is_named(key)) {
        Found::Constant(at)
    } else {
        Found::Other(keep.then(|| key.to_owned()))
    }
}

/// Reads the fields of an object. On `Ok` every slot is set.
pub fn read(
    table: &Table,
    slots: &mut [&mut dyn Slot],
    rest: &mut [&mut dyn Rest],
    entries: &mut Entries<'_>,
) -> Result<(), Fault> {
    let unseen = members(table, Fields::Required(slots), rest, entries)?;
    for (slot, field) in slots.iter_mut().zip(table.fields()) {
        let is_set = if field.is(NULLABLE) { slot.is_set() } else { slot.settle() };
        if !is_set {
            return Err(missing(field.wire()));
        }
    }
    unseen.map_or(Ok(()), |constant| Err(missing(constant)))
}

/// Reads the fields of an object that may be left out, all of them.
pub fn read_optional(
    table: &Table,
    slots: &mut [&mut dyn Slot],
    rest: &mut [&mut dyn Rest],
    entries: &mut Entries<'_>,
) -> Result<(), Fault> {
    let unseen = members(table, Fields::Optional(slots, Vec::new()), rest, entries)?;
    unseen.map_or(Ok(()), |constant| Err(missing(constant)))
}

/// The fields of an object that is being read.
enum Fields<'f, 's> {
    /// A field that may be left out says so itself.
    Required(&'f mut [&'s mut dyn Slot]),
    /// Each may be left out or be null; and those that were null.
    Optional(&'f mut [&'s mut dyn Slot], Vec<usize>),
}

impl Fields<'_, '_> {
    fn is_set(&self, at: usize) -> bool {
        match self {
            Self::Required(slots) => slots.get(at).is_some_and(|slot| slot.is_set()),
            Self::Optional(slots, nulls) => {
                nulls.contains(&at) || slots.get(at).is_some_and(|slot| slot.is_set())
            }
        }
    }

    fn fill(&mut self, at: usize, entries: &mut Entries<'_>) -> Result<(), Fault> {
        // The arrays have one length: the macro makes them from the same list.
        match self {
            Self::Required(slots) => slots.get_mut(at).map_or(Ok(()), |slot| entries.fill(*slot)),
            Self::Optional(slots, nulls) => {
                let Some(slot) = slots.get_mut(at) else { return Ok(()) };
                let mut optional = Optional { slot: *slot, is_null: false };
                entries.fill(&mut optional)?;
                if optional.is_null {
                    nulls.push(at);
                }
                Ok(())
            }
        }
    }
}

/// A place for a value or null.
struct Optional<'s> {
    slot: &'s mut dyn Slot,
    is_null: bool,
}

impl Slot for Optional<'_> {
    fn hint(&self) -> Hint {
        self.slot.hint().or_null()
    }

    fn fill(&mut self, reader: Reader<'_>) -> Result<(), Fault> {
        if reader.is_null() {
            self.null();
            return Ok(());
        }
        self.slot.fill(reader)
    }

    fn read(&mut self, text: &mut Text<'_>) -> Result<(), Fault> {
        if text.null()? {
            self.null();
            return Ok(());
        }
        self.slot.read(text)
    }

    fn is_set(&self) -> bool {
        self.is_null || self.slot.is_set()
    }

    fn null(&mut self) {
        self.slot.null();
        self.is_null = true;
    }
}

/// Reads the members of an object. The name of the first constant that is missing and may not be.
fn members(
    table: &Table,
    mut fields: Fields<'_, '_>,
    rest: &mut [&mut dyn Rest],
    entries: &mut Entries<'_>,
) -> Result<Option<&'static str>, Fault> {
    // Few have more constants than their own tag and an outer one.
    let (mut few, mut many) = ([false; 4], Vec::new());
    let constants = match few.get_mut(..table.constants.len()) {
        Some(few) => few,
        None => {
            many.resize(table.constants.len(), false);
            many.as_mut_slice()
        }
    };
    // The field after the last one, and the one after all that were read.
    let (mut next, mut unread) = (0, 0);
    let keep = !rest.is_empty() || trace::is_strict() || !entries.tags.is_empty();
    loop {
        // Most services send them in the order in which they are declared.
        let expected = property_at(table, next).and_then(Entry::quoted);
        let found = match entries.next_key(expected)? {
            NextKey::None => break,
            NextKey::Expected => Found::Field(next),
            NextKey::Name(key) => find(table, next, keep, &key),
        };
        match found {
            Found::Field(at) => {
                if let Some(field) = property_at(table, at) {
                    if at < unread && fields.is_set(at) {
                        return Err(twice(field.wire()));
                    }
                    fields.fill(at, entries).map_err(|fault| refused(field, fault))?;
                }
                next = at + 1;
                unread = unread.max(next);
            }
            Found::Constant(at) => {
                if let (Some(seen), Some(constant)) = (constants.get_mut(at), table.constants().nth(at)) {
                    if std::mem::replace(seen, true) {
                        return Err(twice(constant.0.wire()));
                    }
                    check(constant, entries)?;
                }
            }
            Found::Other(Some(key)) if entries.is_tag(&key)? => {
                entries.skip_value()?;
            }
            Found::Other(key) => match (rest.first_mut(), key) {
                (Some(rest), Some(key)) => rest.keep(key, entries)?,
                (None, Some(key)) if trace::is_strict() => {
                    return Err(trace::key(&key, Fault::new("not declared")));
                }
                _ => {
                    let weight = entries.skip_value()?;
                    trace::pass_over(weight);
                }
            },
        }
    }
    let mut unseen = constants.iter().zip(table.constants()).filter(|(seen, _)| !**seen);
    Ok(unseen.find(|(_, (entry, _))| !entry.is(OPTIONAL)).map(|(_, (entry, _))| entry.wire()))
}

#[cold]
fn refused(field: Entry, fault: Fault) -> Fault {
    // The message would quote the value.
    let fault = if field.is(SECRET) { Fault::new("a secret of another form") } else { fault };
    trace::key(field.wire(), fault)
}

fn check((entry, constant): (Entry, &dyn Constant), entries: &mut Entries<'_>) -> Result<(), Fault> {
    let value: Value = entries.next_value().map_err(|fault| trace::key(entry.wire(), fault))?;
    let expected = constant.scalar();
    if expected.matches(&value) {
        return Ok(());
    }
    // The value may be what another union's variant keeps secret.
    let message = format_args!("{} where only {expected} can stand", shown::kind(&value));
    Err(trace::key(entry.wire(), Fault::new(message)))
}

#[cold]
fn missing(key: &str) -> Fault {
    trace::key(key, Fault::new("missing"))
}

#[cold]
fn twice(key: &str) -> Fault {
    trace::key(key, Fault::new("the key occurs twice"))
}

/// What reading fails with if [`read`] left a slot empty.
#[cold]
pub fn incomplete() -> Fault {
    Fault::new("incomplete")
}

/// Shows an object as a derived `Debug` would, but for secrets.
pub fn debug(object: &dyn Encode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let View::Object(table, _) = object.view() else { return f.write_str("_") };
    let mut shown = f.debug_struct(table.name);
    object.fields(&mut |fields: &[&dyn Encode]| {
        let (fields, kept) = table.split(fields);
        let names = table.names.split(' ').map(|name| name.strip_prefix("r#").unwrap_or(name));
        for ((value, entry), name) in fields.iter().zip(table.fields()).zip(names) {
            if entry.is(SECRET) {
                shown.field(name, &format_args!("***"));
            } else {
                shown.field(name, value);
            }
        }
        for value in kept {
            shown.field(table.kept, value);
        }
    });
    shown.finish()
}

/// What is particular about a property, and its name between `,"` and `":`.
macro_rules! property {
    ($field:ident, $($mode:ident)*) => {
        concat!($(stringify!($mode), " ",)* ",\"", stringify!($field), "\":")
    };
    ($($field:ident)? $wire:literal, $($mode:ident)*) => {
        concat!($(stringify!($mode), " ",)* ",\"", $wire, "\":")
    };
}
pub(crate) use property;

/// The wire facts of a struct; see the head of this file.
macro_rules! object {
    ($T:ident $(: $begins:ident)? { $(
        $($constant:literal $(as $($how:ident)+)? = $value:literal)?
        $($field:ident $(as $($mode:ident)+)? $(= $wire:literal)?)?
        $(..$rest:ident)?
    ),+ }) => {
        const _: () = {
            const TABLE: &runtime::Table = &runtime::Table {
                name: stringify!($T),
                names: concat!($($(stringify!($field), " ",)?)+),
                fields: &[$($(runtime::property!($field $($wire)?, $($($mode)+)?),)?)+],
                constants: &[$($((runtime::property!($constant, $($($how)+)?), &$value),)?)+],
                kept: concat!($($(stringify!($rest),)?)+),
            };

            impl runtime::Decode for $T {
                #[inline]
                fn read(entries: &mut runtime::Entries<'_>) -> Result<Self, runtime::Fault> {
                    runtime::object! { @read entries $($begins)? [$($($field)?)+] [$($($rest)?)+] }
                }
            }

            impl runtime::Encode for $T {
                #[inline]
                fn view(&self) -> runtime::View<'_> {
                    runtime::View::Object(TABLE, self)
                }

                #[inline]
                fn fields(&self, to: &mut dyn runtime::Borrower) {
                    to.lend(&[$($(&self.$field,)?)+ $($(&self.$rest,)?)+]);
                }
            }

            impl ::std::fmt::Debug for $T {
                #[inline]
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    runtime::object::debug(self, f)
                }
            }

            runtime::serde_impls! { $T }
        };
    };
    (@read $entries:ident [$($field:ident)*] [$($rest:ident)*]) => {{
        $(let mut $field = None;)*
        $(let mut $rest = ::std::collections::BTreeMap::new();)*
        let mut complete = false;
        loop {
            // It comes first, so that the compiler knows the types of what is filled below.
            if complete {
                return match (complete, $($field,)*) {
                    (true, $(Some($field),)*) => Ok(Self { $($field,)* $($rest,)* }),
                    _ => Err(runtime::object::incomplete()),
                };
            }
            runtime::object::read(TABLE, &mut [$(&mut $field),*], &mut [$(&mut $rest),*], $entries)?;
            complete = true;
        }
    }};
    (@read $entries:ident Default [$($field:ident)*] [$($rest:ident)*]) => {{
        let mut read: Self = ::std::default::Default::default();
        runtime::object::read_optional(
            TABLE,
            &mut [$(&mut read.$field),*],
            &mut [$(&mut read.$rest),*],
            $entries,
        )?;
        Ok(read)
    }};
}
pub(crate) use object;
