//! Parameters, bodies, responses, credentials.

use super::{api_of, short};
use crate::config::Overrides;

fn operations(paths: &str) -> (String, Vec<&'static str>) {
    let (api, codes) = api_of(&format!("paths:\n{paths}"), &Overrides::default());
    (short(&api), codes)
}

#[test]
fn parameters_of_both_levels_are_one_list() {
    let (dump, codes) = operations(
        "
  /a/{b}/{c}.json:
    parameters:
    - {name: c, in: path, required: true, schema: {type: string}}
    - {name: q, in: query, schema: {type: string}}
    get:
      operationId: x
      tags: [t, u]
      parameters:
      - {name: q, in: query, schema: {type: array, items: {type: integer}}}
      - {name: Accept, in: header, schema: {type: string}}
      - {name: deep, in: query, schema: {type: object}}
      - {name: left, in: path, required: true, schema: {type: string}}
      responses: {'200': {description: ok}}
",
    );
    let expected = "operation GET /a/{b}/{c}.json x group \"t\" security []\n  \
                    path b: Text\n  path c: Text\n  query q?: [Int64] repeated\n  -> 200: nothing\n";
    assert_eq!(dump, expected);
    assert_eq!(codes, ["E0503", "E0505", "E0504"]);
}

#[test]
fn a_required_parameter_that_cannot_be_sent_costs_its_operation() {
    let (api, codes) = api_of(
        "paths: {/a: {get: {operationId: x, responses: {}, parameters: [{name: q, in: query, required: true, schema: {type: object}}]}}}",
        &Overrides::default(),
    );
    assert_eq!((api.operations.len(), api.operations_in_document), (0, 1));
    assert_eq!(codes, ["E0505"]);
}

#[test]
fn bodies_and_responses_choose_json() {
    let (dump, codes) = operations(
        "
  /a:
    post:
      operationId: a
      requestBody:
        required: true
        content:
          text/plain: {schema: {type: string}}
          application/vnd.x+json: {schema: {anyOf: [{type: string}, {type: 'null'}]}}
      responses:
        default: {description: d, content: {text/plain: {}}}
        4XX: {description: d, content: {image/png: {}}}
        '200': {description: d, content: {'application/json; charset=utf-8': {schema: {}}}}
        '204': {description: d, content: {application/json: {schema: {type: string}}}}
        '999': {description: d}
    put:
      operationId: b
      requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {x: {type: string}}}}}}
      responses: {}
",
    );
    let expected = "operation POST /a a group \"-\" security []\n  \
                    body? application/vnd.x+json: Text\n  -> 200: any JSON (Anything)\n  \
                    -> 204: nothing\n  -> 4XX: bytes\n  -> default: text\n";
    assert_eq!(dump, expected);
    assert_eq!(codes, ["E0507", "E0506"]);
}

#[test]
fn ids_and_paths_that_stand_twice_are_said() {
    let (dump, codes) = operations(
        "
  /a/{x}:
    get: {operationId: i, parameters: &p [{name: x, in: path, required: true, schema: {type: string}}], responses: {}}
  /a/{y}:
    get: {operationId: j, responses: {}}
  /b:
    get: {operationId: i, responses: {}}
    put: {responses: {}}
",
    );
    assert!(dump.contains("operation GET /b - "), "{dump}");
    assert!(!dump.contains("{y}"), "{dump}");
    assert_eq!(codes, ["E0510", "E0502", "E0501"]);
}

#[test]
fn credentials_are_alternatives_of_sets() {
    let (api, codes) = api_of(
        "
security: [{k: []}, {b: [], k: []}, {m: []}]
paths: {/a: {get: {operationId: a, responses: {}}, put: {operationId: b, security: [], responses: {}}}}
components:
  securitySchemes:
    k: {type: apiKey, in: header, name: X-Key}
    b: {type: http, scheme: Bearer}
    m: {type: mutualTLS}
",
        &Overrides::default(),
    );
    // By scheme: `b` is the first, `k` the second.
    assert_eq!(api.operations[0].security, [vec![1], vec![0, 1]]);
    assert_eq!(api.operations[1].security, Vec::<Vec<usize>>::new());
    assert_eq!(codes, ["E0508"]);
}

#[test]
fn where_no_security_is_stated_what_is_set_is_sent() {
    let schemes = "components: {securitySchemes: {k: {type: apiKey, in: header, name: X-Key}, b: {type: http, scheme: bearer}}}";
    let of = |stated: &str, own: &str| {
        let paths = format!(
            "paths: {{/a: {{get: {{operationId: a, responses: {{}}{own}}}, put: {{operationId: b, responses: {{}}}}}}}}"
        );
        let (api, codes) = api_of(&format!("{stated}\n{paths}\n{schemes}\n"), &Overrides::default());
        assert!(codes.is_empty(), "{codes:?}");
        let put = &api.operations[1];
        assert_eq!(put.security, api.security);
        (put.security.clone(), put.rules.clone())
    };
    let nothing = (Vec::new(), Vec::new());
    let rule = "no security is stated: what is set is sent";
    assert_eq!(of("", ""), (vec![vec![0], vec![1]], vec![rule]));
    assert_eq!(of("security: []", ""), nothing);
    assert_eq!(of("", ", security: []"), nothing);
    assert_eq!(of("", ", security: [{k: []}]"), nothing);
}
