//! Chained setters of a struct that is sent.
//!
//! ```text
//! setters! { Job {
//!     name: String,                       // T: impl Into<T>
//!     size: i64 as exact,                 // T: T itself, so that a literal needs no type
//!     note: String as optional,           // Option<T>: impl Into<T>
//!     count: i64 as exact optional,       // Option<T>: T
//!     tags: String as list,               // Vec<T>: any iterator of impl Into<T>
//!     labels: String as optional list,    // Option<Vec<T>>: likewise
//!     archived: bool as field,            // Field<T>: impl Into<Field<T>>
//!     parent: Job as boxed,               // Box<T>: impl Into<T>
//!     child: Job as optional boxed,       // Option<Box<T>>: impl Into<T>
//! } }
//! ```

/// See the head of this file.
macro_rules! setters {
    ($Struct:ident { $($field:ident: $T:ty $(as $($mode:ident)+)?),* $(,)? }) => {
        impl $Struct {
            $(runtime::setters! { @ $field $T, $($($mode)+)? })*
        }
    };
    (@ $field:ident $T:ty,) => {
        runtime::setters! { @set $field (impl Into<$T>) $field => $field.into() }
    };
    (@ $field:ident $T:ty, exact) => {
        runtime::setters! { @set $field ($T) $field => $field }
    };
    (@ $field:ident $T:ty, optional) => {
        runtime::setters! { @set $field (impl Into<$T>) $field =>
            Some($field.into()) }
    };
    (@ $field:ident $T:ty, exact optional) => {
        runtime::setters! { @set $field ($T) $field => Some($field) }
    };
    (@ $field:ident $T:ty, list) => {
        runtime::setters! { @set $field
            (impl IntoIterator<Item = impl Into<$T>>) $field =>
            $field.into_iter().map(Into::into).collect() }
    };
    (@ $field:ident $T:ty, optional list) => {
        runtime::setters! { @set $field
            (impl IntoIterator<Item = impl Into<$T>>) $field =>
            Some($field.into_iter().map(Into::into).collect()) }
    };
    (@ $field:ident $T:ty, field) => {
        runtime::setters! { @set $field (impl Into<runtime::Field<$T>>) $field =>
            $field.into() }
    };
    (@ $field:ident $T:ty, boxed) => {
        runtime::setters! { @set $field (impl Into<$T>) $field =>
            Box::new($field.into()) }
    };
    (@ $field:ident $T:ty, optional boxed) => {
        runtime::setters! { @set $field (impl Into<$T>) $field =>
            Some(Box::new($field.into())) }
    };
    (@set $field:ident ($($In:tt)+) $value:ident => $set:expr) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        #[inline]
        pub fn $field(mut self, $value: $($In)+) -> Self {
            self.$field = $set;
            self
        }
    };
}
pub(crate) use setters;
