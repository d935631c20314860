//! Types in; a module for tests that takes their values apart and puts them together again, out.
//!
//! JSON in, JSON out, with the type's own words about what it held. Types are asked for by their
//! identity. It is no part of the crate, and goes through what a user's program goes through.

use super::call::allowances;
use super::types::Scope;
use super::{Emit, print};
use crate::ir::{Shape, TypeId};
use quote::quote;

/// Every type that has a name, and every component.
pub fn named(emit: &Emit<'_>) -> Vec<TypeId> {
    let known = |id: &TypeId| {
        let ty = emit.api.ty(*id);
        let component = ty.component.is_some() && !matches!(ty.shape, Shape::Foreign(_));
        emit.names.ty(*id).is_some() || component
    };
    emit.api.ids().filter(known).collect()
}

/// A module that drives these types, which are reached, of the crate that it finds as `api` in its
/// scope.
pub fn round_trip(emit: &Emit<'_>, types: &[TypeId]) -> String {
    let mut scope = Scope::outside(emit);
    let identities: Vec<&str> = types.iter().map(|id| emit.api.ty(*id).identity.0.as_str()).collect();
    let arms = types.iter().zip(&identities).map(|(id, identity)| {
        let of = print::parsed(&scope.bare(*id));
        quote! { #identity => Some(again::<#of>), }
    });
    let arms: Vec<_> = arms.collect();
    let items = print::tokens(quote! {
        /// Decodes a text and encodes it again: the JSON, and the `Debug` text of the value, which
        /// says which variants it holds.
        pub type Again = fn(&[u8]) -> Result<(String, String), String>;

        /// Every type that can be asked for.
        pub const TYPES: &[&str] = &[#(#identities),*];

        /// The round trip of a type.
        pub fn of(identity: &str) -> Option<Again> {
            match identity {
                #(#arms)*
                _ => None,
            }
        }

        fn again<T: runtime::Decode + runtime::Encode + ::std::fmt::Debug>(
            text: &[u8],
        ) -> Result<(String, String), String> {
            let value: T = runtime::decode_json(text).map_err(|error| error.to_string())?;
            let text = runtime::encode_json(&value).map_err(|error| error.to_string())?;
            let text = String::from_utf8(text).map_err(|error| error.to_string())?;
            Ok((text, format!("{value:?}")))
        }
    });
    print::file(&[], &[allowances(), "use api::{runtime, types};\n".to_owned(), items])
}
