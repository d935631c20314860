//! Bounds, lengths and sizes of a schema in, the limits of its type out.
//!
//! Bounds stay the text that was written: no digit is lost. Patterns are told in documentation
//! alone. Knows nothing of what is checked, or when.

use crate::document::Schema;
use crate::ir::Limit;
use crate::tree::{Node, Value};

/// What a schema states of its own value.
pub(super) fn of(schema: &Schema) -> Vec<Limit> {
    let Some(rare) = schema.rare.as_deref() else {
        return Vec::new();
    };
    let bounds = [
        number(&rare.minimum).map(Limit::AtLeast),
        number(&rare.exclusive_minimum).map(Limit::Above),
        number(&rare.maximum).map(Limit::AtMost),
        number(&rare.exclusive_maximum).map(Limit::Below),
        number(&rare.multiple_of).map(Limit::MultipleOf),
        between(rare.min_length, rare.max_length).map(|(least, most)| Limit::Length(least, most)),
        between(rare.min_items, rare.max_items).map(|(least, most)| Limit::Items(least, most)),
        rare.unique_items.then_some(Limit::Distinct),
        between(rare.min_properties, rare.max_properties).map(|(least, most)| Limit::Members(least, most)),
    ];
    bounds.into_iter().flatten().collect()
}

fn number(node: &Option<Node>) -> Option<String> {
    match &node.as_ref()?.value {
        Value::Number(number) => Some(number.0.to_string()),
        _ => None,
    }
}

/// `None` where nothing is too small and nothing too large.
fn between(least: Option<u64>, most: Option<u64>) -> Option<(u64, u64)> {
    let (least, most) = (least.unwrap_or(0), most.unwrap_or(u64::MAX));
    (least > 0 || most < u64::MAX).then_some((least, most))
}
