//! Scalars, enumerations, structures, maps, tuples, null, recursion.

use super::{api_of, shows, shows_with};
use crate::config::{FormatType, Overrides};
use crate::document::Text;
use crate::ir::dump;
use crate::text::{FileId, Span};

#[test]
fn null_in_all_its_spellings_is_the_uses() {
    shows(
        "
A:
  type: object
  required: [a, b]
  properties:
    a: {type: [string, 'null']}
    b: {anyOf: [{type: integer}, {type: 'null'}]}
    c: {oneOf: [{type: 'null'}, {$ref: '#/components/schemas/B'}]}
    d: {enum: [x, null]}
    e: {$ref: '#/components/schemas/C'}
    f: {anyOf: [{}, {type: 'null'}]}
B: {type: boolean}
C: {anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}
",
        "
type A: object
  a: Text|null
  b: Int64|null
  c?: B|null
  d?: <A/properties/d>|null
  e?: C|null
  f?: any JSON (Anything)
type A/properties/d: enumeration
  \"x\"
type B: Boolean
type C: = B
",
    );
}

#[test]
fn a_component_around_a_schema_of_its_own_is_it() {
    shows(
        "
A: {anyOf: [{type: object, properties: {a: {type: string}}}, {type: 'null'}]}
B: {type: array, items: {$ref: '#/components/schemas/A'}}
",
        "
type A: object
  a?: Text
type B: [A|null]
",
    );
}

#[test]
fn formats_decide_scalars() {
    shows(
        "
A:
  properties:
    a: {type: integer, format: int32, minimum: 0}
    b: {type: integer, format: uint64}
    c: {type: number, format: float}
    d: {type: string, format: date-time}
    e: {type: string, format: password}
    f: {type: string, contentEncoding: base64}
    g: {type: string, format: binary}
    h: {type: [integer, number]}
    i: {type: [string, integer]}
",
        "
type A: object
  a?: Int32
  b?: UInt64
  c?: Number
  d?: DateTime
  e?: Secret
  f?: Base64
  g?: Text
  h?: Number
  i?: <A/properties/i>
type A/properties/i: union
  Int64 when Integer
  Text when String
",
    );
}

#[test]
fn enumerations_are_of_strings_or_of_integers() {
    shows(
        "
A: {enum: [b, a, b, '']}
B: {type: integer, enum: [3, 9]}
C: {enum: [true]}
D: {const: 7}
",
        "
type A: enumeration
  \"b\"
  \"a\"
  \"\"
type B: enumeration
  \"3\"
  \"9\"
type C: Boolean
type D: enumeration
  \"7\"
",
    );
    shows(
        "A: {enum: [a, 1]}",
        "
type A: union
  <A/type[integer]> when Integer
  <A/type[string]> when String
type A/type[integer]: enumeration
  \"1\"
type A/type[string]: enumeration
  \"a\"
",
    );
}

#[test]
fn objects_without_properties_are_maps() {
    shows(
        "
A: {type: object}
B: {type: object, additionalProperties: {type: integer}}
C: {type: object, additionalProperties: false}
D: {properties: {a: {type: string}}, additionalProperties: {type: integer}}
E: {properties: {a: {type: string}}, additionalProperties: true}
",
        "
type A: {*: any JSON (FreeForm)}
type B: {*: Int64}
type C: object
type D: object
  a?: Text
  *: Int64
type E: object
  a?: Text
",
    );
}

#[test]
fn a_required_member_of_one_value_is_a_constant_and_an_optional_one_a_field() {
    shows(
        "
A:
  required: [a]
  properties:
    a: {const: x}
    b: {enum: [y]}
",
        "
type A: object
  a = \"x\"
  b?: <A/properties/b>
type A/properties/b: enumeration
  \"y\"
",
    );
}

#[test]
fn required_members_that_nobody_declares_are_read_past() {
    shows_with(
        "A: {required: [a, b], properties: {a: {type: string}}}",
        "type A: object\n  a: Text",
        &["E0403"],
    );
}

#[test]
fn tuples_are_of_a_fixed_number() {
    shows(
        "
A: {type: array, prefixItems: [{type: string}, {type: integer}], minItems: 2, maxItems: 2}
B: {type: array, prefixItems: [{type: string}, {type: integer}], items: false}
C: {type: array, prefixItems: [{type: string}, {type: string}]}
D: {type: array, prefixItems: [{type: string}, {}]}
",
        "
type A: (Text, Int64)
type B: (Text, Int64)
type C: [Text]
type D: [any JSON (Anything)]
",
    );
}

#[test]
fn what_holds_only_itself_is_any_json() {
    shows(
        "
B: {type: array, items: {$ref: '#/components/schemas/A'}}
A: {type: array, items: {$ref: '#/components/schemas/B'}}
C: {properties: {next: {$ref: '#/components/schemas/C'}}}
",
        "
type A: any JSON (Endless)
type B: [A]
type C: object
  next?: C
",
    );
}

#[test]
fn depth_ends_in_any_json_and_not_in_the_stack() {
    let nested = "{type: array, items: ".repeat(230);
    let text = format!("components: {{schemas: {{A: {nested}true{}}}}}", "}".repeat(230));
    let (api, _) = api_of(&text, &Overrides::default());
    assert!(dump(&api).contains("any JSON (TooDeep)"));
}

#[test]
fn overrides_that_match_nothing_are_refused() {
    let span = |at| Span::new(FileId(0), at, at + 1);
    let text = |value: &str, at| Text { value: value.to_owned(), span: span(at) };
    let overrides = Overrides {
        types: vec![
            (text("#/components/schemas/A", 1), text("my::A", 1)),
            (text("#/components/schemas/Gone", 2), text("my::B", 2)),
        ],
        formats: vec![
            (text("date", 3), FormatType::Foreign(text("my::Date", 3))),
            (text("nonesuch", 4), FormatType::Text),
        ],
        ..Overrides::default()
    };
    let document = "components: {schemas: {A: {type: object}, B: {type: string, format: date}}}";
    let (api, codes) = api_of(document, &overrides);
    assert_eq!(codes, ["E0703", "E0703"]);
    let expected = "type #/components/schemas/A: foreign my::A\n\
                    type #/components/schemas/B: foreign my::Date\n";
    assert_eq!(dump(&api), expected);
}

#[test]
fn an_enumeration_of_texts_that_yaml_respells_is_any_text() {
    // `08` is the number 8 by YAML 1.2, and what is on the wire is not known.
    shows("A: {type: string, enum: [01, 08, 10]}", "\ntype A: Text\n");
}
