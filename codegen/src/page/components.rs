//! All definitions of the blocks of one document in; one for each name out.
//!
//! A definition among a block's components is certain. A member of a list of alternatives that
//! says which component it is (`refIdentifier`) is likely: one that was merged of several carries
//! the name of the last. So a component beats a member, and members that disagree define nothing:
//! each is then written where it stands. Definitions are compared without their prose.

use super::block::{Block, Kind};
use super::member::{self, Words};
use super::{fragment, make, schema, security, settle};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::Span;
use crate::tree::{Entry, Node};
use std::collections::{BTreeMap, BTreeSet};

/// Where a schema stands: what else is said there has left marks on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// In a request's body, without what is only read.
    Request,
    /// In a response, without what is only written.
    Response,
    /// In a parameter, whose description it has been given.
    Parameter,
}

/// One definition of a name, on one page.
#[derive(Clone)]
pub(super) struct Definition {
    pub name: String,
    pub key_span: Span,
    pub node: Node,
    /// When the page changed last.
    pub modified: Option<String>,
}

/// The kinds of component, in OpenAPI's words, each with its definitions by name.
type Sections = BTreeMap<String, BTreeMap<String, Vec<Definition>>>;

/// What is defined in the end, by kind and name.
#[derive(Default)]
pub(super) struct Known {
    sections: BTreeMap<String, BTreeMap<String, Definition>>,
    /// How many schemas are defined by components.
    pub certain: usize,
    /// How many schemas are defined by members alone.
    pub likely: usize,
}

const SCHEMAS: &str = "schemas";
const SECURITY: &str = "securitySchemes";

impl Known {
    /// The components as OpenAPI writes them, sorted by name.
    pub fn components(&self, span: Span) -> Option<Node> {
        let named = |definition: &Definition| {
            make::entry_at(&definition.name, definition.key_span, definition.node.clone())
        };
        let section = |(name, definitions): (&String, &BTreeMap<String, Definition>)| {
            let node = make::mapping(span, definitions.values().map(named).collect());
            make::entry(name, node)
        };
        let sections: Vec<Entry> = self.sections.iter().map(section).collect();
        (!sections.is_empty()).then(|| make::mapping(span, sections))
    }

    /// A definition.
    pub fn get(&self, section: &str, name: &str) -> Option<&Node> {
        Some(&self.sections.get(section)?.get(name)?.node)
    }

    /// Whether a member may be written as a reference to this definition.
    pub fn admits(&self, name: &str, member: &Node, side: Side) -> bool {
        self.get(SCHEMAS, name).is_some_and(|definition| agree(definition, member, side))
    }

    /// Whether a definition does not say what this entry does.
    pub fn lacks(&self, name: &str, entry: &Entry) -> bool {
        let said = self.get(SCHEMAS, name).and_then(|definition| definition.get(&entry.key));
        said.is_none_or(|said| !said.value.same(&entry.node.value))
    }
}

/// Visits every alternative of a resolved block.
pub(super) fn members<'n>(root: &'n Node, see: &mut dyn FnMut(&'n Node, Side)) {
    for place in ["path", "query", "header", "cookie"] {
        for parameter in make::under_path(root, &["paths", "request", "parameters", place]) {
            let list = parameter.node.get("schema").map_or(&[][..], make::items);
            list.iter().for_each(|member| see(member, Side::Parameter));
        }
    }
    let mut content = |media: &'n [Entry], side: Side| {
        let lists = media.iter().filter_map(|media| media.node.get("schemaArray"));
        lists.flat_map(make::items).for_each(|member| see(member, side));
    };
    content(make::under_path(root, &["paths", "request", "body"]), Side::Request);
    for response in make::under_path(root, &["paths", "response"]) {
        content(make::entries(&response.node), Side::Response);
    }
}

