//! Wishes and what was given before in, one name for each out, once in its scope.
//!
//! What a person or the lock gave is given again; then newcomers choose, in an order that does not
//! know the document's: by kind, then those whose text is the name itself, then by identity.
//! Refuses to know what a name should be like.

use super::Moved;
use super::lock::{Entry, Kind};
use super::words;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::Span;
use std::borrow::Cow;
use std::collections::HashMap;

/// Something that wants a name.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub kind: Kind,
    pub identity: String,
    /// What it is part of: a type's, operation's or group's identity; empty where it is the whole.
    pub owner: String,
    /// Who chooses first; the open arm of an enumeration before its members.
    pub rank: u8,
    /// Whether the text on the wire is the first choice as it stands.
    pub exact: bool,
    /// What it would like to be called, best first; never empty.
    pub choices: Vec<String>,
}

/// A name that is not open to discussion.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub name: String,
    pub span: Option<Span>,
}

/// Names by what they are given to.
pub(super) type Settled = HashMap<(Kind, String), String>;

/// Where no two names may be equal. The text is the owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Scope {
    Types,
    Modules,
    Groups,
    Credentials,
    /// Methods of a group, or of the client, where accessors of groups are methods too.
    Methods,
    /// Items of a group's module: builders, errors, responses, the group itself.
    Items,
    /// Fields of a structure, and the methods of the same names that set them.
    Fields,
    Variants,
    Parameters,
    Headers,
    /// Items of the module of servers.
    Servers,
}

/// Prelude of edition 2024, but for its functions and macros: emitted code means these by it.
const PRELUDE: &[&str] = &[
    "Self",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "String",
    "Vec",
    "Box",
    "Send",
    "Sync",
    "Sized",
    "Copy",
    "Clone",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Unpin",
    "ToOwned",
    "ToString",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "Default",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "AsRef",
    "AsMut",
    "Iterator",
    "IntoIterator",
    "Extend",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FromIterator",
    "Future",
    "IntoFuture",
];

/// What a group's module has of its own.
const ITEMS: &[&str] = &["Client", "Error", "Response", "Request", "Call"];

/// Methods of the runtime's client.
const CLIENT: &[&str] =
    &["builder", "new", "get", "post", "put", "patch", "delete", "head", "options", "request", "clone"];

/// What clippy takes for a constructor, or a trait's.
const GROUP: &[&str] = &["new", "clone", "cmp"];

/// Methods of every operation's builder, and those that clippy takes for a trait's.
const BUILDER: &[&str] = &[
    "send",
    "send_with_response",
    "with_header",
    "with_query",
    "with_timeout",
    "into_future",
    "body",
    "new",
    "clone",
    "add",
    "sub",
    "mul",
    "div",
    "rem",
    "shl",
    "shr",
    "bitand",
    "bitor",
    "bitxor",
];

/// Methods of the client's builder.
const CLIENT_BUILDER: &[&str] = &[
    "base_url",
    "server",
    "address",
    "timeout",
    "connect_timeout",
    "user_agent",
    "default_header",
    "max_response_body",
    "http_client",
    "transport",
    "build",
    "credential",
    "retry",
    "new",
    "clone",
];

