//! What is written of a tree is what the typed document says, and a valid document.

use super::{complete, lifted};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::{node_to_yaml, read, to_yaml};
use crate::text::Files;
use crate::tree::{self, Bounds, Node};

fn tree(text: &str) -> Node {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let file = files.add("test.yaml", text);
    tree::read(&files, file, &Bounds::default(), &mut out).expect("a test is YAML")
}

fn understood(root: &Node) -> String {
    to_yaml(&read(root, &mut Diagnostics::default()).expect("a test is OpenAPI"))
}

/// A document of one schema.
fn of(version: &str, schema: &str) -> Node {
    tree(&format!("openapi: {version}\ncomponents: {{schemas: {{A: {schema}}}}}\n"))
}

#[test]
fn a_lifted_tree_is_the_document_that_was_lifted() {
    for schema in [
        "{type: string, nullable: true}",
        "{type: string, enum: [a], nullable: true}",
        "{type: string, enum: [a, null], nullable: true}",
        "{enum: [], nullable: true}",
        "{oneOf: [{type: string}], anyOf: [{type: string}], nullable: true}",
        "{allOf: [{type: string}], nullable: true, title: a, description: b, default: c, example: d}",
        "{allOf: [], nullable: true}",
        "{$ref: '#/components/schemas/B', nullable: true, description: a, title: b, type: string}",
        "{$ref: '#/components/schemas/B', summary: a, readOnly: true}",
        "{nullable: true}",
        "{nullable: false, type: string}",
        "{nullable: true, properties: {nullable: {type: boolean}}}",
        "{nullable: true, properties: {}, items: {}}",
        "{nullable: true, additionalProperties: {nullable: true, type: integer}}",
        "{nullable: true, items: {}, type: [array]}",
        "{nullable: true, items: [{type: string, nullable: true}]}",
        "{minimum: 1, exclusiveMinimum: true, maximum: 2, exclusiveMaximum: false}",
        "{exclusiveMinimum: true}",
        "{default: {nullable: true}, enum: [{nullable: true}], x-a: {nullable: true}}",
        "{not: {nullable: true, type: string}, patternProperties: {a: {nullable: true, type: string}}}",
    ] {
        for version in ["3.0.3", "3.1.0"] {
            let root = of(version, schema);
            let tree = lifted(&root, version.starts_with("3.0"), &[].into());
            assert_eq!(understood(&tree), understood(&root), "{version} {schema}");
            let mut out = Diagnostics::default();
            read(&tree, &mut out);
            assert_eq!(out.iter().count(), 0, "{schema}: {}", node_to_yaml(&tree));
        }
    }
}

#[test]
fn what_no_floor_reads_is_lifted_where_it_stands() {
    let text = "openapi: 3.0.3
webhooks: {a: {post: {requestBody: {content: {text/plain: {schema: {nullable: true, type: string}, example: b}}}}}}
paths:
  /a:
    get:
      callbacks: {c: {'{$url}': {put: {responses: {200: {description: d, links: {e: {operationId: f}}}}}}}}
      responses: {200: {description: g, headers: {H: {schema: {type: integer, nullable: true}, example: 5}}}}
";
    let root = tree(text);
    let written = node_to_yaml(&lifted(&root, true, &[].into()));
    let wanted = text.replace("3.0.3", "3.1.1");
    let wanted = wanted.replace("{nullable: true, type: string}", "{type: [string, 'null']}");
    let wanted = wanted.replace("{type: integer, nullable: true}", "{type: [integer, 'null']}");
    assert_eq!(written, node_to_yaml(&tree(&wanted)));
}

#[test]
fn a_version_is_written_in_three_parts() {
    for (version, wanted) in
        [("3.0.0", "3.1.1"), ("3.1", "3.1.1"), ("'3.1'", "3.1.1"), ("3.1.0", "3.1.0"), ("3.2.0", "3.2.0")]
    {
        let tree = lifted(&of(version, "{}"), false, &[].into());
        assert_eq!(tree.get("openapi").and_then(Node::as_str), Some(wanted), "{version}");
    }
}

#[test]
fn what_openapi_requires_is_completed() {
    let text = "openapi: 3.1.0
info: {title: a, version: 1.10}
servers: [{url: 'https://a:{p}', variables: {p: {default: 443, enum: [443]}}}]
paths:
  /a/{b}/{c}/{d}:
    parameters: [{$ref: '#/components/parameters/B'}]
    get:
      parameters: [{name: c, in: path, schema: {}}, {name: e, in: query}]
      requestBody: {}
      responses: {4xx: {}, 200: {$ref: '#/components/responses/R'}}
components:
  parameters: {B: {name: b, in: path, required: true, schema: {type: string}}}
";
    let wanted = "openapi: 3.1.0
info: {title: a, version: '1.10'}
servers: [{url: 'https://a:{p}', variables: {p: {default: '443', enum: ['443']}}}]
paths:
  /a/{b}/{c}/{d}:
    parameters: [{$ref: '#/components/parameters/B'}]
    get:
      parameters:
      - {name: c, in: path, schema: {}, required: true}
      - {name: e, in: query, schema: {}}
      - {name: d, in: path, required: true, schema: {type: string}}
      requestBody: {content: {}}
      responses: {4XX: {description: ''}, 200: {$ref: '#/components/responses/R'}}
components:
  parameters: {B: {name: b, in: path, required: true, schema: {type: string}}}
";
    let mut out = Diagnostics::default();
    let written = node_to_yaml(&complete(&tree(text), &mut out));
    assert_eq!(written, node_to_yaml(&tree(wanted)));
    assert_eq!(out.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::PathParameterUndeclared]);
}
