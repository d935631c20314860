//! Operations without a name or a tag in; the same with one out.
//!
//! A resolved page has neither. The name is made of the title, the tag is the section of the site,
//! in the spelling of a tag that another page states. Equal names are told apart by the tag, then
//! by method and path, all of them: who came first does not matter. An id that two pages state for
//! different operations is that of the first; ids are unique (OpenAPI 3.1, section 4.8.10).

use super::endpoint::{Endpoint, Place};
use super::heading::Said;
use super::make;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::Span;
use crate::tree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Gives every operation a tag, where its page tells one, and an `operationId`.
pub(super) fn name(endpoints: &mut [Endpoint], out: &mut Diagnostics) {
    stated_once(endpoints, out);
    let stated: BTreeMap<String, String> = endpoints
        .iter()
        .filter_map(|endpoint| endpoint.tags.as_ref())
        .flat_map(make::items)
        .filter_map(|tag| tag.as_str().map(|tag| (slug(tag), tag.to_owned())))
        .collect();
    for endpoint in endpoints.iter_mut() {
        if let (None, Some(section)) = (&endpoint.tags, &endpoint.section) {
            let tag = stated.get(&slug(&section.value)).unwrap_or(&section.value);
            endpoint.tags = Some(make::list(section.span, vec![make::text(section.span, tag.as_str())]));
        }
    }
    let taken: BTreeSet<String> =
        endpoints.iter().filter_map(|it| it.id.as_ref()?.as_str().map(str::to_owned)).collect();
    let unnamed = |endpoint: &Endpoint| endpoint.id.is_none() && endpoint.place == Place::Paths;
    let mut level: Vec<usize> = vec![0; endpoints.len()];
    // Three ways to say it, the last of which is the operation's identity.
    for _ in 0..2 {
        let names: Vec<String> =
            endpoints.iter().zip(&level).map(|(it, level)| proposal(it, *level)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (name, endpoint) in names.iter().zip(endpoints.iter()) {
            *counts.entry(name).or_default() += usize::from(unnamed(endpoint));
        }
        for (name, level) in names.iter().zip(&mut level) {
            if taken.contains(name) || counts.get(name.as_str()).is_some_and(|count| *count > 1) {
                *level += 1;
            }
        }
    }
    let mut taken = taken;
    let mut order: Vec<usize> = (0..endpoints.len()).filter(|at| unnamed(&endpoints[*at])).collect();
    // `/a-b` and `/a_b` have the same words.
    order.sort_by_key(|at| (endpoints[*at].path.value.clone(), endpoints[*at].method.value.clone()));
    for at in order {
        let endpoint = &mut endpoints[at];
        let name = proposal(endpoint, level[at]);
        let free = |name: &String| !taken.contains(name);
        let numbered = || (2..).map(|number: usize| format!("{name}_{number}")).find(free);
        let name = Some(name.clone()).filter(free).or_else(numbered).unwrap_or_default();
        let Said { span, .. } = *endpoint.title.as_ref().unwrap_or(&endpoint.path);
        endpoint.id = Some(make::text(span, name.as_str()));
        taken.insert(name);
    }
}

/// Takes an id away that another operation has (E0502).
fn stated_once(endpoints: &mut [Endpoint], out: &mut Diagnostics) {
    let mut first: BTreeMap<String, Span> = BTreeMap::new();
    for endpoint in endpoints {
        let Some((id, span)) = endpoint.id.as_ref().and_then(|id| Some((id.as_str()?.to_owned(), id.span)))
        else {
            continue;
        };
        if let Some(known) = first.get(&id) {
            let message = format!("operationId `{id}` stands twice: a name is derived");
            out.push(
                Diagnostic::new(Code::DuplicateOperationId, span, message)
                    .and(*known, "it stands here first")
                    .help("leave out a page that is out of date, or give each operation an id of its own"),
            );
            endpoint.id = None;
        } else {
            first.insert(id, span);
        }
    }
}

/// Title; title and tag; title, method and path.
fn proposal(endpoint: &Endpoint, level: usize) -> String {
    let title = endpoint.title.as_ref().map(|title| slug(&title.value)).unwrap_or_default();
    let call = slug(&format!("{} {}", endpoint.method.value, endpoint.path.value));
    let tag = endpoint.tags.as_ref().and_then(|tags| make::items(tags).first()).and_then(Node::as_str);
    let parts = match (level, tag) {
        _ if title.is_empty() => [call, String::new()],
        (0, _) => [title, String::new()],
        (1, Some(tag)) => [title, slug(tag)],
        _ => [title, call],
    };
    parts.join("_").trim_matches('_').to_owned()
}

/// Words in lower case with `_` between them.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}
