//! A resolved document in, the IR out: what a caller of the API can do.
//!
//! **Lower decides, rust spells, runtime does.** A schema is lowered to a [`Use`]: a type, and
//! whether null may stand in its place, so that null in all its spellings ends up where a type is
//! used and never in the type. Types are made where they are met, once for each schema; what
//! nothing that is asked for meets has none, and nothing is found in it. Refuses to know that the output
//! is Rust, and any name.
//!
//! Steps: `all_of` makes one schema of conjunctions, `identity` says what each schema is known by,
//! `discriminator` how each choice is told, then `schema` gives shapes; last `sides` takes apart what
//! is not the same in requests and in responses.

mod all_of;
mod beside;
mod body;
mod choice;
mod component;
mod discriminator;
mod docs;
mod endless;
mod enumeration;
mod glance;
mod header;
mod identity;
mod limits;
mod list;
mod merge;
mod object;
mod operation;
mod overrides;
mod parameter;
mod path;
mod response;
mod scalar;
mod schema;
mod schemas;
mod security;
mod server;
mod sides;
#[cfg(test)]
mod tests;
mod undeclared;
mod union;
mod unsaid;

use crate::config::Overrides;
use crate::diagnostic::Diagnostics;
use crate::document::SchemaId;
use crate::ids::IdMap;
use crate::ir::{Api, Identity, Origin, Reason, Scalar, Shape, Side, Type, TypeId, Use};
use crate::resolve::Resolved;
use crate::select::Selected;
use discriminator::Tags;
use identity::Identities;
use schemas::Schemas;

/// Levels of inline schemas that are followed: rustc refuses types that hold one another much more
/// deeply (E0320), and the stack of a thread is small.
const DEPTH: usize = 100;

/// Everything that a caller can do.
pub fn lower(
    document: &Resolved<'_>,
    selected: &Selected,
    overrides: &Overrides,
    out: &mut Diagnostics,
) -> Api {
    let schemas = all_of::united(document, out);
    let identities = Identities::of(&schemas);
    let tags = Tags::of(&schemas, out);
    let mut lowering = Lowering {
        schemas: &schemas,
        identities: &identities,
        tags: &tags,
        selected,
        overrides: overrides::Matched::new(overrides),
        out,
        types: Vec::new(),
        components: IdMap::default(),
        waiting: Vec::new(),
        known: IdMap::default(),
        depth: 0,
    };
    let mut kept = component::kept(&mut lowering, selected.kept());
    let security = security::of_document(&mut lowering);
    let operations = operation::operations(&mut lowering, &security);
    if operations.is_empty() && kept.is_empty() {
        kept = component::kept(&mut lowering, &component::all(document.document, selected));
    }
    endless::cut(&mut lowering.types);
    let uses = lowering.uses();
    let Lowering { types, overrides, out, .. } = lowering;
    overrides.report(&types, out);
    server::report(&document.document.servers, out);
    let mut api = Api {
        info: document.document.info.clone(),
        servers: document.document.servers.clone(),
        base_url: server::base_url(document.document),
        addresses: server::addresses(&document.document.servers),
        tags: document.document.tags.clone(),
        types,
        kept,
        uses,
        operations,
        credentials: security.credentials,
        security: security.common,
        operations_in_document: operation::count(document),
    };
    sides::split(&mut api, document.document);
    api
}

/// The IR as it grows, and what deciding needs.
struct Lowering<'a> {
    schemas: &'a Schemas<'a>,
    identities: &'a Identities,
    tags: &'a Tags,
    selected: &'a Selected,
    overrides: overrides::Matched<'a>,
    out: &'a mut Diagnostics,
    types: Vec<Type>,
    components: IdMap<SchemaId, TypeId>,
    /// Components that have been met and have no shape yet.
    waiting: Vec<(SchemaId, TypeId)>,
    known: IdMap<SchemaId, Use>,
    depth: usize,
}

/// What became of a schema, and the rules that made it so.
struct Shaped {
    shape: Shape,
    rules: Vec<&'static str>,
}

impl Shaped {
    fn new(shape: Shape, rule: &'static str) -> Self {
        let rules = vec![rule];
        Self { shape, rules }
    }

    fn free(reason: Reason, rule: &'static str) -> Self {
        Self::new(Shape::Free(reason), rule)
    }
}

impl Lowering<'_> {
    /// What became of each schema that the document holds.
    fn uses(&self) -> Vec<Option<Use>> {
        let of = |id: SchemaId| {
            let component = self.components.get(&id);
            let component = component.map(|ty| Use { ty: *ty, null: self.schemas.nullable(id) });
            component.or_else(|| self.known.get(&id).copied())
        };
        self.schemas.written().map(of).collect()
    }

    /// Takes a place for a type whose shape comes later, so that it can hold itself.
    fn reserve(&mut self, schema: SchemaId, component: Option<String>) -> TypeId {
        let written = self.schemas.get(schema);
        let title = written.title.as_ref().map(|it| it.value.clone());
        self.add(Type {
            identity: self.identities.get(schema),
            origin: self.schemas.raw(schema).origin.clone(),
            component,
            title,
            docs: docs::of(self.schemas, schema),
            shape: Shape::Free(Reason::Endless),
            limits: limits::of(written),
            rules: Vec::new(),
            side: Side::Either,
        })
    }

    fn add(&mut self, ty: Type) -> TypeId {
        // An index of 2^32 types is beyond every bound of the reader.
        let id = TypeId(u32::try_from(self.types.len()).unwrap_or(u32::MAX));
        self.types.push(ty);
        id
    }

    /// Gives a reserved type its shape.
    fn fill(&mut self, id: TypeId, shaped: Shaped) {
        let ty = &mut self.types[id.index()];
        ty.shape = shaped.shape;
        ty.rules.extend(shaped.rules);
    }

    /// Whether two uses are of one type, though two schemas say it. A type of the API is only
    /// itself; of one that has no shape yet nothing is known.
    fn alike(&self, one: Use, other: Use) -> bool {
        self.same(one, other, 8)
    }

    fn same(&self, one: Use, other: Use, depth: u8) -> bool {
        let [a, b] = [one, other].map(|it| &self.types[it.ty.index()]);
        let plain = |it: &Type| {
            it.component.is_none()
                && !it.shape.is_nominal()
                && !matches!(it.shape, Shape::Free(Reason::Endless))
        };
        let shapes = || match (&a.shape, &b.shape) {
            (Shape::List(a), Shape::List(b)) | (Shape::Map(a), Shape::Map(b)) if depth > 0 => {
                self.same(*a, *b, depth - 1)
            }
            (a, b) => a == b,
        };
        one.null == other.null && (one.ty == other.ty || plain(a) && plain(b) && shapes())
    }

    /// The scalar that a use is, where it is no component.
    fn scalar(&self, of: Use) -> Option<Scalar> {
        let ty = &self.types[of.ty.index()];
        match ty.shape {
            Shape::Scalar(scalar) if ty.component.is_none() => Some(scalar),
            _ => None,
        }
    }

    /// A type that no schema stands for: an undeclared element, any JSON.
    fn part(&mut self, identity: Identity, origin: Origin, shape: Shape) -> Use {
        let ty = self.add(Type {
            identity,
            origin,
            component: None,
            title: None,
            docs: crate::ir::Docs::default(),
            shape,
            limits: Vec::new(),
            rules: Vec::new(),
            side: Side::Either,
        });
        Use { ty, null: false }
    }
}
