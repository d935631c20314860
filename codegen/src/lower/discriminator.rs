//! Choices in, how a value tells its branch out; decided on schemas before any has a type, since
//! what a member of a structure becomes hangs on the unions that hold the structure.
//!
//! Cases, in order:
//! - `discriminator` over objects by a string: the mapping's tags, by name, URI, or a file of a
//!   component's name; for a branch without an entry its own constant, or the tags of the choice
//!   that it is, or the values that it alone lists, else its component's name (OpenAPI 3.1,
//!   "Discriminator Object").
//! - no `discriminator`, but every branch is an object that fixes one and the same member to a
//!   string of its own: that member is the tag.
//! - else tests (`union`).

use super::glance::branches;
use super::schemas::Schemas;
use super::union::leads_to;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::SchemaId;
use crate::document::schema::Discriminator;
use crate::ir::{Kind, Untold};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// How deeply choices within choices are asked for their tags.
const DEPTH: usize = 8;

/// How the values of one choice are told.
pub(super) struct Told {
    pub(super) property: String,
    /// Whether every branch requires the property.
    pub(super) required: bool,
    /// The branch that a value without the property is said to be (3.2 `defaultMapping`).
    default: Option<SchemaId>,
    pub(super) rule: &'static str,
    tags: Vec<(SchemaId, Vec<String>)>,
}

impl Told {
    /// The tags that lead to a branch.
    pub(super) fn of(&self, branch: SchemaId) -> Option<&[String]> {
        let found = self.tags.iter().find(|(it, _)| *it == branch);
        found.map(|(_, tags)| tags.as_slice())
    }

    /// What a value without the property is, of these branches of a choice. One that is the choice
    /// again has no more to say of it.
    pub(super) fn untold(&self, schemas: &Schemas<'_>, choice: SchemaId, branches: &[SchemaId]) -> Untold {
        let may = |at: &usize| {
            let is_again = || schemas.end(branches[*at]).is_some_and(|it| leads_to(schemas, it, choice));
            !require(schemas, &branches[*at..=*at], &self.property) && !is_again()
        };
        let default = self.default.and_then(|it| branches.iter().position(|branch| *branch == it));
        match (self.required, default) {
            (true, _) => Untold::Refused,
            (false, Some(default)) => Untold::Of(vec![default]),
            (false, None) => Untold::Of((0..branches.len()).filter(may).collect()),
        }
    }
}

/// How all choices are told, and what that makes of the schemas in them.
pub(super) struct Tags {
    told: HashMap<SchemaId, Told>,
    /// By schema and property: the tags that it stands under.
    under: HashMap<SchemaId, BTreeMap<String, BTreeSet<String>>>,
    /// Schemas that are used elsewhere than in choices with a tag.
    alone: HashSet<SchemaId>,
    added: HashMap<SchemaId, (String, String)>,
}

impl Tags {
    /// Decides each choice of the document once.
    pub(super) fn of(schemas: &Schemas<'_>, out: &mut Diagnostics) -> Self {
        let mut this = Self {
            told: HashMap::new(),
            under: HashMap::new(),
            alone: HashSet::new(),
            added: HashMap::new(),
        };
        let mut tagged = HashSet::new();
        let mut inner = Inner::new();
        for id in schemas.written() {
            if branches(schemas.get(id)).len() < 2 || schemas.link(id).is_some() {
                continue;
            }
            let told = tell(schemas, id, DEPTH, &mut Some(out), &mut inner);
            let told = told.and_then(|told| apart(schemas, told, out));
            for (branch, tags) in told.iter().flat_map(|it| &it.tags) {
                tagged.insert(*branch);
                if let (Some(end), Some(told)) = (schemas.end(*branch), &told) {
                    let under = this.under.entry(end).or_default();
                    let all = under.entry(told.property.clone()).or_default();
                    all.extend(tags.iter().cloned());
                }
            }
            this.told.extend(told.map(|told| (id, told)));
        }
        for id in schemas.written().filter(|id| !tagged.contains(id)) {
            if schemas.raw(id).reference.is_some() {
                this.alone.extend(schemas.end(id));
            }
        }
        this.add(schemas);
        this
    }