/// Files of ours, and names that Windows keeps for devices.
const FILES: &[&str] = &[
    "mod", "lib", "main", "runtime", "types", "client", "api", "con", "prn", "aux", "nul", "com0", "com1",
    "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4",
    "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Methods of a structure that a setter would hide, and those that clippy takes for an operator's.
const METHODS: &[&str] = &[
    "new", "clone", "default", "add", "sub", "mul", "div", "rem", "shl", "shr", "bitand", "bitor", "bitxor",
];

/// `list_pets` -> `ListPets`: the builder's name from the method's.
pub(super) fn builder(method: &str) -> String {
    let fragment = words::upper(bare(method), words::Symbols::Dropped);
    words::upper_identifier(&fragment)
}

/// `data_sources` -> `DataSources`
pub(super) fn group(module: &str) -> String {
    builder(module)
}

fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// A place that a name takes up: scope, its owner, the name there. Whoever asks for one borrows
/// what it is of, so that asking costs nothing.
type Claim<'a, 'n> = (Scope, &'a str, Cow<'n, str>);

/// Every place that a name takes up.
fn claims<'a, 'n>(kind: Kind, owner: &'a str, identity: &'a str, name: &'n str) -> Vec<Claim<'a, 'n>> {
    let at = |scope, owner: &'a str, name: &'n str| (scope, owner, Cow::Borrowed(bare(name)));
    let made = |owner: &'a str, name: String| (Scope::Items, owner, Cow::Owned(name));
    match kind {
        Kind::Type => vec![at(Scope::Types, "", name)],
        Kind::Module => vec![at(Scope::Modules, "", name)],
        Kind::Credential => vec![at(Scope::Credentials, "", name)],
        Kind::Server => vec![at(Scope::Servers, "", name)],
        Kind::Variant => vec![at(Scope::Variants, owner, name)],
        Kind::Parameter => vec![at(Scope::Parameters, owner, name)],
        // A constant beside the setters, apart from them by its case where the name has one.
        Kind::Header if name.chars().any(char::is_lowercase) => vec![at(Scope::Headers, owner, name)],
        Kind::Header => vec![at(Scope::Headers, owner, name), at(Scope::Parameters, owner, name)],
        Kind::Field => vec![at(Scope::Fields, owner, name)],
        Kind::Group => {
            vec![at(Scope::Groups, "", name), at(Scope::Methods, "", name), made(identity, group(name))]
        }
        Kind::Operation => {
            let builder = builder(name);
            vec![
                at(Scope::Methods, owner, name),
                made(owner, builder.clone()),
                made(owner, format!("{builder}Error")),
                made(owner, format!("{builder}Response")),
            ]
        }
    }
}

fn reserved((scope, owner, name): &Claim<'_, '_>) -> bool {
    let name = name.as_ref();
    match scope {
        // A type's constructor is `new` (clippy, `self_named_constructors`).
        Scope::Types => PRELUDE.contains(&name) || name == "New",
        Scope::Items => PRELUDE.contains(&name) || ITEMS.contains(&name),
        Scope::Modules | Scope::Groups => FILES.contains(&name),
        Scope::Credentials => CLIENT_BUILDER.contains(&name),
        Scope::Methods => GROUP.contains(&name) || owner.is_empty() && CLIENT.contains(&name),
        Scope::Parameters => BUILDER.contains(&name),
        Scope::Variants => name == "Self",
        Scope::Headers => false,
        Scope::Servers => PRELUDE.contains(&name) || matches!(name, "Server" | "ClientBuilder"),
        Scope::Fields => METHODS.contains(&name),
    }
}

/// What makes a reserved name free: `Option` -> `OptionValue`.
fn apart(kind: Kind, name: &str) -> String {
    // `self_` is already apart from the keyword.
    let name = bare(name).trim_end_matches('_');
    match kind {
        Kind::Type | Kind::Variant => format!("{name}Value"),
        Kind::Field | Kind::Parameter => format!("{name}_value"),
        Kind::Header => format!("{name}_header"),
        Kind::Operation => format!("{name}_operation"),
        Kind::Group => format!("{name}_group"),
        Kind::Credential => format!("{name}_credential"),
        Kind::Server => format!("{name}Server"),
        Kind::Module => format!("{name}_type"),
    }
}

/// `Pet` -> `Pet2`, `V1` -> `V1_2`
fn numbered(name: &str, number: usize) -> String {
    let name = bare(name);
    let digit = name.ends_with(char::is_numeric);
    format!("{name}{}{number}", if digit { "_" } else { "" })
}

struct Holder<'a> {
    kind: Kind,
    identity: &'a str,
    span: Option<Span>,
    gone: bool,
}

/// What is taken, and by whom.
struct Taken<'a>(HashMap<Claim<'a, 'static>, Holder<'a>>);

impl<'a> Taken<'a> {
    fn hold(&mut self, of: &'a Wish, name: &str, span: Option<Span>) {
        for claim in claims(of.kind, &of.owner, &of.identity, name) {
            self.insert(claim, Holder { kind: of.kind, identity: &of.identity, span, gone: false });
        }
    }

    /// What is held is kept longer than the name that was asked for.
    fn insert(&mut self, (scope, owner, name): Claim<'a, '_>, holder: Holder<'a>) {
        self.0.insert((scope, owner, Cow::Owned(name.into_owned())), holder);
    }

    fn is_free(&self, of: &Wish, name: &str) -> bool {
        claims(of.kind, &of.owner, &of.identity, name)
            .iter()
            .all(|claim| !reserved(claim) && !self.0.contains_key(claim))
    }
}

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub names: Settled,
    pub moved: Vec<Moved>,
    /// Lines of what has left whose names are still reserved.
    pub gone: Vec<Entry>,
}

