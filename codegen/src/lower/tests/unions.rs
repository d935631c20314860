//! Choices: collapsed, told by a tag, told by tests; and what identity a branch has.

use super::{schemas, shows, shows_with};

#[test]
fn branches_that_another_holds_are_taken_away() {
    shows(
        "
A: {anyOf: [{type: number}, {type: integer}]}
B: {anyOf: [{type: string}, {enum: [a]}]}
C: {anyOf: [{type: string}, {type: string, title: T}]}
",
        "
type A: Number
type B: enumeration
  \"a\"
type C: Text
",
    );
}

const PETS: &str = "
Cat: {required: [kind], properties: {kind: {const: cat}, name: {type: string}}}
Dog: {properties: {kind: {const: dog}}}
Fish: {properties: {scales: {type: integer}}}
";

#[test]
fn a_discriminator_reads_its_mapping_by_name_and_by_pointer() {
    let pets = "
Pet:
  oneOf:
  - {$ref: '#/components/schemas/Cat'}
  - {$ref: '#/components/schemas/Dog'}
  - {$ref: '#/components/schemas/Fish'}
  discriminator:
    propertyName: kind
    mapping: {cat: Cat, dog: '#/components/schemas/Dog', puppy: Dog, gone: Gone}
";
    // `kind` of a dog is optional and its only value one of two tags: the caller chooses. A fish
    // that is met in the union alone has its name for a tag, which it need not declare.
    shows_with(
        &format!("{}{}", PETS.trim_start(), pets.trim_start()),
        "
type Cat: object
  kind = \"cat\"
  name?: Text
type Dog: object
  kind?: <Dog/properties/kind>
type Dog/properties/kind: enumeration
  \"dog\"
type Fish: object
  kind? = \"Fish\"
  scales?: Int64
type Pet: union
  by kind, else of [1, 2]
  Cat when cat
  Dog when dog puppy
  Fish when Fish
",
        &["E0405"],
    );
}

#[test]
fn constants_tell_branches_without_a_discriminator() {
    shows(
        "
A: {anyOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}
B: {properties: {type: {const: b}}}
C: {properties: {type: {enum: [c]}}}
",
        "
type A: union
  by type, else of [0, 1]
  B when b
  C when c
type B: object
  type? = \"b\"
type C: object
  type? = \"c\"
",
    );
}

#[test]
fn a_plain_tag_is_a_field_where_the_schema_is_used_alone() {
    let (dump, _) = schemas(
        "
A: {properties: {kind: {type: string}}}
B: {properties: {kind: {type: string}}}
U:
  oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
  discriminator: {propertyName: kind}
L: {type: array, items: {$ref: '#/components/schemas/B'}}
",
    );
    assert!(dump.contains("type A: object\n  kind? = \"A\"\n"), "{dump}");
    assert!(dump.contains("type B: object\n  kind?: Text\n"), "{dump}");
}

#[test]
fn tests_go_from_specific_to_general() {
    shows(
        "
A:
  anyOf:
  - {type: string}
  - {type: number}
  - {type: string, format: date}
  - {type: object}
  - {required: [x], properties: {x: {type: string}}}
  - {type: array, items: {type: number}}
  - {type: array, items: {type: integer}}
",
        "
type A: union
  Date when String
  <A/anyOf[required=x]> when Object with x
  [Int64] when Array
  Text when String
  Number when Number
  [Number] when Array
  {*: any JSON (FreeForm)} when Object
type A/anyOf[required=x]: object
  x: Text
",
    );
}

#[test]
fn a_branch_put_in_front_moves_no_identity() {
    let with = |front: &str| {
        let branches = "{properties: {b: {type: string}}, required: [b]}, {enum: [x]}";
        schemas(&format!("A: {{anyOf: [{front}{branches}]}}")).0
    };
    let identities = |dump: String| -> Vec<String> {
        let lines = dump.lines().filter(|it| it.starts_with("type A/"));
        lines.map(str::to_owned).collect()
    };
    let before = identities(with(""));
    assert_eq!(before.len(), 2);
    assert_eq!(before, identities(with("{type: integer}, ")));
}

#[test]
fn branches_that_are_alike_are_numbered_with_a_warning() {
    let (dump, codes) =
        schemas("A: {anyOf: [{properties: {a: {type: string}}}, {properties: {b: {type: string}}}]}");
    assert!(dump.contains("A/anyOf[type=object]: object"), "{dump}");
    assert!(
        dump.contains("A/anyOf[type=object]#2: object") || dump.contains("A/anyOf[type=object#2]: object"),
        "{dump}"
    );
    assert_eq!(codes, ["E0406"]);
}

#[test]
fn unions_that_hold_one_another_are_told_from_either_end() {
    for order in [["A", "B"], ["B", "A"]] {
        let one = |name: &str| match name {
            "A" => "A: {anyOf: [{type: string}, {$ref: '#/components/schemas/B'}]}\n",
            _ => "B: {properties: {a: {$ref: '#/components/schemas/A'}}}\n",
        };
        shows(
            &format!("{}{}", one(order[0]), one(order[1])),
            "
type A: union
  B when Object
  Text when String
type B: object
  a?: A
",
        );
    }
}

#[test]
fn a_choice_that_holds_itself_is_unrolled() {
    shows(
        "
A: {anyOf: [{$ref: '#/components/schemas/B'}, {type: string}]}
B: {anyOf: [{$ref: '#/components/schemas/A'}, {type: integer}]}
C: {oneOf: [{$ref: '#/components/schemas/C'}, {type: string}, {type: integer}]}
",
        "
type A: union
  Int64 when Integer
  Text when String
type B: union
  Int64 when Integer
  Text when String
type C: union
  Int64 when Integer
  Text when String
",
    );
}
