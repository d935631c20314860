//! Open enums of integers.
//!
//! ```text
//! integer_enum! { Precision { N3 = 3, N6 = 6 } }
//! ```
//! The enum above the table has a last variant `Unknown(i64)`, as those of strings have.

use super::decode::Decode;
use super::reader::{Fault, Reader};
use super::trace;

/// The number of a member. A strict attempt refuses one that is not among `declared`.
pub fn number(reader: Reader<'_>, declared: &[i64]) -> Result<i64, Fault> {
    let number = i64::decode(reader)?;
    if trace::is_strict() && !declared.contains(&number) {
        return Err(Reader::Signed(number).invalid("a declared member"));
    }
    Ok(number)
}

/// The wire facts of an enum of integers; see the head of this file.
macro_rules! integer_enum {
    ($T:ident { $($member:ident = $wire:literal),* $(,)? }) => {
        impl $T {
            /// The members that this version of the crate knows.
            pub const ALL: &'static [Self] = &[$(Self::$member),*];

            /// The number on the wire.
            #[inline]
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$member => $wire,)*
                    Self::Unknown(other) => *other,
                }
            }
        }

        impl From<i64> for $T {
            #[inline]
            fn from(wire: i64) -> Self {
                match wire {
                    $($wire => Self::$member,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl ::std::fmt::Debug for $T {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(match self {
                    $(Self::$member => stringify!($member),)*
                    Self::Unknown(other) => return write!(f, "Unknown({other})"),
                })
            }
        }

        impl ::std::fmt::Display for $T {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl runtime::Param for $T {
            #[inline]
            fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), runtime::BuildError> {
                runtime::Param::texts(&self.as_i64(), out)
            }
        }

        impl runtime::Decode for $T {
            const HINT: runtime::Hint = <i64 as runtime::Decode>::HINT;

            #[inline]
            fn decode(reader: runtime::Reader<'_>) -> Result<Self, runtime::Fault> {
                runtime::integers::number(reader, &[$($wire),*]).map(Self::from)
            }
        }

        impl runtime::Encode for $T {
            #[inline]
            fn view(&self) -> runtime::View<'_> {
                runtime::View::Signed(self.as_i64())
            }
        }

        runtime::serde_impls! { $T }
    };
}
pub(crate) use integer_enum;
