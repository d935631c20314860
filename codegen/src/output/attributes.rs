//! The `.gitattributes` of a crate that stands by itself: its generated files are LF on every
//! system, and folded away where a change is reviewed.

use super::{GeneratedFile, MANIFEST};
use std::collections::BTreeSet;

/// Attributes for these files, the manifest, and the files of `more` (the lock).
///
/// Folders are named as a whole, so that a new file changes nothing here.
pub fn attributes(files: &[GeneratedFile], more: &[&str]) -> GeneratedFile {
    let mut patterns: BTreeSet<_> = files
        .iter()
        .map(|file| match file.path.split_once('/') {
            Some((folder, _)) => format!("/{folder}/**"),
            None => format!("/{}", file.path),
        })
        .collect();
    patterns.insert(format!("/{MANIFEST}"));
    patterns.extend(more.iter().map(|path| format!("/{path}")));
    let mut text = "* text=auto eol=lf\n".to_owned();
    for pattern in patterns {
        text.push_str(&pattern);
        text.push_str(" linguist-generated\n");
    }
    GeneratedFile {
        path: ".gitattributes".to_owned(),
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_once_and_the_lock_is_marked() {
        let file = |path: &str| GeneratedFile {
            path: path.to_owned(),
            text: String::new(),
        };
        let files = [
            file("src/lib.rs"),
            file("Cargo.toml"),
            file("src/types/a.rs"),
        ];
        assert_eq!(
            attributes(&files, &["names.lock"]).text,
            "* text=auto eol=lf\n/Cargo.toml linguist-generated\n/MANIFEST linguist-generated\n\
             /names.lock linguist-generated\n/src/** linguist-generated\n"
        );
    }
}
