//! serde's impls, which every type of a table has.

/// serde's traits for a type that has ours, so that a user's own types can hold it.
macro_rules! serde_impls {
    ($T:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $T {
            #[inline]
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                runtime::deserialize(deserializer)
            }
        }

        impl ::serde::Serialize for $T {
            #[inline]
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                runtime::serialize(self, serializer)
            }
        }
    };
}
pub(crate) use serde_impls;
