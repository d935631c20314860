//! Operations that stand on several pages in; each once out.
//!
//! The fuller dialect counts, then the page that changed last, then the page given first. What
//! differs is told, but for tags and prose, and what the resolved dialect can't carry: names,
//! styles, scopes, callbacks, defaults beside a `$ref`, headers of responses, and how a union or an
//! `allOf` was written.

use super::block::Kind;
use super::components::Known;
use super::endpoint::Endpoint;
use super::{make, schema};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::tree::{Entry, Node, pointer};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

/// Each operation once, in the order in which they were first given.
pub(super) fn once(endpoints: Vec<Endpoint>, known: &Known, out: &mut Diagnostics) -> Vec<Endpoint> {
    let mut groups: Vec<Vec<Endpoint>> = Vec::new();
    let mut places = BTreeMap::new();
    for endpoint in endpoints {
        let key = (endpoint.place, endpoint.path.value.clone(), endpoint.method.value.clone());
        let at = *places.entry(key).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[at].push(endpoint);
    }
    groups.into_iter().filter_map(|group| one(group, known, out)).collect()
}

fn one(mut group: Vec<Endpoint>, known: &Known, out: &mut Diagnostics) -> Option<Endpoint> {
    // Stable: what is equal in both stays in the order in which it was given.
    group.sort_by(|one, two| one.kind.cmp(&two.kind).then_with(|| two.modified.cmp(&one.modified)));
    let mut group = group.into_iter();
    let counts = group.next()?;
    for other in group {
        let parts = differing(&counts, &other, known);
        if parts.is_empty() {
            continue;
        }
        let rule = if counts.kind < other.kind {
            "the one that is a fragment of OpenAPI counts"
        } else if counts.modified > other.modified {
            "that of the page that changed last counts"
        } else {
            "that of the page that was given first counts"
        };
        let message = format!("{} stands on two pages and differs: {rule}", counts.name());
        out.push(
            Diagnostic::new(Code::OperationTwice, other.span(), message)
                .label("this one is left out")
                .and(counts.span(), "this one counts")
                .help(format!("they differ in {}", parts.join(", "))),
        );
    }
    Some(counts)
}

/// What of an operation differs, in words.
pub(super) fn differing(one: &Endpoint, other: &Endpoint, known: &Known) -> Vec<String> {
    let loose = one.kind == Kind::Resolved || other.kind == Kind::Resolved;
    let (first, second) = (parts(one, known, loose), parts(other, known, loose));
    let names: std::collections::BTreeSet<&String> = first.keys().chain(second.keys()).collect();
    // Where one page says nothing of servers or security, it contradicts nobody.
    let unsaid = |name: &str| {
        matches!(name, "security" | "servers") && !(first.contains_key(name) && second.contains_key(name))
    };
    let differs = |name: &&String| first.get(*name) != second.get(*name) && !unsaid(name);
    names.into_iter().filter(differs).map(|name| format!("`{name}`")).collect()
}

/// What an operation promises, part by part.
fn parts(endpoint: &Endpoint, known: &Known, loose: bool) -> BTreeMap<String, Json> {
    let mut parts = of_the_whole(endpoint, loose);
    for parameter in endpoint.get("parameters").map_or(&[][..], make::items) {
        let parameter = followed(parameter, known);
        let text = |key: &str| parameter.get(key).and_then(Node::as_str).unwrap_or_default();
        if loose && parameter.get("schema").is_none() {
            continue; // one with `content` is no part of a resolved page
        }
        let flag = |key: &str| parameter.get(key).and_then(Node::as_bool) == Some(true);
        let mut form = json!({
            "required": flag("required"),
            "deprecated": flag("deprecated"),
            "schema": parameter.get("schema").map(|schema| promise(schema, known, loose)),
        });
        if loose {
            form["schema"]
                .as_object_mut()
                .map(|schema| ["default", "deprecated"].map(|key| schema.remove(key)));
        } else {
            form["style"] = parameter.get("style").map_or(Json::Null, |style| style.value.to_json());
            form["explode"] = parameter.get("explode").map_or(Json::Null, |explode| explode.value.to_json());
        }
        parts.insert(format!("{} parameter {}", text("in"), text("name")), form);
    }
    if let Some(body) = endpoint.get("requestBody") {
        let body = followed(body, known);
        let required = body.get("required").and_then(Node::as_bool) == Some(true);
        parts.insert("body".to_owned(), json!([required, content(body, known, loose)]));
    }
    for response in endpoint.get("responses").map_or(&[][..], make::entries) {
        let node = followed(&response.node, known);
        let form = content(node, known, loose);
        let headers = node.get("headers").filter(|_| !loose).map(schema::part);
        parts.insert(format!("response {}", response.key), json!([form, headers]));
    }
    parts
}

