//! Types of other crates, which go through serde.

/// Lets fields be of a type that is not ours, through its own serde impls:
/// `foreign! { ::std::net::IpAddr, ::std::time::Duration }`.
macro_rules! foreign {
    ($($T:ty),* $(,)?) => {$(
        impl runtime::Decode for $T {
            fn decode<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(deserializer)
            }
        }

        impl runtime::Encode for $T {
            fn encode<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(self, serializer)
            }
        }
    )*};
}
pub(crate) use foreign;
