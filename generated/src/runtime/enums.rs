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

/// The text of a member. A strict attempt refuses one that is not among `declared`.
pub fn text<'a>(reader: &'a Reader<'_>, declared: &[&str]) -> Result<&'a str, Fault> {
    let text = reader.text()?;
    if trace::is_strict() && !declared.contains(&text) {
        return Err(reader.invalid("a declared member"));
    }
    Ok(text)
}

/// The wire facts of an enum of strings; see the head of this file.
macro_rules! string_enum {
    ($T:ident { $($member:ident = $wire:literal),* $(,)? }) => {
        impl $T {
            /// The members that this version of the crate knows.
            pub const ALL: &'static [Self] = &[$(Self::$member),*];

            /// The name on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$member => $wire,)*
                    Self::Unknown(other) => other,
                }
            }
        }

        impl From<&str> for $T {
            #[inline]
            fn from(wire: &str) -> Self {
                match wire {
                    $($wire => Self::$member,)*
                    other => Self::Unknown(From::from(other)),
                }
            }
        }

        impl ::std::fmt::Debug for $T {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(match self {
                    $(Self::$member => stringify!($member),)*
                    Self::Unknown(other) => return write!(f, "Unknown({other:?})"),
                })
            }
        }

        impl From<String> for $T {
            #[inline]
            fn from(wire: String) -> Self {
                Self::from(wire.as_str())
            }
        }

        impl ::std::str::FromStr for $T {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(wire: &str) -> Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(wire))
            }
        }

        impl ::std::fmt::Display for $T {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl runtime::Param for $T {
            #[inline]
            fn texts(&self, out: &mut dyn FnMut(&str)) -> Result<(), runtime::BuildError> {
                out(self.as_str());
                Ok(())
            }
        }

        impl runtime::Decode for $T {
            const HINT: runtime::Hint = runtime::Hint::TEXT;

            #[inline]
            fn decode(reader: runtime::Reader<'_>) -> Result<Self, runtime::Fault> {
                runtime::enums::text(&reader, &[$($wire),*]).map(Self::from)
            }
        }

        impl runtime::Encode for $T {
            #[inline]
            fn view(&self) -> runtime::View<'_> {
                runtime::View::Text(self.as_str())
            }
        }

        runtime::serde_impls! { $T }
    };
}
pub(crate) use string_enum;
