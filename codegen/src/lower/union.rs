//! `anyOf` and `oneOf` in, a union out; with one branch that matters, that branch.
//!
//! How a value tells its branch is `discriminator`'s to decide; here are the branches, what can be
//! known of each, and the order in which they are tried.

use super::discriminator::Told;
use super::glance::branches;
use super::schemas::Schemas;
use super::{Lowering, Shaped, docs, schema};
use crate::document::SchemaId;
use crate::document::schema::JsonType;
use crate::ir::{
    Discriminator, Identity, Kind, Reason, Scalar, Shape, Test, Type, TypeId, Union, Use, Variant,
};
use std::collections::HashSet;

/// The one branch of a choice that is left when null, doubles and branches that another one holds
/// are taken away, and the rule that says so.
pub(super) fn sole(schemas: &Schemas<'_>, id: SchemaId) -> Option<(SchemaId, &'static str)> {
    let schema = schemas.get(id);
    if super::glance::values(schema).is_some() {
        return None;
    }
    let written = branches(schema);
    let left = left(schemas, written);
    if let Some(any) = left.iter().find(|it| schemas.is_anything(**it)) {
        return Some((*any, "a branch that allows anything: any JSON"));
    }
    match left.as_slice() {
        [] => None,
        [only] if left.len() == written.len() => Some((*only, "a choice of one: that one")),
        [only] if written.iter().any(|it| schemas.is_null(*it)) => {
            Some((*only, "a choice with null: the other branch, nullable"))
        }
        [only] => Some((*only, "equal branches: one of them")),
        several => absorbing(schemas, several),
    }
}

/// The branches but null, each once.
fn left(schemas: &Schemas<'_>, written: &[SchemaId]) -> Vec<SchemaId> {
    let mut left: Vec<SchemaId> = Vec::new();
    for branch in written.iter().filter(|it| !schemas.is_null(**it)) {
        let known = |it: &SchemaId| match (schemas.end(*it), schemas.end(*branch)) {
            (Some(one), Some(two)) => one == two || same_scalar(schemas, one, two),
            _ => false,
        };
        if !left.iter().any(known) {
            left.push(*branch);
        }
    }
    left
}

fn same_scalar(schemas: &Schemas<'_>, one: SchemaId, two: SchemaId) -> bool {
    let scalars = [JsonType::Boolean, JsonType::Integer, JsonType::Number, JsonType::String];
    let types = |id| super::glance::types(schemas.get(id));
    schemas.is_plain(one, &scalars) && schemas.is_plain(two, &scalars) && types(one) == types(two)
}

/// A branch that holds all that the others do: number holds integer, and an enumeration, being
/// open, holds all text.
fn absorbing(schemas: &Schemas<'_>, several: &[SchemaId]) -> Option<(SchemaId, &'static str)> {
    let numeric = [JsonType::Integer, JsonType::Number];
    if several.iter().all(|it| schemas.is_plain(*it, &numeric)) {
        let number = |it: &&SchemaId| schemas.kinds(**it).contains(&Kind::Number);
        let found = several.iter().find(number)?;
        return Some((*found, "number beside integer: a number"));
    }
    let (plain, other): (Vec<&SchemaId>, Vec<&SchemaId>) =
        several.iter().partition(|it| schemas.is_plain(**it, &[JsonType::String]));
    match other.as_slice() {
        [only] if !plain.is_empty() && schemas.is_text_enumeration(**only) => {
            Some((**only, "an enumeration beside any text: an open enumeration"))
        }
        _ => None,
    }
}

/// The shape of a choice of several.
pub(super) fn shape(cx: &mut Lowering<'_>, id: SchemaId) -> Shaped {
    let schemas = cx.schemas;
    match cx.tags.told(id) {
        Some(told) => by_tag(cx, id, told),
        None => by_tests(cx, &left(schemas, &unrolled(schemas, id))),
    }
}

/// The branches of a choice; in place of one that is this choice again, by whatever way, the branches
/// of that one. Else to read a value would be to read it again, without end.
fn unrolled(schemas: &Schemas<'_>, id: SchemaId) -> Vec<SchemaId> {
    let mut seen: HashSet<SchemaId> = schemas.end(id).into_iter().collect();
    let mut found = Vec::new();
    let mut open: Vec<SchemaId> = branches(schemas.get(id)).iter().rev().copied().collect();
    while let Some(branch) = open.pop() {
        match schemas.end(branch) {
            Some(end) if leads_to(schemas, end, id) => {
                if seen.insert(end) {
                    open.extend(branches(schemas.get(end)).iter().rev());
                }
            }
            _ => found.push(branch),
        }
    }
    found
}

