//! `allOf`, keywords beside a `$ref`, and keywords beside a choice: schemas in, the schemas that
//! say the same in one place out, before anything has a shape (constraints intersect on schemas;
//! types have lost them).
//!
//! JSON Schema 2020-12, section 10.2: all of them hold. How two keywords are united is `merge`'s;
//! this file says which schemas are parts of which. Links (`$ref`, an `allOf` of one) with nothing
//! but annotations beside them stay links.

use super::glance;
use super::merge::{Conflict, merge};
use super::schemas::Schemas;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Schema, SchemaId};
use crate::resolve::{Resolved, Target};
use crate::tree::{Node, Value};
use std::collections::HashSet;

/// How deeply parts of parts are followed; what lies deeper is read past.
const DEPTH: usize = 128;

/// Schemas that may be made; past it the first of two counts, lest parts that hold one another
/// multiply without end.
const MADE: usize = 100_000;

/// All schemas of the document, with every conjunction of schemas made one.
pub(super) fn united<'a>(resolved: &'a Resolved<'a>, out: &mut Diagnostics) -> Schemas<'a> {
    let mut schemas = Schemas::new(resolved);
    for id in schemas.written() {
        if !is_conjunction(resolved.document.schema(id)) || schemas.instead.contains_key(&id) {
            continue;
        }
        let mut union = Parts::new(&mut schemas, out);
        let mut whole = union.flat(id, DEPTH);
        let conflicts = !union.conflicts.is_empty();
        let parents = std::mem::take(&mut union.parents);
        for parent in parents {
            tag(&mut schemas, id, parent, &mut whole);
        }
        if conflicts {
            whole.any_of.clear();
            whole.one_of.clear();
        }
        distribute(&mut schemas, &mut whole, out);
        let made = schemas.make(whole);
        schemas.instead.insert(id, made);
        if conflicts {
            schemas.conflicts.insert(made);
        }
    }
    schemas
}

/// Whether a schema says things in several places that have to be read together.
fn is_conjunction(schema: &Schema) -> bool {
    let shaping = shapes(schema);
    match (&schema.reference, schema.all_of.len()) {
        (Some(_), 0) => shaping,
        (Some(_), _) => true,
        (None, 0) => !glance::branches(schema).is_empty() && shaping_base(schema),
        (None, 1) => shaping,
        (None, _) => true,
    }
}

/// Whether keywords beside a link make it something else than what it leads to. A lone `type`
/// only repeats what the target says.
fn shapes(schema: &Schema) -> bool {
    shaping_base(schema) || !glance::branches(schema).is_empty()
}

fn shaping_base(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.additional_properties.is_some()
        || schema.members.is_some()
        || schema.constant.is_some()
        || schema.items.is_some()
        || !schema.prefix_items.is_empty()
}

/// One conjunction, as its parts are gathered.
pub(super) struct Parts<'s, 'a> {
    pub(super) schemas: &'s mut Schemas<'a>,
    pub(super) out: &'s mut Diagnostics,
    /// What could not be united; said already.
    pub(super) conflicts: Vec<Conflict>,
    /// Referenced parts with a discriminator: the schema inherits from them.
    parents: Vec<SchemaId>,
    open: Vec<SchemaId>,
    /// Parts that are in already. What holds twice holds: a part that is reached by two ways adds
    /// nothing by the second, and ways multiply.
    added: HashSet<SchemaId>,
}

impl<'s, 'a> Parts<'s, 'a> {
    fn new(schemas: &'s mut Schemas<'a>, out: &'s mut Diagnostics) -> Self {
        Self {
            schemas,
            out,
            conflicts: Vec::new(),
            parents: Vec::new(),
            open: Vec::new(),
            added: HashSet::new(),
        }
    }

    /// A schema with its parts united into it: those of `$ref` and `allOf` first, its own
    /// keywords last, which is the order of their properties.
    pub(super) fn flat(&mut self, id: SchemaId, depth: usize) -> Schema {
        let mut own = self.schemas.raw(id).clone();
        if depth == 0 || self.open.contains(&id) {
            // A schema that is a part of itself adds nothing to itself.
            own.reference = None;
            own.all_of.clear();
            return own;
        }
        self.open.push(id);
        let mut whole = bare(&own);
        if own.reference.take().is_some()
            && let Target::Schema(target) = self.schemas.resolved.target(id)
        {
            self.add(&mut whole, target, depth);
        }
        for part in std::mem::take(&mut own.all_of) {
            self.add(&mut whole, part, depth);
        }
        merge(self, &mut whole, own, depth);
        self.open.pop();
        whole
    }

