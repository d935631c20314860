//! Unions whose variant is named by a property (OpenAPI 3.1, 4.8.25, Discriminator Object).
//!
//! ```text
//! tagged_union! { DataSource by "type" { Bigquery = "bigquery", Pg = "pg" | "postgres" } }
//! ```
//! `by "type" as optional` keeps an object without a tag in `Unknown`, `as optional Bigquery | Pg` tries
//! the variants that need not have one (`candidates`); else that it is missing is an error.
//! A variant of one tag need not hold it: the union writes it. A variant of several must, since
//! only it knows which; so its own table writes it. Reading hands the tag on in both cases.

use super::candidates::{self, Candidate};
use super::encode::Encode;
use super::entries::Entries;
use super::reader::Fault;
use super::trace;
use super::view::View;
use serde_json::Value;
use std::fmt;

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
    pub fn read(self, entries: &mut Entries<'_>) -> Result<Option<String>, Fault> {
        let mut passed = Vec::new();
        entries.tags.push((self.wire, false));
        while let Some(key) = entries.next_name()? {
            let value: Value = entries.next_value().map_err(|fault| trace::key(&key, fault))?;
            if key == self.wire {
                let tag = value.as_str().map(str::to_owned);
                give_back(entries, passed);
                give_back(entries, vec![(key, value)]);
                return Ok(tag);
            }
            passed.push((key, value));
        }
        give_back(entries, passed);
        if self.optional { Ok(None) } else { Err(trace::key(self.wire, Fault::new("missing"))) }
    }

    /// Keeps an object of a tag that is not declared.
    pub fn keep(self, entries: &mut Entries<'_>) -> Result<Value, Fault> {
        if trace::is_strict() {
            return Err(self.undeclared());
        }
        let value = entries.value()?;
        trace::pass_all(&value);
        Ok(value)
    }

    #[cold]
    fn undeclared(self) -> Fault {
        trace::key(self.wire, Fault::new("names no declared variant"))
    }

    /// Reads an object without a tag as one of the variants that need not have one; what none of them
    /// can read is kept, as is an object of a tag that is not declared.
    pub fn untold<U: 'static>(
        self,
        entries: &mut Entries<'_>,
        variants: &[Candidate<U>],
        keep: fn(Value) -> U,
    ) -> Result<U, Fault> {
        let value = entries.value()?;
        let strict = trace::is_strict();
        if value.get(self.wire).is_none() {
            match candidates::choose(&value, variants) {
                Ok(Some(read)) => return Ok(read),
                Err(fault) if strict => return Err(fault),
                Ok(None) | Err(_) => {}
            }
        } else if strict {
            return Err(self.undeclared());
        }
        trace::pass_all(&value);
        Ok(keep(value))
    }

    /// A variant's entries, and the tag where the variant has only one.
    pub fn view<'a>(self, tags: &[&'static str], variant: &'a dyn Encode) -> View<'a> {
        match tags {
            [tag] => View::Tagged(self.wire, tag, variant),
            _ => variant.view(),
        }
    }
}

/// Shows a variant as a derived `Debug` would.
pub fn debug(f: &mut fmt::Formatter<'_>, name: &str, content: &dyn fmt::Debug) -> fmt::Result {
    f.debug_tuple(name).field(content).finish()
}

/// Puts entries before all others; they come out in the order of `passed`.
fn give_back(entries: &mut Entries<'_>, passed: Vec<(String, Value)>) {
    entries.back.extend(passed.into_iter().rev());
}

/// The wire facts of a tagged union; see the head of this file.
macro_rules! tagged_union {
    (@other $entries:ident) => {
        TAG.keep($entries).map(Self::Unknown)
    };
    (@other $entries:ident $($untold:ident)+) => {
        TAG.untold(
            $entries,
            &[$(runtime::Candidate {
                name: stringify!($untold),
                test: runtime::Test::object(),
                read: |value| runtime::candidates::content(value, Self::$untold),
            }),+],
            Self::Unknown,
        )
    };
    ($T:ident by $wire:literal $(as $mode:ident $($untold:ident)|*)? {
        $($variant:ident = $($tag:literal)|+),* $(,)?
    }) => {
        const _: () = {
            const TAG: runtime::tagged::Tag = runtime::tagged::Tag::new($wire)$(.$mode())?;

            impl runtime::Decode for $T {
                #[inline]
                fn read(entries: &mut runtime::Entries<'_>) -> Result<Self, runtime::Fault> {
                    match TAG.read(entries)?.as_deref() {
                        $(Some($($tag)|+) => {
                            runtime::Decode::read(entries).map(Self::$variant)
                        })*
                        _ => runtime::tagged_union!(@other entries $($($untold)*)?),
                    }
                }
            }

            impl runtime::Encode for $T {
                #[inline]
                fn view(&self) -> runtime::View<'_> {
                    match self {
                        $(Self::$variant(content) => TAG.view(&[$($tag),+], content),)*
                        Self::Unknown(content) => runtime::View::Value(content),
                    }
                }
            }

            impl ::std::fmt::Debug for $T {
                #[inline]
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    match self {
                        $(Self::$variant(content) => {
                            runtime::tagged::debug(f, stringify!($variant), content)
                        })*
                        Self::Unknown(content) => {
                            runtime::shown::unknown(f, Some($wire), content)
                        }
                    }
                }
            }

            runtime::serde_impls! { $T }
        };
    };
}
pub(crate) use tagged_union;
