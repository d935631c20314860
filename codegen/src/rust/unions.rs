//! A union: the plain enum with its open arm, and the table that tells its branches apart.
//!
//! Branches that are structures stand in boxes, all of them: a union stays small whatever a vendor
//! adds to a branch, and no branch changes its type because another grew.

use super::types::Scope;
use super::{Emit, docs, print};
use crate::ir::{Discriminator, Kind, Literal, Shape, Test, TypeId, Union, Untold, Use, Variant};
use std::collections::HashMap;

/// The text of a union.
pub fn item(emit: &Emit<'_>, id: TypeId, union: &Union, scope: &mut Scope<'_, '_>) -> Vec<String> {
    let ty = emit.api.ty(id);
    let name = emit.name(id);
    let variants = union.variants.iter().enumerate().map(|(at, variant)| {
        let name = emit.names.variant(&variant.identity);
        let holds = held(emit, variant.of, emit.facts.boxes.contains(id, at), scope);
        print::Variant { docs: variant_docs(union, variant, name), name, holds: Some(holds) }
    });
    let mut variants: Vec<_> = variants.collect();
    let unknown = match &union.discriminator {
        Discriminator::Tag { property, .. } => {
            format!("A {} that this version of the crate does not know, as it came.", docs::code(property))
        }
        Discriminator::Tests => "Anything else, as it came.".to_owned(),
    };
    variants.push(print::Variant {
        docs: vec![unknown],
        name: emit.names.unknown(emit.api.member_of(ty)),
        holds: Some(scope.lend("Value")),
    });
    let attributes = vec![emit.derives(id, "Clone, PartialEq"), "non_exhaustive".to_owned()];
    let head = print::Head { docs: emit.type_docs(id), attributes };
    let item = print::enumeration(print::Item { head, name }, variants);
    let table = match &union.discriminator {
        Discriminator::Tag { property, untold } => {
            let mode = match untold {
                Untold::Refused => String::new(),
                Untold::Of(all) => {
                    let found = all.iter().filter_map(|at| union.variants.get(*at));
                    let names: Vec<&str> = found.map(|it| emit.names.variant(&it.identity)).collect();
                    format!(" as optional {}", names.join(" | "))
                }
            };
            let head = format!("{name} by {}{}", print::literal(property), mode.trim_end());
            print::table(scope.table("tagged_union"), &head, &tagged(emit, union))
        }
        Discriminator::Tests => print::table(scope.table("untagged_union"), name, &tested(emit, union)),
    };
    vec![item, table, conversions(emit, id, union, scope)]
}

/// The type that a branch holds.
pub fn held(emit: &Emit<'_>, of: Use, cut: bool, scope: &mut Scope<'_, '_>) -> String {
    let bare = scope.bare(of.ty);
    let bare = if cut || is_structure(emit, of.ty) { format!("Box<{bare}>") } else { bare };
    if of.null { format!("Option<{bare}>") } else { bare }
}

fn is_structure(emit: &Emit<'_>, ty: TypeId) -> bool {
    match &emit.api.ty(ty).shape {
        Shape::Object(_) => true,
        Shape::Alias(to) if !to.null => is_structure(emit, to.ty),
        _ => false,
    }
}

fn variant_docs(union: &Union, variant: &Variant, name: &str) -> Vec<String> {
    let mut lines = docs::lines(&variant.docs, &[name]);
    if let Discriminator::Tag { property, .. } = &union.discriminator {
        let tags: Vec<String> = variant.tags.iter().map(|tag| docs::code(tag)).collect();
        docs::push(&mut lines, vec![format!("{}: {}.", docs::code(property), tags.join(" or "))]);
    }
    if lines.is_empty() {
        lines.push(shape_words(&variant.test));
    }
    lines
}

fn shape_words(test: &Test) -> String {
    let kinds: Vec<&str> = test.kinds.iter().map(|kind| kind.words()).collect();
    let mut words = if kinds.is_empty() { "any value".to_owned() } else { kinds.join(" or ") };
    let fixed = |key: &str| test.constants.iter().find(|(it, _)| it == key).map(|(_, value)| value);
    if !test.keys.is_empty() {
        let words_of = |key: &String| match fixed(key) {
            Some(value) => format!("{}: {}", docs::code(key), docs::code(&value.to_string())),
            None => docs::code(key),
        };
        let keys: Vec<String> = test.keys.iter().map(words_of).collect();
        words.push_str(" with ");
        words.push_str(&keys.join(", "));
    }
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(std::iter::once('.')).collect()
}

