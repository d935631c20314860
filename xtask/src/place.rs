//! A path on disk, and how it is printed: as the user gave it, relative, with `/`.

use std::path::{Path, PathBuf};

/// A file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Where the system finds it.
    pub(crate) path: PathBuf,
    /// Where a person finds it.
    pub(crate) shown: String,
}

impl Place {
    /// A path of the command line.
    pub(crate) fn given(path: &Path) -> Self {
        Self { path: path.to_owned(), shown: tidy(&path.to_string_lossy().replace('\\', "/")) }
    }

    /// The folder it stands in.
    pub(crate) fn folder(&self) -> Self {
        let path = self.path.parent().unwrap_or(Path::new("")).to_owned();
        let shown = match self.shown.rsplit_once('/') {
            Some(("", _)) => "/".to_owned(),
            Some((folder, _)) => folder.to_owned(),
            None => ".".to_owned(),
        };
        Self { path, shown }
    }

    /// What `relative` (with `/`) names from this folder.
    ///
    /// What is printed is tidied (`spec/../generated` is `generated`); what the system is asked
    /// for is not, since `..` behind a symbolic link is not the folder before it.
    pub(crate) fn join(&self, relative: &str) -> Self {
        Self { path: self.path.join(relative), shown: tidy(&format!("{}/{relative}", self.shown)) }
    }
}

/// Where the system finds a path, whoever spells it and whether or not all of it is there yet: two
/// paths are one where this is.
pub(crate) fn real(path: &Path) -> PathBuf {
    let here = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    match (here.canonicalize(), here.parent(), here.file_name()) {
        (Ok(real), ..) => real,
        (Err(_), Some(folder), Some(name)) => real(folder).join(name),
        // It begins or ends in `..`, and is not there: nothing to compare it with.
        (Err(_), ..) => here.to_owned(),
    }
}

/// A path without the detours in its text.
fn tidy(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if !matches!(parts.last(), None | Some(&"..")) => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    match parts.is_empty() && root.is_empty() {
        true => ".".to_owned(),
        false => format!("{root}{}", parts.join("/")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_without_detours() {
        let rows = [
            ("spec/codegen.toml", "../generated", "generated"),
            ("../../spec/codegen.toml", "../generated", "../../generated"),
            ("codegen.toml", "./a/../b", "b"),
            ("/tmp/spec/codegen.toml", "../out", "/tmp/out"),
            ("/codegen.toml", "out", "/out"),
        ];
        for (file, relative, shown) in rows {
            let place = Place::given(Path::new(file)).folder().join(relative);
            assert_eq!(place.shown, shown, "{file} {relative}");
        }
    }
}
