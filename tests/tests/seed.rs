//! The page that this repository's document describes: every fact of it, one by one, and the crate
//! that is made of it.
//!
//! The page is ours, in the vendor's dialect; `SEED_PAGE` names another one with the same facts.

use serde_json::{Value, json};
use tintype::config;
use tintype::diagnostic::Diagnostics;
use tintype::text::Files;
use tintype_tests::{case, pages, snapshot};

fn page() -> String {
    let ours = case::root().join("pages/an-endpoint-of-the-resolved-dialect/page.md");
    let path = std::env::var_os("SEED_PAGE").map_or(ours, Into::into);
    case::read(&path).unwrap_or_else(|| panic!("{} can't be read", path.display()))
}

fn document() -> Value {
    let run = pages::import(&vec![("page.md".to_owned(), page())]);
    assert_eq!(run.findings(), "");
    let import = run.import.expect("it is a page");
    assert_eq!((import.counts.pages, import.counts.operations, import.counts.webhooks), (1, 1, 0));
    assert_eq!((import.counts.from_components, import.counts.from_members), (4, 2));
    serde_yaml::from_str(&import.text).expect("it is YAML")
}

fn operation(document: &Value) -> &Value {
    &document["paths"]["/api/v1/data_sources/test/{job_id}"]["get"]
}

/// `$ref` to a component.
fn to(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[test]
fn the_page_gives_a_document_of_three_one_that_is_called_by_its_site() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    assert_eq!(document["info"], json!({ "title": "docs.datafold.com", "version": "0" }));
    let keys: Vec<&str> = document.as_object().expect("a mapping").keys().map(String::as_str).collect();
    assert_eq!(keys, ["openapi", "info", "servers", "security", "paths", "components"]);
}

#[test]
fn the_operation_has_path_method_server_title_and_section() {
    let document = document();
    let paths = document["paths"].as_object().expect("a mapping");
    assert_eq!(paths.keys().collect::<Vec<_>>(), ["/api/v1/data_sources/test/{job_id}"]);
    let item = paths.values().next().and_then(Value::as_object).expect("a mapping");
    assert_eq!(item.keys().collect::<Vec<_>>(), ["get"]);
    let server = json!({ "url": "https://app.datafold.com", "description": "Default server" });
    assert_eq!(document["servers"], json!([server]));
    let operation = operation(&document);
    assert_eq!(operation["summary"], "Get data source testing results");
    assert!(operation.get("description").is_none());
    assert!(operation.get("deprecated").is_none(), "`false` is what nothing says");
    assert_eq!(operation["operationId"], "get_data_source_testing_results");
    assert_eq!(operation["tags"], json!(["data-sources"]));
}

#[test]
fn one_key_is_sent_in_a_header_and_its_prefix_is_prose() {
    let document = document();
    assert_eq!(document["security"], json!([{ "ApiKeyAuth": [] }]));
    let scheme = json!({
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "Use the 'Authorization' header with the format 'Key <api-key>'",
    });
    assert_eq!(document["components"]["securitySchemes"], json!({ "ApiKeyAuth": scheme }));
}

#[test]
fn one_path_parameter_is_an_integer_and_there_is_no_body() {
    let document = document();
    let schema = json!({ "type": "integer", "title": "Data source testing task id" });
    let parameter = json!({ "name": "job_id", "in": "path", "required": true, "schema": schema });
    assert_eq!(operation(&document)["parameters"], json!([parameter]));
    assert!(operation(&document).get("requestBody").is_none());
}

#[test]
fn two_responses_are_references_without_the_examples_that_were_made_up() {
    let document = document();
    let response = |description: &str, name: &str| {
        let content = json!({ "application/json": { "schema": to(name) } });
        json!({ "description": description, "content": content })
    };
    let wanted = json!({
        "200": response("Successful Response", "AsyncDataSourceTestResults"),
        "422": response("Validation Error", "HTTPValidationError"),
    });
    assert_eq!(operation(&document)["responses"], wanted);
}

#[test]
fn six_schemas_are_those_of_the_page_in_its_order() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let named = |title: &str, mut schema: Value| {
        schema["title"] = title.into();
        schema
    };
    let object = |title: &str, properties: Value, required: &[&str]| {
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        named(title, schema)
    };
    let list = |title: &str, items: Value| named(title, json!({ "type": "array", "items": items }));
    let string = |title: &str| json!({ "type": "string", "title": title });
    let any_or_null = json!({ "anyOf": [{}, { "type": "null" }], "title": "Result" });
    let place = json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }] });
    let steps = ["connection", "temp_schema", "schema_download", "lineage_download"];
    let statuses = [
        "needs_confirmation",
        "needs_authentication",
        "waiting",
        "processing",
        "done",
        "failed",
        "cancelled",
    ];
    let results = json!({
        "id": { "type": "integer", "title": "Id" },
        "results": list("Results", to("TestResultStep")),
        "status": to("JobStatus"),
    });
    let step =
        json!({ "result": any_or_null, "status": to("JobStatus"), "step": to("ConfigurationCheckStep") });
    let error =
        json!({ "loc": list("Location", place), "msg": string("Message"), "type": string("Error Type") });
    let detail = json!({ "detail": list("Detail", to("ValidationError")) });
    let enumeration =
        |title: &str, members: &[&str]| named(title, json!({ "type": "string", "enum": members }));
    let wanted = json!({
        "AsyncDataSourceTestResults": object("AsyncDataSourceTestResults", results, &["id", "status", "results"]),
        "ConfigurationCheckStep": enumeration("ConfigurationCheckStep", &steps),
        "HTTPValidationError": object("HTTPValidationError", detail, &[]),
        "JobStatus": enumeration("JobStatus", &statuses),
        "TestResultStep": object("TestResultStep", step, &["step", "status"]),
        "ValidationError": object("ValidationError", error, &["loc", "msg", "type"]),
    });
    assert_eq!(*schemas, wanted);
    for (name, keys) in [
        ("AsyncDataSourceTestResults", ["id", "results", "status"]),
        ("TestResultStep", ["result", "status", "step"]),
        ("ValidationError", ["loc", "msg", "type"]),
    ] {
        let properties = schemas[name]["properties"].as_object().expect("a mapping");
        assert_eq!(properties.keys().collect::<Vec<_>>(), keys, "{name}");
    }
}

#[test]
fn the_crate_is_that_of_the_repository_but_for_its_documentation() {
    let spec = case::root().join("../spec");
    let read = |name: &str| case::read(&spec.join(name)).unwrap_or_default();
    let surface = |name: &str, text: String| {
        let mut files = Files::default();
        let file = files.add("codegen.toml", read("codegen.toml"));
        let config = config::read(&files, file, &mut Diagnostics::default()).expect("it has no mistake");
        let source = tintype::Source::Text { name: name.to_owned(), text };
        pages::of(&mut files, source, &config.apis[0]).unwrap_or_else(|why| panic!("{why}"))
    };
    let (ours, made) = (surface("datafold.yaml", read("datafold.yaml")), surface("page.md", page()));
    assert!(ours == made, "{}", snapshot::diff(&ours, &made));
    let committed = case::read(&spec.join("../generated/API.txt")).unwrap_or_default();
    assert!(made.contains(&committed), "generated/API.txt is another one");
}
