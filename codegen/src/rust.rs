//! IR, facts and names in; the modules of a crate out. *Lower decides, rust spells, runtime does.*
//!
//! Every item is plain Rust that a reviewer would write, followed by one table of its wire facts,
//! which a macro of the runtime turns into code. Refuses to know the document, the disk, and how a
//! value travels.

mod call;
mod client;
mod dates;
mod docs;
mod enums;
mod front;
mod headers;
mod manifest;
mod operations;
mod print;
pub(crate) mod responses;
mod round_trip;
mod runtime;
mod server;
mod structs;
mod surface;
mod types;
mod unions;
mod validate;

pub use call::call;
pub use round_trip::{named, round_trip};

use crate::config::{Content, Overrides, PackageConfig, SchemaConfig};
use crate::facts::Facts;
use crate::ir::{Api, Field, Operation, Shape, Side, Type, TypeId};
use crate::names::Names;
use std::collections::BTreeMap;

/// What emission stands on.
pub struct Emit<'a> {
    /// What a caller can do.
    pub api: &'a Api,
    /// What follows from it.
    pub facts: &'a Facts,
    /// What it is called.
    pub names: &'a Names,
    /// What the user wants otherwise.
    pub overrides: &'a Overrides,
    /// What the manifest shall say.
    pub package: &'a PackageConfig,
}

/// A file of the crate, by what it is; `output` knows where it lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// `Cargo.toml`
    Manifest,
    /// `API.txt`
    Surface,
    /// The formatter's settings: our layout is not rustfmt's.
    Rustfmt,
    /// The crate's front page.
    Front,
    /// Credentials, servers and the operations of no group.
    Client,
    /// The servers that a caller can choose from.
    Server,
    /// The list of groups.
    Groups,
    /// A group of operations.
    Group(String),
    /// The list of types.
    Types,
    /// A type and those that stand inline in it.
    Type(String),
    /// The list of runtime files.
    Runtime,
    /// A file of the runtime, copied.
    RuntimeFile(&'static str),
}

/// A file of the crate.
#[derive(Clone, Debug)]
pub struct Module {
    /// Which it is.
    pub place: Place,
    /// Its text.
    pub text: String,
}

/// Every file of the crate.
pub fn emit(emit: &Emit<'_>) -> Vec<Module> {
    let mut modules = vec![manifest::cargo(emit), manifest::rustfmt(), front::front(emit)];
    if emit.package.content == Content::Client {
        modules.push(client::client(emit));
        modules.extend(server::server(emit));
        modules.extend(operations::groups(emit));
    }
    modules.extend(type_files(emit));
    modules.extend(runtime::files(emit, &modules));
    modules.push(Module { place: Place::Surface, text: surface::surface(emit) });
    modules
}

/// One file a component, with the types inline in it beside it, and the list of them.
fn type_files(emit: &Emit<'_>) -> Vec<Module> {
    let mut homes: BTreeMap<&str, Vec<TypeId>> = BTreeMap::new();
    for (at, _) in emit.api.types.iter().enumerate() {
        let id = TypeId(at as u32);
        if let Some(name) = emit.names.ty(id) {
            homes.entry(&name.module).or_default().push(id);
        }
    }
    let mut list = String::new();
    let mut modules = Vec::new();
    for (module, mut ids) in homes {
        // The component first, then what stands inline in it, as a reader meets it; last what an
        // `allOf` took from elsewhere, by its identity, since the order of components means nothing.
        let of = |id: &TypeId| emit.api.ty(*id);
        let home = ids.iter().map(of).find(|ty| ty.component.is_some()).map(|ty| &ty.origin.pointer);
        ids.sort_by_cached_key(|id| {
            let ty = of(id);
            let inside = match home {
                Some(home) => ty.origin.pointer.starts_with(home.as_str()),
                None => !ty.origin.pointer.starts_with("/components/"),
            };
            let place = inside.then(|| (answered(&ty.origin.pointer), ty.origin.span));
            (ty.component.is_none(), !inside, place, &ty.identity)
        });
        let mut names: Vec<&str> = ids.iter().map(|id| emit.name(*id)).collect();
        names.sort_unstable();
        list.push_str(&format!("mod {module};\n"));
        list.push_str(&print::export(module, &names));
        modules.push(Module { place: Place::Type(module.to_owned()), text: type_file(emit, &ids) });
    }
    let docs = ["The types of the API.".to_owned()];
    let foreign = foreign(emit);
    // The files below import the runtime from here; aliases of what the language has need none.
    let asked = !foreign.is_empty() || modules.iter().any(|module| module.text.contains("runtime"));
    let imports = if asked { "use super::runtime;\n".to_owned() } else { String::new() };
    let parts = if modules.is_empty() { vec![] } else { vec![imports, list, foreign] };
    modules.push(Module { place: Place::Types, text: print::file(&docs, &parts) });
    modules
}

/// The response, and its media type or header, that a type stands in: these are maps, whose order
/// means nothing.
fn answered(pointer: &str) -> Option<&str> {
    let inside = pointer.starts_with("/paths/") || pointer.starts_with("/components/responses/");
    (inside && pointer.contains("/responses/")).then(|| pointer.split("/schema").next().unwrap_or(pointer))
}

