//! A document in; a judge of instances of its schemas out.
//!
//! Judges by the `jsonschema` crate, which is not ours. What it cannot know, it is told: that a
//! format bounds an integer (OpenAPI 3.1, 4.4). What it cannot read it is not shown: a pattern of
//! another dialect than its own would cost every schema that holds it.

use super::schema::Document;
use anyhow::{Result, anyhow};
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::HashMap;

/// The name under which validators know the document.
const BASE: &str = "urn:tintype:document";

/// Says whether an instance meets the schema at a pointer.
pub(super) struct Judge {
    registry: Registry<'static>,
    validators: RefCell<HashMap<String, Option<Validator>>>,
}

impl Judge {
    /// A judge of a document.
    pub fn new(document: &Document) -> Result<Self> {
        let mut root = document.root().clone();
        readable(&mut root);
        let registry = Registry::new().add(BASE, root).map_err(|error| anyhow!("{error}"))?;
        let registry = registry.prepare().map_err(|error| anyhow!("{error}"))?;
        Ok(Self { registry, validators: RefCell::default() })
    }

    /// A validator of a schema that is not in the document but refers to it.
    pub fn of_schema(&self, schema: &Value) -> Result<Validator> {
        let mut schema = schema.clone();
        absolute(&mut schema);
        let options = jsonschema::options().with_draft(Draft::Draft202012).with_registry(&self.registry);
        options.build(&schema).map_err(|error| anyhow!("{error}"))
    }

    /// Whether it is valid; never, where the schema is none that can be judged.
    pub fn is_valid(&self, pointer: &str, instance: &Value) -> bool {
        if !self.validators.borrow().contains_key(pointer) {
            let schema = json!({ "$ref": format!("{BASE}#{}", fragment(pointer)) });
            let options = jsonschema::options().with_draft(Draft::Draft202012).with_registry(&self.registry);
            self.validators.borrow_mut().insert(pointer.to_owned(), options.build(&schema).ok());
        }
        let validators = self.validators.borrow();
        validators.get(pointer).and_then(Option::as_ref).is_some_and(|validator| validator.is_valid(instance))
    }
}

/// Puts every schema into words that the crate reads as OpenAPI means them.
fn readable(node: &mut Value) {
    match node {
        Value::Object(members) => {
            members.values_mut().for_each(readable);
            bounded(members);
            let is_foreign = members
                .get("pattern")
                .is_some_and(|it| it.is_string() && !compiles(&json!({ "pattern": it })));
            if is_foreign {
                members.remove("pattern");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(readable),
        _ => {}
    }
}

fn compiles(schema: &Value) -> bool {
    jsonschema::options().with_draft(Draft::Draft202012).build(schema).is_ok()
}

/// Bounds an integer by its format, where it has no narrower bounds of its own.
fn bounded(members: &mut Map<String, Value>) {
    let is_integer = match members.get("type") {
        Some(Value::Array(types)) => types.iter().any(|it| it == "integer"),
        Some(of) => of == "integer",
        None => false,
    };
    let format = members.get("format").and_then(Value::as_str).filter(|_| is_integer);
    let (least, most) = match format {
        Some("int8") => (json!(i8::MIN), json!(i8::MAX)),
        Some("int16") => (json!(i16::MIN), json!(i16::MAX)),
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("uint8") => (json!(u8::MIN), json!(u8::MAX)),
        Some("uint16") => (json!(u16::MIN), json!(u16::MAX)),
        Some("uint32") => (json!(u32::MIN), json!(u32::MAX)),
        Some("uint64") => (json!(u64::MIN), json!(u64::MAX)),
        _ => return,
    };
    let own = |bound: &str| members.get(bound).and_then(Value::as_f64);
    let (from, to) = (own("minimum"), own("maximum"));
    if from.zip(least.as_f64()).is_none_or(|(own, least)| own < least) {
        members.insert("minimum".to_owned(), least);
    }
    if to.zip(most.as_f64()).is_none_or(|(own, most)| own > most) {
        members.insert("maximum".to_owned(), most);
    }
}

/// References into the document, as seen from outside.
fn absolute(node: &mut Value) {
    match node {
        Value::Object(members) => {
            if let Some(Value::String(target)) = members.get_mut("$ref")
                && target.starts_with('#')
            {
                target.insert_str(0, BASE);
            }
            members.values_mut().for_each(absolute);
        }
        Value::Array(items) => items.iter_mut().for_each(absolute),
        _ => {}
    }
}

/// A pointer as part of a URI (RFC 6901, section 6).
fn fragment(pointer: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~$".contains(&byte);
    let mut text = String::new();
    for byte in pointer.bytes() {
        if plain(byte) { text.push(char::from(byte)) } else { text.push_str(&format!("%{byte:02X}")) }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::schema::component;
    use super::{Document, Judge};
    use serde_json::{Value, json};

    fn judge(schemas: &Value) -> anyhow::Result<Judge> {
        Judge::new(&Document::of(json!({ "components": { "schemas": schemas } })))
    }

    #[test]
    fn the_judge_follows_references_and_odd_names() -> anyhow::Result<()> {
        let judge = judge(&json!({
            "Page«Pet»": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } },
            "Pet": { "type": "object", "required": ["name"] },
        }))?;
        assert!(judge.is_valid(&component("Page«Pet»"), &json!([{ "name": 1 }])));
        assert!(!judge.is_valid(&component("Page«Pet»"), &json!([{}])));
        assert!(!judge.is_valid("/components/schemas/None", &json!(1)));
        Ok(())
    }

    #[test]
    fn a_format_bounds_an_integer() -> anyhow::Result<()> {
        let judge = judge(&json!({
            "Small": { "type": ["integer", "null"], "format": "int32" },
            "Large": { "type": "integer", "format": "int64", "minimum": 0 },
            "Any": { "type": "integer" },
        }))?;
        let (small, large, any) = (component("Small"), component("Large"), component("Any"));
        assert!(judge.is_valid(&small, &json!(2_147_483_647)) && judge.is_valid(&small, &json!(null)));
        assert!(!judge.is_valid(&small, &json!(2_147_483_648_i64)));
        assert!(judge.is_valid(&large, &json!(i64::MAX)) && judge.is_valid(&any, &json!(u64::MAX)));
        assert!(!judge.is_valid(&large, &json!(u64::MAX)) && !judge.is_valid(&large, &json!(-1)));
        Ok(())
    }

    #[test]
    fn a_pattern_of_another_dialect_costs_itself() -> anyhow::Result<()> {
        let judge = judge(&json!({
            "Odd": { "type": "string", "pattern": "(?<a" },
            "Pet": { "type": "object", "properties": { "odd": { "$ref": "#/components/schemas/Odd" } } },
        }))?;
        assert!(judge.is_valid(&component("Pet"), &json!({ "odd": "a" })));
        assert!(!judge.is_valid(&component("Pet"), &json!({ "odd": 1 })));
        Ok(())
    }
}
