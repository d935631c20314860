//! Discriminators in JSON Schema's words: a branch that a tag names says so itself.
//!
//! OpenAPI 3.1, 4.8.25.4: the behaviour of a payload without its discriminator is undefined, and
//! JSON Schema alone takes it for whatever branch it happens to meet. What nobody promises is no
//! fair instance, so for the lab a branch `$ref` becomes `allOf [$ref, {the tag, required}]`.

use super::schema::decoded;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The tags under which a schema is a branch: property and value, by the schema's pointer.
pub(super) type Tags = BTreeMap<String, Vec<(String, String)>>;

/// What marks a branch that was put around a reference to say its tag.
pub(super) const STATED: &str = "x-stated";

/// States every tag in the branch that it names; `root` is the document as it was.
pub(super) fn state(node: &mut Value, root: &Value, tags: &mut Tags) {
    match node {
        Value::Object(members) => {
            members.values_mut().for_each(|member| state(member, root, tags));
            let Some(property) = members.get("discriminator").and_then(|it| it["propertyName"].as_str())
            else {
                return;
            };
            let property = property.to_owned();
            let mapping = members["discriminator"]["mapping"].clone();
            for keyword in ["oneOf", "anyOf"] {
                for branch in members.get_mut(keyword).and_then(Value::as_array_mut).into_iter().flatten() {
                    stated(branch, &property, &mapping, root, tags);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| state(item, root, tags)),
        _ => {}
    }
}

/// States the tag in the components that inherit: where the parent has the `discriminator` and a child
/// its `$ref` under `allOf`, the child's payload says its name (OpenAPI 3.1, 4.8.25.4).
pub(super) fn inherited(root: &mut Value) {
    let Some(schemas) = root.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else {
        return;
    };
    let parents: BTreeMap<String, Value> = schemas
        .iter()
        .filter(|(_, schema)| schema["discriminator"]["propertyName"].is_string())
        .map(|(name, schema)| (format!("{SCHEMAS}{name}"), schema["discriminator"].clone()))
        .collect();
    for (name, schema) in schemas {
        let target = format!("{SCHEMAS}{name}");
        let Some(parts) = schema.get_mut("allOf").and_then(Value::as_array_mut) else { continue };
        let tags = parts.iter().filter_map(|part| {
            let parent = parents.get(part["$ref"].as_str()?)?;
            let property = parent["propertyName"].as_str()?;
            Some(tag(property, &tags_of(&target, &parent["mapping"])))
        });
        let tags: Vec<Value> = tags.collect();
        parts.extend(tags);
    }
}

/// Where components are referred to.
const SCHEMAS: &str = "#/components/schemas/";

/// The tags that lead to a component.
fn tags_of(target: &str, mapping: &Value) -> Vec<String> {
    let name = decoded(target.rsplit('/').next().unwrap_or_default());
    let mapped = mapping.as_object().into_iter().flatten();
    let values: Vec<String> = mapped
        .filter(|(_, to)| **to == json!(target) || **to == json!(name))
        .map(|(value, _)| value.clone())
        .collect();
    // Without a mapping the tag is the schema's name (OpenAPI 3.1, 4.8.25.1).
    if values.is_empty() { vec![name] } else { values }
}

/// The strings that a component lists for a property: a name that is none of them is no tag.
fn listed(root: &Value, target: &str, property: &str) -> Vec<String> {
    let schema = root.pointer(&decoded(target.trim_start_matches('#')));
    let property = schema.and_then(|schema| schema["properties"].get(property));
    let members = property.and_then(|property| property["enum"].as_array()).into_iter().flatten();
    members.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What says that a property has one of these values.
fn tag(property: &str, values: &[String]) -> Value {
    let tag = match values {
        [value] => json!({ "const": value }),
        values => json!({ "enum": values }),
    };
    json!({ "type": "object", "properties": { property: tag } })
}

fn stated(branch: &mut Value, property: &str, mapping: &Value, root: &Value, tags: &mut Tags) {
    let Some(target) = branch["$ref"].as_str().map(str::to_owned) else { return };
    let mut values = tags_of(&target, mapping);
    let listed = listed(root, &target, property);
    if !listed.is_empty() && values.iter().all(|value| !listed.contains(value)) {
        values = listed;
    }
    let of = tags.entry(decoded(target.trim_start_matches('#'))).or_default();
    for value in &values {
        let tag = (property.to_owned(), value.clone());
        if !of.contains(&tag) {
            of.push(tag);
        }
    }
    let mut tag = tag(property, &values);
    tag["required"] = json!([property]);
    *branch = json!({ "allOf": [{ "$ref": target }, tag], STATED: true });
}

#[cfg(test)]
mod tests {
    use super::{Tags, inherited, state};
    use serde_json::json;

    #[test]
    fn a_branch_says_its_tag_and_one_without_a_mapping_its_name() {
        let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let mut schema = json!({
            "oneOf": [to("Cat"), to("Dog")],
            "discriminator": { "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat" } },
        });
        let mut tags = Tags::new();
        state(&mut schema, &json!({}), &mut tags);
        assert_eq!(schema["oneOf"][0]["allOf"][1]["properties"]["kind"], json!({ "const": "cat" }));
        assert_eq!(schema["oneOf"][1]["allOf"][1]["properties"]["kind"], json!({ "const": "Dog" }));
        assert_eq!(tags["/components/schemas/Cat"], [("kind".to_owned(), "cat".to_owned())]);
    }

    #[test]
    fn a_child_says_the_tag_that_its_parent_knows_it_by() {
        let mut root = json!({ "components": { "schemas": {
            "Pet": { "discriminator": { "propertyName": "kind", "mapping": { "cat": "Cat" } } },
            "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }] },
        } } });
        inherited(&mut root);
        let stated = &root["components"]["schemas"]["Cat"]["allOf"][1];
        assert_eq!(stated["properties"]["kind"], json!({ "const": "cat" }));
    }
}
