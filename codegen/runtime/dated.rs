//! Dates and times of a library as the types of fields, on the wire by way of our texts.
//!
//! ```text
//! dated! { ::time::Date: Date by to_time, ::time::OffsetDateTime: DateTime by to_time }
//! ```
//! Not by their own serde impls: some write another form than RFC 3339's, and some drop what they
//! can't hold.

use super::view::{Made, View};
use serde_json::Value;
use std::fmt::Display;

/// See the head of this file.
macro_rules! dated {
    ($($T:ty: $Text:ident by $read:ident),* $(,)?) => {$(
        impl runtime::Decode for $T {
            const HINT: runtime::Hint = runtime::Hint::TEXT;

            #[inline]
            fn decode(reader: runtime::Reader<'_>) -> Result<Self, runtime::Fault> {
                runtime::$Text::from(reader.text()?).$read().map_err(runtime::Fault::new)
            }
        }

        impl runtime::Encode for $T {
            #[inline]
            fn view(&self) -> runtime::View<'_> {
                runtime::dated::view(&runtime::$Text::from(*self))
            }
        }
    )*};
}
pub(crate) use dated;

/// The text of a value that was made for it.
pub fn view(text: &dyn Display) -> View<'static> {
    Made::Value(Ok(Value::String(text.to_string()))).into()
}