    fn add(&mut self, whole: &mut Schema, part: SchemaId, depth: usize) {
        if !self.added.insert(part) {
            return;
        }
        let mut schema = self.flat(part, depth - 1);
        let linked = self.schemas.raw(part).reference.is_some();
        let named = self.schemas.component(part).is_some();
        if named && self.is_parent(part) {
            // OpenAPI 3.1, "Composition and Inheritance": a parent's choice of children is not a
            // part of a child.
            schema.discriminator = None;
            schema.any_of.clear();
            schema.one_of.clear();
            self.parents.push(part);
        }
        if linked || named {
            // Another schema's words are about that schema.
            schema.title = None;
            schema.description = None;
            schema.deprecated = false;
            schema.default = None;
            schema.extensions.clear();
        }
        merge(self, whole, schema, depth);
    }

    /// Whether what is being united inherits from this schema: that tells its children by a tag,
    /// and lists none, or one of those that are being united.
    fn is_parent(&self, part: SchemaId) -> bool {
        let schema = self.schemas.raw(part);
        let children = glance::branches(schema);
        let is_open = |it: &SchemaId| match self.schemas.resolved.target(*it) {
            Target::Schema(child) => self.open.contains(&child),
            Target::Dangling | Target::Ring | Target::External => false,
        };
        schema.discriminator.is_some() && (children.is_empty() || children.iter().any(is_open))
    }

    /// The schema that holds what two schemas of one property say.
    pub(super) fn both(&mut self, one: SchemaId, two: SchemaId, depth: usize) -> SchemaId {
        let end = |id| self.schemas.end(id).unwrap_or(id);
        let pair = (end(one), end(two));
        if self.schemas.holds(pair.0, pair.1) {
            return one;
        }
        if self.schemas.holds(pair.1, pair.0) || self.schemas.is_anything(one) {
            return two;
        }
        if self.schemas.is_anything(two) || depth == 0 || self.schemas.made.len() > MADE {
            return one;
        }
        if let Some(known) = self.schemas.pairs.get(&pair) {
            return *known;
        }
        // Known before it is filled: schemas that hold themselves come here again.
        let made = self.schemas.make(bare(self.schemas.raw(one)));
        self.schemas.pairs.insert(pair, made);
        self.schemas.unites.insert(made, pair);
        // Each of the two is a conjunction of its own.
        let open = std::mem::take(&mut self.open);
        let added = std::mem::take(&mut self.added);
        let mut whole = self.flat(one, depth - 1);
        self.added.clear();
        let other = self.flat(two, depth - 1);
        self.added = added;
        if same(&whole, &other) {
            self.open = open;
            self.schemas.pairs.insert(pair, two);
            return two;
        }
        let before = self.conflicts.len();
        merge(self, &mut whole, other, depth - 1);
        // What contradicts itself in a property is that property's loss, not the whole's.
        let conflict = self.conflicts.len() > before;
        self.conflicts.truncate(before);
        self.open = open;
        self.schemas.fill(made, whole);
        if conflict {
            self.schemas.conflicts.insert(made);
        }
        made
    }
}

/// Whether two property schemas are the same but for their words.
fn same(one: &Schema, two: &Schema) -> bool {
    let types = |it: &Schema| it.types.iter().map(|(of, _)| *of).collect::<Vec<_>>();
    let text = |it: &Option<crate::document::Text>| it.as_ref().map(|it| it.value.clone());
    let plain = |it: &Schema| !shapes(it) && it.all_of.is_empty();
    plain(one) && plain(two) && types(one) == types(two) && text(&one.format) == text(&two.format)
}

/// A schema with nothing but a place.
fn bare(like: &Schema) -> Schema {
    Schema::new(like.origin.clone())
}

