//! A schema in the words of JSON Schema 2020-12, as OpenAPI 3.1 and 3.2 use it.

use super::{Extensions, Origin, Reference, Text};
use crate::text::Span;
use crate::tree::Node;

/// An index into [`Document::schemas`](super::Document::schemas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub(crate) u32);

impl SchemaId {
    /// The index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The types of JSON, `integer` among them as JSON Schema has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `string`
    String,
    /// `array`
    Array,
    /// `object`
    Object,
}

/// A schema. Every keyword that is absent is `None` or empty; a boolean schema is
/// [`boolean`](Schema::boolean) alone.
#[derive(Clone, Debug)]
pub struct Schema {
    /// Where it stands, and its pointer in the vendor's own words.
    pub origin: Origin,
    /// `true` or `false` in place of an object.
    pub boolean: Option<bool>,
    /// `$ref`; keywords may stand beside it (2020-12: both hold).
    pub reference: Option<Reference>,
    /// `type`: one or several; empty where it is absent.
    pub types: Vec<(JsonType, Span)>,
    /// `title`
    pub title: Option<Text>,
    /// `description`
    pub description: Option<Text>,
    /// `format`
    pub format: Option<Text>,
    /// `enum`
    pub members: Option<Vec<Node>>,
    /// `const`
    pub constant: Option<Node>,
    /// `default`
    pub default: Option<Node>,
    /// `properties`, in order.
    pub properties: Vec<Property>,
    /// `required`
    pub required: Vec<Text>,
    /// `additionalProperties`
    pub additional_properties: Option<SchemaId>,
    /// `items`
    pub items: Option<SchemaId>,
    /// `prefixItems`
    pub prefix_items: Vec<SchemaId>,
    /// `allOf`
    pub all_of: Vec<SchemaId>,
    /// `anyOf`
    pub any_of: Vec<SchemaId>,
    /// `oneOf`
    pub one_of: Vec<SchemaId>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
    /// `readOnly`
    pub read_only: bool,
    /// `writeOnly`
    pub write_only: bool,
    /// `deprecated`
    pub deprecated: bool,
    /// `$defs`, by name.
    pub defs: Vec<(Text, SchemaId)>,
    /// Keywords that most schemas lack.
    pub rare: Option<Box<Rare>>,
    /// `x-...`
    pub extensions: Extensions,
}

impl Schema {
    /// The schema that says nothing and permits everything: `{}`.
    pub fn new(origin: Origin) -> Self {
        Self {
            origin,
            boolean: None,
            reference: None,
            types: Vec::new(),
            title: None,
            description: None,
            format: None,
            members: None,
            constant: None,
            default: None,
            properties: Vec::new(),
            required: Vec::new(),
            additional_properties: None,
            items: None,
            prefix_items: Vec::new(),
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            discriminator: None,
            read_only: false,
            write_only: false,
            deprecated: false,
            defs: Vec::new(),
            rare: None,
            extensions: Vec::new(),
        }
    }
}

impl JsonType {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Null, Self::Boolean, Self::Integer, Self::Number, Self::String, Self::Array, Self::Object];

    /// Its name in JSON Schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// A property and its schema.
#[derive(Clone, Debug)]
pub struct Property {
    /// Its name on the wire.
    pub name: Text,
    /// Its schema.
    pub schema: SchemaId,
}

/// A Discriminator Object.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Where it stands.
    pub origin: Origin,
    /// `propertyName`
    pub property: Text,
    /// `mapping`, in order: tag value, and a schema's name or URI.
    pub mapping: Vec<(Text, Text)>,
    /// 3.2 `defaultMapping`
    pub default_mapping: Option<Text>,
}

/// Constraints and rarer applicators.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rare {
    /// `minimum`
    pub minimum: Option<Node>,
    /// `maximum`
    pub maximum: Option<Node>,
    /// `exclusiveMinimum`, a number
    pub exclusive_minimum: Option<Node>,
    /// `exclusiveMaximum`, a number
    pub exclusive_maximum: Option<Node>,
    /// `multipleOf`
    pub multiple_of: Option<Node>,
    /// `minLength`
    pub min_length: Option<u64>,
    /// `maxLength`
    pub max_length: Option<u64>,
    /// `pattern`
    pub pattern: Option<Text>,
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique_items: bool,
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
    /// `patternProperties`
    pub pattern_properties: Vec<(Text, SchemaId)>,
    /// `propertyNames`
    pub property_names: Option<SchemaId>,
    /// `unevaluatedProperties`
    pub unevaluated_properties: Option<SchemaId>,
    /// `unevaluatedItems`
    pub unevaluated_items: Option<SchemaId>,
    /// `contains`
    pub contains: Option<SchemaId>,
    /// `not`
    pub not: Option<SchemaId>,
    /// `if`, `then`, `else`
    pub conditions: Vec<(Text, SchemaId)>,
    /// `definitions`: what `$defs` was called, which references still lead into (JSON Schema
    /// 2020-12, core, appendix G).
    pub definitions: Vec<(Text, SchemaId)>,
    /// `dependentSchemas`
    pub dependent_schemas: Vec<(Text, SchemaId)>,
    /// `dependentRequired`, as written.
    pub dependent_required: Option<Node>,
    /// `$id`
    pub id: Option<Text>,
    /// `$anchor`
    pub anchor: Option<Text>,
    /// `$dynamicRef`
    pub dynamic_ref: Option<Text>,
    /// `contentEncoding`
    pub content_encoding: Option<Text>,
    /// `contentMediaType`
    pub content_media_type: Option<Text>,
    /// `examples`, and 3.0's `example`.
    pub examples: Vec<Node>,
    /// `externalDocs.url`
    pub external_docs: Option<Text>,
}
