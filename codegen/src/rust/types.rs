//! How the use of a type is spelled, and which names a file must import for it.
//!
//! A type of the API is spelled by its name; what the runtime lends by `runtime::`'s name for it,
//! imported too unless a type of the API that this file names is called the same. Refuses to know
//! where a use stands: presence is the business of `structs`.

use super::Emit;
use crate::ir::{Scalar, Shape, TypeId, Use};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The names that one file of `types/` speaks of.
pub struct Scope<'a, 'b> {
    emit: &'b Emit<'a>,
    /// Types whose items stand in this file.
    local: BTreeSet<&'b str>,
    /// Types of the API that it names, those of other files among them.
    named: BTreeSet<&'b str>,
    /// What it takes from the runtime.
    lent: BTreeSet<&'static str>,
    /// Whether it speaks of maps.
    maps: bool,
    /// Whether types of the API are spelled `types::Name`, as outside of `types`.
    qualified: bool,
}

impl<'a, 'b> Scope<'a, 'b> {
    /// The scope of a file in which these types have their items.
    pub fn of_types(emit: &'b Emit<'a>, items: &[TypeId]) -> Self {
        let mut scope = Self::new(emit, false);
        for item in items {
            scope.local.extend(emit.names.ty(*item).map(|name| name.name.as_str()));
            for part in parts(&emit.api.ty(*item).shape) {
                scope.meet(part);
            }
        }
        let local = scope.local.clone();
        scope.named.extend(local);
        scope
    }

    /// The scope of a file outside of `types`.
    pub fn outside(emit: &'b Emit<'a>) -> Self {
        Self::new(emit, true)
    }

    fn new(emit: &'b Emit<'a>, qualified: bool) -> Self {
        let (local, named, lent) = Default::default();
        Self { emit, local, named, lent, maps: false, qualified }
    }

    fn meet(&mut self, ty: TypeId) {
        match self.emit.names.ty(ty) {
            Some(name) => {
                self.named.insert(&name.name);
            }
            None => parts(&self.emit.api.ty(ty).shape).for_each(|part| self.meet(part)),
        }
    }

