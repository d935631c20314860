//! Booleans, strings, integers and floats.
//!
//! A number is read exactly or refused: JSON Schema (2020-12, 4.2.3 and 6.1.1) calls `5.0` an integer, so it is
//! one here, but only below 2^53, where no other integer shares its float.

use super::decode::Decode;
use super::encode::Encode;
use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serializer};
use std::fmt;
use std::marker::PhantomData;

impl Decode for bool {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bool::deserialize(deserializer)
    }
}

impl Encode for bool {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }
}

impl Decode for String {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)
    }
}

impl Encode for String {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Encode for str {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// 2^53: from here on a float stands for more than one integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

struct Integer<T>(PhantomData<T>, &'static str);

impl<T: TryFrom<i128>> Visitor<'_> for Integer<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer of {}", self.1)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(i128::from(value))
            .map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(i128::from(value))
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        let refused = |visitor: &Self| E::invalid_value(Unexpected::Float(value), visitor);
        if value.fract() != 0.0 || value.abs() >= EXACT {
            return Err(refused(&self));
        }
        // Exact: a whole number below 2^53.
        T::try_from(value as i128).map_err(|_| refused(&self))
    }
}

macro_rules! integers {
    ($($T:ident: $read:ident $write:ident),*) => {$(
        impl Decode for $T {
            fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$read(Integer(PhantomData, stringify!($T)))
            }
        }

        impl Encode for $T {
            fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$write(*self)
            }
        }
    )*};
}

integers! {
    i32: deserialize_i32 serialize_i32,
    i64: deserialize_i64 serialize_i64,
    u32: deserialize_u32 serialize_u32,
    u64: deserialize_u64 serialize_u64
}

impl Decode for f64 {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer)
    }
}

impl Encode for f64 {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        finite(self.is_finite())?;
        serializer.serialize_f64(*self)
    }
}

impl Decode for f32 {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wide = f64::deserialize(deserializer)?;
        // Rounds to the nearest `f32`, which is what `format: float` asks for; only beyond its
        // range would it become another value.
        let narrow = wide as f32;
        if narrow.is_finite() {
            Ok(narrow)
        } else {
            Err(D::Error::invalid_value(
                Unexpected::Float(wide),
                &"a number of f32",
            ))
        }
    }
}

impl Encode for f32 {
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        finite(self.is_finite())?;
        serializer.serialize_f32(*self)
    }
}

/// JSON has no infinity and no NaN (RFC 8259, 6); serde_json would write `null` for them, silently.
fn finite<E: serde::ser::Error>(finite: bool) -> Result<(), E> {
    if finite {
        Ok(())
    } else {
        Err(E::custom("JSON has no number for infinity or NaN"))
    }
}
