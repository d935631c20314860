//! `openapiv3` reads the cases of version 3.0, all that it can read, and counts as we do.

use openapiv3::{OpenAPI, ReferenceOr};
use tintype::Source;
use tintype_tests::case;

#[test]
fn operations_and_schemas_are_counted_alike() {
    let mut read = 0;
    for folder in case::folders("cases") {
        let text = case::read(&folder.join("spec.yaml")).unwrap_or_default();
        if !text.contains("\nopenapi: 3.0") {
            continue;
        }
        let name = case::name(&folder);
        let theirs: OpenAPI = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let ours = case::run(&folder).generated.unwrap_or_else(|| panic!("{name} generates nothing"));
        assert_eq!(ours.summary.operations_in_document, theirs.operations().count(), "{name}");
        let schemas = theirs.components.as_ref().map_or(0, |components| components.schemas.len());
        assert_eq!(ours.document.components.schemas.len(), schemas, "{name}");
        read += 1;
    }
    assert!(read >= 3, "{read} cases are of version 3.0");
}

#[test]
fn a_document_that_it_read_generates_the_same_crate() {
    for folder in case::folders("cases") {
        let text = case::read(&folder.join("spec.yaml")).unwrap_or_default();
        if !text.contains("\nopenapi: 3.0") {
            continue;
        }
        let name = case::name(&folder);
        let theirs: OpenAPI = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        // What it drops, it drops: the two are compared as it writes them.
        assert!(theirs.paths.iter().all(|(_, item)| matches!(item, ReferenceOr::Item(_))), "{name}");
        let written = Source::from(theirs).into_texts().unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = &written[0].1; // one document is one text
        let ours = case::run(&folder).generated.unwrap_or_else(|| panic!("{name} generates nothing"));
        let config = case::read(&folder.join("codegen.toml"));
        let again = case::run_text("spec.json", written, config, None).generated;
        let again = again.unwrap_or_else(|| panic!("{name} generates nothing the second time"));
        let paths = |files: &[tintype::output::GeneratedFile]| -> Vec<String> {
            files.iter().map(|file| file.path.clone()).collect()
        };
        assert_eq!(paths(&ours.files), paths(&again.files), "{name}");
    }
}
