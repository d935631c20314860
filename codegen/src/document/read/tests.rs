//! Small documents, and what is said of broken ones.

use crate::diagnostic::{Code, Diagnostics};
use crate::document::{
    Document, OrRef, Parameter, ParameterIn, Schema, SecuritySchemeKind, Style, read, to_yaml,
};
use crate::text::Files;
use crate::tree::{self, Bounds};

pub(crate) fn try_read(text: &str) -> (Option<Document>, Diagnostics) {
    let (mut files, mut out) = (Files::default(), Diagnostics::default());
    let file = files.add("test.yaml", text);
    let root = tree::read(&files, file, &Bounds::default(), &mut out);
    let document = read(&root.expect("a test is YAML"), &mut out);
    (document, out)
}

fn codes(out: &Diagnostics) -> Vec<&'static str> {
    out.iter().map(|found| found.code.id()).collect()
}

fn good(text: &str) -> Document {
    let (document, out) = try_read(text);
    assert_eq!(codes(&out), [""; 0]);
    document.expect("nothing is wrong with it")
}

fn schemas(version: &str, text: &str) -> String {
    format!("openapi: {version}\ncomponents:\n  schemas:\n{text}")
}

fn named<'d>(document: &'d Document, name: &str) -> &'d Schema {
    let id = document.schema_at(&format!("/components/schemas/{name}"));
    document.schema(id.expect("it is there"))
}

fn types(schema: &Schema) -> Vec<&'static str> {
    schema.types.iter().map(|(json, _)| json.name()).collect()
}

#[test]
fn what_is_no_openapi_is_called_by_its_name() {
    let cases = [
        ("<!DOCTYPE html>", "HTML"),
        ("asyncapi: 2.6.0", "AsyncAPI"),
        ("{$schema: x, type: object}", "JSON Schema"),
        ("{paths: {}}", "no `openapi` key"),
        ("{OpenAPI: 3.0.0}", "under `OpenAPI`"),
        ("[1]", "an array"),
        ("{openapi: {}}", "an object, not a version"),
    ];
    for (text, word) in cases {
        let (document, out) = try_read(text);
        let found: Vec<_> = out.iter().collect();
        assert!(document.is_none() && found.len() == 1, "{text}");
        assert_eq!(found[0].code, Code::NotOpenApi, "{text}");
        assert!(found[0].message.contains(word), "{}", found[0].message);
    }
}

#[test]
fn versions() {
    for version in ["3.0.0", "3.1", "3.2.0", "'3.1.0-rc0'"] {
        good(&format!("openapi: {version}\npaths: {{}}"));
    }
    for text in ["swagger: '2.0'", "swagger: 2.0", "openapi: 4.0.0", "openapi: 3.10", "openapi: 3"] {
        let (document, out) = try_read(text);
        assert!(document.is_none());
        assert_eq!(codes(&out), ["E0202"], "{text}");
    }
}

#[test]
fn null_becomes_a_type_a_member_or_a_branch() {
    let document = good(&schemas(
        "3.0.3",
        "    Plain: {type: string, nullable: true}
    Not: {type: string, nullable: false}
    Enum: {type: string, enum: [a], nullable: true}
    One: {nullable: true, oneOf: [{type: string}, {type: integer}]}
    Object: {nullable: true, properties: {a: {type: string}}}
    All: {nullable: true, description: d, default: null, allOf: [{$ref: '#/components/schemas/Plain'}]}
    Any: {nullable: true}
    Part: {allOf: [{$ref: '#/components/schemas/Plain'}, {nullable: true}]}
",
    ));
    assert_eq!(types(named(&document, "Plain")), ["string", "null"]);
    assert_eq!(types(named(&document, "Not")), ["string"]);
    assert_eq!(types(named(&document, "Object")), ["object", "null"]);
    assert_eq!(types(named(&document, "Any")), [""; 0]);
    let members = named(&document, "Enum").members.as_ref().expect("an enum");
    assert!(members.len() == 2 && members[1].is_null());
    let one = named(&document, "One");
    assert_eq!(types(document.schema(one.one_of[2])), ["null"]);
    let all = named(&document, "All");
    assert_eq!(named(&document, "Part").any_of.len(), 2);
    let inner = document.schema(all.any_of[0]);
    assert!(all.all_of.is_empty() && all.default.is_some() && inner.default.is_none());
    assert_eq!(inner.origin.pointer, all.origin.pointer);
    let branch = document.schema(inner.all_of[0]);
    assert_eq!(branch.origin.pointer, "/components/schemas/All/allOf/0");
}

#[test]
fn null_beside_a_reference_is_honoured_with_a_warning() {
    for version in ["3.0.3", "3.1.0"] {
        let text = "    A: {type: string}\n    B: {$ref: '#/components/schemas/A', nullable: true, description: d}\n";
        let (document, out) = try_read(&schemas(version, text));
        assert_eq!(codes(&out), ["E0204"], "{version}");
        let document = document.expect("a warning costs nothing");
        let whole = named(&document, "B");
        assert!(whole.reference.is_none() && whole.description.is_some());
        assert!(document.schema(whole.any_of[0]).reference.is_some());
    }
}