/// Collects what the blocks define, `schemes` being what their security says, and settles it.
pub(super) fn settle(
    blocks: &[Block],
    schemes: Vec<(usize, Entry)>,
    words: Words,
    out: &mut Diagnostics,
) -> Known {
    let mut certain = Sections::new();
    let mut likely: BTreeMap<String, Vec<(Definition, Side)>> = BTreeMap::new();
    let mut add = |section: &str, block: &Block, entry: &Entry| {
        let names = certain.entry(section.to_owned()).or_default();
        names.entry(entry.key.clone()).or_default().push(definition(block, entry));
    };
    let placed: BTreeSet<String> = blocks.iter().flat_map(fragment::placed).collect();
    for block in blocks {
        for section in make::under_path(&block.root, &["components"]) {
            // Schemas are the only components of a resolved block.
            if block.kind == Kind::Fragment || section.key == SCHEMAS {
                // Its operations stand at their path, and must not stand twice.
                let stands = |entry: &&Entry| section.key == "pathItems" && placed.contains(&entry.key);
                let rest = make::entries(&section.node).iter().filter(|entry| !stands(entry));
                rest.for_each(|entry| add(&section.key, block, entry));
            }
        }
        if block.kind == Kind::Resolved {
            members(&block.root, &mut |node, side| {
                if let Some(name) = member::identifier(node) {
                    let entry = make::entry_at(&name, node.span, member::rebuilt(node, side, words));
                    likely.entry(name.into_owned()).or_default().push((definition(block, &entry), side));
                }
            });
        }
    }
    for (at, entry) in &schemes {
        // Behind those of fragments, which say more.
        add(SECURITY, &blocks[*at], entry);
    }
    let mut known = Known::default();
    for (section, names) in certain {
        let same = match section.as_str() {
            SCHEMAS => schema::canonical,
            SECURITY => security::carried,
            _ => schema::part,
        };
        let decided = names.into_iter().map(|(name, all)| {
            let what = format!("`{name}`");
            let at = settle::choose(&all, &what, same, out);
            (name, all[at].clone())
        });
        let decided: BTreeMap<_, _> = decided.collect();
        if !decided.is_empty() {
            known.sections.insert(section, decided);
        }
    }
    known.certain = known.sections.get(SCHEMAS).map_or(0, BTreeMap::len);
    for (name, all) in likely {
        match known.get(SCHEMAS, &name) {
            Some(_) => refuted(&known.sections[SCHEMAS][&name], &all, out),
            None => {
                if let Some(definition) = united(&name, &all, out) {
                    known.sections.entry(SCHEMAS.to_owned()).or_default().insert(name, definition);
                    known.likely += 1;
                }
            }
        }
    }
    known
}

pub(super) fn definition(block: &Block, entry: &Entry) -> Definition {
    Definition {
        name: entry.key.clone(),
        key_span: entry.key_span,
        node: entry.node.clone(),
        modified: block.heading.modified.as_ref().map(|said| said.value.clone()),
    }
}

/// E0906 for the first member that is not what its name is defined as.
fn refuted(definition: &Definition, all: &[(Definition, Side)], out: &mut Diagnostics) {
    let wrong = all.iter().find(|(member, side)| !agree(&definition.node, &member.node, *side));
    if let Some((member, _)) = wrong {
        let message = format!("this is called `{}` and is not what is defined by that name", member.name);
        out.push(
            Diagnostic::new(Code::MemberDisagrees, member.node.span, message)
                .label("written as it stands, without the name")
                .and(definition.key_span, "a component counts more than a resolved member"),
        );
    }
}

