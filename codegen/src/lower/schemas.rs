//! The document's schemas as lowering reads them: those that were written, and those that
//! `all_of` made out of several.
//!
//! Keeps the ids of the document: where a schema was merged, its id leads to what it became, so
//! that every `$ref` to it does too. Knows nothing of shapes.

use crate::document::{Schema, SchemaId};
use crate::ids::IdMap;
use crate::ir::Kind;
use crate::resolve::{Resolved, Target};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// How far a chain of links is followed; longer ones are rings in all but name.
const LINKS: usize = 64;

/// All schemas, the merged ones in their places.
pub(super) struct Schemas<'a> {
    pub(super) resolved: &'a Resolved<'a>,
    components: IdMap<SchemaId, &'a str>,
    /// Schemas that no document holds; their ids follow those of the document.
    pub(super) made: Vec<Schema>,
    /// What stands in place of a schema of the document.
    pub(super) instead: IdMap<SchemaId, SchemaId>,
    /// What two schemas of one property became, by the ends of their links: found again where
    /// schemas hold themselves.
    pub(super) pairs: HashMap<(SchemaId, SchemaId), SchemaId>,
    /// The two that a made schema unites.
    pub(super) unites: IdMap<SchemaId, (SchemaId, SchemaId)>,
    /// Branches of another schema's choice with what stands beside it here, and what they were.
    pub(super) copies: IdMap<SchemaId, SchemaId>,
    /// Merged schemas whose parts contradict one another.
    pub(super) conflicts: HashSet<SchemaId>,
    /// What `glance` found of choices; it is asked for that only when all is united.
    pub(super) glances: RefCell<Glances>,
}

/// Answers that need a walk over branches, by the ends of links.
#[derive(Default)]
pub(super) struct Glances {
    pub(super) nullable: IdMap<SchemaId, bool>,
    pub(super) kinds: IdMap<SchemaId, Vec<Kind>>,
}

/// Where a schema that is nothing but another one leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// To this schema.
    To(SchemaId),
    /// Nowhere; `resolve` has said so.
    Broken,
}

impl<'a> Schemas<'a> {
    /// Those of the document, as they were written.
    pub(super) fn new(resolved: &'a Resolved<'a>) -> Self {
        let components = resolved.document.components.schemas.iter();
        let components = components.map(|(name, id)| (*id, name.value.as_str()));
        Self {
            resolved,
            components: components.collect(),
            made: Vec::new(),
            instead: IdMap::default(),
            pairs: HashMap::new(),
            unites: IdMap::default(),
            copies: IdMap::default(),
            conflicts: HashSet::new(),
            glances: RefCell::default(),
        }
    }

    /// Every id of the document, in its order.
    pub(super) fn written(&self) -> impl Iterator<Item = SchemaId> + use<> {
        (0..self.resolved.document.schemas.len()).map(id_of)
    }

    /// The schema as it was written or made, whatever stands in its place.
    pub(super) fn raw(&self, id: SchemaId) -> &Schema {
        let written = self.resolved.document.schemas.len();
        match id.index().checked_sub(written) {
            // Ids past the document's are given by `make` alone.
            Some(made) => &self.made[made],
            None => self.resolved.document.schema(id),
        }
    }

    /// The schema, or what stands in its place.
    pub(super) fn get(&self, id: SchemaId) -> &Schema {
        self.raw(self.instead.get(&id).copied().unwrap_or(id))
    }

    /// Adds a schema that no document holds.
    pub(super) fn make(&mut self, schema: Schema) -> SchemaId {
        let id = id_of(self.resolved.document.schemas.len() + self.made.len());
        self.made.push(schema);
        id
    }

    /// Whether no document holds it.
    pub(super) fn is_made(&self, id: SchemaId) -> bool {
        id.index() >= self.resolved.document.schemas.len()
    }

    /// Whether a made schema says what another does already, since it was made of that.
    pub(super) fn holds(&self, made: SchemaId, part: SchemaId) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![made];
        while let Some(at) = open.pop() {
            if at == part {
                return true;
            }
            if seen.insert(at)
                && let Some((one, two)) = self.unites.get(&at)
            {
                open.extend([*one, *two]);
            }
        }
        false
    }

    /// Fills a schema that was made empty.
    pub(super) fn fill(&mut self, id: SchemaId, schema: Schema) {
        let made = id.index() - self.resolved.document.schemas.len();
        self.made[made] = schema;
    }

    /// Where a schema leads that is another one and nothing more: a `$ref`, or an `allOf` of one,
    /// with only annotations beside it.
    pub(super) fn link(&self, id: SchemaId) -> Option<Link> {
        let schema = self.get(id);
        if schema.reference.is_some() {
            return Some(match self.resolved.target(id) {
                Target::Schema(target) => Link::To(target),
                Target::Dangling | Target::Ring | Target::External => Link::Broken,
            });
        }
        match schema.all_of.as_slice() {
            [only] => Some(Link::To(*only)),
            _ => None,
        }
    }

    /// The schema at the end of all links; `None` where they lead nowhere.
    pub(super) fn end(&self, id: SchemaId) -> Option<SchemaId> {
        let mut at = id;
        for _ in 0..LINKS {
            match self.link(at) {
                None => return Some(at),
                Some(Link::To(next)) => at = next,
                Some(Link::Broken) => return None,
            }
        }
        None
    }

    /// The schema at the end of all links, itself.
    pub(super) fn at_end(&self, id: SchemaId) -> Option<&Schema> {
        self.end(id).map(|end| self.get(end))
    }

    /// What a branch was before something that stands beside its choice was given to it: the schema
    /// that a mapping names.
    pub(super) fn meant(&self, branch: SchemaId) -> Option<SchemaId> {
        let written = self.written_as(branch);
        if self.raw(written).reference.is_some()
            && let Target::Schema(target) = self.resolved.target(written)
        {
            return self.end(target);
        }
        self.end(branch)
    }

    /// The branch of the document that a branch was made of.
    pub(super) fn written_as(&self, branch: SchemaId) -> SchemaId {
        let mut at = branch;
        while let Some(from) = self.copies.get(&at) {
            at = *from;
        }
        at
    }

    /// The name of the component with this id.
    pub(super) fn component(&self, id: SchemaId) -> Option<&'a str> {
        self.components.get(&id).copied()
    }
}

fn id_of(index: usize) -> SchemaId {
    // A document of 2^32 schemas is beyond every bound of the reader.
    SchemaId(u32::try_from(index).unwrap_or(u32::MAX))
}

/// The schemas that stand directly inside another.
pub(super) fn children(schema: &Schema) -> Vec<SchemaId> {
    let mut all: Vec<SchemaId> = schema.properties.iter().map(|it| it.schema).collect();
    all.extend(schema.additional_properties);
    all.extend(schema.items);
    all.extend(&schema.prefix_items);
    all.extend(&schema.all_of);
    all.extend(&schema.any_of);
    all.extend(&schema.one_of);
    all.extend(schema.defs.iter().map(|(_, id)| *id));
    if let Some(rare) = &schema.rare {
        all.extend(rare.pattern_properties.iter().map(|(_, id)| *id));
        all.extend(rare.property_names);
        all.extend(rare.unevaluated_properties);
        all.extend(rare.unevaluated_items);
        all.extend(rare.contains);
        all.extend(rare.not);
        all.extend(rare.conditions.iter().map(|(_, id)| *id));
        all.extend(rare.definitions.iter().map(|(_, id)| *id));
        all.extend(rare.dependent_schemas.iter().map(|(_, id)| *id));
    }
    all
}
