//! What pages of documentation become: a folder of pages, the document that is made of them, and
//! what is said of it.

use std::path::Path;
use std::process::ExitCode;
use tintype_tests::{folders, pages, snapshot};

fn main() -> ExitCode {
    folders::run(&[("pages", "import", import), ("pages", "again", again)])
}

fn import(folder: &Path) -> Result<(), String> {
    let run = pages::import(&pages::of_folder(folder)?);
    let expected = folder.join("expected.txt");
    let said = run.findings();
    if !said.is_empty() || expected.exists() {
        snapshot::compare_file(&expected, &said)?;
    }
    let import = run.import.ok_or_else(|| format!("nothing is imported:\n{said}"))?;
    snapshot::compare_file(&folder.join("expected.yaml"), &import.text)
}

/// The document that was made generates what the pages do.
fn again(folder: &Path) -> Result<(), String> {
    let pages = pages::of_folder(folder)?;
    let text = pages::import(&pages).import.ok_or("nothing is imported")?.text;
    let of_pages = pages::surface(tintype::Source::Pages(pages))?;
    let of_document = pages::surface(tintype::Source::Text { name: "expected.yaml".to_owned(), text })?;
    if of_pages == of_document {
        return Ok(());
    }
    Err(snapshot::diff(&of_pages, &of_document))
}
