//! IR and lock in, identifiers out: propose, settle, lock.
//!
//! `propose` says what a thing would like to be called, `settle` gives every name once in its
//! scope, `lock` remembers what was given, so that no name changes but by a person's hand. Refuses
//! to know how an item is written.

pub mod lock;
pub mod propose;
pub mod settle;
#[cfg(test)]
mod tests;
pub mod words;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Text;
use crate::facts::Facts;
use crate::ids::IdMap;
use crate::ir::{Api, Identity, TypeId};
use lock::{Entry, Kind, Lock};
pub(crate) use propose::group_identity;
use propose::{Home, Places};
use settle::{Given, Settled, Wish};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Every identifier of the output, each a valid Rust identifier as it is to be written
/// (`r#type`, `job_status`).
#[derive(Debug, Default)]
pub struct Names {
    pub(crate) types: IdMap<TypeId, TypeName>,
    pub(crate) fields: HashMap<Identity, String>,
    pub(crate) variants: HashMap<Identity, String>,
    pub(crate) parameters: HashMap<Identity, String>,
    pub(crate) headers: HashMap<Identity, String>,
    pub(crate) operations: HashMap<Identity, OperationName>,
    pub(crate) groups: HashMap<String, GroupName>,
    pub(crate) credentials: HashMap<Identity, String>,
    pub(crate) servers: HashMap<Identity, String>,
    pub(crate) moved: Vec<Moved>,
}

/// A question for a person: is this newcomer what that name was given to?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What both are.
    pub kind: Kind,
    /// What left.
    pub from: String,
    /// What came, and would have liked the same name.
    pub to: String,
    /// The name of what left.
    pub name: String,
    /// The name that the newcomer was given meanwhile.
    pub given: String,
}

impl Moved {
    /// The line that says yes, in place of the one that the newcomer was given in the lock.
    pub fn line(&self) -> String {
        Entry { kind: self.kind, identity: self.to.clone(), name: self.name.clone(), gone: false, span: None }
            .to_string()
    }
}

/// A type with an item of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeName {
    /// `JobStatus`
    pub name: String,
    /// The module and file that it stands in, `job_status`: that of its component, or of the
    /// operation it is inline in.
    pub module: String,
}

/// What belongs to an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationName {
    /// `list_pets`
    pub method: String,
    /// `ListPets`, the builder.
    pub builder: String,
    /// `ListPetsError`
    pub error: String,
    /// `ListPetsResponse`, where success has several forms.
    pub response: String,
}

/// What belongs to a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupName {
    /// `data_sources`: accessor, module and file.
    pub module: String,
    /// `DataSources`
    pub name: String,
}

impl Names {
    /// The name of a type that has an item.
    pub fn ty(&self, ty: TypeId) -> Option<&TypeName> {
        self.types.get(&ty)
    }

    /// A field, or a constant member, by its identity.
    pub fn field(&self, identity: &Identity) -> &str {
        self.fields.get(identity).map_or("", String::as_str)
    }

    /// A variant of an enumeration or union, or of an operation's error by its response.
    pub fn variant(&self, identity: &Identity) -> &str {
        self.variants.get(identity).map_or("", String::as_str)
    }

    /// The open arm of an enumeration or union (`Unknown`).
    pub fn unknown(&self, ty: &Identity) -> &str {
        self.variants.get(&unknown(ty)).map_or("Unknown", String::as_str)
    }

    /// A parameter's argument or setter.
    pub fn parameter(&self, identity: &Identity) -> &str {
        self.parameters.get(identity).map_or("", String::as_str)
    }

    /// What the constant of a response's header is called after.
    pub fn header(&self, identity: &Identity) -> &str {
        self.headers.get(identity).map_or("", String::as_str)
    }

    /// An operation's names.
    pub fn operation(&self, identity: &Identity) -> Option<&OperationName> {
        self.operations.get(identity)
    }

