//! References on small documents.

use super::{Resolved, Target, resolve};
use crate::diagnostic::{Code, Diagnostics};
use crate::document::{Document, OrRef, read};
use crate::text::Files;
use crate::tree::{self, Bounds};

fn document(text: &str) -> Document {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let file = files.add("test.yaml", text);
    let root = tree::read(&files, file, &Bounds::default(), &mut out);
    let document = read(&root.expect("a test is YAML"), &mut out);
    assert_eq!(out.iter().count(), 0);
    document.expect("a test is OpenAPI")
}

/// The target of the schema at a pointer: the pointer it leads to, or why it leads nowhere.
fn target(resolved: &Resolved<'_>, pointer: &str) -> String {
    let id = resolved.document.schema_at(pointer).expect("it is there");
    match resolved.target(id) {
        Target::Schema(id) => resolved.document.schema(id).origin.pointer.clone(),
        other => format!("{other:?}"),
    }
}

#[test]
fn references_lead_into_the_middle_of_things() {
    let document = document(
        "openapi: 3.1.0
paths:
  /a/{b}:
    get:
      responses: {200: {content: {application/json: {schema: {type: string}}}}}
components:
  schemas:
    A: {properties: {b: {type: string}}, $anchor: here}
    I: {$id: 'https://x.example/i', items: {type: string}}
    1: {$ref: '#/components/schemas/A/properties/b'}
    2: {$ref: '#/paths/~1a~1{b}/get/responses/200/content/application~1json/schema'}
    3: {$ref: '#/paths/~1a~1%7Bb%7D/get/responses/200/content/application~1json/schema'}
    4: {$ref: '#here'}
    5: {$ref: 'https://x.example/i#/items'}
    6: {$id: 'urn:x:six', $defs: {own: {type: string}}, items: {$ref: '#/$defs/own'}, not: {$ref: '#'}}
    7: {$id: 'urn:x:seven', items: {$ref: '#/components/schemas/A'}}
",
    );
    let mut out = Diagnostics::default();
    let resolved = resolve(&document, &mut out);
    assert_eq!(out.iter().count(), 0);
    let schema = "/paths/~1a~1{b}/get/responses/200/content/application~1json/schema";
    for (name, place) in [
        ("1", "/components/schemas/A/properties/b"),
        ("2", schema),
        ("3", schema),
        ("4", "/components/schemas/A"),
        ("5", "/components/schemas/I/items"),
        // A schema with an `$id` is a resource of its own, and the document is meant where it fails.
        ("6/items", "/components/schemas/6/$defs/own"),
        ("6/not", "/components/schemas/6"),
        ("7/items", "/components/schemas/A"),
    ] {
        let at = format!("/components/schemas/{name}");
        assert_eq!(target(&resolved, &at), place);
    }
}

#[test]
fn each_bad_reference_is_said_once_with_the_nearest_name() {
    let document = document(
        "openapi: 3.1.0
paths:
  /a:
    get:
      parameters: [{$ref: '#/components/parameters/Limt'}]
      responses: {200: {$ref: '#/components/responses/Gone'}}
components:
  parameters: {Limit: {name: limit, in: query}}
  responses: {Gone: {$ref: '#/components/responses/Nothing'}}
  schemas:
    Pet: {properties: {a: {$ref: '#/components/schemas/pets'}}}
    B: {$ref: other.yaml#/B}
    C: {$ref: Pet}
",
    );
    let mut out = Diagnostics::default();
    let resolved = resolve(&document, &mut out);
    let mut found: Vec<_> =
        out.iter().map(|found| (found.code, found.help.as_deref().unwrap_or_default())).collect();
    found.sort_unstable();
    let pet = "did you mean `#/components/schemas/Pet`?";
    let expected = [
        (Code::DanglingReference, ""),
        (Code::DanglingReference, "did you mean `#/components/parameters/Limit`?"),
        (Code::DanglingReference, pet),
        (Code::ExternalReference, "bundle the files into one document first"),
        (Code::ExternalReference, pet),
    ];
    assert_eq!(found, expected);
    assert_eq!(target(&resolved, "/components/schemas/B"), "External");
    let at = "/components/schemas/Pet/properties/a";
    assert_eq!(target(&resolved, at), "Dangling");
    let OrRef::Here(item) = &document.paths[0].item else {
        panic!("no reference");
    };
    let get = &item.operations[0];
    assert!(resolved.parameter(&get.parameters[0]).is_none());
    assert!(resolved.response(&get.responses[0].1).is_none());
    let limit = resolved.parameter(&document.components.parameters[0].1);
    assert_eq!(limit.expect("it stands there").name.value, "limit");
}

#[test]
fn a_ring_is_said_once_with_all_its_places() {
    let document = document(
        "openapi: 3.1.0
components:
  schemas:
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/C'}
    C: {$ref: '#/components/schemas/A'}
    Self: {$ref: '#/components/schemas/Self'}
    Into: {$ref: '#/components/schemas/A'}
    Tree: {properties: {next: {$ref: '#/components/schemas/Tree'}}}
  responses:
    Out: {$ref: '#/components/responses/X'}
    X: {$ref: '#/components/responses/Y'}
    Y: {$ref: '#/components/responses/X'}
",
    );
    let mut out = Diagnostics::default();
    let resolved = resolve(&document, &mut out);
    let found: Vec<_> = out.iter().map(|found| (found.code, found.labels.len())).collect();
    let ring = Code::ReferenceRing;
    assert_eq!(found, [(ring, 3), (ring, 1), (ring, 2)]);
    for name in ["A", "B", "C", "Self"] {
        let at = format!("/components/schemas/{name}");
        assert_eq!(target(&resolved, &at), "Ring");
    }
    assert_eq!(target(&resolved, "/components/schemas/Into"), "/components/schemas/A");
    let next = "/components/schemas/Tree/properties/next";
    assert_eq!(target(&resolved, next), "/components/schemas/Tree");
    for (_, response) in &document.components.responses {
        assert!(resolved.response(response).is_none());
    }
}
