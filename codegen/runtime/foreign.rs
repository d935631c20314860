//! Types of other crates, which go through serde.

use super::reader::{Fault, Reader};
use super::view::{Made, View};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads a type by its own serde impl.
pub fn decode<T: DeserializeOwned>(reader: Reader<'_>) -> Result<T, Fault> {
    serde_json::from_value(reader.value()?.into_owned()).map_err(Fault::new)
}

/// Writes a type by its own serde impl.
pub fn view<T: Serialize>(value: &T) -> View<'static> {
    Made::Value(serde_json::to_value(value).map_err(|error| error.to_string())).into()
}

/// Lets fields be of a type that is not ours, through its own serde impls:
/// `foreign! { ::std::net::IpAddr, ::std::time::Duration }`.
macro_rules! foreign {
    ($($T:ty),* $(,)?) => {$(
        impl runtime::Decode for $T {
            const HINT: runtime::Hint = runtime::Hint::ANY;

            #[inline]
            fn decode(reader: runtime::Reader<'_>) -> Result<Self, runtime::Fault> {
                runtime::foreign::decode(reader)
            }
        }

        impl runtime::Encode for $T {
            #[inline]
            fn view(&self) -> runtime::View<'_> {
                runtime::foreign::view(self)
            }
        }
    )*};
}
pub(crate) use foreign;
