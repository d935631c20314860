//! The blocks of one document in; the version of OpenAPI whose words they speak out.
//!
//! A fragment states it. A resolved block never does, but what it took over untouched tells: what
//! has words that only 3.0 has is of 3.0, and `document` lifts it as it lifts any other.

use super::block::{Block, Kind};
use super::member::Words;
use super::schema::{self, Holds};
use super::{components, make};
use crate::tree::{Mapping, Node, Value};

/// The mark of 3.0 by which null may stand for a value.
pub(super) const NULLABLE: &str = "nullable";

/// The version as it is written, and what that means for what is rebuilt.
pub(super) fn of(blocks: &[Block]) -> (Node, Words) {
    let stated = blocks.iter().filter_map(|block| block.root.get("openapi"));
    let text = |node: &Node| match &node.value {
        Value::Number(number) => number.as_str().to_owned(),
        _ => node.as_str().unwrap_or_default().to_owned(),
    };
    // Pages of different dates may state several; later versions read what the older ones say.
    if let Some(newest) = stated.max_by_key(|node| text(node)) {
        let words = if text(newest).starts_with("3.0") { Words::Older } else { Words::Newer };
        return (newest.clone(), words);
    }
    let older = blocks.iter().find(|block| block.kind == Kind::Resolved && speaks_older(block));
    let (version, words) = match older {
        Some(_) => ("3.0.3", Words::Older),
        None => ("3.1.0", Words::Newer),
    };
    // No page says it; the first block, which every document has, is what it is said of.
    (make::text(older.unwrap_or(&blocks[0]).opening, version), words)
}

/// Whether a schema that a resolved block has taken over untouched has a word of 3.0, and none has
/// a word of 3.1. Bounds of the members themselves are brought into one form for both versions.
fn speaks_older(block: &Block) -> bool {
    let (mut older, mut newer) = (false, false);
    let mut see = |mapping: &Mapping| {
        let flag = |key: &str| mapping.get(key).is_some_and(|node| node.as_bool().is_some());
        older |= flag(NULLABLE) || flag("exclusiveMinimum") || flag("exclusiveMaximum");
        let kind = mapping.get("type");
        newer |= kind.is_some_and(|kind| kind.as_sequence().is_some() || kind.as_str() == Some("null"));
    };
    for entry in make::under_path(&block.root, &["components", "schemas"]) {
        schema::visit(&entry.node, &mut see);
    }
    components::members(&block.root, &mut |member, _| {
        for entry in make::entries(member) {
            match schema::holds(&entry.key) {
                Holds::Map => {
                    make::entries(&entry.node).iter().for_each(|entry| schema::visit(&entry.node, &mut see));
                }
                Holds::Schema | Holds::List => schema::visit(&entry.node, &mut see),
                Holds::Data => {}
            }
        }
    });
    older && !newer
}