    /// Structures that do not declare the tag that they always stand under.
    fn add(&mut self, schemas: &Schemas<'_>) {
        for (id, under) in &self.under {
            let declared = |name: &str| {
                let all = &schemas.get(*id).properties;
                all.iter().any(|it| it.name.value == name)
            };
            let mut missing = under.iter().filter(|(name, _)| !declared(name));
            if let (Some((name, tags)), None) = (missing.next(), missing.next())
                && let (1, Some(tag)) = (tags.len(), tags.first())
                && !self.alone.contains(id)
                && branches(schemas.get(*id)).is_empty()
            {
                self.added.insert(*id, (name.clone(), tag.clone()));
            }
        }
    }

    /// How a choice is told, if by a tag.
    pub(super) fn told(&self, choice: SchemaId) -> Option<&Told> {
        self.told.get(&choice)
    }

    /// The one tag under which a schema stands in all choices that tell by this property.
    pub(super) fn only(&self, schema: SchemaId, property: &str) -> Option<&str> {
        let tags = self.under.get(&schema)?.get(property)?;
        let first = tags.first().filter(|_| tags.len() == 1);
        first.map(String::as_str)
    }

    /// Whether a schema is used elsewhere than in choices with a tag.
    pub(super) fn alone(&self, schema: SchemaId) -> bool {
        self.alone.contains(&schema)
    }

    /// The tag of a schema that does not declare it.
    pub(super) fn added(&self, schema: SchemaId) -> Option<(&str, &str)> {
        let (property, tag) = self.added.get(&schema)?;
        Some((property, tag))
    }
}

/// What choices within choices are told by, and their tags, by choice and depth: choices share
/// their branches, and the ways to them multiply.
type Inner = HashMap<(SchemaId, usize), Option<(String, BTreeSet<String>)>>;

/// How one choice is told by a tag, if it is.
fn tell(
    schemas: &Schemas<'_>,
    id: SchemaId,
    depth: usize,
    out: &mut Option<&mut Diagnostics>,
    inner: &mut Inner,
) -> Option<Told> {
    let schema = schemas.get(id);
    let all: Vec<SchemaId> = branches(schema).iter().copied().filter(|it| !schemas.is_null(*it)).collect();
    let told = match &schema.discriminator {
        Some(discriminator) => declared(schemas, discriminator, &all, depth, out, inner),
        None => inferred(schemas, &all),
    };
    told.filter(|_| !all.is_empty())
}

fn declared(
    schemas: &Schemas<'_>,
    discriminator: &Discriminator,
    all: &[SchemaId],
    depth: usize,
    out: &mut Option<&mut Diagnostics>,
    inner: &mut Inner,
) -> Option<Told> {
    let property = &discriminator.property.value;
    if all.iter().any(|it| is_no_text(schemas, *it, property)) {
        // OpenAPI 3.1, "Discriminator Object": tags are strings. Numbers and booleans are told as
        // without a discriminator.
        return None;
    }
    let mut tags: Vec<(SchemaId, Vec<String>)> = all.iter().map(|it| (*it, Vec::new())).collect();
    for (tag, to) in &discriminator.mapping {
        let named = || tags.iter().position(|(it, _)| is_file_of(schemas, *it, &to.value));
        match tags.iter().position(|(it, _)| leads(schemas, *it, &to.value)).or_else(named) {
            Some(at) => tags[at].1.push(tag.value.clone()),
            None => say(out, to.span, format!("`{}` leads to no branch", to.value)),
        }
    }
    let lists = Lists::of(schemas, all, property);
    for (branch, tags) in &mut tags {
        // A mapping is a map: its order says nothing.
        tags.sort();
        if tags.is_empty() {
            *tags = implied(schemas, *branch, property, &lists, depth, inner);
        }
        if tags.is_empty() {
            let span = schemas.raw(*branch).origin.span;
            say(out, span, format!("no value of `{property}` leads to this branch"));
            return None;
        }
    }
    Some(Told {
        property: property.clone(),
        // Of choices within choices only the tags are asked.
        required: out.is_some() && require(schemas, all, property),
        default: discriminator
            .default_mapping
            .as_ref()
            .and_then(|to| all.iter().copied().find(|it| leads(schemas, *it, &to.value))),
        rule: "discriminator: told by a member's value",
        tags,
    })
}