fn tagged(emit: &Emit<'_>, union: &Union) -> Vec<String> {
    let entry = |variant: &Variant| {
        let tags: Vec<String> = variant.tags.iter().map(|tag| print::literal(tag)).collect();
        format!("{} = {}", emit.names.variant(&variant.identity), tags.join(" | "))
    };
    union.variants.iter().map(entry).collect()
}

fn tested(emit: &Emit<'_>, union: &Union) -> Vec<String> {
    union
        .variants
        .iter()
        .map(|variant| {
            let name = emit.names.variant(&variant.identity);
            format!("{name}: {}", test(&variant.test))
        })
        .collect()
}

fn test(test: &Test) -> String {
    let kind = match test.kinds.as_slice() {
        [Kind::Boolean] => "boolean",
        [Kind::Integer] => "integer",
        [Kind::Number] => "number",
        [Kind::String] => "string",
        [Kind::Array] => "array",
        [Kind::Object] => "object",
        _ => "any",
    };
    let constants = test.constants.iter().map(|(key, value)| {
        let mode = if test.keys.contains(key) { "" } else { " as optional" };
        let value = match value {
            Literal::Text(text) => print::literal(text),
            Literal::Integer(integer) => integer.to_string(),
            Literal::Boolean(bool) => bool.to_string(),
        };
        format!("{}{mode} = {value}", print::literal(key))
    });
    let stated = |key: &&String| !test.constants.iter().any(|(name, _)| name == *key);
    let keys = test.keys.iter().filter(stated).map(|key| print::literal(key));
    let members: Vec<String> = keys.chain(constants).collect();
    if members.is_empty() { kind.to_owned() } else { format!("{kind}[{}]", members.join(", ")) }
}

/// `From` for each branch whose type no other branch holds, on what is sent.
fn conversions(emit: &Emit<'_>, id: TypeId, union: &Union, scope: &mut Scope<'_, '_>) -> String {
    let mut entries = Vec::new();
    for (at, variant) in convertible(emit, id, union) {
        let name = emit.names.variant(&variant.identity);
        let of = held(emit, variant.of, emit.facts.boxes.contains(id, at), scope);
        let of = print::spelling(&of);
        match of.strip_prefix("Box<").and_then(|of| of.strip_suffix('>')) {
            Some(inner) => entries.push(format!("{name}: {inner} as boxed")),
            None => entries.push(format!("{name}: {of}")),
        }
    }
    if entries.is_empty() {
        return String::new();
    }
    print::table(scope.table("conversions"), emit.name(id), &entries)
}

/// The most branches of a union that is asked about for each of its uses.
const ASKED: usize = 256;

/// Whether a union can be made of what a branch holds.
pub fn is_made_of_branches(emit: &Emit<'_>, id: TypeId, union: &Union) -> bool {
    union.variants.len() <= ASKED && !convertible(emit, id, union).is_empty()
}

/// The branches of which a union is made by `From`.
fn convertible<'a>(emit: &Emit<'_>, id: TypeId, union: &'a Union) -> Vec<(usize, &'a Variant)> {
    if !emit.facts.direction.get(id).sent {
        return Vec::new();
    }
    // An alias is no type of its own: two of them may be one, and rustc allows one `From` (E0119).
    let meant: Vec<String> = union.variants.iter().map(|variant| meant(emit, variant.of)).collect();
    let mut held: HashMap<&str, usize> = HashMap::new();
    meant.iter().for_each(|own| *held.entry(own).or_default() += 1);
    let alone = |own: &str| held.get(own) == Some(&1);
    // A union that holds itself is made from itself already.
    let is_new = |own: &str| alone(own) && own != "Value" && own != emit.name(id);
    let variants = union.variants.iter().enumerate();
    variants.filter(|(at, _)| is_new(&meant[*at])).collect()
}

/// A type with every alias in it followed, as a text that is the same for the same type.
fn meant(emit: &Emit<'_>, of: Use) -> String {
    let ty = match &emit.api.ty(of.ty).shape {
        Shape::Alias(to) => meant(emit, *to),
        Shape::List(item) => format!("Vec<{}>", meant(emit, *item)),
        Shape::Map(value) => format!("Map<{}>", meant(emit, *value)),
        Shape::Tuple(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| meant(emit, *part)).collect();
            format!("({})", parts.join(", "))
        }
        Shape::Scalar(_) | Shape::Free(_) | Shape::Foreign(_) => {
            print::spelling(&Scope::outside(emit).shape(of.ty)).replace("runtime::", "")
        }
        Shape::Object(_) | Shape::Enumeration(_) | Shape::Union(_) => emit.name(of.ty).to_owned(),
    };
    if of.null { format!("Option<{ty}>") } else { ty }
}
