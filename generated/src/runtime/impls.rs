//! The impls of ours and of serde that every type of a table has.

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

/// serde's traits for a type that has ours, so that a user's own types can hold it.
macro_rules! serde_impls {
    ($T:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $T {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                runtime::Decode::decode(deserializer)
            }
        }

        impl ::serde::Serialize for $T {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                runtime::Encode::encode(self, serializer)
            }
        }
    };
}
pub(crate) use serde_impls;