    /// A group's names, by its tag.
    pub fn group(&self, tag: &str) -> Option<&GroupName> {
        self.groups.get(tag)
    }

    /// Newcomers that may be something which left.
    pub fn moved(&self) -> &[Moved] {
        &self.moved
    }

    /// A server, or the type of a variable of one.
    pub fn server(&self, identity: &Identity) -> &str {
        self.servers.get(identity).map_or("", String::as_str)
    }

    /// The setter of a credential.
    pub fn credential(&self, identity: &Identity) -> &str {
        self.credentials.get(identity).map_or("", String::as_str)
    }
}

/// Names everything that is emitted: what `overrides` and `lock` say, and for what is new a name
/// that is free. The lock that comes back is the one to write.
pub fn name(
    api: &Api,
    facts: &Facts,
    lock: &Lock,
    overrides: &[(Text, Text)],
    out: &mut Diagnostics,
) -> (Names, Lock) {
    named(api, &|ty| facts.reach.contains(ty), lock, overrides, out)
}

fn named(
    api: &Api,
    reached: &dyn Fn(TypeId) -> bool,
    lock: &Lock,
    overrides: &[(Text, Text)],
    out: &mut Diagnostics,
) -> (Names, Lock) {
    let mut given: HashMap<(Kind, String), Given> = HashMap::new();
    for entry in lock.entries() {
        let name = entry.name.clone();
        let span = entry.span;
        given.insert((entry.kind, entry.identity.clone()), Given { name, span });
    }
    let locked: HashSet<(Kind, String)> = given.keys().cloned().collect();
    let emitted = propose::emitted(api, reached);
    if !overrides.is_empty() {
        // Which identities there are does not depend on names; names depend on what is overridden.
        let identities = wishes(api, reached, &given).0;
        override_names(api, &identities, overrides, &mut given, out);
    }
    let (wishes, places) = wishes(api, reached, &given);
    let gone = gone(lock, &wishes);
    let outcome = settle::settle(wishes, &given, gone, out);

    let modules = Modules::of(api, &emitted, &places, &outcome.names, &locked);
    let module_gone = lock
        .entries()
        .iter()
        .filter(|it| it.kind == Kind::Module && !modules.derived.contains_key(&it.identity))
        .cloned()
        .collect();
    let module_outcome = settle::settle(modules.wishes, &given, module_gone, out);

    let mut entries: Vec<Entry> = Vec::new();
    let derived = |identity: &str, name: &str| modules.derived.get(identity).is_some_and(|it| it == name);
    for ((kind, identity), name) in outcome.names.iter().chain(&module_outcome.names) {
        if *kind == Kind::Module && derived(identity, name) {
            continue;
        }
        entries.push(Entry {
            kind: *kind,
            identity: identity.clone(),
            name: name.clone(),
            gone: false,
            span: None,
        });
    }
    for entry in outcome.gone.into_iter().chain(module_outcome.gone) {
        let span = None;
        let gone = true;
        entries.push(Entry { gone, span, ..entry });
    }
    let mut types = IdMap::with_capacity_and_hasher(emitted.len(), Default::default());
    for id in emitted {
        let identity = &api.ty(id).identity.0;
        let name = outcome.names.get(&(Kind::Type, identity.clone()));
        let home = modules.homes.get(&id);
        let module = home.and_then(|it| module_outcome.names.get(&(Kind::Module, it.clone())));
        if let (Some(name), Some(module)) = (name, module) {
            let (name, module) = (name.clone(), module.clone());
            types.insert(id, TypeName { name, module });
        }
    }
    let names = Names { types, moved: outcome.moved, ..collect(api, outcome.names) };
    (names, Lock::new(entries))
}

