//! Instances from elsewhere: a JSON line each, `{"pointer": .., "instance": ..}`.
//!
//! The pointer is of any schema of the document: a component, one inside an operation, one inside
//! another schema, and on its way through `$ref`s.

use super::one::Instance;
use crate::lab::schema::{Document, decoded};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

/// The instances of a file; and the lines whose pointer finds no schema, or that are no such line:
/// of thousands of recorded bodies, one that was cut short must not cost the others.
pub(super) fn outside(document: &Document, file: &Path) -> Result<(Vec<Instance>, Vec<String>)> {
    Ok(told_apart(document, &crate::lab::generate::read(file)?))
}

fn told_apart(document: &Document, text: &str) -> (Vec<Instance>, Vec<String>) {
    let (mut instances, mut nowhere) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line = || -> Result<(String, Value)> {
            let mut line: Value = serde_json::from_str(line)?;
            let pointer = line["pointer"].as_str().context("there is no \"pointer\"")?.to_owned();
            let instance = line.get_mut("instance").context("there is no \"instance\"")?.take();
            Ok((pointer, instance))
        };
        let (pointer, value) = match line() {
            Ok(line) => line,
            Err(error) => {
                nowhere.push(format!("line {}: {error}", at + 1));
                continue;
            }
        };
        match found(document, &pointer) {
            Some(pointer) => instances.push(Instance { pointer, case: None, value }),
            None => nowhere.push(pointer),
        }
    }
    (instances, nowhere)
}

/// A pointer may be plain, or a fragment of a URI, where its steps are percent-encoded (RFC 6901,
/// section 6).
fn found(document: &Document, pointer: &str) -> Option<String> {
    document.canonical(pointer).or_else(|| document.canonical(&decoded(pointer)))
}

#[cfg(test)]
mod tests {
    use super::{found, told_apart};
    use crate::lab::schema::Document;
    use serde_json::json;

    #[test]
    fn a_line_that_is_none_costs_no_other() {
        let document = Document::of(json!({ "components": { "schemas": { "A": {} } } }));
        let lines = [
            r##"{"pointer":"#/components/schemas/A","instance":1}"##,
            "",
            r#"{"pointer":"/components/sch"#,
            r#"{"pointer":"/components/schemas/A"}"#,
            r#"{"pointer":"/components/schemas/B","instance":1}"#,
            r#"{"pointer":"/components/schemas/A","instance":null}"#,
        ];
        let (instances, nowhere) = told_apart(&document, &lines.join("\n"));
        let values: Vec<_> = instances.iter().map(|instance| &instance.value).collect();
        assert_eq!(values, [&json!(1), &json!(null)]);
        assert_eq!(
            nowhere,
            [
                "line 3: EOF while parsing a string at line 1 column 27",
                "line 4: there is no \"instance\"",
                "/components/schemas/B"
            ]
        );
    }

    #[test]
    fn a_pointer_may_be_a_fragment_with_percents() {
        let document = Document::of(json!({ "paths": { "/a/{id}": { "get": {} }, "/50%25": {} } }));
        let own = Some("/paths/~1a~1{id}/get".to_owned());
        assert_eq!(found(&document, "/paths/~1a~1{id}/get"), own);
        assert_eq!(found(&document, "#/paths/~1a~1%7Bid%7D/get"), own);
        assert_eq!(found(&document, "/paths/~150%25").as_deref(), Some("/paths/~150%25"));
        assert_eq!(found(&document, "#/paths/%zz~"), None);
    }
}
