//! Several definitions of one thing in; the one that counts out, by a rule that the finding names.
//!
//! In this order: the page that changed last, where all say when they did; the definition that
//! admits all that the others do (a longer enumeration, one more optional property); the page
//! that was given first.

use super::components::Definition;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::tree::Node;
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// How a thing is brought into a form in which equal promises are equal.
pub(super) type Canonical = fn(&Node) -> Json;

/// The number of the definition that counts; E0907 where they differ.
pub(super) fn choose(all: &[Definition], what: &str, form: Canonical, out: &mut Diagnostics) -> usize {
    let Some(other) = differing(all, form) else {
        return 0;
    };
    let forms: Vec<Json> = all.iter().map(|one| form(&one.node)).collect();
    let (at, rule) = if let Some(at) = newest(all, &forms) {
        (at, "the page that changed last counts")
    } else if let Some(at) = widest(&forms) {
        (at, "the one that admits what the others do counts")
    } else {
        (0, "the page that was given first counts")
    };
    let other = if forms[other] == forms[at] { 0 } else { other };
    out.push(
        Diagnostic::new(Code::PagesDisagree, all[at].key_span, format!("pages disagree on {what}: {rule}"))
            .label("this one counts")
            .and(all[other].key_span, "this one does not")
            .help(difference(&all[at].node, &all[other].node, form)),
    );
    at
}

/// The first definition that is not the same as the first one.
fn differing(all: &[Definition], form: Canonical) -> Option<usize> {
    let (first, rest) = all.split_first()?;
    let mut wanted = None;
    let differs = |other: &Definition| {
        // Most pages carry most components in the same words.
        !first.node.value.same(&other.node.value)
            && *wanted.get_or_insert_with(|| form(&first.node)) != form(&other.node)
    };
    rest.iter().position(differs).map(|at| at + 1)
}

/// The one of the latest page, if every page has a date and those of that date agree.
fn newest(all: &[Definition], forms: &[Json]) -> Option<usize> {
    let dates: Vec<&str> = all.iter().map(|one| one.modified.as_deref()).collect::<Option<_>>()?;
    let latest = dates.iter().max()?;
    let mut of_latest = (0..all.len()).filter(|at| dates[*at] == *latest);
    let first = of_latest.next()?;
    of_latest.all(|at| forms[at] == forms[first]).then_some(first)
}

fn widest(forms: &[Json]) -> Option<usize> {
    // A thousand pages have a handful of forms.
    let mut apart: Vec<(usize, &Json)> = Vec::new();
    for (at, form) in forms.iter().enumerate() {
        if !apart.iter().any(|(_, other)| *other == form) {
            apart.push((at, form));
        }
    }
    let widest = apart.iter().find(|(_, wide)| apart.iter().all(|(_, narrow)| admits(wide, narrow)));
    widest.map(|(at, _)| *at)
}

/// Whether what is right by `narrow` is right by `wide`, as far as the usual changes go: members
/// of an enumeration, optional properties, and these within properties.
fn admits(wide: &Json, narrow: &Json) -> bool {
    let (Json::Object(wide), Json::Object(narrow)) = (wide, narrow) else {
        return wide == narrow;
    };
    let list =
        |of: &Map<String, Json>, key: &str| of.get(key).and_then(Json::as_array).cloned().unwrap_or_default();
    let keys = wide.keys().chain(narrow.keys());
    keys.into_iter().all(|key| match key.as_str() {
        "enum" => {
            let more = list(wide, key);
            wide.contains_key(key) == narrow.contains_key(key)
                && list(narrow, key).iter().all(|member| more.contains(member))
        }
        "required" => {
            let more = list(narrow, key);
            list(wide, key).iter().all(|name| more.contains(name))
        }
        "properties" => {
            let of =
                |of: &Map<String, Json>| of.get(key).and_then(Json::as_object).cloned().unwrap_or_default();
            let more = of(wide);
            of(narrow).iter().all(|(name, schema)| more.get(name).is_some_and(|wide| admits(wide, schema)))
        }
        _ => wide.get(key) == narrow.get(key),
    })
}

/// Where two things first differ, for a help line.
pub(super) fn difference(one: &Node, other: &Node, form: Canonical) -> String {
    let mut pointer = String::new();
    let what = first_difference(&form(one), &form(other), &mut pointer);
    let at = if pointer.is_empty() { "/" } else { pointer.as_str() };
    format!("they differ first at `{at}`: {what}")
}

fn first_difference(one: &Json, other: &Json, pointer: &mut String) -> String {
    match (one, other) {
        (Json::Object(first), Json::Object(second)) => {
            let keys: BTreeSet<&String> = first.keys().chain(second.keys()).collect();
            for key in keys {
                let (value, other) = (first.get(key), second.get(key));
                match (value, other) {
                    (Some(_), None) => return format!("`{key}` is only in the first"),
                    (None, _) => return format!("`{key}` is only in the other"),
                    (Some(value), Some(other)) if other != value => {
                        pointer.push('/');
                        pointer.push_str(&crate::tree::pointer::escape(key));
                        return first_difference(value, other, pointer);
                    }
                    (Some(_), Some(_)) => {}
                }
            }
            "the order".to_owned()
        }
        (Json::Array(first), Json::Array(second)) => {
            if let Some(only) = first.iter().find(|item| !second.contains(item)) {
                return format!("{} is only in the first", short(only));
            }
            match second.iter().find(|item| !first.contains(item)) {
                Some(only) => format!("{} is only in the other", short(only)),
                None => "the order".to_owned(),
            }
        }
        _ => format!("{} and {}", short(one), short(other)),
    }
}

/// JSON in at most forty characters, in backticks.
fn short(value: &Json) -> String {
    let text = match value {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("`{}...`", &text[..end]),
        None => format!("`{text}`"),
    }
}
