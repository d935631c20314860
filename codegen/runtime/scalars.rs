//! Booleans, strings, integers and floats.
//!
//! A number is read exactly or refused: JSON Schema (2020-12, 4.2.3 and 6.1.1) calls `5.0` an integer, so it is
//! one here, but only below 2^53, where no other integer shares its float.

use super::decode::Decode;
use super::encode::Encode;
use super::reader::{Fault, Hint, Kind, Reader};
use super::view::View;

impl Decode for bool {
    const HINT: Hint = Hint::new(Kind::Bool, "a boolean");

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        match reader {
            Reader::Bool(bool) => Ok(bool),
            other => Err(other.refused(Self::HINT.expected)),
        }
    }
}

impl Encode for bool {
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

impl Decode for String {
    const HINT: Hint = Hint::TEXT;

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        reader.text().map(str::to_owned)
    }
}

impl Encode for String {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

impl Encode for str {
    fn view(&self) -> View<'_> {
        View::Text(self)
    }
}

/// 2^53: from here on a float stands for more than one integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// An integer of any width, to be narrowed.
fn integer<T: TryFrom<i128>>(reader: &Reader<'_>, hint: Hint) -> Result<T, Fault> {
    let wide = match reader {
        Reader::Signed(value) => i128::from(*value),
        Reader::Unsigned(value) => i128::from(*value),
        // Exact: a whole number below 2^53.
        Reader::Float(value) if value.fract() == 0.0 && value.abs() < EXACT => *value as i128,
        Reader::Float(_) => return Err(reader.invalid(hint.expected)),
        other => return Err(other.refused(hint.expected)),
    };
    T::try_from(wide).map_err(|_| reader.invalid(hint.expected))
}

macro_rules! integers {
    ($($T:ident $Kind:ident),*) => {$(
        impl Decode for $T {
            const HINT: Hint = Hint::new(Kind::$Kind, concat!("an integer of ", stringify!($T)));

            fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
                integer(&reader, Self::HINT)
            }
        }

        impl Encode for $T {
            fn view(&self) -> View<'_> {
                View::$Kind((*self).into())
            }
        }
    )*};
}

integers! { i32 Signed, i64 Signed, u32 Unsigned, u64 Unsigned }

impl Decode for f64 {
    const HINT: Hint = Hint::new(Kind::Float, "a number");

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        match reader {
            Reader::Float(value) => Ok(value),
            // Rounds as a float's own text would be.
            Reader::Signed(value) => Ok(value as f64),
            Reader::Unsigned(value) => Ok(value as f64),
            other => Err(other.refused(Self::HINT.expected)),
        }
    }
}

impl Encode for f64 {
    fn view(&self) -> View<'_> {
        View::Float(*self)
    }
}

impl Decode for f32 {
    const HINT: Hint = f64::HINT;

    fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
        let wide = f64::decode(reader)?;
        // Rounds to the nearest `f32`, which is what `format: float` asks for; only beyond its
        // range would it become another value.
        let narrow = wide as f32;
        if narrow.is_finite() { Ok(narrow) } else { Err(Reader::Float(wide).invalid("a number of f32")) }
    }
}

impl Encode for f32 {
    fn view(&self) -> View<'_> {
        View::Single(*self)
    }
}