/// Tags of several branches lead to the first of them. Where that leaves a branch without one, tags
/// do not tell these branches at all.
fn apart(schemas: &Schemas<'_>, mut told: Told, out: &mut Diagnostics) -> Option<Told> {
    let mut taken: HashMap<String, SchemaId> = HashMap::new();
    for (branch, tags) in &mut told.tags {
        tags.retain(|tag| {
            let first = *taken.entry(tag.clone()).or_insert(*branch);
            if first != *branch {
                let message = format!("`{tag}` leads to this branch and to another");
                out.push(
                    Diagnostic::new(Code::DiscriminatorMapping, schemas.raw(*branch).origin.span, message)
                        .and(schemas.raw(first).origin.span, "the other")
                        .help("give each branch values of its own; the other has it, or what they hold tells them"),
                );
            }
            first == *branch
        });
    }
    told.tags.iter().all(|(_, tags)| !tags.is_empty()).then_some(told)
}

fn say(out: &mut Option<&mut Diagnostics>, span: crate::text::Span, message: String) {
    if let Some(out) = out {
        out.push(
            Diagnostic::new(Code::DiscriminatorMapping, span, message)
                .help("correct `mapping`, or add the branch to the choice"),
        );
    }
}

/// Whether a value of `mapping` names this branch: by its component, or by a reference to it.
fn leads(schemas: &Schemas<'_>, branch: SchemaId, to: &str) -> bool {
    let Some(end) = schemas.meant(branch) else {
        return false;
    };
    // 3.1, "Discriminator Object": a value that is both is a name.
    let named = schemas.component(end) == Some(to);
    let referred = || schemas.resolved.schema_at(to);
    named || referred().is_some_and(|it| it == end || schemas.end(it) == Some(end))
}

/// Whether a value of `mapping` is a file, or a part of one, by the name of this branch's component:
/// what bundling several files into one leaves behind.
fn is_file_of(schemas: &Schemas<'_>, branch: SchemaId, to: &str) -> bool {
    let (file, part) = to.split_once('#').unwrap_or((to, ""));
    let last = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let name = match part {
        "" => last(file).split('.').next().unwrap_or_default().to_owned(),
        part => last(part),
    };
    let component = schemas.meant(branch).and_then(|end| schemas.component(end));
    !file.is_empty() && !name.is_empty() && component == Some(name.as_str())
}

/// The tags of a branch that no mapping names.
fn implied(
    schemas: &Schemas<'_>,
    branch: SchemaId,
    property: &str,
    lists: &Lists,
    depth: usize,
    inner: &mut Inner,
) -> Vec<String> {
    let Some(end) = schemas.end(branch) else {
        return Vec::new();
    };
    let fixed = schemas.constants(end).into_iter();
    if let Some((_, value)) = fixed.into_iter().find(|(name, _)| *name == property) {
        return vec![value.to_owned()];
    }
    if depth > 0 && branches(schemas.get(end)).len() > 1 {
        let key = (end, depth - 1);
        if !inner.contains_key(&key) {
            let told = tell(schemas, end, depth - 1, &mut None, inner);
            let tags = |told: Told| told.tags.into_iter().flat_map(|(_, tags)| tags).collect();
            inner.insert(key, told.map(|it| (it.property.clone(), tags(it))));
        }
        if let Some(Some((by, tags))) = inner.get(&key)
            && by == property
        {
            return tags.iter().cloned().collect();
        }
    }
    let uri = schemas.raw(schemas.written_as(branch)).reference.as_ref().map(|it| it.uri.value.as_str());
    let named = uri.and_then(|it| it.strip_prefix("#/components/schemas/"));
    match lists.own(end) {
        Some(own) if !named.is_some_and(|name| own.iter().any(|it| it == name)) => own.to_vec(),
        _ => named.map(str::to_owned).into_iter().collect(),
    }
}

