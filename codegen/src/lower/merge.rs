//! Two schemas that both hold in, one out: keyword by keyword, the narrower of the two.
//!
//! What can't be united is a finding with both places (E0402), and the caller's to act on. Knows
//! nothing of where the parts come from.

use super::all_of::Parts;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::schema::{JsonType, Rare};
use crate::document::{Schema, Text};
use crate::text::Span;
use crate::tree::{Node, Value};

/// Keywords that contradict one another; the finding has been pushed.
pub(super) struct Conflict;

/// Unites `part` into `whole`.
pub(super) fn merge(parts: &mut Parts<'_, '_>, whole: &mut Schema, part: Schema, depth: usize) {
    if part.boolean == Some(false) {
        conflict(parts, whole.origin.span, part.origin.span, "`false` holds nowhere");
    }
    types(parts, whole, &part);
    values(parts, whole, &part);
    properties(parts, whole, &part, depth);
    choice(parts, whole, &part);
    if let Some(theirs) = part.items {
        let ours = whole.items;
        whole.items = Some(ours.map_or(theirs, |ours| parts.both(ours, theirs, depth)));
    }
    if whole.prefix_items.is_empty() {
        whole.prefix_items = part.prefix_items;
    }
    whole.format = part.format.or(whole.format.take());
    // The later words stand nearer to the whole.
    whole.title = part.title.or(whole.title.take());
    whole.description = part.description.or(whole.description.take());
    whole.default = part.default.or(whole.default.take());
    whole.read_only |= part.read_only;
    whole.write_only |= part.write_only;
    whole.deprecated |= part.deprecated;
    whole.defs.extend(part.defs);
    whole.extensions.extend(part.extensions);
    match (&mut whole.rare, part.rare) {
        (Some(ours), Some(theirs)) => rare(ours, *theirs),
        (ours @ None, theirs) => *ours = theirs,
        (Some(_), None) => {}
    }
}

fn conflict(parts: &mut Parts<'_, '_>, one: Span, two: Span, message: &str) {
    let message = format!("parts of one schema contradict each other: {message}");
    parts.out.push(
        Diagnostic::new(Code::Conflict, one, message)
            .and(two, "and this part")
            .help("nothing can be both; the schema is read as any JSON"),
    );
    parts.conflicts.push(Conflict);
}

/// `type`: those that both allow; an integer is a number.
fn types(parts: &mut Parts<'_, '_>, whole: &mut Schema, part: &Schema) {
    if part.types.is_empty() {
        return;
    }
    if whole.types.is_empty() {
        whole.types.clone_from(&part.types);
        return;
    }
    let allows = |types: &[(JsonType, Span)], of: JsonType| types.iter().any(|(it, _)| *it == of);
    let number = |types: &[(JsonType, Span)]| allows(types, JsonType::Number);
    let ours = whole
        .types
        .iter()
        .filter(|(it, _)| allows(&part.types, *it) || *it == JsonType::Integer && number(&part.types));
    let theirs = part
        .types
        .iter()
        .filter(|(it, _)| *it == JsonType::Integer && number(&whole.types) && !allows(&whole.types, *it));
    let both: Vec<_> = ours.chain(theirs).copied().collect();
    if both.is_empty() {
        conflict(parts, whole.types[0].1, part.types[0].1, "their types differ");
    } else {
        whole.types = both;
    }
}

/// `enum` and `const`: the values that both list.
fn values(parts: &mut Parts<'_, '_>, whole: &mut Schema, part: &Schema) {
    let listed = |schema: &Schema| match (&schema.constant, &schema.members) {
        (Some(only), _) => Some(vec![only.clone()]),
        (None, members) => members.clone(),
    };
    let Some(theirs) = listed(part) else { return };
    let Some(ours) = listed(whole) else {
        whole.members.clone_from(&part.members);
        whole.constant.clone_from(&part.constant);
        return;
    };
    let both: Vec<Node> =
        ours.iter().filter(|ours| theirs.iter().any(|it| it.value.same(&ours.value))).cloned().collect();
    if both.is_empty() {
        let place = |all: &[Node], or: Span| all.first().map_or(or, |it| it.span);
        let (one, two) = (whole.origin.span, part.origin.span);
        let message = "they list no value in common";
        conflict(parts, place(&ours, one), place(&theirs, two), message);
        return;
    }
    whole.constant = None;
    whole.members = Some(both);
}