/// The types of other crates that the configuration names: those of dates go by the runtime's texts,
/// all others through serde. What the runtime reads by itself (`String`, `i64`,
/// `serde_json::Value`) needs no word.
fn foreign(emit: &Emit<'_>) -> String {
    let ours = [
        "BTreeMap", "Box", "Option", "String", "Value", "Vec", "bool", "f32", "f64", "i32", "i64", "u32",
        "u64",
    ];
    let known = |path: &str| {
        let outer = path.split('<').next().unwrap_or_default();
        outer.rsplit("::").next().is_some_and(|name| ours.contains(&name.trim()))
    };
    let paths = emit.api.ids().filter(|id| emit.facts.reach.contains(*id)).filter_map(|id| {
        match &emit.api.ty(id).shape {
            Shape::Foreign(path) if !known(path) => Some(path.as_str()),
            _ => None,
        }
    });
    let paths: std::collections::BTreeSet<&str> = paths.collect();
    let (dated, others): (Vec<_>, Vec<_>) = paths
        .into_iter()
        .map(|path| (path, dates::entry(emit, path)))
        .partition(|(_, dated)| dated.is_some());
    let dated: Vec<String> = dated.into_iter().filter_map(|(_, entry)| entry).collect();
    let others: Vec<String> = others.into_iter().map(|(path, _)| path.to_owned()).collect();
    let tables = [("dated", dated), ("foreign", others)].into_iter().filter(|(_, all)| !all.is_empty());
    tables.map(|(name, all)| format!("runtime::{name}! {{ {} }}\n", all.join(", "))).collect()
}

fn type_file(emit: &Emit<'_>, ids: &[TypeId]) -> String {
    let mut scope = types::Scope::of_types(emit, ids);
    let mut parts = Vec::new();
    for id in ids {
        parts.extend(item(emit, *id, &mut scope));
    }
    let (types, lent) = scope.imports();
    let macros = lent.iter().any(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
    let qualified = parts.iter().any(|part| part.contains("runtime::"));
    let lent = (macros || qualified).then_some("self").into_iter().chain(lent);
    let ours = print::import("super::runtime", lent) + &print::import("super", types);
    let imports = ours + scope.map_import();
    parts.insert(0, imports);
    print::file(&[], &parts)
}

fn item(emit: &Emit<'_>, id: TypeId, scope: &mut types::Scope<'_, '_>) -> Vec<String> {
    let ty = emit.api.ty(id);
    match &ty.shape {
        Shape::Object(object) => structs::item(emit, id, object, scope),
        Shape::Enumeration(enumeration) => enums::item(emit, id, enumeration, scope),
        Shape::Union(union) => unions::item(emit, id, union, scope),
        _ => {
            let head = print::Head { docs: emit.type_docs(id), attributes: Vec::new() };
            vec![print::alias(print::Item { head, name: emit.name(id) }, &scope.shape(id))]
        }
    }
}

impl<'a> Emit<'a> {
    /// A type as it is spelled outside of `types`.
    pub fn spelled(&self, id: TypeId) -> String {
        print::spelling(&types::Scope::outside(self).bare(id)).into_owned()
    }

    /// The type of a struct's field, likewise.
    pub fn field(&self, owner: TypeId, at: usize, field: &Field) -> String {
        let of = structs::spelled(self, owner, at, field, &mut types::Scope::outside(self));
        print::spelling(&of).into_owned()
    }

    /// The operations that have code: all that were asked for, or none beside the types.
    fn operations(&self) -> &[Operation] {
        match self.package.content {
            Content::Client => &self.api.operations,
            Content::Types => &[],
        }
    }

    /// The name of a type that has an item.
    fn name(&self, id: TypeId) -> &'a str {
        self.names.ty(id).map_or("Value", |name| &name.name)
    }

    /// The doc comment of a type: the words of the document, if it has any.
    fn type_docs(&self, id: TypeId) -> Vec<String> {
        let ty = self.api.ty(id);
        let mut lines = docs::marked(&ty.docs, &[self.name(id)]);
        match ty.side {
            // Only what has an item has a name to point to.
            Side::Received(sent) if self.names.ty(sent).is_some() => {
                docs::push(&mut lines, vec![format!("Sent as [`{}`].", self.name(sent))]);
            }
            Side::Either | Side::Received(_) => {}
            Side::Sent(received) => {
                docs::push(&mut lines, vec![format!("What is sent of [`{}`].", self.name(received))]);
            }
        }
        lines
    }

    /// The field that keeps undeclared properties.
    fn additional(&self, ty: &Type) -> &'a str {
        self.names.field(&crate::names::additional(self.api.member_of(ty)))
    }

    /// What the configuration says of a schema.
    fn settings(&self, id: TypeId) -> Option<&SchemaConfig> {
        let identity = &self.api.member_of(self.api.ty(id)).0;
        let mut all = self.overrides.schemas.iter();
        all.find(|(pointer, _)| pointer.value == *identity).map(|(_, settings)| settings)
    }

    /// The attribute that derives these traits, and what the configuration wants beside them.
    fn derives(&self, id: TypeId, ours: &str) -> String {
        let identity = &self.api.member_of(self.api.ty(id)).0;
        let mut all = self.overrides.derives.iter();
        let theirs = all.find(|(pointer, _)| pointer.value == *identity).map(|(_, derives)| derives);
        let mut all: Vec<String> = ours.split(", ").map(str::to_owned).collect();
        for path in theirs.into_iter().flatten().filter_map(|path| print::respelled(&path.value)) {
            // What is derived already need not be wished for.
            if !all.contains(&path) {
                all.push(path);
            }
        }
        format!("derive({})", all.join(", "))
    }
}

/// clippy counts the arguments of a function; how many there are is the vendor's business.
fn many_arguments(count: usize) -> Option<String> {
    (count > 7).then(|| "allow(clippy::too_many_arguments)".to_owned())
}