/// How many choices are looked through for a way back; longer rings are nobody's.
const RING: usize = 256;

/// Whether one choice is, or holds among its branches, another.
pub(super) fn leads_to(schemas: &Schemas<'_>, one: SchemaId, other: SchemaId) -> bool {
    let other = schemas.end(other);
    let mut seen = HashSet::new();
    let mut open = vec![one];
    while let Some(at) = open.pop().filter(|_| seen.len() < RING) {
        if Some(at) == other {
            return true;
        }
        let inner = branches(schemas.get(at));
        if !inner.is_empty() && seen.insert(at) {
            open.extend(inner.iter().filter_map(|it| schemas.end(*it)));
        }
    }
    false
}

fn by_tag(cx: &mut Lowering<'_>, id: SchemaId, told: &Told) -> Shaped {
    let left = left(cx.schemas, branches(cx.schemas.get(id)));
    let variant = |cx: &mut Lowering<'_>, branch| {
        let tags = told.of(branch).unwrap_or_default().to_vec();
        Variant { tags, ..variant(cx, branch) }
    };
    let variants = left.iter().map(|it| (*it, variant(cx, *it))).collect();
    let property = told.property.clone();
    let discriminator = Discriminator::Tag { property, untold: told.untold(cx.schemas, id, &left) };
    union(cx, variants, discriminator, told.rule)
}

fn by_tests(cx: &mut Lowering<'_>, left: &[SchemaId]) -> Shaped {
    let schemas = cx.schemas;
    let mut variants = Vec::with_capacity(left.len());
    for &branch in left {
        let variant = Variant { test: test(schemas, branch), ..variant(cx, branch) };
        variants.push(Tried { rank: rank(schemas, branch, 8), branch, variant });
    }
    variants.sort_by_key(|it| it.rank);
    let variants = distinct(cx, variants).into_iter().map(|it| (it.branch, it.variant)).collect();
    union(cx, variants, Discriminator::Tests, "a choice without a tag: told by what its branches require")
}

fn variant(cx: &mut Lowering<'_>, branch: SchemaId) -> Variant {
    let of = schema::lower(cx, branch);
    Variant {
        identity: cx.identities.get(branch),
        origin: cx.schemas.raw(branch).origin.clone(),
        docs: docs::of(cx.schemas, branch),
        of: Use { null: false, ..of },
        tags: Vec::new(),
        test: Test::default(),
    }
}

fn union(
    cx: &mut Lowering<'_>,
    variants: Vec<(SchemaId, Variant)>,
    discriminator: Discriminator,
    rule: &'static str,
) -> Shaped {
    if variants.len() > 1 {
        let equal = variants.iter().filter_map(|(branch, _)| cx.identities.equal(cx.schemas, *branch));
        equal.for_each(|found| cx.out.push(found));
    }
    let variants: Vec<Variant> = variants.into_iter().map(|(_, it)| it).collect();
    match variants.as_slice() {
        [] => return Shaped::free(Reason::Nothing, "a choice of null alone: any JSON"),
        [only] if cx.types[only.of.ty.index()].component.is_none() => {
            let shape = cx.types[only.of.ty.index()].shape.clone();
            return Shaped::new(shape, "branches of one type, which nothing tells apart: that type");
        }
        _ => {}
    }
    Shaped::new(Shape::Union(Union { variants, discriminator }), rule)
}

/// What a value is that stands in a place of several schemas and does not say which is its own: an
/// element of an open `prefixItems`, a member by one of several patterns. `keyword` is what holds
/// the place in `owner`.
pub(super) fn of_place(cx: &mut Lowering<'_>, owner: TypeId, keyword: &str, several: &[SchemaId]) -> Use {
    let schemas = cx.schemas;
    let uses: Vec<Use> = several.iter().map(|it| schema::lower(cx, *it)).collect();
    if let [first, others @ ..] = uses.as_slice()
        && others.iter().all(|it| cx.alike(*it, *first))
    {
        return *first;
    }
    let Type { identity, origin, .. } = &cx.types[owner.index()];
    let identity = Identity(format!("{identity}/{keyword}"));
    let anything = several.iter().any(|it| schemas.is_anything(*it));
    let reason = if anything { Reason::Anything } else { Reason::Endless };
    let part = cx.part(identity, origin.clone(), Shape::Free(reason));
    if anything {
        return part;
    }
    let shaped = by_tests(cx, &left(schemas, several));
    // Any JSON holds null itself.
    let null = !matches!(shaped.shape, Shape::Free(_))
        && (uses.iter().any(|it| it.null) || several.iter().any(|it| schemas.is_null(*it)));
    cx.fill(part.ty, shaped);
    Use { null, ..part }
}