/// Gives every wish a name.
pub(super) fn settle(
    mut wishes: Vec<Wish>,
    given: &HashMap<(Kind, String), Given>,
    gone: Vec<Entry>,
    out: &mut Diagnostics,
) -> Outcome {
    wishes.sort_by(|a, b| {
        let key = |it: &Wish| (it.kind, it.rank, !it.exact);
        // An ordinal (`anyOf[type=string#2]`) follows what it is the second of.
        let later = |b: u8| if b == b'#' { u8::MAX } else { b };
        let (one, two) = (a.identity.bytes().map(later), b.identity.bytes().map(later));
        key(a).cmp(&key(b)).then_with(|| one.cmp(two))
    });
    let mut taken = Taken(HashMap::with_capacity(wishes.len()));
    let mut outcome = Outcome::default();
    let mut names = vec![String::new(); wishes.len()];
    let mut newcomers = Vec::new();
    for (wish, name) in wishes.iter().zip(&mut names) {
        // Most often nothing was given, and a key to ask by is a copy.
        let known = match given.is_empty() {
            true => None,
            false => given.get(&(wish.kind, wish.identity.clone())),
        };
        match known {
            Some(it) => {
                refuse(&taken, wish, it, out);
                taken.hold(wish, &it.name, it.span);
                *name = it.name.clone();
            }
            None => newcomers.push((wish, name)),
        }
    }
    let operations = newcomers.iter().map(|(wish, _)| wish).filter(|it| it.kind == Kind::Operation);
    let mut groups: Vec<&str> = operations.map(|it| it.owner.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    for entry in &gone {
        if reserve(&mut taken, entry, &groups) {
            outcome.gone.push(entry.clone());
        }
    }
    for (wish, name) in newcomers {
        *name = choose(&taken, wish);
        outcome.moved.extend(question(&taken, wish, name));
        taken.hold(wish, name, None);
    }
    drop(taken);
    let named = wishes.into_iter().zip(names);
    outcome.names = named.map(|(wish, name)| ((wish.kind, wish.identity), name)).collect();
    outcome
}

/// A given name that is not free: the one thing that can't be settled without a person.
fn refuse(taken: &Taken<'_>, wish: &Wish, given: &Given, out: &mut Diagnostics) {
    let claims = claims(wish.kind, &wish.owner, &wish.identity, &given.name);
    for claim in &claims {
        let name = &given.name;
        let (message, other) = match taken.0.get(claim) {
            Some(it) => {
                (format!("`{}` and `{}` are both given `{name}`", it.identity, wish.identity), it.span)
            }
            None if reserved(claim) => (
                format!(
                    "`{}` can't be called `{name}`: the generated code means something else by `{}`",
                    wish.identity, claim.2
                ),
                None,
            ),
            None => continue,
        };
        let mut found = match given.span {
            Some(span) => Diagnostic::new(Code::NameCollision, span, message),
            None => Diagnostic::nowhere(Code::NameCollision, message),
        };
        if let Some(other) = other {
            found = found.and(other, "given here");
        }
        out.push(found.help("give one of them another name, in the lock or under `[names]`"));
        return;
    }
}

/// Keeps the name of something that left; false where somebody was given it by hand since.
fn reserve<'a>(taken: &mut Taken<'a>, entry: &'a Entry, groups: &[&'a str]) -> bool {
    // Which group an operation was in is not in its identity, and an operation that moves takes
    // its name along: reserved in all of them.
    let owners = match entry.kind {
        Kind::Operation => groups.to_vec(),
        kind => vec![owner(kind, &entry.identity)],
    };
    let mut kept = true;
    for owner in owners {
        for claim in claims(entry.kind, owner, &entry.identity, &entry.name) {
            match taken.0.get(&claim) {
                Some(holder) => kept &= holder.gone || holder.kind != entry.kind,
                None => {
                    let holder =
                        Holder { kind: entry.kind, identity: &entry.identity, span: entry.span, gone: true };
                    taken.insert(claim, holder);
                }
            }
        }
    }
    kept
}

/// What a thing that left was part of, read off its identity (see `ir`).
fn owner(kind: Kind, identity: &str) -> &str {
    let at = match kind {
        Kind::Field if identity.starts_with("server:") => identity.rfind('#'),
        Kind::Variant if identity.starts_with("server:") => identity.rfind('='),
        Kind::Field => identity.rfind("/properties/").or_else(|| identity.rfind('/')),
        Kind::Variant if !identity.starts_with('#') => identity.rfind(':'),
        Kind::Variant => {
            let mark = identity.rfind('[').unwrap_or(identity.len());
            identity[..mark].rfind('/')
        }
        Kind::Parameter => identity.rfind('?'),
        Kind::Header => identity.rfind(":header="),
        Kind::Group | Kind::Operation | Kind::Type | Kind::Module | Kind::Credential | Kind::Server => None,
    };
    at.map_or("", |at| &identity[..at])
}

fn choose(taken: &Taken<'_>, wish: &Wish) -> String {
    let first = wish.choices.first().map_or("", String::as_str);
    let blocked = claims(wish.kind, &wish.owner, &wish.identity, first).iter().any(reserved);
    let first = if blocked { apart(wish.kind, first) } else { first.to_owned() };
    let others = wish.choices.iter().skip(1).cloned();
    let numbers = (2..).map(|number| numbered(&first, number));
    std::iter::once(first.clone())
        .chain(others)
        .chain(numbers)
        .find(|name| taken.is_free(wish, name))
        // The numbers do not end.
        .unwrap_or_else(|| first.clone())
}

/// Whether the newcomer may be something that left, under another identity.
fn question(taken: &Taken<'_>, wish: &Wish, name: &str) -> Option<Moved> {
    let first = wish.choices.first()?;
    if first == name {
        return None;
    }
    let claim = claims(wish.kind, &wish.owner, &wish.identity, first).swap_remove(0);
    let holder = taken.0.get(&claim)?;
    (holder.gone && holder.kind == wish.kind).then(|| Moved {
        kind: wish.kind,
        from: holder.identity.to_owned(),
        to: wish.identity.clone(),
        name: first.clone(),
        given: name.to_owned(),
    })
}