/// The values of the tag that branches list, where their component's name is a value that they
/// forbid: a vendor who lists them did not mean the name.
struct Lists {
    by_branch: HashMap<SchemaId, Vec<String>>,
    /// How many branches list a value.
    holders: HashMap<String, usize>,
}

impl Lists {
    fn of(schemas: &Schemas<'_>, branches: &[SchemaId], property: &str) -> Self {
        let mut this = Self { by_branch: HashMap::new(), holders: HashMap::new() };
        for end in branches.iter().filter_map(|it| schemas.end(*it)) {
            let declared = schemas.get(end).properties.iter().find(|it| it.name.value == property);
            let listed = declared.and_then(|it| schemas.texts(it.schema)).unwrap_or_default();
            for value in &listed {
                *this.holders.entry(value.clone()).or_default() += 1;
            }
            this.by_branch.insert(end, listed);
        }
        this
    }

    /// What a branch lists, if no other does.
    fn own(&self, branch: SchemaId) -> Option<&[String]> {
        let listed = self.by_branch.get(&branch).filter(|it| !it.is_empty())?;
        let alone = listed.iter().all(|value| self.holders.get(value) == Some(&1));
        alone.then_some(listed)
    }
}

/// Whether a branch declares a member that is never a string.
fn is_no_text(schemas: &Schemas<'_>, branch: SchemaId, property: &str) -> bool {
    let declared = schemas.at_end(branch).map_or(&[][..], |it| &it.properties);
    let found = declared.iter().find(|it| it.name.value == property);
    let kinds = found.map(|it| schemas.kinds(it.schema)).unwrap_or_default();
    !kinds.is_empty() && !kinds.contains(&Kind::String)
}

/// Whether each of these requires a member, and each branch of the choices among them.
fn require(schemas: &Schemas<'_>, all: &[SchemaId], property: &str) -> bool {
    let mut seen = HashSet::new();
    let mut open = all.to_vec();
    while let Some(at) = open.pop() {
        let Some(end) = schemas.end(at) else {
            return false;
        };
        if !seen.insert(end) {
            continue;
        }
        let schema = schemas.get(end);
        let inner = branches(schema);
        if inner.is_empty() && !schema.required.iter().any(|it| it.value == property) {
            return false;
        }
        open.extend(inner);
    }
    true
}

/// A member that every branch fixes to a string of its own.
fn inferred(schemas: &Schemas<'_>, all: &[SchemaId]) -> Option<Told> {
    if !all.iter().all(|it| schemas.is_object(*it)) {
        return None;
    }
    let fixed: Vec<Vec<(&str, &str)>> = all.iter().map(|it| schemas.constants(*it)).collect();
    let value = |at: usize, name: &str| {
        let found = fixed[at].iter().find(|(it, _)| *it == name);
        found.map(|(_, value)| *value)
    };
    let (name, _) = fixed.first()?.iter().find(|(name, _)| {
        let values: Vec<&str> = (0..all.len()).filter_map(|at| value(at, name)).collect();
        let distinct: BTreeSet<&str> = values.iter().copied().collect();
        values.len() == all.len() && distinct.len() == all.len()
    })?;
    let tags = all.iter().enumerate().map(|(at, id)| {
        let tag = value(at, name).unwrap_or_default().to_owned();
        (*id, vec![tag])
    });
    Some(Told {
        property: (*name).to_owned(),
        required: require(schemas, all, name),
        default: None,
        rule: "every branch fixes one member to a string of its own: told by it",
        tags: tags.collect(),
    })
}