/// A branch as it is tried.
struct Tried {
    rank: u8,
    branch: SchemaId,
    variant: Variant,
}

/// The branches without those whose type another branch has too, or holds: a union of text and
/// text says nothing. The more general of two keeps its place.
fn distinct(cx: &Lowering<'_>, variants: Vec<Tried>) -> Vec<Tried> {
    let mut left: Vec<Tried> = Vec::with_capacity(variants.len());
    for tried in variants {
        let holds = |one: &Tried, two: &Tried| {
            let (one, two) = (one.variant.of, two.variant.of);
            cx.alike(one, two) || is_wider(cx.scalar(one), cx.scalar(two))
        };
        if left.iter().any(|it| it.rank >= tried.rank && holds(it, &tried)) {
            continue;
        }
        left.retain(|it| !holds(&tried, it));
        left.push(tried);
    }
    left
}

/// Whether every value of the second integer is one of the first.
fn is_wider(one: Option<Scalar>, two: Option<Scalar>) -> bool {
    matches!(
        (one, two),
        (Some(Scalar::Int64), Some(Scalar::Int32 | Scalar::UInt32))
            | (Some(Scalar::UInt64), Some(Scalar::UInt32))
    )
}

/// The shape of a schema whose `type` lists several.
pub(super) fn of_types(cx: &mut Lowering<'_>, ty: TypeId, id: SchemaId, types: &[JsonType]) -> Shaped {
    if let [JsonType::Integer, JsonType::Number] | [JsonType::Number, JsonType::Integer] = types {
        return schema::of_type(cx, ty, id, JsonType::Number);
    }
    let owner = cx.types[ty.index()].identity.clone();
    let origin = cx.types[ty.index()].origin.clone();
    let mut variants = Vec::with_capacity(types.len());
    for of in types {
        let name = format!("{of:?}").to_lowercase();
        let identity = Identity(format!("{owner}/type[{name}]"));
        let part = cx.part(identity.clone(), origin.clone(), Shape::Free(Reason::Endless));
        let shaped = schema::of_type(cx, part.ty, id, *of);
        cx.fill(part.ty, shaped);
        variants.push((
            *of,
            Variant {
                identity,
                origin: origin.clone(),
                docs: crate::ir::Docs::default(),
                of: part,
                tags: Vec::new(),
                test: Test {
                    kinds: super::glance::kind_of_type(*of).into_iter().collect(),
                    ..Test::default()
                },
            },
        ));
    }
    // `JsonType` lists integer before number.
    variants.sort_by_key(|(of, _)| *of);
    let variants = variants.into_iter().map(|(_, it)| it).collect();
    let discriminator = Discriminator::Tests;
    let shape = Shape::Union(Union { variants, discriminator });
    Shaped::new(shape, "several types: a union told by the kind of JSON")
}

/// What a value of a branch must be like, read off its schema.
fn test(schemas: &Schemas<'_>, branch: SchemaId) -> Test {
    let kinds = schemas.kinds(branch);
    if kinds != [Kind::Object] || !schemas.is_object(branch) {
        return Test { kinds, ..Test::default() };
    }
    let schema = schemas.at_end(branch);
    let required = schema.map_or(&[][..], |it| &it.required);
    let declared = schema.map_or(&[][..], |it| &it.properties);
    let is_declared = |key: &str| declared.iter().any(|it| it.name.value == key);
    let keys = required.iter().map(|it| it.value.clone());
    // An enumeration is open; only what can never change tells a branch.
    let constants =
        declared.iter().filter_map(|it| Some((it.name.value.clone(), schemas.literal(it.schema)?)));
    Test { kinds, keys: keys.filter(|it| is_declared(it)).collect(), constants: constants.collect() }
}

/// Specific before general; within a rank the order of the document holds.
fn rank(schemas: &Schemas<'_>, id: SchemaId, depth: u8) -> u8 {
    let Some(schema) = schemas.at_end(id) else {
        return 5;
    };
    if super::glance::values(schema).is_some() {
        return 0;
    }
    if !branches(schema).is_empty() {
        return 3;
    }
    match super::glance::types(schema).as_slice() {
        [JsonType::Boolean | JsonType::Integer] => 1,
        [JsonType::String] if schema.format.is_some() => 1,
        [JsonType::Object] if !schema.properties.is_empty() => 1,
        [JsonType::Object] => 3,
        [JsonType::Array] => match schema.items {
            Some(items) if depth > 0 => rank(schemas, items, depth - 1),
            Some(_) => 3,
            None => 4,
        },
        [_] => 2,
        [] => 5,
        _ => 3,
    }
}
