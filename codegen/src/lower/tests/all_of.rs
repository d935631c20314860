//! Conjunctions: `allOf`, keywords beside `$ref`, keywords beside a choice.

use super::{shows, shows_with};

#[test]
fn parts_become_one_structure() {
    shows(
        "
A: {required: [a], properties: {a: {type: string}}}
B:
  allOf:
  - {$ref: '#/components/schemas/A'}
  - {properties: {b: {type: integer}}}
  required: [b]
",
        "
type A: object
  a: Text
type B: object
  a: Text
  b: Int64
",
    );
}

#[test]
fn one_part_with_words_is_that_part() {
    shows(
        "
A: {type: object, properties: {a: {type: string}}}
B:
  properties:
    a: {allOf: [{$ref: '#/components/schemas/A'}], description: words, type: object}
    b: {$ref: '#/components/schemas/A', description: words}
",
        "
type A: object
  a?: Text
type B: object
  a?: A
  b?: A
",
    );
}

#[test]
fn parts_that_contradict_each_other_are_any_json() {
    shows_with(
        "A: {allOf: [{type: string}, {type: integer}]}",
        "type A: any JSON (Conflict)",
        &["E0402"],
    );
    shows_with(
        "
A:
  allOf:
  - {properties: {a: {type: string}, b: {enum: [x, y]}}}
  - {properties: {a: {type: integer}, b: {enum: [y, z]}}}
",
        "
type A: object
  a?: any JSON (Conflict)
  b?: <A/properties/b>
type A/properties/b: enumeration
  \"y\"
",
        &["E0402"],
    );
}

#[test]
fn a_child_holds_its_own_tag_and_not_its_parents_children() {
    shows(
        "
Pet:
  required: [kind]
  properties: {kind: {type: string}}
  discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}
Cat:
  allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]
",
        "
type Cat: object
  kind = \"cat\"
  lives?: Int64
type Pet: object
  kind: Text
",
    );
}

#[test]
fn properties_beside_a_choice_are_in_every_branch() {
    shows(
        "
A:
  required: [id]
  properties: {id: {type: string}}
  oneOf:
  - {required: [a], properties: {a: {type: string}}}
  - {required: [b], properties: {b: {type: string}}}
",
        "
type A: union
  <A/oneOf[required=a]> when Object with id a
  <A/oneOf[required=b]> when Object with id b
type A/oneOf[required=a]: object
  id: Text
  a: Text
type A/oneOf[required=b]: object
  id: Text
  b: Text
",
    );
}

#[test]
fn branches_that_only_require_are_read_past() {
    shows_with(
        "
A:
  properties: {a: {type: string}, b: {type: string}}
  anyOf: [{required: [a]}, {required: [b]}]
",
        "
type A: object
  a?: Text
  b?: Text
",
        &["E0404"],
    );
}

#[test]
fn schemas_that_are_their_own_parts_end() {
    shows(
        "
A:
  allOf: [{$ref: '#/components/schemas/A'}, {properties: {a: {type: string}}}]
B:
  allOf:
  - {properties: {l: {$ref: '#/components/schemas/B'}, r: {$ref: '#/components/schemas/B'}}}
  - {properties: {l: {$ref: '#/components/schemas/C'}, r: {$ref: '#/components/schemas/C'}}}
C: {properties: {l: {$ref: '#/components/schemas/C'}, x: {type: string}}}
",
        "
type A: object
  a?: Text
type B: object
  l?: <B/properties/l>
  r?: <B/properties/l>
type B/properties/l: object
  l?: <B/properties/l>
  r?: <B/properties/l>
  x?: Text
type C: object
  l?: C
  x?: Text
",
    );
}