/// What is said of an operation as a whole, as far as both dialects say it.
fn of_the_whole(endpoint: &Endpoint, loose: bool) -> BTreeMap<String, Json> {
    let mut parts = BTreeMap::new();
    let mut put = |key: &str, form: Json| parts.insert(key.to_owned(), form);
    put("deprecated", (endpoint.get("deprecated").and_then(Node::as_bool) == Some(true)).into());
    if let Some(servers) = &endpoint.servers {
        let urls = make::items(servers).iter().filter_map(|server| server.get("url")?.as_str());
        put("servers", urls.map(|url| url.trim_end_matches('/')).collect());
    }
    if let Some(security) = &endpoint.security {
        // The resolved dialect has lost the scopes.
        let schemes =
            |entry: &Entry| (entry.key.clone(), if loose { Json::Null } else { entry.node.value.to_json() });
        let forms = make::items(security).iter().map(|it| make::entries(it).iter().map(schemes).collect());
        put(
            "security",
            forms.collect::<Vec<serde_json::Map<_, _>>>().into_iter().map(Json::Object).collect(),
        );
    }
    if !loose {
        put("operationId", endpoint.id.as_ref().map(|id| id.value.to_json()).unwrap_or_default());
        put("callbacks", endpoint.get("callbacks").map(schema::part).unwrap_or_default());
    }
    parts
}

fn content(node: &Node, known: &Known, loose: bool) -> Json {
    let media = make::under_path(node, &["content"]).iter();
    let schema = |entry: &Entry| entry.node.get("schema").map(|schema| promise(schema, known, loose));
    media.map(|entry| (entry.key.clone(), schema(entry).unwrap_or_default())).collect()
}

/// A schema's promise; flat where the other one has been made so.
fn promise(written: &Node, known: &Known, loose: bool) -> Json {
    match loose {
        true => schema::canonical(&flat(written, known, DEPTH)),
        false => schema::canonical(written),
    }
}

/// References, unions and `allOf`s within one another that are followed; real ones nest far less.
const DEPTH: usize = 16;

/// A schema as the resolved dialect shows it: followed, with its `allOf` merged.
fn flat(written: &Node, known: &Known, depth: usize) -> Node {
    let Some(depth) = depth.checked_sub(1) else {
        return written.clone();
    };
    let target = followed(written, known);
    if !std::ptr::eq(target, written) {
        return flat(target, known, depth);
    }
    let mut entries: Vec<Entry> = Vec::new();
    for entry in make::entries(written) {
        match entry.key.as_str() {
            "allOf" => {
                for part in make::items(&entry.node) {
                    for inner in make::entries(&flat(part, known, depth)) {
                        merge(&mut entries, inner.clone());
                    }
                }
            }
            "anyOf" | "oneOf" => {
                let branches = make::items(&entry.node).iter().map(|branch| flat(branch, known, depth));
                merge(&mut entries, make::entry("anyOf", make::list(entry.node.span, branches.collect())));
            }
            _ => merge(&mut entries, entry.clone()),
        }
    }
    make::mapping(written.span, entries)
}

fn merge(entries: &mut Vec<Entry>, new: Entry) {
    let Some(old) = entries.iter_mut().find(|old| old.key == new.key) else {
        entries.push(new);
        return;
    };
    let span = old.node.span;
    match new.key.as_str() {
        "properties" => {
            let all = make::entries(&old.node).iter().chain(make::entries(&new.node));
            old.node = make::mapping(span, all.cloned().collect());
        }
        "required" => {
            let all = make::items(&old.node).iter().chain(make::items(&new.node));
            old.node = make::list(span, all.cloned().collect());
        }
        _ => *old = new,
    }
}

/// What a reference to a component leads to; anything else is itself.
fn followed<'n>(node: &'n Node, known: &'n Known) -> &'n Node {
    let target = || {
        let path = node.get("$ref")?.as_str()?.strip_prefix("#/components/")?;
        let (section, name) = path.split_once('/')?;
        known.get(section, &pointer::unescape(name))
    };
    target().unwrap_or(node)
}
