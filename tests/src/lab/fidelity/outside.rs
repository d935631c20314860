//! Instances from elsewhere: a JSON line each, `{"pointer": .., "instance": ..}`.
//!
//! The pointer is of any schema of the document: a component, one inside an operation, one inside
//! another schema, and on its way through `$ref`s.

use super::one::Instance;
use crate::lab::schema::{Document, decoded};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

/// The instances of a file; and the lines whose pointer finds no schema.
pub(super) fn outside(document: &Document, file: &Path) -> Result<(Vec<Instance>, Vec<String>)> {
    let text = crate::lab::generate::read(file)?;
    let (mut instances, mut nowhere) = (Vec::new(), Vec::new());
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line = || -> Result<(String, Value)> {
            let mut line: Value = serde_json::from_str(line)?;
            let pointer = line["pointer"].as_str().context("there is no \"pointer\"")?.to_owned();
            let instance = line.get_mut("instance").context("there is no \"instance\"")?.take();
            Ok((pointer, instance))
        };
        let (pointer, value) = line().with_context(|| format!("{}, line {}", file.display(), at + 1))?;
        match found(document, &pointer) {
            Some(pointer) => instances.push(Instance { pointer, case: None, value }),
            None => nowhere.push(pointer),
        }
    }
    Ok((instances, nowhere))
}

/// A pointer may be plain, or a fragment of a URI, where its steps are percent-encoded (RFC 6901,
/// section 6).
fn found(document: &Document, pointer: &str) -> Option<String> {
    document.canonical(pointer).or_else(|| document.canonical(&decoded(pointer)))
}

#[cfg(test)]
mod tests {
    use super::found;
    use crate::lab::schema::Document;
    use serde_json::json;

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
