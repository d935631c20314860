//! Arrays of fixed positions (JSON Schema 2020-12, 10.3.1.1, `prefixItems`).
//!
//! A longer array is refused, although it is valid where `items` is not `false`: a tuple has no
//! place for what stands behind its last position, and to read past it would be to lose it.

use super::decode::Decode;
use super::encode::Encode;
use super::reader::{Fault, Hint, Items, Reader};
use super::trace;
use super::view::{Made, View};
use serde_json::Value;

/// Reads position `at` of `len`.
fn position<T: Decode>(items: &mut dyn Items, at: usize, len: usize) -> Result<T, Fault> {
    let mut slot = None;
    items.next(&mut slot).map_err(|fault| trace::index(at, fault))?;
    slot.ok_or_else(|| Fault::new(format_args!("invalid length {at}, expected an array of {len}")))
}

fn end(items: &mut dyn Items, len: usize) -> Result<(), Fault> {
    match items.next(&mut None::<Value>)? {
        true => Err(Fault::new(format_args!("more than {len} items"))),
        false => Ok(()),
    }
}

macro_rules! tuples {
    ($($len:literal: $($T:ident $at:tt)+;)*) => {$(
        impl<$($T: Decode),+> Decode for ($($T,)+) {
            const HINT: Hint = Hint { expected: concat!("an array of ", $len), ..Hint::LIST };

            fn decode(reader: Reader<'_>) -> Result<Self, Fault> {
                let items = reader.items(Self::HINT)?;
                let tuple = ($(position::<$T>(items, $at, $len)?,)+);
                end(items, $len)?;
                Ok(tuple)
            }
        }

        impl<$($T: Encode),+> Encode for ($($T,)+) {
            fn view(&self) -> View<'_> {
                Made::Tuple(vec![$(self.$at.view()),+]).into()
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
