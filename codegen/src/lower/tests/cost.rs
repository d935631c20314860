//! Documents whose schemas share their parts: the ways through them multiply, the work may not.

use super::api_of;
use crate::config::Overrides;
use crate::ir::{Api, Shape};
use std::fmt::Write;
use std::time::{Duration, Instant};

/// The API of these components, lowered in the time that a small document may take.
#[track_caller]
fn quickly(components: &str, paths: &str) -> Api {
    let begun = Instant::now();
    let text = format!("paths:{paths}\ncomponents:\n  schemas:\n{components}");
    let (api, _) = api_of(&text, &Overrides::default());
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    api
}

fn reference(name: &str) -> String {
    format!("{{$ref: '#/components/schemas/{name}'}}")
}

/// 14 layers of 8 unions, each a choice of all 8 of the next layer.
fn layers(discriminator: &str, last: &str) -> String {
    let mut text = String::new();
    for layer in 0..14 {
        let next: Vec<String> = (0..8).map(|at| reference(&format!("L{}_{at}", layer + 1))).collect();
        let next = next.join(", ");
        for at in 0..8 {
            writeln!(text, "    L{layer}_{at}: {{{discriminator}anyOf: [{next}]}}").expect("a string");
        }
    }
    for at in 0..8 {
        writeln!(text, "    L14_{at}: {last}").expect("a string");
    }
    text
}

#[test]
fn layers_of_unions() {
    let paths = "
  /a:
    get:
      operationId: a
      responses: {}
      parameters: [{name: q, in: query, schema: {$ref: '#/components/schemas/L0_0'}}]";
    let api = quickly(&layers("", "{type: [integer, 'null']}"), paths);
    assert_eq!(api.operations[0].parameters.len(), 1, "a choice of texts is a text");
    let first = &api.types[0];
    let Shape::Union(union) = &first.shape else {
        panic!("{first:?}");
    };
    assert!(union.variants.iter().all(|it| it.test.kinds == [crate::ir::Kind::Integer]));
}

#[test]
fn layers_of_told_unions() {
    let last = "{required: [k], properties: {k: {type: string}}}";
    let api = quickly(&layers("discriminator: {propertyName: k}, ", last), " {}");
    let Shape::Union(union) = &api.types[0].shape else {
        panic!("{:?}", api.types[0]);
    };
    // Deeper than choices are asked for their tags: each stands for its own name.
    assert_eq!(union.variants.len(), 8);
}

#[test]
fn parts_that_stand_twice_are_read_once() {
    let mut text = String::new();
    for level in 0..40 {
        let next = reference(&format!("A{}", level + 1));
        writeln!(
            text,
            "    A{level}: {{allOf: [{next}, {next}, {{properties: {{p{level}: {{type: string}}}}}}]}}"
        )
        .expect("a string");
    }
    text.push_str("    A40: {properties: {p40: {type: string}}}\n");
    let api = quickly(&text, " {}");
    let Shape::Object(object) = &api.types[0].shape else {
        panic!("{:?}", api.types[0]);
    };
    assert_eq!(object.fields.len(), 41);
}
