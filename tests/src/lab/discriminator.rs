//! Discriminators in JSON Schema's words: a branch that a tag names says so itself.
//!
//! OpenAPI 3.1, 4.8.25.4: the behaviour of a payload without its discriminator is undefined, and
//! JSON Schema alone takes it for whatever branch it happens to meet. What nobody promises is no
//! fair instance, so for the lab a branch `$ref` becomes `allOf [$ref, {the tag, required}]`.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The tags under which a schema is a branch: property and value, by the schema's pointer.
pub(super) type Tags = BTreeMap<String, Vec<(String, String)>>;

/// States every tag in the branch that it names.
pub(super) fn state(node: &mut Value, tags: &mut Tags) {
    match node {
        Value::Object(members) => {
            members.values_mut().for_each(|member| state(member, tags));
            let Some(property) = members.get("discriminator").and_then(|it| it["propertyName"].as_str())
            else {
                return;
            };
            let property = property.to_owned();
            let mapping = members["discriminator"]["mapping"].clone();
            for keyword in ["oneOf", "anyOf"] {
                for branch in members.get_mut(keyword).and_then(Value::as_array_mut).into_iter().flatten() {
                    stated(branch, &property, &mapping, tags);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| state(item, tags)),
        _ => {}
    }
}

fn stated(branch: &mut Value, property: &str, mapping: &Value, tags: &mut Tags) {
    let Some(target) = branch["$ref"].as_str().map(str::to_owned) else { return };
    let name = target.rsplit('/').next().unwrap_or_default();
    let mapped = mapping.as_object().into_iter().flatten();
    let mut values: Vec<String> = mapped
        .filter(|(_, to)| **to == json!(target) || **to == json!(name))
        .map(|(value, _)| value.clone())
        .collect();
    if values.is_empty() {
        // Without a mapping the tag is the schema's name (OpenAPI 3.1, 4.8.25.1).
        values.push(name.to_owned());
    }
    let of = tags.entry(target.trim_start_matches('#').to_owned()).or_default();
    for value in &values {
        let tag = (property.to_owned(), value.clone());
        if !of.contains(&tag) {
            of.push(tag);
        }
    }
    let tag = match values.as_slice() {
        [value] => json!({ "const": value }),
        values => json!({ "enum": values }),
    };
    *branch = json!({ "allOf": [
        { "$ref": target },
        { "type": "object", "required": [property], "properties": { property: tag } },
    ] });
}

#[cfg(test)]
mod tests {
    use super::{Tags, state};
    use serde_json::json;

    #[test]
    fn a_branch_says_its_tag_and_one_without_a_mapping_its_name() {
        let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let mut schema = json!({
            "oneOf": [to("Cat"), to("Dog")],
            "discriminator": { "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat" } },
        });
        let mut tags = Tags::new();
        state(&mut schema, &mut tags);
        assert_eq!(schema["oneOf"][0]["allOf"][1]["properties"]["kind"], json!({ "const": "cat" }));
        assert_eq!(schema["oneOf"][1]["allOf"][1]["properties"]["kind"], json!({ "const": "Dog" }));
        assert_eq!(tags["/components/schemas/Cat"], [("kind".to_owned(), "cat".to_owned())]);
    }
}
