//! Unions whose variant is named by a property (OpenAPI 3.1, 4.8.25, Discriminator Object).
//!
//! ```text
//! tagged_union! { DataSource by "type" { Bigquery = "bigquery", Pg = "pg" | "postgres" } }
//! ```
//! `by "type" as optional` keeps an object without a tag in `Unknown`; else that is an error.
//! A variant of one tag need not hold it: the union writes it. A variant of several must, since
//! only it knows which; so its own table writes it. Reading hands the tag on in both cases.

use super::decode::Decode;
use super::encode::Encode;
use super::entries::{Entries, Skip, skips};
use super::trace;
use serde::de::{Error, MapAccess};
use serde::ser::SerializeMap;
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// The property that names the variant.
#[derive(Debug, Clone, Copy)]
pub struct Tag {
    wire: &'static str,
    optional: bool,
}

impl Tag {
    /// A tag that must be there.
    pub const fn new(wire: &'static str) -> Self {
        Self { wire, optional: false }
    }

    /// A tag that may be missing.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// Reads up to the tag. All entries are still there afterwards, the tag first. `None` if there
    /// is no tag, or one that is no string: no variant of this version, in both cases.
    pub fn read<'de, A: MapAccess<'de>>(self, entries: &mut Entries<A>) -> Result<Option<String>, A::Error> {
        let mut passed = Vec::new();
        entries.tags.push(self.wire);
        while let Some(key) = entries.next_key(PhantomData::<String>)? {
            let value: Value = entries.next_value().map_err(|error| trace::key(&key, error))?;
            if key == self.wire {
                let tag = value.as_str().map(str::to_owned);
                give_back(entries, passed);
                give_back(entries, vec![(key, value)]);
                return Ok(tag);
            }
            passed.push((key, value));
        }
        give_back(entries, passed);
        if self.optional { Ok(None) } else { Err(trace::key(self.wire, A::Error::custom("missing"))) }
    }

    /// Keeps an object of a tag that is not declared.
    pub fn keep<'de, A: MapAccess<'de>>(self, entries: &mut Entries<A>) -> Result<Value, A::Error> {
        if trace::is_strict() {
            return Err(trace::key(self.wire, A::Error::custom("names no declared variant")));
        }
        Value::read(entries)
    }

    /// Writes a variant's entries, and the tag where the variant has only one.
    pub fn write<M: SerializeMap, T: Encode>(
        self,
        tags: &[&str],
        variant: &T,
        map: &mut M,
        skip: Option<&Skip<'_>>,
    ) -> Result<(), M::Error> {
        let [tag] = tags else {
            return variant.write(map, skip);
        };
        if !skips(skip, self.wire) {
            map.serialize_entry(self.wire, tag)?;
        }
        variant.write(map, Some(&Skip { key: self.wire, outer: skip }))
    }
}

/// Shows a variant as a derived `Debug` would.
pub fn debug(f: &mut fmt::Formatter<'_>, name: &str, content: &dyn fmt::Debug) -> fmt::Result {
    f.debug_tuple(name).field(content).finish()
}

/// Puts entries before all others; they come out in the order of `passed`.
fn give_back<A>(entries: &mut Entries<A>, passed: Vec<(String, Value)>) {
    entries.back.extend(passed.into_iter().rev());
}

/// The wire facts of a tagged union; see the head of this file.
macro_rules! tagged_union {
    ($T:ident by $wire:literal $(as $mode:ident)? {
        $($variant:ident = $($tag:literal)|+),* $(,)?
    }) => {
        const _: () = {
            const TAG: runtime::tagged::Tag = runtime::tagged::Tag::new($wire)$(.$mode())?;

            impl runtime::Decode for $T {
                fn read<'de, A: ::serde::de::MapAccess<'de>>(
                    entries: &mut runtime::Entries<A>,
                ) -> ::std::result::Result<Self, A::Error> {
                    match TAG.read(entries)?.as_deref() {
                        $(::std::option::Option::Some($($tag)|+) => {
                            runtime::Decode::read(entries).map(Self::$variant)
                        })*
                        _ => TAG.keep(entries).map(Self::Unknown),
                    }
                }
            }

            impl runtime::Encode for $T {
                fn write<M: ::serde::ser::SerializeMap>(
                    &self,
                    map: &mut M,
                    skip: ::std::option::Option<&runtime::Skip<'_>>,
                ) -> ::std::result::Result<(), M::Error> {
                    match self {
                        $(Self::$variant(content) => TAG.write(&[$($tag),+], content, map, skip),)*
                        Self::Unknown(content) => runtime::Encode::write(content, map, skip),
                    }
                }
            }

            impl ::std::fmt::Debug for $T {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    match self {
                        $(Self::$variant(content) => {
                            runtime::tagged::debug(f, ::std::stringify!($variant), content)
                        })*
                        Self::Unknown(content) => {
                            runtime::shown::unknown(f, ::std::option::Option::Some($wire), content)
                        }
                    }
                }
            }

            runtime::serde_impls! { $T }
        };
    };
}
pub(crate) use tagged_union;
