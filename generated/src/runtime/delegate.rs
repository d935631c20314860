//! Our impls of a type whose work two functions of a file do.

/// Both our traits and serde's for a type whose work two functions of `$by` do.
macro_rules! wire_impls {
    ($T:ident: $($by:ident)::+) => {
        impl runtime::Decode for $T {
            fn decode<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $($by)::+::decode(deserializer)
            }
        }

        impl runtime::Encode for $T {
            fn encode<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $($by)::+::encode(self, serializer)
            }
        }

        runtime::serde_impls! { $T }
    };
}
pub(crate) use wire_impls;
