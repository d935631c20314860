//! Open enums of strings.
//!
//! ```text
//! string_enum! { JobStatus { NeedsConfirmation = "needs_confirmation", Done = "done" } }
//! ```
//! The enum above the table has a last variant `Unknown(String)`: a service that
//! learns a new member must not break the clients it has. A strict attempt refuses such members,
//! so that a union can tell its variants apart by them.

use super::reader::{Fault, Reader};
use super::trace;

/// An enum whose members are strings on the wire.
pub trait TextEnum: for<'a> From<&'a str> {
    /// Whether this member is declared.
    fn is_known(&self) -> bool;
}

/// Reads a member of an enum of strings.
pub fn decode<T: TextEnum>(reader: &Reader<'_>) -> Result<T, Fault> {
    let member = T::from(reader.text()?);
    if member.is_known() || !trace::is_strict() {
        return Ok(member);
    }
    Err(reader.invalid("a declared member"))
}

/// The wire facts of an enum of strings; see the head of this file.
macro_rules! string_enum {
    ($T:ident { $($member:ident = $wire:literal),* $(,)? }) => {
        impl $T {
            /// The members that this version of the crate knows.
            pub const ALL: &'static [Self] = &[$(Self::$member),*];

            /// The name on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$member => $wire,)*
                    Self::Unknown(other) => other,
                }
            }
        }

        impl ::std::convert::From<&str> for $T {
            fn from(wire: &str) -> Self {
                match wire {
                    $($wire => Self::$member,)*
                    other => Self::Unknown(::std::convert::From::from(other)),
                }
            }
        }

        impl ::std::fmt::Debug for $T {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(match self {
                    $(Self::$member => ::std::stringify!($member),)*
                    Self::Unknown(other) => return ::std::write!(f, "Unknown({other:?})"),
                })
            }
        }

        impl runtime::enums::TextEnum for $T {
            fn is_known(&self) -> bool {
                !::std::matches!(self, Self::Unknown(_))
            }
        }

        impl ::std::convert::From<::std::string::String> for $T {
            fn from(wire: ::std::string::String) -> Self {
                Self::from(wire.as_str())
            }
        }

        impl ::std::str::FromStr for $T {
            type Err = ::std::convert::Infallible;

            fn from_str(wire: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(wire))
            }
        }

        impl ::std::fmt::Display for $T {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl runtime::Param for $T {
            fn texts(
                &self,
                out: &mut dyn ::std::ops::FnMut(&str),
            ) -> ::std::result::Result<(), runtime::BuildError> {
                out(self.as_str());
                ::std::result::Result::Ok(())
            }
        }

        impl runtime::Decode for $T {
            const HINT: runtime::Hint = runtime::Hint::TEXT;

            fn decode(reader: runtime::Reader<'_>) -> ::std::result::Result<Self, runtime::Fault> {
                runtime::enums::decode(&reader)
            }
        }

        impl runtime::Encode for $T {
            fn view(&self) -> runtime::View<'_> {
                runtime::View::Text(self.as_str())
            }
        }

        runtime::serde_impls! { $T }
    };
}
pub(crate) use string_enum;
