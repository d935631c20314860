//! How the use of a type is spelled, and which names a file must import for it.
//!
//! A type of the API is spelled by its name; what the runtime lends by `runtime::`'s name for it,
//! imported too unless a type of the API that this file names is called the same. Refuses to know
//! where a use stands: presence is the business of `structs`.

use super::{Emit, print};
use crate::ir::{Scalar, Shape, TypeId, Use};
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
    pub fn lend(&mut self, name: &'static str) -> String {
        if self.qualified || self.named.contains(name) {
            return format!("runtime::{name}");
        }
        self.lent.insert(name);
        name.to_owned()
    }

    /// A map of text to values.
    pub fn map(&mut self) -> &'static str {
        if self.qualified || self.named.contains("BTreeMap") {
            return "std::collections::BTreeMap";
        }
        self.maps = true;
        "BTreeMap"
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
    pub fn spell(&mut self, of: Use) -> String {
        let bare = self.bare(of.ty);
        if of.null { format!("Option<{bare}>") } else { bare }
    }

    /// A type, whatever its use says of null.
    pub fn bare(&mut self, ty: TypeId) -> String {
        match self.emit.names.ty(ty) {
            Some(name) if self.qualified => format!("types::{}", name.name),
            Some(name) => name.name.clone(),
            None => self.shape(ty),
        }
    }

    /// What a type is, without regard to a name of its own.
    pub fn shape(&mut self, ty: TypeId) -> String {
        match &self.emit.api.ty(ty).shape {
            Shape::Scalar(scalar) => self.scalar(*scalar),
            Shape::Map(value) => {
                let value = self.spell(*value);
                format!("{}<String, {value}>", self.map())
            }
            Shape::List(item) => format!("Vec<{}>", self.spell(*item)),
            Shape::Tuple(parts) => {
                let parts = parts.iter().enumerate().map(|(at, part)| {
                    let of = self.spell(*part);
                    if self.emit.facts.boxes.contains(ty, at) { format!("Box<{of}>") } else { of }
                });
                let parts: Vec<String> = parts.collect();
                match parts.as_slice() {
                    [one] => format!("({one},)"),
                    several => format!("({})", several.join(", ")),
                }
            }
            Shape::Alias(to) => self.spell(*to),
            // The configuration is checked when it is read.
            Shape::Foreign(path) => print::respelled(path).unwrap_or_else(|| self.lend("Value")),
            // Nominal types have names; one without was not reached, and nothing spells it.
            Shape::Free(_) | Shape::Object(_) | Shape::Enumeration(_) | Shape::Union(_) => self.lend("Value"),
        }
    }

    fn scalar(&mut self, scalar: Scalar) -> String {
        let own = match scalar {
            Scalar::Boolean => "bool",
            Scalar::Int32 => "i32",
            Scalar::Int64 => "i64",
            Scalar::UInt32 => "u32",
            Scalar::UInt64 => "u64",
            Scalar::Number => "f64",
            Scalar::Text | Scalar::Secret => "String",
            Scalar::DateTime => return self.lend("DateTime"),
            Scalar::Date => return self.lend("Date"),
            Scalar::Time => return self.lend("Time"),
            Scalar::Duration => return self.lend("Duration"),
            Scalar::Base64 => return self.lend("Base64"),
            Scalar::Bytes => return self.lend("Bytes"),
        };
        own.to_owned()
    }
}

/// How an argument of this type is taken: `impl Into<T>` for what is made of text, or of its branches.
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
        Shape::Union(union) if super::unions::is_made_of_branches(emit, ty, union) => Taken::Into,
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
