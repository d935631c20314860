//! Types: what a value on the wire can be.

use super::{Docs, Identity, Origin};
use crate::tree::Node;

/// An index into [`Api::types`](super::Api::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub(crate) u32);

impl TypeId {
    /// The index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A type and where it comes from. Structural types (lists, scalars, ...) are types too; whether
/// one gets an item of its own follows from [`Shape::is_nominal`] and [`Type::component`].
#[derive(Clone, Debug)]
pub struct Type {
    /// What it is known by.
    pub identity: Identity,
    /// The schema it was lowered from.
    pub origin: Origin,
    /// The name of the component, if it is one (`Pet` of `#/components/schemas/Pet`).
    pub component: Option<String>,
    /// What `title` says.
    pub title: Option<String>,
    /// For its documentation.
    pub docs: Docs,
    /// What it is.
    pub shape: Shape,
    /// What the document states of its values beyond that.
    pub limits: Vec<Limit>,
    /// Which rules made it so, for `explain`: short sentences in the order they fired.
    pub rules: Vec<&'static str>,
    /// Whether it is the same whichever way it goes.
    pub side: Side,
}

/// Whether a type is the same in requests and in responses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// It is, or goes one way only.
    #[default]
    Either,
    /// It comes back; what is sent of it is this type.
    Received(TypeId),
    /// It is sent; what comes back is this type. Its members are known by the identities of that
    /// one's: a field has one name on both sides.
    Sent(TypeId),
}

/// A bound, a length or a size; of a value of another kind it says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// `minLength` and `maxLength`
    Length(u64, u64),
    /// `minItems` and `maxItems`
    Items(u64, u64),
    /// `minProperties` and `maxProperties`
    Members(u64, u64),
    /// `uniqueItems`
    Distinct,
    /// `minimum`, as it was written.
    AtLeast(String),
    /// `exclusiveMinimum`
    Above(String),
    /// `maximum`
    AtMost(String),
    /// `exclusiveMaximum`
    Below(String),
    /// `multipleOf`
    MultipleOf(String),
}

/// A use of a type: by a field, an element, a parameter, a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Use {
    /// The type.
    pub ty: TypeId,
    /// Whether `null` may stand in its place.
    pub null: bool,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A single value without parts.
    Scalar(Scalar),
    /// One of several known values, and whatever else comes.
    Enumeration(Enumeration),
    /// Named members.
    Object(Object),
    /// Any names, values of one type.
    Map(Use),
    /// Values of one type in order.
    List(Use),
    /// A fixed number of values, each of its own type.
    Tuple(Vec<Use>),
    /// One of several types.
    Union(Union),
    /// A component that is another type under a name of its own.
    Alias(Use),
    /// Any JSON, and why nothing more can be said.
    Free(Reason),
    /// A type of the user's own, by its path (`x-rust-type`, or the configuration).
    Foreign(String),
}

impl Shape {
    /// Whether it is an item with a name wherever it stands: a structure, an enumeration, a union.
    pub fn is_nominal(&self) -> bool {
        matches!(self, Self::Object(_) | Self::Enumeration(_) | Self::Union(_))
    }
}

/// Values without parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scalar {
    /// `true`, `false`
    Boolean,
    /// Signed, 32 bits.
    Int32,
    /// Signed, 64 bits.
    Int64,
    /// Unsigned, 32 bits.
    UInt32,
    /// Unsigned, 64 bits.
    UInt64,
    /// Binary64 (`format: float` too: JSON has no binary32).
    Number,
    /// Text.
    Text,
    /// Text that must not be shown (`format: password`).
    Secret,
    /// RFC 3339 date-time.
    DateTime,
    /// RFC 3339 full-date.
    Date,
    /// RFC 3339 full-time.
    Time,
    /// ISO 8601 duration.
    Duration,
    /// Base64 text in JSON (`format: byte`, `contentEncoding: base64`).
    Base64,
    /// Raw bytes; only as a whole body.
    Bytes,
}

/// Why a type is any JSON. A closed list: each has its line in the documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The schema says nothing (`{}`, `true`, only annotations): any JSON is right.
    Anything,
    /// An object without declared members: `type: object`, or `additionalProperties: true`.
    /// A map of any JSON; counted apart, since the map itself is typed.
    FreeForm,
    /// `false`, or keywords that no value can meet.
    Nothing,
    /// Keywords that contradict one another.
    Conflict,
    /// `not`, `if`/`then`/`else`, `dependentSchemas`, ... decide, and no type of ours can say it.
    Unsayable,
    /// A `$ref` that leads nowhere, or round in a ring.
    Unresolved,
    /// An alias, list or map that holds only itself.
    Endless,
    /// Nested more deeply than the generator follows.
    TooDeep,
    /// The configuration leaves the schema out.
    LeftOut,
}