#[test]
fn siblings_of_a_reference_count_since_31() {
    let text = "    A: {type: object}\n    B: {$ref: '#/components/schemas/A', required: [x], title: t, description: d}\n";
    let (document, out) = try_read(&schemas("3.0.0", text));
    assert_eq!(codes(&out), ["E0204"]);
    let document = document.expect("a warning costs nothing");
    let kept = named(&document, "B");
    assert!(kept.required.is_empty() && kept.title.is_none() && kept.description.is_some());
    let document = good(&schemas("3.1.0", text));
    assert_eq!(named(&document, "B").required.len(), 1);
}

#[test]
fn boolean_bounds_become_numbers() {
    let text = "    A: {minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}\n";
    let document = good(&schemas("3.0.0", text));
    let rare = named(&document, "A").rare.as_ref().expect("bounds");
    assert!(rare.minimum.is_none() && rare.exclusive_minimum.is_some());
    assert!(rare.maximum.is_some() && rare.exclusive_maximum.is_none());
    assert_eq!(codes(&try_read(&schemas("3.1.0", text)).1), ["E0204", "E0204"]);
    let numbers = schemas("3.0.0", "    A: {exclusiveMinimum: 1}\n");
    assert_eq!(codes(&try_read(&numbers).1), ["E0204"]);
}

#[test]
fn a_broken_part_costs_only_itself() {
    let (document, out) = try_read(
        "openapi: 3.1.0
info: {title: [], version: 1.10}
security: nothing
paths:
  /a:
    get:
      deprecated: 'yes'
      parameters:
      - {name: a, in: query}
      - {in: query}
      - {name: b, in: body}
      - 7
      responses: {ok: {}, 4xx: {content: {a/b: 1, c/d: {schema: {type: file}}}}}
    put: null
  x-note: 1
components:
  schemas: {A: 1, B: {properties: {c: }}}
  securitySchemes: {a: {type: apiKey, in: header}, b: {type: http, scheme: Bearer}}
",
    );
    let document = document.expect("parts never cost the whole");
    let mut found = codes(&out);
    found.sort_unstable();
    // title, security, deprecated, `ok`, `file`, A, c; two parameters, `7`, a/b, put, a.
    assert_eq!(found, [["E0203"; 7].as_slice(), &["E0205"; 6]].concat());
    assert_eq!(document.info.version.as_ref().expect("a scalar").value, "1.10");
    assert!(document.security.is_none());
    let OrRef::Here(item) = &document.paths[0].item else {
        panic!("no reference");
    };
    assert_eq!((document.paths.len(), item.operations.len()), (1, 1));
    let get = &item.operations[0];
    assert_eq!((get.parameters.len(), get.responses.len()), (1, 1));
    assert_eq!(get.method.value, "GET");
    assert_eq!(named(&document, "B").properties.len(), 1);
    let [(_, OrRef::Here(scheme))] = &document.components.security_schemes[..] else {
        panic!("one scheme is whole");
    };
    let SecuritySchemeKind::Http { scheme } = &scheme.kind else {
        panic!("it is HTTP");
    };
    assert_eq!(scheme.value, "bearer");
}

#[test]
fn parameters_have_the_defaults_of_their_place() {
    let document = good(
        "openapi: 3.0.0
components:
  parameters:
    a: {name: a, in: query}
    b: {name: b, in: path}
    c: {name: c, in: query, style: pipeDelimited}
    d: {name: d, in: cookie, explode: false}
",
    );
    let kept = |at: usize| -> (ParameterIn, Style, bool, bool) {
        match &document.components.parameters[at].1 {
            OrRef::Here(Parameter { location, style, explode, required, .. }) => {
                (*location, *style, *explode, *required)
            }
            OrRef::Ref(_) => panic!("no reference"),
        }
    };
    assert_eq!(kept(0), (ParameterIn::Query, Style::Form, true, false));
    assert_eq!(kept(1), (ParameterIn::Path, Style::Simple, false, true));
    assert_eq!(kept(2), (ParameterIn::Query, Style::PipeDelimited, false, false));
    assert_eq!(kept(3), (ParameterIn::Cookie, Style::Form, false, false));
}

#[test]
fn the_deepest_tree_is_read() {
    let depth = Bounds::default().depth - 4;
    let nest = format!("{}{{}}{}", "{\"items\":".repeat(depth), "}".repeat(depth));
    let text = format!("{{\"openapi\":\"3.1.0\",\"components\":{{\"schemas\":{{\"A\":{nest}}}}}}}");
    let document = good(&text);
    assert_eq!(document.schemas.len(), depth + 1);
    let again = good(&to_yaml(&document));
    assert_eq!(again.schemas.len(), depth + 1);
}
