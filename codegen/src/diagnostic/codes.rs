//! The catalogue: every code, what it costs, and what it is about in one line.
//!
//! A code is a promise: it is never reused and never changes its meaning. Each has a page in
//! `codegen/explain/` and a folder in `tests/refusals/`, which a test holds.

use super::Severity;
use super::nearest::distance;

macro_rules! catalogue {
    ($($id:ident $name:ident $severity:ident $title:literal;)*) => {
        /// What a finding is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = concat!(stringify!($id), ": ", $title, ".")] $name,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// `E0102`
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => stringify!($id),)* }
            }

            /// What it is about, in a few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// What it costs.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }

            /// Its page, in Markdown.
            pub fn page(self) -> &'static str {
                match self { $(Self::$name => include_str!(concat!("../../explain/", stringify!($id), ".md")),)* }
            }
        }
    };
}

catalogue! {
    // Reading: bytes to a tree.
    E0101 UnreadableFile Fatal "a file can't be read";
    E0102 Syntax Fatal "the text is neither YAML nor JSON";
    E0103 DuplicateKey Warning "a key stands twice in one mapping";
    E0104 SeveralDocuments Fatal "one file holds several YAML documents";
    E0105 TooLarge Fatal "a source is larger than the bound";
    E0106 TooDeep Fatal "the document is nested more deeply than the bound";
    E0107 TooManyAliases Fatal "aliases multiply the document beyond the bound";
    E0108 Encoding Fatal "the text is not UTF-8";

    // The document: a tree to OpenAPI.
    E0201 NotOpenApi Fatal "this is not an OpenAPI document";
    E0202 UnsupportedVersion Fatal "a version of OpenAPI that is not read yet";
    E0203 UnexpectedValue Warning "a keyword's value is of the wrong kind";
    E0204 OtherVersion Warning "a keyword belongs to another version of OpenAPI";
    E0205 MissingKeyword Skip "a part of the document lacks what makes it one";

    // References.
    E0301 DanglingReference Skip "a $ref leads nowhere";
    E0302 ReferenceRing Skip "a ring of $refs with nothing in it";
    E0303 ExternalReference Skip "a $ref leads to another file";

    // Schemas.
    E0401 Untyped Skip "a schema says more than a type can";
    E0402 Conflict Skip "keywords contradict each other";
    E0403 RequiredUndeclared Warning "a required property is not declared";
    E0404 UnsupportedKeyword Warning "a keyword is read past";
    E0405 DiscriminatorMapping Warning "a discriminator leads to no branch";
    E0406 EqualBranches Warning "two branches can't be told apart by name";

    // Operations.
    E0501 MissingOperationId Warning "an operation has no operationId";
    E0502 DuplicateOperationId Warning "two operations have one operationId";
    E0503 PathParameterUndeclared Warning "a parameter of the path is not declared";
    E0504 PathParameterUnused Warning "a declared path parameter is not in the path";
    E0505 UnsupportedParameter Skip "a parameter can't be sent yet";
    E0506 UnsupportedBody Skip "a request body can't be sent yet";
    E0507 UnsupportedResponse Skip "a response can't be read yet";
    E0508 UnsupportedSecurity Warning "a security scheme can't be filled yet";
    E0509 DuplicateParameter Warning "a parameter is declared twice";
    E0510 DuplicatePath Skip "two paths differ only in a parameter's name";
    E0511 UnsupportedHeader Skip "a header of a response can't be read yet";
    E0512 UnsupportedServer Warning "a server is no absolute address";

    // Names.
    E0601 NameCollision Fatal "two things were given one name";
    E0602 InvalidName Fatal "a given name is no identifier";
    E0603 LockSyntax Fatal "a line of the lock can't be read";

    // Configuration.
    E0701 ConfigSyntax Fatal "the configuration is no TOML";
    E0702 ConfigKey Fatal "a key of the configuration is unknown, missing or of the wrong kind";
    E0703 OverrideUnmatched Fatal "an override matches nothing";
    E0704 ConfigValue Fatal "a value of the configuration does not apply";

    // Output.
    E0801 ForeignFile Fatal "a file that is not ours stands where we would write";

    // Pages: Markdown to a tree of OpenAPI.
    E0901 NoOperation Fatal "no page carries an operation";
    E0902 OtherBlock Skip "a block of a page is no operation of OpenAPI";
    E0903 BlockNotClosed Skip "a block of a page has no end";
    E0904 BlockDisagrees Warning "a block is not what its opening line says";
    E0905 UnexpectedInBlock Skip "a part of a block is not what its dialect says";
    E0906 MemberDisagrees Warning "an alternative is not what its name says";
    E0907 PagesDisagree Warning "pages disagree on a component";
    E0908 OperationTwice Skip "an operation stands on two pages and differs";
    E0909 SeveralApis Fatal "the pages are of several documents";
    E0910 SecurityUncertain Warning "a page does not say which scheme sends what";
}

impl Code {
    /// The code with this id.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id))
    }

    /// The code whose id is nearest to what is written as one (`E301`), by its letters, then as a number.
    pub fn nearest(id: &str) -> Option<Self> {
        let digits = id.strip_prefix(['E', 'e'])?;
        if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let id = id.to_ascii_uppercase();
        let number = |id: &str| id[1..].parse().unwrap_or(u32::MAX);
        let off = |code: Self| (distance(&id, code.id()), number(&id).abs_diff(number(code.id())));
        Self::ALL.iter().copied().min_by_key(|code| off(*code))
    }
}