/// The definition that all members of a name agree upon, in its fullest form.
fn united(name: &str, all: &[(Definition, Side)], out: &mut Diagnostics) -> Option<Definition> {
    // What stands in a parameter has the parameter's marks; it is asked where nothing else is.
    let mut bodies: Vec<_> = all.iter().filter(|(_, side)| *side != Side::Parameter).collect();
    if bodies.is_empty() {
        bodies = all.iter().collect();
    }
    let (first, rest) = bodies.split_first()?;
    let (mut whole, mut seen) = (first.0.clone(), vec![first.1]);
    for (member, side) in rest {
        match together(&whole.node, &seen, &member.node, *side) {
            Some(node) => {
                whole.node = node;
                seen.push(*side);
            }
            None => {
                let message = format!("two different alternatives are called `{name}`");
                out.push(
                    Diagnostic::new(Code::MemberDisagrees, member.node.span, message)
                        .label("each is written as it stands, without the name")
                        .and(whole.key_span, "the other one")
                        .help(settle::difference(&whole.node, &member.node, schema::canonical)),
                );
                return None;
            }
        }
    }
    Some(whole)
}

/// Whether a member on this side is the definition, or what that side shows of it.
fn agree(definition: &Node, member: &Node, side: Side) -> bool {
    if side == Side::Parameter {
        let bare = |node: &Node| without(node, &["default", "deprecated"]);
        return schema::same(&bare(definition), &bare(member));
    }
    schema::same(definition, member) || schema::same(&shown(definition, member, side), member)
}

/// What was seen on some sides and a member as one, where what either lacks is what its side does
/// not show: properties that are only read are taken from a request, those that are only written
/// from a response.
fn together(whole: &Node, seen: &[Side], member: &Node, side: Side) -> Option<Node> {
    if agree(whole, member, side) {
        return Some(whole.clone());
    }
    let reduced = seen.iter().fold(member.clone(), |member, seen| shown(&member, whole, *seen));
    let common = schema::same(&shown(whole, member, side), &reduced);
    common.then(|| {
        let mut entries = make::entries(whole).to_vec();
        for new in make::entries(member) {
            let Some(old) = entries.iter_mut().find(|old| old.key == new.key) else {
                entries.push(new.clone());
                continue;
            };
            match new.key.as_str() {
                "properties" => {
                    let more =
                        make::entries(&new.node).iter().filter(|entry| old.node.get(&entry.key).is_none());
                    let all = make::entries(&old.node).iter().chain(more);
                    old.node = make::mapping(old.node.span, all.cloned().collect());
                }
                "required" => {
                    let known = make::items(&old.node);
                    let more = make::items(&new.node).iter();
                    let more = more.filter(|name| !known.iter().any(|known| known.value == name.value));
                    old.node = make::list(old.node.span, known.iter().chain(more).cloned().collect());
                }
                _ => {}
            }
        }
        make::mapping(whole.span, entries)
    })
}

/// A definition without the properties that a side does not show and a member does not have.
fn shown(definition: &Node, member: &Node, side: Side) -> Node {
    let hiding = if side == Side::Request { "readOnly" } else { "writeOnly" };
    let has = |key: &str| member.get("properties").is_some_and(|all| all.get(key).is_some());
    let hidden: Vec<&str> = make::under_path(definition, &["properties"])
        .iter()
        .filter(|entry| entry.node.get(hiding).and_then(Node::as_bool) == Some(true) && !has(&entry.key))
        .map(|entry| entry.key.as_str())
        .collect();
    let kept = |entry: &Entry| match entry.key.as_str() {
        "properties" => make::entry_at(&entry.key, entry.key_span, without(&entry.node, &hidden)),
        "required" => {
            let items = make::items(&entry.node).iter();
            let items = items.filter(|name| !name.as_str().is_some_and(|name| hidden.contains(&name)));
            make::entry_at(&entry.key, entry.key_span, make::list(entry.node.span, items.cloned().collect()))
        }
        _ => entry.clone(),
    };
    make::mapping(definition.span, make::entries(definition).iter().map(kept).collect())
}

fn without(node: &Node, keys: &[&str]) -> Node {
    let kept = make::entries(node).iter().filter(|entry| !keys.contains(&entry.key.as_str()));
    make::mapping(node.span, kept.cloned().collect())
}
