//! Rings of references: each is said once (E0302), with all its places.
//!
//! Only `$ref`s make a ring here. A schema that holds itself by a property, an item or a branch
//! is recursive, which is fine.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Target;
use super::parts::{Places, step};
use super::uri::Uris;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, OrRef, SchemaId, Text};

/// Turns the targets of all schemas of a ring into [`Target::Ring`].
pub(super) fn schemas(document: &Document, targets: &mut [Target], out: &mut Diagnostics) {
    // The walk that has passed a schema; a walk that meets itself has found a ring.
    let mut passed = vec![0_u32; targets.len()];
    for start in 0..targets.len() {
        let walk = start as u32 + 1; // ids are `u32`s, and 0 is no walk
        let mut at = start;
        while passed[at] == 0 {
            passed[at] = walk;
            match (&document.schemas[at].reference, targets[at]) {
                (Some(_), Target::Schema(next)) => at = next.index(),
                _ => break,
            }
        }
        let mut ring = Vec::new();
        // A schema without a reference is its own target, and no ring.
        while passed[at] == walk
            && let (Some(reference), Target::Schema(next)) =
                (&document.schemas[at].reference, targets[at])
        {
            targets[at] = Target::Ring;
            ring.push((SchemaId(at as u32), &reference.uri));
            at = next.index();
        }
        report(ring.into_iter().map(|(_, uri)| uri).collect(), out);
    }
}

/// Says the rings among the parts of one kind.
pub(super) fn parts<T>(uris: &Uris<'_>, places: &Places<'_, T>, out: &mut Diagnostics) {
    let mut starts: Vec<&Cow<str>> = places.by_pointer.keys().collect();
    starts.sort_unstable(); // a hash map's order must not reach a message
    // By the address of a part: parts in lists have no other name.
    let mut passed: HashSet<*const OrRef<T>> = HashSet::new();
    for start in starts {
        let mut part = places.by_pointer[start];
        let mut chain = Vec::new();
        while let OrRef::Ref(reference) = part
            && !passed.contains(&std::ptr::from_ref(part))
        {
            passed.insert(part);
            chain.push((std::ptr::from_ref(part), &reference.uri));
            match step(uris, places, &reference.uri.value) {
                Some(next) => part = next,
                None => break,
            }
        }
        let met = chain.iter().position(|(at, _)| std::ptr::eq(*at, part));
        let last_leads_on = chain.last().is_some_and(|(_, uri)| {
            step(uris, places, &uri.value).is_some_and(|next| std::ptr::eq(next, part))
        });
        if let Some(met) = met.filter(|_| last_leads_on) {
            report(chain[met..].iter().map(|(_, uri)| *uri).collect(), out);
        }
    }
}

fn report(mut ring: Vec<&Text>, out: &mut Diagnostics) {
    ring.sort_by_key(|uri| uri.span); // where it begins must not hang on who was asked first
    let Some((first, others)) = ring.split_first() else {
        return;
    };
    let message = match others {
        [] => format!("`{}` leads to itself", first.value),
        _ => format!(
            "`{}` leads back to itself by {} `$ref`s",
            first.value,
            others.len() + 1
        ),
    };
    let mut diagnostic = Diagnostic::new(Code::ReferenceRing, first.span, message);
    for other in others {
        diagnostic = diagnostic.and(other.span, "then here");
    }
    out.push(diagnostic.help("let one of them say what is meant"));
}
