//! An operation of the document in; a schema whose instances are the arguments of a call out.
//!
//! In the form that the generated driver takes: `{"path": {..}, "query": {..}, "header": {..},
//! "cookie": {..}, "body": ..}`.

use super::schema::{Document, Operation};
use serde_json::{Map, Value, json};

/// The schema of an operation's arguments.
pub(super) fn schema(document: &Document, operation: &Operation<'_>) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for place in ["path", "query", "header", "cookie"] {
        let all: Vec<&Value> =
            parameters(document, operation).into_iter().filter(|one| one["in"] == place).collect();
        if !all.is_empty() {
            properties.insert(place.to_owned(), group(&all));
            required.push(json!(place));
        }
    }
    let body = resolved(document, &operation.node["requestBody"]);
    if let Some(content) =
        body["content"].as_object().and_then(|content| content.iter().find(|(media, _)| is_json(media)))
    {
        properties.insert("body".to_owned(), content.1["schema"].clone());
        if body["required"] == true {
            required.push(json!("body"));
        }
    }
    json!({ "type": "object", "properties": properties, "required": required })
}

/// Parameters of the operation and of its path; the operation's own win (OpenAPI 3.1, 4.8.9).
fn parameters<'a>(document: &'a Document, operation: &Operation<'a>) -> Vec<&'a Value> {
    let lists = [&operation.node["parameters"], &operation.item["parameters"]];
    let mut found: Vec<&Value> = Vec::new();
    for parameter in lists.into_iter().filter_map(Value::as_array).flatten() {
        let parameter = resolved(document, parameter);
        if !found.iter().any(|other| other["name"] == parameter["name"] && other["in"] == parameter["in"]) {
            found.push(parameter);
        }
    }
    found
}

fn group(parameters: &[&Value]) -> Value {
    let properties: Map<String, Value> = parameters
        .iter()
        .filter_map(|parameter| {
            let content = parameter["content"].as_object().and_then(|content| content.values().next());
            let schema = parameter.get("schema").or_else(|| content?.get("schema"))?;
            Some((parameter["name"].as_str()?.to_owned(), at_least_a_character(schema, &parameter["in"])))
        })
        .collect();
    let required: Vec<&Value> =
        parameters.iter().filter(|one| one["required"] == true).map(|one| &one["name"]).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// An empty path parameter leads to another path.
fn at_least_a_character(schema: &Value, place: &Value) -> Value {
    let mut schema = schema.clone();
    if place == "path" && schema["type"] == "string" && schema.get("minLength").is_none() {
        schema["minLength"] = json!(1);
    }
    schema
}

fn is_json(media: &str) -> bool {
    let media = media.split(';').next().unwrap_or_default().trim();
    media == "application/json" || media.ends_with("+json")
}

fn resolved<'a>(document: &'a Document, node: &'a Value) -> &'a Value {
    let target = node.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix('#'));
    target.and_then(|target| document.at(target)).unwrap_or(node)
}

/// Nulls among parameters mean that they are not given: no style has a word for null.
pub(super) fn without_nulls(mut arguments: Value) -> Value {
    for place in ["path", "query", "header", "cookie"] {
        if let Some(values) = arguments[place].as_object_mut() {
            values.retain(|_, value| !value.is_null());
        }
        if arguments[place].is_null()
            && let Some(arguments) = arguments.as_object_mut()
        {
            arguments.shift_remove(place);
        }
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::{schema, without_nulls};
    use crate::lab::schema::Document;
    use serde_json::json;

    #[test]
    fn the_arguments_are_those_of_the_operation_and_its_path() {
        let document = Document::of(json!({ "paths": { "/pets/{id}": {
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
            "put": {
                "parameters": [{ "name": "dry", "in": "query", "schema": { "type": "boolean" } }],
                "requestBody": { "required": true, "content": { "application/json": { "schema": { "type": "integer" } } } },
            },
        } } }));
        let operations = document.operations();
        let made = schema(&document, &operations[0]);
        assert_eq!(made["required"], json!(["path", "query", "body"]));
        assert_eq!(made["properties"]["path"]["properties"]["id"]["minLength"], json!(1));
        assert_eq!(made["properties"]["query"]["required"], json!([]));
        assert_eq!(made["properties"]["body"], json!({ "type": "integer" }));
    }

    #[test]
    fn a_null_parameter_is_not_given_but_a_null_in_the_body_is() {
        let arguments = without_nulls(json!({ "query": { "a": null, "b": 1 }, "body": { "c": null } }));
        assert_eq!(arguments, json!({ "query": { "b": 1 }, "body": { "c": null } }));
    }
}