fn properties(parts: &mut Parts<'_, '_>, whole: &mut Schema, part: &Schema, depth: usize) {
    for theirs in &part.properties {
        let mut own = whole.properties.iter_mut();
        match own.find(|it| it.name.value == theirs.name.value) {
            Some(ours) => ours.schema = parts.both(ours.schema, theirs.schema, depth),
            None => whole.properties.push(theirs.clone()),
        }
    }
    for key in &part.required {
        if !whole.required.iter().any(|it| it.value == key.value) {
            whole.required.push(key.clone());
        }
    }
    let says_false = |it| parts.schemas.get(it).boolean == Some(false);
    whole.additional_properties = match (whole.additional_properties, part.additional_properties) {
        // A part that is closed forbids what the others declare, which nobody means.
        (Some(ours), Some(theirs)) if says_false(ours) => Some(theirs),
        (Some(ours), Some(theirs)) if says_false(theirs) => Some(ours),
        (Some(ours), Some(theirs)) => Some(parts.both(ours, theirs, depth)),
        (ours, theirs) => ours.or(theirs),
    };
}

/// `anyOf` and `oneOf`: one choice can be kept; of two, no type can say that both are made.
fn choice(parts: &mut Parts<'_, '_>, whole: &mut Schema, part: &Schema) {
    let theirs = super::glance::branches(part);
    if theirs.is_empty() {
        return;
    }
    if let Some(first) = super::glance::branches(whole).first() {
        let first = parts.schemas.raw(*first).origin.span;
        let message = "two choices hold at once; the second is read past";
        parts.out.push(
            Diagnostic::new(Code::UnsupportedKeyword, part.origin.span, message)
                .and(first, "the first choice"),
        );
        return;
    }
    whole.any_of.clone_from(&part.any_of);
    whole.one_of.clone_from(&part.one_of);
    whole.discriminator.clone_from(&part.discriminator);
}

fn rare(ours: &mut Rare, theirs: Rare) {
    ours.minimum = bound(ours.minimum.take(), theirs.minimum, f64::max);
    ours.exclusive_minimum = bound(ours.exclusive_minimum.take(), theirs.exclusive_minimum, f64::max);
    ours.maximum = bound(ours.maximum.take(), theirs.maximum, f64::min);
    ours.exclusive_maximum = bound(ours.exclusive_maximum.take(), theirs.exclusive_maximum, f64::min);
    ours.min_length = ours.min_length.max(theirs.min_length);
    ours.min_items = ours.min_items.max(theirs.min_items);
    ours.min_properties = ours.min_properties.max(theirs.min_properties);
    ours.max_length = least(ours.max_length, theirs.max_length);
    ours.max_items = least(ours.max_items, theirs.max_items);
    ours.max_properties = least(ours.max_properties, theirs.max_properties);
    ours.unique_items |= theirs.unique_items;
    ours.multiple_of = theirs.multiple_of.or(ours.multiple_of.take());
    ours.pattern = theirs.pattern.or(ours.pattern.take());
    ours.pattern_properties.extend(theirs.pattern_properties);
    ours.property_names = ours.property_names.or(theirs.property_names);
    ours.unevaluated_properties = ours.unevaluated_properties.or(theirs.unevaluated_properties);
    ours.unevaluated_items = ours.unevaluated_items.or(theirs.unevaluated_items);
    ours.contains = ours.contains.or(theirs.contains);
    ours.not = ours.not.or(theirs.not);
    ours.conditions.extend(theirs.conditions);
    ours.definitions.extend(theirs.definitions);
    ours.dependent_schemas.extend(theirs.dependent_schemas);
    ours.dependent_required = ours.dependent_required.take().or(theirs.dependent_required);
    let text = |ours: &mut Option<Text>, theirs: Option<Text>| *ours = ours.take().or(theirs);
    text(&mut ours.content_encoding, theirs.content_encoding);
    text(&mut ours.content_media_type, theirs.content_media_type);
    text(&mut ours.dynamic_ref, theirs.dynamic_ref);
    text(&mut ours.external_docs, theirs.external_docs);
    ours.examples.extend(theirs.examples);
}

fn least(one: Option<u64>, two: Option<u64>) -> Option<u64> {
    match (one, two) {
        (Some(one), Some(two)) => Some(one.min(two)),
        (one, two) => one.or(two),
    }
}

/// The tighter of two bounds, as it was written.
fn bound(one: Option<Node>, two: Option<Node>, tighter: fn(f64, f64) -> f64) -> Option<Node> {
    let number = |node: &Node| match &node.value {
        Value::Number(number) => number.0.parse::<f64>().ok(),
        _ => None,
    };
    match (one, two) {
        (Some(one), Some(two)) => match (number(&one), number(&two)) {
            (Some(a), Some(b)) if tighter(a, b) == b => Some(two),
            (None, Some(_)) => Some(two),
            _ => Some(one),
        },
        (one, two) => one.or(two),
    }
}
