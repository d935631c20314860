//! What a person wants to know at the end of a run: how much of the document became code.

use crate::config::Content;
use crate::facts::Facts;
use crate::ir::{Api, Identity, Reason, Shape, TypeId};
use crate::names::Names;
use crate::text::Span;
use std::collections::BTreeMap;

/// The counts of one API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Operations that were emitted.
    pub operations: usize,
    /// Operations of the document.
    pub operations_in_document: usize,
    /// Types with a name.
    pub types: usize,
    /// Every place that is any JSON, and why.
    pub untyped: Vec<Untyped>,
}

/// A field that tells absent from null now, or no longer does: the one thing of a type that changes
/// when it begins, or ceases, to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Restated {
    /// `types::Shop::note`
    pub field: String,
    /// `Option<String>`
    pub old: String,
    /// `runtime::Field<String>`
    pub new: String,
}

/// Such fields between two texts of `API.txt`.
pub fn restated(old: &str, new: &str) -> Vec<Restated> {
    let field = |line: &str| {
        let (field, of) = line.strip_prefix("pub ")?.split_once(": ")?;
        // A word before the path is that of another kind of item: `fn`.
        (!field.contains(' ')).then(|| (field.to_owned(), of.to_owned()))
    };
    let before: BTreeMap<String, String> = old.lines().filter_map(field).collect();
    let three = |of: &str| of.starts_with("runtime::Field<");
    let fields = new.lines().filter_map(field).filter_map(|(field, new)| {
        let old = before.get(&field)?.clone();
        (three(&old) != three(&new)).then_some(Restated { field, old, new })
    });
    fields.collect()
}

/// A place that is any JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Untyped {
    /// What it is known by.
    pub identity: Identity,
    /// Where it stands.
    pub span: Span,
    /// Why nothing more could be said.
    pub reason: Reason,
}

impl Summary {
    /// Counts what was emitted.
    pub fn of(api: &Api, facts: &Facts, names: &Names, content: Content) -> Self {
        let operations = match content {
            Content::Client => api.operations.len(),
            Content::Types => 0,
        };
        let free = |id: TypeId| {
            let ty = api.ty(id);
            match ty.shape {
                Shape::Free(reason) if facts.reach.contains(id) => {
                    Some(Untyped { identity: ty.identity.clone(), span: ty.origin.span, reason })
                }
                _ => None,
            }
        };
        let mut untyped: Vec<Untyped> = api.ids().filter_map(free).collect();
        untyped.sort_by_key(|untyped| untyped.span);
        Self {
            operations,
            operations_in_document: api.operations_in_document,
            types: api.ids().filter(|id| names.ty(*id).is_some()).count(),
            untyped,
        }
    }

    /// How many places are any JSON for each reason.
    pub fn reasons(&self) -> BTreeMap<Reason, usize> {
        let mut counts = BTreeMap::new();
        for untyped in &self.untyped {
            *counts.entry(untyped.reason).or_default() += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::restated;

    #[test]
    fn a_field_that_tells_absent_from_null_now_is_named() {
        let old = "pub fn a::f(x: Option<i64>)\npub T::a: Option<i64>\npub T::b: String\n";
        let new = "pub fn a::f(x: runtime::Field<i64>)\npub T::a: runtime::Field<i64>\npub T::b: i64\n";
        for (one, other) in [(old, new), (new, old)] {
            let found = restated(one, other);
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].field, "T::a");
        }
    }
}