/// Lines of the lock whose things have left.
fn gone(lock: &Lock, wishes: &[Wish]) -> Vec<Entry> {
    if lock.entries().is_empty() {
        return Vec::new();
    }
    let alive: HashSet<(Kind, &str)> = wishes.iter().map(|it| (it.kind, it.identity.as_str())).collect();
    let left = |entry: &&Entry| {
        entry.kind != Kind::Module && !alive.contains(&(entry.kind, entry.identity.as_str()))
    };
    lock.entries().iter().filter(left).cloned().collect()
}

fn wishes(
    api: &Api,
    reached: &dyn Fn(TypeId) -> bool,
    given: &HashMap<(Kind, String), Given>,
) -> (Vec<Wish>, Places) {
    let places = Places::of(api, &|identity| {
        let key = (Kind::Type, identity.to_owned());
        given.get(&key).map(|it| it.name.clone())
    });
    (propose::wishes(api, reached, &places), places)
}

/// Puts what the configuration gives over what the lock gives. A key is an identity; where a field
/// and its type share one, `field <identity>` says which, else the case of the name does.
fn override_names(
    api: &Api,
    wishes: &[Wish],
    overrides: &[(Text, Text)],
    given: &mut HashMap<(Kind, String), Given>,
    out: &mut Diagnostics,
) {
    let mut kinds: HashMap<&str, Vec<Kind>> = HashMap::new();
    for wish in wishes {
        kinds.entry(&wish.identity).or_default().push(wish.kind);
    }
    for ty in &api.types {
        // A type's file may be named beside the type, as `module <identity>`.
        if let Some(kinds) = kinds.get_mut(ty.identity.0.as_str()) {
            kinds.push(Kind::Module);
        }
    }
    for (key, name) in overrides {
        let qualified = key.value.split_once(' ').and_then(|(word, identity)| {
            let kind = *Kind::ALL.iter().find(|it| it.word() == word)?;
            kinds.get(identity)?.contains(&kind).then_some((kind, identity))
        });
        let found = qualified.or_else(|| {
            let kinds = kinds.get(key.value.as_str())?;
            let upper = name.value.starts_with(char::is_uppercase);
            let fits = kinds.iter().find(|it| it.is_upper() == upper);
            Some((*fits.or(kinds.first())?, key.value.as_str()))
        });
        let Some((kind, identity)) = found else {
            let message = format!("`{}` names nothing that is generated", key.value);
            let help = "the key is an identity as it stands in the lock, such as `#/components/schemas/Pet` or `GET /pets`";
            out.push(Diagnostic::new(Code::OverrideUnmatched, key.span, message).help(help));
            continue;
        };
        if let Some(why) = kind.objection(&name.value) {
            let message = format!("`{}` can't name this {}: {why}", name.value, kind.word());
            out.push(Diagnostic::new(Code::InvalidName, name.span, message));
            continue;
        }
        let span = Some(name.span);
        let name = name.value.clone();
        given.insert((kind, identity.to_owned()), Given { name, span });
    }
}

/// Modules of types, which follow from the names of their homes.
struct Modules {
    wishes: Vec<Wish>,
    /// What each home's module is called where nobody else is.
    derived: BTreeMap<String, String>,
    /// The identity of each type's home.
    homes: IdMap<TypeId, String>,
}

impl Modules {
    fn of(
        api: &Api,
        emitted: &[TypeId],
        places: &Places,
        settled: &Settled,
        locked: &HashSet<(Kind, String)>,
    ) -> Self {
        let mut this = Self { wishes: Vec::new(), derived: BTreeMap::new(), homes: IdMap::default() };
        let mut old: HashSet<String> = HashSet::new();
        for id in emitted {
            let Some(home) = places.home(*id) else {
                continue;
            };
            let (kind, identity) = match home {
                Home::Component(ty) => (Kind::Type, api.ty(*ty).identity.0.clone()),
                Home::Operation(at) => (Kind::Operation, api.operations[*at].identity.0.clone()),
                Home::Part(pointer) => (Kind::Type, pointer.clone()),
            };
            // A home that had types before has its file already.
            if locked.contains(&(Kind::Type, api.ty(*id).identity.0.clone())) {
                old.insert(identity.clone());
            }
            let named = settled.get(&(kind, identity.clone()));
            let text = named.map_or_else(
                || identity.rsplit('/').next().unwrap_or(&identity),
                |it| it.trim_start_matches("r#"),
            );
            let fragment = words::snake(text, words::Symbols::Dropped);
            let fragment = words::shorten(&fragment, &identity, words::LIMIT);
            let module = words::module_identifier(&fragment);
            this.derived.insert(identity.clone(), module);
            this.homes.insert(*id, identity);
        }
        for (identity, module) in &this.derived {
            this.wishes.push(Wish {
                kind: Kind::Module,
                identity: identity.clone(),
                owner: String::new(),
                rank: if old.contains(identity) { 0 } else { 1 },
                exact: false,
                choices: vec![module.clone()],
            });
        }
        this
    }
}

