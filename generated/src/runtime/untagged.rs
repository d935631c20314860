//! Unions whose variant is known by its form only.
//!
//! ```text
//! untagged_union! { Limit { Count: integer, Text: string, Table: object["path"], Query: object["query", "mode" = "sql"] } }
//! ```
//! After the colon: the JSON kind (`any` for all), and the keys and constants that an object must
//! have; one `as optional` may be missing, but must be as stated if it is there. Candidates are
//! tried in the order of the table (`candidates`). What passes no test is kept in `Unknown`;
//! what passes one and cannot be read is an error that says of each why.

/// The wire facts of an untagged union; see the head of this file.
macro_rules! untagged_union {
    ($T:ident { $(
        $variant:ident: $kind:ident $([$($key:literal $(as $how:ident)? $(= $constant:literal)?),* $(,)?])?
    ),* $(,)? }) => {
        impl runtime::Decode for $T {
            const HINT: runtime::Hint = runtime::Hint::ANY;

            #[inline]
            fn decode(reader: runtime::Reader<'_>) -> Result<Self, runtime::Fault> {
                runtime::candidates::decode(
                    reader,
                    &[$(runtime::Candidate {
                        name: stringify!($variant),
                        test: runtime::Test::$kind()$(.having(const {
                            &[$(runtime::Key::new($key)$(.being(&$constant))?$(.$how())?,)*]
                        }))?,
                        read: |value| runtime::candidates::content(value, Self::$variant),
                    },)*],
                    Self::Unknown,
                )
            }
        }

        impl runtime::Encode for $T {
            #[inline]
            fn view(&self) -> runtime::View<'_> {
                match self {
                    $(Self::$variant(content) => runtime::Encode::view(content),)*
                    Self::Unknown(content) => runtime::View::Value(content),
                }
            }
        }

        impl ::std::fmt::Debug for $T {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let (name, content): (&str, &dyn ::std::fmt::Debug) = match self {
                    $(Self::$variant(content) => (stringify!($variant), content),)*
                    Self::Unknown(content) => {
                        return runtime::shown::unknown(f, None, content);
                    }
                };
                f.debug_tuple(name).field(content).finish()
            }
        }

        runtime::serde_impls! { $T }
    };
}
pub(crate) use untagged_union;
