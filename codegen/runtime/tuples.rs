//! Arrays of fixed positions (JSON Schema 2020-12, 10.3.1.1, `prefixItems`).
//!
//! A longer array is refused, although it is valid where `items` is not `false`: a tuple has no
//! place for what stands behind its last position, and to read past it would be to lose it.

use super::decode::{Decode, Wire};
use super::encode::Encode;
use super::trace;
use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserializer, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// Reads position `at` of `len`.
fn position<'de, T: Decode, A: SeqAccess<'de>>(seq: &mut A, at: usize, len: usize) -> Result<T, A::Error> {
    match seq.next_element() {
        Ok(Some(Wire(value))) => Ok(value),
        Ok(None) => Err(A::Error::invalid_length(at, &format!("an array of {len}").as_str())),
        Err(error) => Err(trace::index(at, error)),
    }
}

fn end<'de, A: SeqAccess<'de>>(seq: &mut A, len: usize) -> Result<(), A::Error> {
    match seq.next_element::<IgnoredAny>()? {
        Some(_) => Err(A::Error::custom(format_args!("more than {len} items"))),
        None => Ok(()),
    }
}

macro_rules! tuples {
    ($($len:literal: $($T:ident $at:tt)+;)*) => {$(
        impl<$($T: Decode),+> Decode for ($($T,)+) {
            fn decode<'de, De: Deserializer<'de>>(deserializer: De) -> Result<Self, De::Error> {
                struct Items<$($T),+>(PhantomData<($($T,)+)>);

                impl<'de, $($T: Decode),+> Visitor<'de> for Items<$($T),+> {
                    type Value = ($($T,)+);

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        write!(f, "an array of {}", $len)
                    }

                    fn visit_seq<Seq: SeqAccess<'de>>(self, mut seq: Seq) -> Result<Self::Value, Seq::Error> {
                        let items = ($(position::<$T, _>(&mut seq, $at, $len)?,)+);
                        end(&mut seq, $len)?;
                        Ok(items)
                    }
                }

                deserializer.deserialize_seq(Items(PhantomData))
            }
        }

        impl<$($T: Encode),+> Encode for ($($T,)+) {
            fn encode<Se: Serializer>(&self, serializer: Se) -> Result<Se::Ok, Se::Error> {
                let mut tuple = serializer.serialize_tuple($len)?;
                $(tuple.serialize_element(&Wire(&self.$at))?;)+
                tuple.end()
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 F 5;
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
    9: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8;
    10: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9;
    11: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10;
    12: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11;
}