fn collect(api: &Api, settled: Settled) -> Names {
    let count = |kind| settled.keys().filter(|(of, _)| *of == kind).count();
    let mut names = Names {
        fields: HashMap::with_capacity(count(Kind::Field)),
        variants: HashMap::with_capacity(count(Kind::Variant)),
        parameters: HashMap::with_capacity(count(Kind::Parameter)),
        ..Names::default()
    };
    for tag in api.operations.iter().filter_map(|it| it.group.as_ref()) {
        let key = (Kind::Group, propose::group_identity(tag).0);
        if let Some(module) = settled.get(&key) {
            let name = settle::group(module);
            let module = module.clone();
            names.groups.insert(tag.clone(), GroupName { module, name });
        }
    }
    for ((kind, identity), name) in settled {
        let identity = Identity(identity);
        match kind {
            Kind::Field => drop(names.fields.insert(identity, name)),
            Kind::Variant => drop(names.variants.insert(identity, name)),
            Kind::Parameter => drop(names.parameters.insert(identity, name)),
            Kind::Server => drop(names.servers.insert(identity, name)),
            Kind::Header => drop(names.headers.insert(identity, name)),
            Kind::Credential => drop(names.credentials.insert(identity, name)),
            Kind::Operation => {
                let builder = settle::builder(&name);
                let operation = OperationName {
                    method: name,
                    error: format!("{builder}Error"),
                    response: format!("{builder}Response"),
                    builder,
                };
                names.operations.insert(identity, operation);
            }
            // Types need their module, groups their tag.
            Kind::Type | Kind::Module | Kind::Group => {}
        }
    }
    names
}

/// The identity of a type's open arm.
pub fn unknown(ty: &Identity) -> Identity {
    Identity(format!("{ty}/unknown"))
}

/// The identity of the member that keeps a structure's undeclared properties.
pub fn additional(ty: &Identity) -> Identity {
    Identity(format!("{ty}/additionalProperties"))
}

/// The constant of a credential's scheme, from its setter, or of a header.
pub fn constant(name: &str) -> String {
    name.trim_start_matches("r#").to_uppercase()
}

/// Crates that a generated one stands on or may, and names that Cargo keeps for itself.
pub(crate) const TAKEN: [&str; 14] = [
    "alloc",
    "bytes",
    "chrono",
    "core",
    "http",
    "http_body",
    "jiff",
    "proc_macro",
    "reqwest",
    "serde",
    "serde_json",
    "std",
    "test",
    "time",
];

/// A crate's name out of a title: ASCII letters, digits and `_`, no keyword, no name that is taken.
pub fn package(title: &str) -> String {
    let words = words::snake(title, words::Symbols::Dropped);
    let ascii: String =
        words.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(words::LIMIT).collect();
    match ascii.trim_matches('_') {
        "" => "api".to_owned(),
        name if name.starts_with(|c: char| c.is_ascii_digit()) => format!("api_{name}"),
        name if TAKEN.contains(&name) || words::is_keyword(name) => format!("{name}_api"),
        name => name.to_owned(),
    }
}
