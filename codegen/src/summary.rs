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
