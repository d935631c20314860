//! The table of what a structure states of its members, under those that are sent.
//!
//! A rule is the runtime's word for a limit of the IR; how a value is held against it is the
//! runtime's business.

use super::types::Scope;
use super::{Emit, print};
use crate::config::Checks;
use crate::ir::{Limit, Object, Shape, TypeId};

/// Aliases that are followed to what they name; a ring of them has been cut before.
const ALIASES: usize = 64;

/// The table, where there is something to state and somebody asked for it.
pub fn table(emit: &Emit<'_>, id: TypeId, object: &Object, scope: &mut Scope<'_, '_>) -> Option<String> {
    let asked = emit.overrides.checks == Checks::Sent && emit.facts.direction.get(id).sent;
    if !asked || !object.fields.iter().any(|field| emit.facts.stated.contains(field.of.ty)) {
        return None;
    }
    let rule = scope.lend("Rule");
    let entries: Vec<String> = object
        .fields
        .iter()
        .map(|field| (print::literal(&field.wire), rules(emit, field.of.ty, &rule, ALIASES)))
        .filter(|(_, rules)| !rules.is_empty())
        .map(|(wire, rules)| format!("{wire} => [{}]", rules.join(", ")))
        .collect();
    Some(print::table(scope.table("validate"), emit.name(id), &entries))
}

/// The rules of one type.
fn rules(emit: &Emit<'_>, id: TypeId, rule: &str, depth: usize) -> Vec<String> {
    if depth == 0 || !emit.facts.stated.contains(id) {
        return Vec::new();
    }
    let ty = emit.api.ty(id);
    let mut all: Vec<String> = ty.limits.iter().map(|limit| format!("{rule}::{}", word(limit))).collect();
    match &ty.shape {
        Shape::Alias(to) => all.extend(rules(emit, to.ty, rule, depth - 1)),
        Shape::List(of) | Shape::Map(of) => {
            let each = rules(emit, of.ty, rule, depth - 1);
            if !each.is_empty() {
                all.push(format!("{rule}::Each(&[{}])", each.join(", ")));
            }
        }
        // Only a structure with such a member has a table; its limits as a whole need none.
        Shape::Object(object) if object.fields.iter().any(|it| emit.facts.stated.contains(it.of.ty)) => {
            let name = emit.name(id);
            all.push(format!("{rule}::Inside(<super::{name} as runtime::Validate>::rules)"));
        }
        _ => {}
    }
    all
}

fn word(limit: &Limit) -> String {
    let sizes = |name: &str, least: &u64, most: &u64| match *most {
        u64::MAX => format!("{name}({least}, u64::MAX)"),
        most => format!("{name}({least}, {most})"),
    };
    let bound = |name: &str, bound: &String| format!("{name}({})", print::literal(bound));
    match limit {
        Limit::Length(least, most) => sizes("Length", least, most),
        Limit::Items(least, most) => sizes("Items", least, most),
        Limit::Members(least, most) => sizes("Members", least, most),
        Limit::Distinct => "Distinct".to_owned(),
        Limit::AtLeast(of) => bound("AtLeast", of),
        Limit::Above(of) => bound("Above", of),
        Limit::AtMost(of) => bound("AtMost", of),
        Limit::Below(of) => bound("Below", of),
        Limit::MultipleOf(of) => bound("MultipleOf", of),
    }
}
