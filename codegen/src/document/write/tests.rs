//! What is written is read back as the same document.

use crate::diagnostic::Diagnostics;
use crate::document::{Document, read, to_yaml};
use crate::resolve::resolve;
use crate::text::Files;
use crate::tree::{self, Bounds};

fn document(text: &str) -> Document {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let file = files.add("test.yaml", text);
    let root = tree::read(&files, file, &Bounds::default(), &mut out);
    let document = read(&root.expect("a test is YAML"), &mut out).expect("a test is OpenAPI");
    resolve(&document, &mut out);
    let found: Vec<_> = out.iter().collect();
    assert!(found.is_empty(), "{found:?}\n{text}");
    document
}

/// Everything of a document but places and versions. Ids count schemas in the order in which they
/// were read, which is that of the keys: of the schemas only their pointers are compared.
fn essence(document: &Document) -> (Vec<String>, String) {
    let pointers = document.schemas.iter();
    let mut pointers: Vec<_> = pointers
        .map(|schema| schema.origin.pointer.clone())
        .collect();
    pointers.sort_unstable();
    let info = format!("{:?}", document.info);
    let mut words = String::new();
    let mut rest = info.as_str();
    while let Some((before, after)) = rest.split_once("span: Span {") {
        words.push_str(before);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    (pointers, words + rest)
}

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: 'no', version: '1.10', license: {name: MIT, identifier: MIT}}
servers: [{url: 'https://{h}', variables: {h: {default: a, enum: [a, '1']}}}]
security: []
tags: [{name: a, description: 'two\n\n  lines: x'}]
paths:
  /a/{b}:
    parameters: [{name: b, in: path, required: true, schema: {type: integer}}]
    get:
      operationId: getA
      parameters:
      - {name: q, in: query, style: deepObject, explode: true, schema: {type: object}}
      - {$ref: '#/components/parameters/P', description: other}
      requestBody: {content: {text/plain: {schema: true}}}
      responses:
        200: {description: '', headers: {X-A: {schema: {type: string}}}}
        default: {$ref: '#/components/responses/R'}
      security: [{}, {k: [], o: [a]}]
      x-more: {a: [1, 2.5, null, '1']}
components:
  schemas:
    A:
      type: [object, 'null']
      required: [b]
      properties: {b: {$ref: '#/components/schemas/A'}, c: {const: null}}
      additionalProperties: false
      minProperties: 1
    U:
      oneOf: [{$ref: '#/components/schemas/A'}, {type: string, enum: ['yes', '']}]
      discriminator: {propertyName: b, mapping: {a: '#/components/schemas/A'}}
      default: {a: 1}
      examples: [1]
    T: {prefixItems: [{type: string}], items: false, exclusiveMaximum: 3}
  parameters: {P: {name: p, in: header, content: {application/json: {schema: {}}}}}
  responses: {R: {description: r, content: {application/json: {schema: {$ref: '#/components/schemas/U'}}}}}
  securitySchemes:
    k: {type: apiKey, in: header, name: K, description: d}
    o: {type: oauth2, flows: {}}
";

#[test]
fn what_is_written_is_the_same_document() {
    let first = document(DOCUMENT);
    let written = to_yaml(&first);
    assert!(written.starts_with("openapi: 3.1.1\n"), "{written}");
    let again = document(&written);
    assert_eq!(essence(&first), essence(&again));
    assert_eq!(written, to_yaml(&again));
}

#[test]
fn every_keyword_is_written() {
    // As data, the document is what it was: nothing is lost but the order of keys.
    let data = |text: &str| -> serde_json::Value {
        let value: serde_yaml::Value = serde_yaml::from_str(text).expect("a test is YAML");
        serde_json::to_value(value).expect("keys are scalars")
    };
    let (mut first, again) = (data(DOCUMENT), data(&to_yaml(&document(DOCUMENT))));
    first["openapi"] = "3.1.1".into();
    assert_eq!(first, again);
}

#[test]
fn what_only_32_has_words_for_is_written_in_them() {
    let text = "openapi: 3.2.0\npaths: {/a: {additionalOperations: {COPY: {}}, query: {}}}\n";
    let written = to_yaml(&document(text));
    assert!(written.starts_with("openapi: 3.2.0\n"), "{written}");
    assert_eq!(written, to_yaml(&document(&written)));
}

#[test]
fn a_reference_into_what_was_wrapped_still_leads_there() {
    let written = to_yaml(&document(
        "openapi: 3.0.3
components:
  schemas:
    A: {nullable: true, allOf: [{properties: {b: {type: string}}}]}
    B: {$ref: '#/components/schemas/A/allOf/0/properties/b'}
",
    ));
    let into = "#/components/schemas/A/anyOf/0/allOf/0/properties/b";
    assert!(written.contains(into), "{written}");
    document(&written);
}