    /// Something of the runtime, by its name there.
    pub fn lend(&mut self, name: &'static str) -> TokenStream {
        let ident = super::print::ident(name);
        if self.qualified || self.named.contains(name) {
            return quote! { runtime::#ident };
        }
        self.lent.insert(name);
        quote! { #ident }
    }

    /// A map of text to values.
    pub fn map(&mut self) -> TokenStream {
        if self.qualified || self.named.contains("BTreeMap") {
            return quote! { std::collections::BTreeMap };
        }
        self.maps = true;
        quote! { BTreeMap }
    }

    /// The import that maps ask for.
    pub fn map_import(&self) -> &'static str {
        if self.maps { "use std::collections::BTreeMap;\n" } else { "" }
    }

    /// A macro of the runtime, which is imported; returns its name for [`super::print::table`].
    pub fn table(&mut self, name: &'static str) -> &'static str {
        self.lent.insert(name);
        name
    }

    /// Types of the API to import, and names of the runtime.
    pub fn imports(&self) -> (Vec<&str>, Vec<&str>) {
        let types = self.named.difference(&self.local).copied().collect();
        let lent = self.lent.iter().copied().collect();
        (types, lent)
    }

    /// A use, `Option` around it where null may stand.
    pub fn spell(&mut self, of: Use) -> TokenStream {
        let bare = self.bare(of.ty);
        if of.null {
            quote! { Option<#bare> }
        } else {
            bare
        }
    }

    /// A type, whatever its use says of null.
    pub fn bare(&mut self, ty: TypeId) -> TokenStream {
        if let Some(name) = self.emit.names.ty(ty) {
            let ident = super::print::ident(&name.name);
            return if self.qualified {
                quote! { types::#ident }
            } else {
                quote! { #ident }
            };
        }
        self.shape(ty)
    }

    /// What a type is, without regard to a name of its own.
    pub fn shape(&mut self, ty: TypeId) -> TokenStream {
        match &self.emit.api.ty(ty).shape {
            Shape::Scalar(scalar) => self.scalar(*scalar),
            Shape::Map(value) => {
                let value = self.spell(*value);
                let map = self.map();
                quote! { #map<String, #value> }
            }
            Shape::List(item) => {
                let item = self.spell(*item);
                quote! { Vec<#item> }
            }
            Shape::Tuple(parts) => {
                let boxes = &self.emit.facts.boxes;
                let parts: Vec<_> = parts
                    .iter()
                    .enumerate()
                    .map(|(at, part)| {
                        let part = self.spell(*part);
                        if boxes.contains(ty, at) {
                            quote! { Box<#part> }
                        } else {
                            part
                        }
                    })
                    .collect();
                quote! { (#(#parts,)*) }
            }
            Shape::Alias(to) => self.spell(*to),
            Shape::Foreign(path) => match syn::parse_str::<syn::Type>(path) {
                Ok(path) => quote! { #path },
                // The configuration is checked when it is read.
                Err(_) => self.lend("Value"),
            },
            // Nominal types have names; one without was not reached, and nothing spells it.
            Shape::Free(_) | Shape::Object(_) | Shape::Enumeration(_) | Shape::Union(_) => self.lend("Value"),
        }
    }

    fn scalar(&mut self, scalar: Scalar) -> TokenStream {
        match scalar {
            Scalar::Boolean => quote! { bool },
            Scalar::Int32 => quote! { i32 },
            Scalar::Int64 => quote! { i64 },
            Scalar::UInt32 => quote! { u32 },
            Scalar::UInt64 => quote! { u64 },
            Scalar::Number => quote! { f64 },
            Scalar::Text | Scalar::Secret => quote! { String },
            Scalar::DateTime => self.lend("DateTime"),
            Scalar::Date => self.lend("Date"),
            Scalar::Time => self.lend("Time"),
            Scalar::Duration => self.lend("Duration"),
            Scalar::Base64 => self.lend("Base64"),
            Scalar::Bytes => self.lend("Bytes"),
        }
    }
}

/// How an argument of this type is taken: `impl Into<String>` for what is made of text.
pub enum Taken {
    /// By value.
    Value,
    /// `impl Into<T>`
    Into,
}

/// How an argument of a type is taken.
pub fn taken(emit: &Emit<'_>, ty: TypeId) -> Taken {
    match &emit.api.ty(ty).shape {
        Shape::Scalar(
            Scalar::Text | Scalar::Secret | Scalar::DateTime | Scalar::Date | Scalar::Time | Scalar::Duration,
        ) => Taken::Into,
        Shape::Alias(to) if !to.null => taken(emit, to.ty),
        _ => Taken::Value,
    }
}

/// The types directly inside a shape.
pub fn parts(shape: &Shape) -> impl Iterator<Item = TypeId> + '_ {
    let (one, many): (Option<TypeId>, Vec<TypeId>) = match shape {
        Shape::Map(of) | Shape::List(of) | Shape::Alias(of) => (Some(of.ty), Vec::new()),
        Shape::Tuple(parts) => (None, parts.iter().map(|part| part.ty).collect()),
        Shape::Object(object) => {
            let kept = match object.additional {
                crate::ir::Additional::Kept(of) => Some(of.ty),
                crate::ir::Additional::Skipped => None,
            };
            (kept, object.fields.iter().map(|field| field.of.ty).collect())
        }
        Shape::Union(union) => (None, union.variants.iter().map(|variant| variant.of.ty).collect()),
        Shape::Scalar(_) | Shape::Enumeration(_) | Shape::Free(_) | Shape::Foreign(_) => (None, Vec::new()),
    };
    one.into_iter().chain(many)
}
