//! `From` for the variants of a union.
//!
//! ```text
//! conversions! { Limit { Count: i64, Text: String, Table: Table as boxed } }
//! ```
//! A variant is listed where no other variant holds its type.

/// See the head of this file.
macro_rules! conversions {
    ($Union:ident { $($variant:ident: $T:ty $(as $mode:ident)?),* $(,)? }) => {
        $(runtime::conversions! { @ $Union $variant $T, $($mode)? })*
    };
    (@ $Union:ident $variant:ident $T:ty,) => {
        impl From<$T> for $Union {
            #[inline]
            fn from(value: $T) -> Self {
                Self::$variant(value)
            }
        }
    };
    (@ $Union:ident $variant:ident $T:ty, boxed) => {
        impl From<$T> for $Union {
            #[inline]
            fn from(value: $T) -> Self {
                Self::$variant(Box::new(value))
            }
        }
    };
}
pub(crate) use conversions;