/// A child of a parent with a discriminator holds its own tag and no other.
fn tag(schemas: &mut Schemas<'_>, child: SchemaId, parent: SchemaId, whole: &mut Schema) {
    let Some(name) = schemas.component(child) else {
        return;
    };
    let Some(discriminator) = schemas.raw(parent).discriminator.clone() else {
        return;
    };
    let mapped = discriminator.mapping.iter().find(|(_, to)| {
        let tail = to.value.strip_prefix("#/components/schemas/");
        tail.unwrap_or(&to.value) == name
    });
    let value = mapped.map_or(name, |(tag, _)| tag.value.as_str()).to_owned();
    let property = &discriminator.property.value;
    let mut properties = whole.properties.iter_mut();
    let Some(own) = properties.find(|it| it.name.value == *property) else {
        return;
    };
    if schemas.constant(own.schema).is_some() {
        return;
    }
    let mut fixed = schemas.get(own.schema).clone();
    fixed.reference = None;
    fixed.all_of.clear();
    fixed.members = None;
    fixed.constant = Some(Node { span: discriminator.property.span, value: Value::String(value) });
    own.schema = schemas.make(fixed);
}

/// `properties` beside `anyOf` or `oneOf`: each branch holds the base too, so that the choice is
/// all that is left.
fn distribute(schemas: &mut Schemas<'_>, whole: &mut Schema, out: &mut Diagnostics) {
    let branches = glance::branches(whole).to_vec();
    if branches.is_empty() || !shaping_base(whole) {
        return;
    }
    let only_required = |it: &SchemaId| {
        let branch = schemas.raw(*it);
        branch.reference.is_none() && branch.all_of.is_empty() && only_required(branch)
    };
    if whole.members.is_some() || whole.constant.is_some() || branches.iter().all(only_required) {
        let message = "which of these branches holds is read past: they only ask for members";
        let first = schemas.raw(branches[0]).origin.span;
        out.push(
            Diagnostic::new(Code::UnsupportedKeyword, whole.origin.span, message)
                .and(first, "the first branch"),
        );
        whole.any_of.clear();
        whole.one_of.clear();
        whole.discriminator = None;
        return;
    }
    let base = base_of(whole);
    if !branches.iter().all(|it| repeats(schemas, &base, *it)) {
        for branch in branches.iter().filter(|it| !schemas.is_null(**it)).copied().collect::<Vec<_>>() {
            let mut parts = Parts::new(schemas, out);
            let own = parts.flat(branch, DEPTH);
            let mut both = base.clone();
            both.origin = own.origin.clone();
            merge(&mut parts, &mut both, own, DEPTH);
            let conflict = !parts.conflicts.is_empty();
            let made = schemas.make(both);
            if stands_in(schemas, whole, branch) {
                schemas.instead.insert(branch, made);
            } else {
                // A choice that is referred to has branches for itself, and for others that hold it.
                schemas.stands_for.insert(made, branch);
                let choice = whole.any_of.iter_mut().chain(&mut whole.one_of);
                choice.filter(|it| **it == branch).for_each(|it| *it = made);
            }
            if conflict {
                schemas.conflicts.insert(made);
            }
        }
    }
}

/// Whether a branch is written inside of the whole.
fn stands_in(schemas: &Schemas<'_>, whole: &Schema, branch: SchemaId) -> bool {
    let rest = schemas.raw(branch).origin.pointer.strip_prefix(whole.origin.pointer.as_str());
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Takes the keywords that hold whatever branch is chosen, and leaves the choice and its words.
fn base_of(whole: &mut Schema) -> Schema {
    let mut base = bare(whole);
    base.types = std::mem::take(&mut whole.types);
    base.properties = std::mem::take(&mut whole.properties);
    base.required = std::mem::take(&mut whole.required);
    base.additional_properties = whole.additional_properties.take();
    base.items = whole.items.take();
    base.prefix_items = std::mem::take(&mut whole.prefix_items);
    base.rare = whole.rare.take();
    base
}

/// Whether a branch declares all members that the base declares.
fn repeats(schemas: &Schemas<'_>, base: &Schema, branch: SchemaId) -> bool {
    let Some(branch) = schemas.at_end(branch) else {
        return false;
    };
    let declared = |name: &str| branch.properties.iter().any(|it| it.name.value == name);
    base.items.is_none()
        && base.properties.iter().all(|it| declared(&it.name.value))
        && base.required.iter().all(|it| declared(&it.value))
}

fn only_required(schema: &Schema) -> bool {
    !schema.required.is_empty()
        && schema.properties.is_empty()
        && schema.additional_properties.is_none()
        && glance::branches(schema).is_empty()
        && glance::values(schema).is_none()
}