impl Reason {
    /// Whether the document itself says no more, or a person asked for no more: nothing was lost.
    pub fn is_faithful(self) -> bool {
        matches!(self, Self::Anything | Self::FreeForm | Self::Nothing | Self::LeftOut)
    }
}

/// An enumeration. Open: a value that is not listed is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// What its values are.
    pub kind: EnumerationKind,
    /// The known values, in order, each once.
    pub members: Vec<Member>,
}

/// What an enumeration's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumerationKind {
    /// Strings.
    Text,
    /// Integers of 64 bits.
    Integer,
}

/// A known value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// `<type>/enum[<value>]`
    pub identity: Identity,
    /// Where it stands.
    pub origin: Origin,
    /// Its text on the wire (an integer's digits).
    pub wire: String,
    /// From `x-enum-descriptions` and the like, where they stand.
    pub docs: Docs,
}

/// A structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Its members, in the order of the document.
    pub fields: Vec<Field>,
    /// Members that are always the same and so are nothing a caller chooses.
    pub constants: Vec<Constant>,
    /// What becomes of members that are not declared.
    pub additional: Additional,
}

/// A member of a structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// `<type>/properties/<name>`
    pub identity: Identity,
    /// Where it stands.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
    /// For its documentation.
    pub docs: Docs,
    /// Its type, and whether it may be null.
    pub of: Use,
    /// Whether it must be there.
    pub required: bool,
    /// `readOnly`: never sent.
    pub read_only: bool,
    /// `writeOnly`: never received.
    pub write_only: bool,
    /// `default`, as written; never put on the wire by us.
    pub default: Option<Node>,
}

/// A member with one possible value (`const`, an `enum` of one, or the tag of a union).
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// `<type>/properties/<name>`
    pub identity: Identity,
    /// Where it stands.
    pub origin: Origin,
    /// Its name on the wire.
    pub wire: String,
    /// Its value: always a string, for now: other constants are fields.
    pub value: String,
    /// Whether the schema requires it; one that is not required may be missing when decoded.
    pub required: bool,
}

/// Members that are not declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Additional {
    /// Read past.
    Skipped,
    /// Kept, each of this type (`additionalProperties` with a schema beside `properties`, or the
    /// configuration).
    Kept(Use),
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// Its branches, in the order in which they are tried.
    pub variants: Vec<Variant>,
    /// How a value tells its branch.
    pub discriminator: Discriminator,
}

/// A branch of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// `<union>/oneOf[ref=Cat]`
    pub identity: Identity,
    /// Where it stands.
    pub origin: Origin,
    /// For its documentation.
    pub docs: Docs,
    /// Its type.
    pub of: Use,
    /// The values of the tag that lead here (discriminated), else empty.
    pub tags: Vec<String>,
    /// What tells it apart (undiscriminated).
    pub test: Test,
}

/// How a value tells its branch.
#[derive(Clone, Debug, PartialEq)]
pub enum Discriminator {
    /// By the value of a property.
    Tag {
        /// The property.
        property: String,
        /// What a value without it is.
        untold: Untold,
    },
    /// By what each variant's [`Test`] says; the first that passes and decodes strictly, else the
    /// first that passes and decodes.
    Tests,
}

/// What a value without its tag is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Untold {
    /// No value of the union: every branch requires the tag.
    Refused,
    /// Of one of the branches, by their places among the variants, that do not require it; of none of
    /// them it is kept as it is.
    Of(Vec<usize>),
}

/// A necessary condition of a branch, read off its schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Test {
    /// The kinds of JSON it can be; empty: any.
    pub kinds: Vec<Kind>,
    /// Members that an object must have.
    pub keys: Vec<String>,
    /// Members that must have this value, if they are there.
    pub constants: Vec<(String, Literal)>,
}

/// A scalar that a schema fixes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    Text(String),
    /// An integer of 64 bits.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
}

impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(integer) => integer.fmt(f),
            Self::Boolean(bool) => bool.fmt(f),
        }
    }
}

/// Kinds of JSON that a decoder sees. `Integer` is a number without a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `true`, `false`
    Boolean,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

impl Kind {
    /// In a sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "a list",
            Self::Object => "an object",
        }
    }
}
