//! A document and pointers of its schemas in; the document with a component for each of them out.
//!
//! A crate has types of what its operations and its named schemas hold. A body may be of an
//! operation that cannot be called yet, of a response that nothing refers to, or of a header: a
//! component that refers to its schema gives it a type, and changes none of the others.

use crate::lab::schema::tree;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;

/// The text of the document in which each of the schemas has a name; none where no pointer is of a
/// schema.
pub(super) fn asked(file: &Path, pointers: &[String]) -> Result<Option<String>> {
    Ok(named(tree(file)?, pointers)?.map(|root| root.to_string()))
}

fn named(mut root: Value, pointers: &[String]) -> Result<Option<Value>> {
    let pointers: Vec<&String> = pointers.iter().filter(|it| is_schema(&root, it)).collect();
    if pointers.is_empty() {
        return Ok(None);
    }
    let whole = root.as_object_mut().context("a document is an object")?;
    let components = whole.entry("components").or_insert_with(|| json!({}));
    let components = components.as_object_mut().context("components are an object")?;
    let schemas = components.entry("schemas").or_insert_with(|| json!({}));
    let schemas = schemas.as_object_mut().context("schemas are an object")?;
    for (at, pointer) in pointers.into_iter().enumerate() {
        let name = format!("Asked for by a pointer {at}");
        schemas.insert(name, json!({ "$ref": format!("#{}", pointer.replace('%', "%25")) }));
    }
    Ok(Some(root))
}

/// Whether a pointer leads to where a schema stands.
fn is_schema(root: &Value, pointer: &str) -> bool {
    const ONE: &[&str] = &["schema", "items", "additionalProperties"];
    const MANY: &[&str] =
        &["properties", "patternProperties", "$defs", "allOf", "oneOf", "anyOf", "prefixItems", "schemas"];
    let mut steps = pointer.rsplit('/');
    let (last, above) = (steps.next().unwrap_or_default(), steps.next().unwrap_or_default());
    let stands = root.pointer(pointer).is_some_and(|it| it.is_object() || it.is_boolean());
    stands && (MANY.contains(&above) || ONE.contains(&last))
}

#[cfg(test)]
mod tests {
    use super::named;
    use serde_json::json;

    #[test]
    fn a_schema_that_has_no_name_is_given_one() -> anyhow::Result<()> {
        let root = json!({ "info": {}, "paths": { "/50%": { "schema": { "type": "string" } } } });
        let pointers =
            ["/info", "/paths/~150%/schema", "/paths/~150%/schema/type", "/no/schema"].map(str::to_owned);
        let named = named(root, &pointers)?.unwrap_or_default();
        let schemas = named["components"]["schemas"].as_object().cloned().unwrap_or_default();
        let references: Vec<_> = schemas.values().map(|it| it["$ref"].clone()).collect();
        assert_eq!(references, [json!("#/paths/~150%25/schema")]);
        Ok(())
    }
}
