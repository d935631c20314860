//! Facts on small documents.

use super::{Capability, Facts};
use crate::config::Overrides;
use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Reason, Shape, TypeId};
use crate::text::Files;
use crate::tree::Bounds;
use crate::{document, lower, resolve, select, tree};

fn api(rest: &str) -> Api {
    let text = format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\n{rest}");
    let mut files = Files::default();
    let file = files.add("api.yaml", text);
    let mut out = Diagnostics::default();
    let root = tree::read(&files, file, &Bounds::default(), &mut out).expect("the test's YAML");
    let document = document::read(&root, &mut out).expect("the test's OpenAPI");
    let resolved = resolve::resolve(&document, &mut out);
    lower::lower(&resolved, &select::everything(&resolved), &Overrides::default(), &mut out)
}

fn id(api: &Api, name: &str) -> TypeId {
    let mut components = api.components();
    let found = components.find(|(_, ty)| ty.component.as_deref() == Some(name));
    found.expect("a component of the test").0
}

const CYCLES: [&str; 3] = [
    "    A: {properties: {b: {$ref: '#/components/schemas/B'}, c: {$ref: '#/components/schemas/C'}}}\n",
    "    B: {properties: {a: {$ref: '#/components/schemas/A'}}}\n",
    "    C: {properties: {list: {type: array, items: {$ref: '#/components/schemas/A'}}}}\n",
];

#[test]
fn by_value_cycles_are_cut_once_wherever_their_types_stand() {
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2]] {
        let schemas: String = order.iter().map(|at| CYCLES[*at]).collect();
        let api = api(&format!("components:\n  schemas:\n{schemas}"));
        let boxes = Facts::of(&api).boxes;
        let cut = |name: &str, part| boxes.contains(id(&api, name), part);
        assert!(cut("A", 0), "{order:?}");
        assert!(!cut("A", 1) && !cut("B", 0) && !cut("C", 0), "{order:?}");
    }
}

#[test]
fn direction_follows_operations_and_is_both_where_none_is() {
    let api = api("
paths:
  /a:
    post:
      operationId: a
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/In'}}}}
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Out'}}}}
components:
  schemas:
    In: {properties: {shared: {$ref: '#/components/schemas/Shared'}}}
    Out: {properties: {shared: {$ref: '#/components/schemas/Shared'}}}
    Shared: {type: object, properties: {a: {type: number}}}
    Unused: {type: object, properties: {out: {$ref: '#/components/schemas/Out'}}}
");
    let facts = Facts::of(&api);
    let direction = |name| {
        let found = facts.direction.get(id(&api, name));
        (found.sent, found.received)
    };
    assert_eq!(direction("In"), (true, false));
    assert_eq!(direction("Shared"), (true, true));
    assert_eq!(direction("Unused"), (true, true));
    assert!(api.ids().any(|id| facts.reach.contains(id)));
}

#[test]
fn capabilities_hold_for_all_parts() {
    let api = api("
components:
  schemas:
    A: {properties: {next: {$ref: '#/components/schemas/A'}, any: {}}}
    B: {required: [n], properties: {n: {type: number}}}
    C: {required: [b], properties: {b: {type: array, items: {$ref: '#/components/schemas/B'}}}}
");
    let capabilities = Facts::of(&api).capabilities;
    let has = |name, ability| capabilities.has(id(&api, name), ability);
    assert!(has("A", Capability::TotalEquality) && has("A", Capability::Empty));
    assert!(!has("B", Capability::TotalEquality) && !has("B", Capability::Empty));
    assert!(!has("C", Capability::TotalEquality));
}

/// 20,000 components, each of this text with `NEXT` a reference to the one after it, the last `{}`
/// or the first again; and their facts, in linear time and on a small stack.
fn chain(each: &str, last: &str) -> (Api, Facts) {
    let mut text = String::from("components:\n  schemas:\n");
    for at in 0..20_000 {
        let next = format!("$ref: '#/components/schemas/T{:05}'", at + 1);
        text.push_str(&format!("    T{at:05}: {}\n", each.replace("NEXT", &next)));
    }
    text.push_str(&format!("    T20000: {last}\n"));
    let begun = std::time::Instant::now();
    let api = api(&text);
    let facts = Facts::of(&api);
    // Linear it takes a fraction of this, reading included; quadratic several times as long.
    assert!(begun.elapsed().as_secs() < 15, "{:?}", begun.elapsed());
    (api, facts)
}

#[test]
fn a_long_chain_costs_no_more_than_its_length() {
    let each = "{properties: {next: {NEXT}}}";
    let (api, facts) = chain(each, "{required: [n], properties: {n: {type: number}}}");
    let first = id(&api, "T00000");
    assert!(!facts.boxes.contains(first, 0));
    assert!(!facts.capabilities.has(first, Capability::TotalEquality));
    let (api, facts) = chain(each, "{properties: {next: {$ref: '#/components/schemas/T00000'}}}");
    let cut: Vec<TypeId> = api.ids().filter(|it| facts.boxes.contains(*it, 0)).collect();
    assert_eq!(cut, [id(&api, "T00000")]);
}

#[test]
fn a_long_chain_of_references_costs_no_more_than_its_length() {
    let (api, facts) = chain("{NEXT}", "{type: array, items: {$ref: '#/components/schemas/T00000'}}");
    let endless = |it: &TypeId| api.ty(*it).shape == Shape::Free(Reason::Endless);
    assert_eq!(api.ids().filter(endless).collect::<Vec<_>>(), [id(&api, "T00000")]);
    assert!(api.ids().all(|it| !facts.boxes.contains(it, 0)));
}
