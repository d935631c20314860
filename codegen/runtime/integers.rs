//! Open enums of integers.
//!
//! ```text
//! integer_enum! { Precision { N3 = 3, N6 = 6 } }
//! ```
//! The enum above the table has a last variant `Unknown(i64)`, as those of strings have.

use super::decode::Decode;
use super::reader::{Fault, Reader};
use super::trace;

/// An enum whose members are integers on the wire.
pub trait IntegerEnum: From<i64> {
    /// Whether this member is declared.
    fn is_known(&self) -> bool;
}

/// Reads a member of an enum of integers.
pub fn decode<T: IntegerEnum>(reader: Reader<'_>) -> Result<T, Fault> {
    let number = i64::decode(reader)?;
    let member = T::from(number);
    if member.is_known() || !trace::is_strict() {
        return Ok(member);
    }
    Err(Reader::Signed(number).invalid("a declared member"))
}

/// The wire facts of an enum of integers; see the head of this file.
macro_rules! integer_enum {
    ($T:ident { $($member:ident = $wire:literal),* $(,)? }) => {
        impl $T {
            /// The members that this version of the crate knows.
            pub const ALL: &'static [Self] = &[$(Self::$member),*];

            /// The number on the wire.
            pub fn as_i64(&self) -> i64 {
                match self {
                    $(Self::$member => $wire,)*
                    Self::Unknown(other) => *other,
                }
            }
        }

        impl ::std::convert::From<i64> for $T {
            fn from(wire: i64) -> Self {
                match wire {
                    $($wire => Self::$member,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl ::std::fmt::Debug for $T {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(match self {
                    $(Self::$member => ::std::stringify!($member),)*
                    Self::Unknown(other) => return ::std::write!(f, "Unknown({other})"),
                })
            }
        }

        impl runtime::integers::IntegerEnum for $T {
            fn is_known(&self) -> bool {
                !::std::matches!(self, Self::Unknown(_))
            }
        }

        impl ::std::fmt::Display for $T {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.as_i64(), f)
            }
        }

        impl runtime::Param for $T {
            fn texts(
                &self,
                out: &mut dyn ::std::ops::FnMut(&str),
            ) -> ::std::result::Result<(), runtime::BuildError> {
                runtime::Param::texts(&self.as_i64(), out)
            }
        }

        impl runtime::Decode for $T {
            const HINT: runtime::Hint = <i64 as runtime::Decode>::HINT;

            fn decode(reader: runtime::Reader<'_>) -> ::std::result::Result<Self, runtime::Fault> {
                runtime::integers::decode(reader)
            }
        }

        impl runtime::Encode for $T {
            fn view(&self) -> runtime::View<'_> {
                runtime::View::Signed(self.as_i64())
            }
        }

        runtime::serde_impls! { $T }
    };
}
pub(crate) use integer_enum;
