//! `codegen.toml`: what is generated from what, into which crate, and where it should differ.
//!
//! A configuration that holds is one that applies: unknown keys are refused here, and an override
//! that matches nothing is refused by the floor that would have used it, both at their place.

mod check;
mod formats;
mod read;
mod selection;
mod table;

pub use check::{RUST_VERSION, crate_name};
pub use formats::{DATES, Dates, Known};
pub use read::read;
pub use selection::{Deprecated, Patterns, Selection, Unused};

use crate::document::Text;
use crate::text::{Files, Span};

/// A whole `codegen.toml`.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// `[api.<name>]`, in order.
    pub apis: Vec<ApiConfig>,
}

/// One API of the configuration. Paths have `/` between their parts and are relative.
#[derive(Clone, Debug)]
pub struct ApiConfig {
    /// `<name>` of `[api.<name>]`
    pub name: Text,
    /// `source`: the document, a page, or a folder of pages, relative to the configuration.
    pub source: Text,
    /// `out`: the crate's folder, relative to the configuration.
    pub out: Text,
    /// `lock`: the names given, relative to the configuration; by default `<name>.lock` beside it.
    pub lock: Option<Text>,
    /// `[api.<name>.crate]`
    pub package: PackageConfig,
    /// `include`, `exclude`, `unused-types`: what of the document is generated.
    pub selection: Selection,
    /// What lowering and emission may be told.
    pub overrides: Overrides,
}

/// `[api.<name>.crate]`: the manifest of the generated crate.
#[derive(Clone, Debug, Default)]
pub struct PackageConfig {
    /// `name`; by default made from the API's name or `info.title`.
    pub name: Option<Text>,
    /// `version`; by default made from `info.version`.
    pub version: Option<Text>,
    /// `description`; by default `info.title`.
    pub description: Option<Text>,
    /// `license`, an SPDX expression.
    pub license: Option<Text>,
    /// `repository`
    pub repository: Option<Text>,
    /// `edition`; by default 2024.
    pub edition: Option<Text>,
    /// `rust-version`; by default [`RUST_VERSION`].
    pub rust_version: Option<Text>,
    /// `publish`; by default false.
    pub publish: bool,
    /// `workspace`; by default [`Workspace::Member`].
    pub workspace: Workspace,
    /// `dependencies`: what types of the user's own need.
    pub dependencies: Vec<(Text, Dependency)>,
    /// `dev-dependencies`: what the user's own examples and tests beside the generated files need.
    pub dev_dependencies: Vec<(Text, Dependency)>,
    /// `client` of `[api.<name>]`; by default [`Content::Client`].
    pub content: Content,
}

/// What a crate holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Content {
    /// `client = true`: operations, and the types that they use.
    #[default]
    Client,
    /// `client = false`: the types alone, which need nothing of HTTP.
    Types,
}

/// A crate of the registry: `name = "version"`, or `name = { version = "1", features = ["x"] }`.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// `version`, in cargo's words.
    pub version: Text,
    /// `features`, beside the crate's default ones.
    pub features: Vec<Text>,
}

/// Whose workspace the generated crate lives in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Workspace {
    /// `"member"`: that of the folder around it, whose manifest a person writes.
    #[default]
    Member,
    /// `"own"`: its manifest ends in an empty `[workspace]`, so that it builds wherever it stands.
    Own,
}

/// Where the output should differ from what the document alone would give.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `[names]`: an identity, and the identifier it shall have.
    pub names: Vec<(Text, Text)>,
    /// `[types]`: a schema's pointer, and the path of a Rust type.
    pub types: Vec<(Text, Text)>,
    /// `[formats]`: a string or number format, and what it is read as.
    pub formats: Vec<(Text, FormatType)>,
    /// `[derives]`: a schema's pointer, and traits to derive beside ours.
    pub derives: Vec<(Text, Vec<Text>)>,
    /// `[security]`: a scheme's name, and the prefix before its value.
    pub security: Vec<(Text, SecurityConfig)>,
    /// `[schemas]`: a schema's pointer, and settings of it alone.
    pub schemas: Vec<(Text, SchemaConfig)>,
    /// `validate`: what can be held against the document's bounds.
    pub checks: Checks,
}

/// What can be held against the bounds that the document states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Checks {
    /// `validate = false`: nothing; the service knows them, and says which is broken.
    #[default]
    None,
    /// `validate = true`: structures that are sent, where somebody calls `validate`.
    Sent,
}

/// What a format is read as.
#[derive(Clone, Debug, PartialEq)]
pub enum FormatType {
    /// `"string"`: plain text, whatever the format.
    Text,
    /// The name of a library that has a type for it (`"chrono"`, `"uuid"`): that type, and what the
    /// crate depends on for it.
    Known(&'static Known),
    /// Any other text: the path of a type that implements serde's traits.
    Foreign(Text),
}

/// `[api.<name>.security.<scheme>]`
#[derive(Clone, Debug, Default)]
pub struct SecurityConfig {
    /// `prefix`: what stands before the key on the wire, where only prose says so.
    pub prefix: Option<Text>,
}

/// `[api.<name>.schemas."<pointer>"]`
#[derive(Clone, Debug, Default)]
pub struct SchemaConfig {
    /// `optional-nullable`: what optional nullable fields of this schema are.
    pub optional_nullable: Option<OptionalNullable>,
    /// `additional = "keep"`: undeclared properties are kept.
    pub keep_additional: bool,
}

/// What an optional field that may be null is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionalNullable {
    /// `"three-state"`: absent, null and a value are told apart.
    ThreeState,
    /// `"option"`: absent and null are the same.
    Option,
}

impl ApiConfig {
    /// Where the names given are, relative to the configuration.
    pub fn lock_path(&self) -> String {
        match &self.lock {
            Some(lock) => lock.value.clone(),
            None => format!("{}.lock", self.name.value),
        }
    }

    /// What is generated where no configuration says: `source` into a crate of its own in `out`,
    /// with nothing overridden. `name` is the API's, `package` the crate's where a person gave one.
    ///
    /// The words of a command line become texts of the run, so that a finding has a place there
    /// as everywhere.
    pub fn standalone(files: &mut Files, name: &str, source: &str, out: &str, package: Option<&str>) -> Self {
        let mut given = |flag: &str, value: &str| {
            let file = files.add(flag, value);
            Text { value: value.to_owned(), span: Span::new(file, 0, value.len()) }
        };
        Self {
            name: given("--spec", name),
            source: given("--spec", source),
            out: given("--out", out),
            lock: None,
            package: PackageConfig {
                name: package.map(|package| given("--name", package)),
                workspace: Workspace::Own,
                ..PackageConfig::default()
            },
            selection: Selection::default(),
            overrides: Overrides::default(),
        }
    }
}
