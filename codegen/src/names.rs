//! IR and lock in, identifiers out: propose, settle, lock.
//!
//! `propose` says what a thing would like to be called, `settle` gives every name once in its
//! scope, `lock` remembers what was given, so that no name changes but by a person's hand. Refuses
//! to know how an item is written.

pub mod lock;
pub mod propose;
pub mod settle;
pub mod words;

use crate::ir::{Identity, TypeId};
use std::collections::HashMap;

/// Every identifier of the output, each a valid Rust identifier as it is to be written
/// (`r#type`, `job_status`).
#[derive(Debug, Default)]
pub struct Names {
    pub(crate) types: HashMap<TypeId, TypeName>,
    pub(crate) fields: HashMap<Identity, String>,
    pub(crate) variants: HashMap<Identity, String>,
    pub(crate) parameters: HashMap<Identity, String>,
    pub(crate) operations: HashMap<Identity, OperationName>,
    pub(crate) groups: HashMap<String, GroupName>,
    pub(crate) credentials: HashMap<Identity, String>,
}

/// A type with an item of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// `JobStatus`
    pub name: String,
    /// The module and file that it stands in, `job_status`: that of its component, or of the
    /// operation it is inline in.
    pub module: String,
}

/// What belongs to an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationName {
    /// `list_pets`
    pub method: String,
    /// `ListPets`, the builder.
    pub builder: String,
    /// `ListPetsError`
    pub error: String,
    /// `ListPetsResponse`, where success has several forms.
    pub response: String,
}

/// What belongs to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupName {
    /// `data_sources`: accessor, module and file.
    pub module: String,
    /// `DataSources`
    pub name: String,
}

impl Names {
    /// The name of a type that has an item.
    pub fn ty(&self, ty: TypeId) -> Option<&TypeName> {
        self.types.get(&ty)
    }

    /// A field, or a constant member, by its identity.
    pub fn field(&self, identity: &Identity) -> &str {
        self.fields.get(identity).map_or("", String::as_str)
    }

    /// A variant of an enumeration or union, or of an operation's error by its response.
    pub fn variant(&self, identity: &Identity) -> &str {
        self.variants.get(identity).map_or("", String::as_str)
    }

    /// The open arm of an enumeration or union (`Unknown`).
    pub fn unknown(&self, ty: &Identity) -> &str {
        self.variants
            .get(&unknown(ty))
            .map_or("Unknown", String::as_str)
    }

    /// A parameter's argument or setter.
    pub fn parameter(&self, identity: &Identity) -> &str {
        self.parameters.get(identity).map_or("", String::as_str)
    }

    /// An operation's names.
    pub fn operation(&self, identity: &Identity) -> Option<&OperationName> {
        self.operations.get(identity)
    }

    /// A group's names, by its tag.
    pub fn group(&self, tag: &str) -> Option<&GroupName> {
        self.groups.get(tag)
    }

    /// The setter of a credential.
    pub fn credential(&self, identity: &Identity) -> &str {
        self.credentials.get(identity).map_or("", String::as_str)
    }
}

/// The identity of a type's open arm.
pub fn unknown(ty: &Identity) -> Identity {
    Identity(format!("{ty}/unknown"))
}

/// The identity of the member that keeps a structure's undeclared properties.
pub fn additional(ty: &Identity) -> Identity {
    Identity(format!("{ty}/additionalProperties"))
}

/// The constant that holds a credential's scheme, from its setter.
pub fn constant(setter: &str) -> String {
    setter.trim_start_matches("r#").to_uppercase()
}

/// Crates that a generated one stands on, and names that Cargo keeps for itself.
const TAKEN: [&str; 11] = [
    "alloc", "bytes", "core", "http", "http_body", "proc_macro", "reqwest", "serde", "serde_json", "std", "test",
];

/// A crate's name out of a title: ASCII letters, digits and `_`, no keyword, no name that is taken.
pub fn package(title: &str) -> String {
    let words = words::snake(title, words::Symbols::Dropped);
    let ascii: String = words.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(words::LIMIT).collect();
    match ascii.trim_matches('_') {
        "" => "api".to_owned(),
        name if name.starts_with(|c: char| c.is_ascii_digit()) => format!("api_{name}"),
        name if TAKEN.contains(&name) || words::is_keyword(name) => format!("{name}_api"),
        name => name.to_owned(),
    }
}

/// TEMPORARY.
pub fn name(api: &crate::ir::Api, facts: &crate::facts::Facts, lock: &lock::Lock, _: &[(crate::document::Text, crate::document::Text)], _: &mut crate::diagnostic::Diagnostics) -> (Names, lock::Lock) {
    use crate::ir::*;
    let mut n = Names::default();
    let up = |s: &str| { let t: String = heck::ToUpperCamelCase::to_upper_camel_case(s); if t.starts_with(|c: char| c.is_ascii_digit()) || t.is_empty() { format!("N{t}") } else { t } };
    let sn = |s: &str| { let t: String = heck::ToSnakeCase::to_snake_case(s); if syn::parse_str::<syn::Ident>(&t).is_err() { format!("r#{t}") } else { t } };
    let mut seen = std::collections::HashSet::new();
    for (i, t) in api.types.iter().enumerate() {
        let id = TypeId(i as u32);
        if !facts.reach.contains(id) { continue; }
        if t.shape.is_nominal() || t.component.is_some() {
            let mut name = up(t.component.as_deref().unwrap_or(&t.identity.0.replace("#/components/schemas/","").replace("properties","").replace("anyOf","").replace("items","").replace("content/application~1json/schema","")));
            while !seen.insert(name.clone()) { name.push('X'); }
            n.types.insert(id, TypeName { module: sn(&name), name });
        }
        match &t.shape {
            Shape::Object(o) => for f in &o.fields { n.fields.insert(f.identity.clone(), sn(&f.wire)); },
            Shape::Enumeration(e) => for m in &e.members { n.variants.insert(m.identity.clone(), up(&m.wire)); },
            Shape::Union(u) => for (j, v) in u.variants.iter().enumerate() { n.variants.insert(v.identity.clone(), v.tags.first().map_or_else(|| format!("V{j}"), |t| up(t))); },
            _ => {}
        }
    }
    for o in &api.operations {
        let m = sn(o.operation_id.as_deref().unwrap_or(&o.identity.0));
        let b = up(&m);
        n.operations.insert(o.identity.clone(), OperationName { method: m, error: format!("{b}Error"), response: format!("{b}Response"), builder: b });
        for p in &o.parameters { n.parameters.insert(p.identity.clone(), sn(&p.wire)); }
        for r in &o.responses { n.variants.insert(r.identity.clone(), up(&format!("S{:?}", r.status))); }
        if let Some(g) = &o.group { n.groups.insert(g.clone(), GroupName { module: sn(g), name: up(g) }); }
    }
    for c in &api.credentials { n.credentials.insert(c.identity.clone(), sn(&c.scheme)); }
    (n, lock.clone())
}
