//! What a run is about: the APIs of a configuration, or one document of the command line.
//!
//! Finds and reads files; a file that can't be read is a diagnostic, at the place that names it
//! where there is one.

use crate::Usage;
use crate::place::Place;
use std::path::Path;
use tintype::config::{self, ApiConfig};
use tintype::diagnostic::{Code, Diagnostic, Diagnostics};
use tintype::text::{Files, Span};

/// One API and where its things are.
pub(crate) struct Target {
    pub(crate) api: ApiConfig,
    pub(crate) source: Place,
    pub(crate) out: Place,
    pub(crate) lock: Place,
    pub(crate) kind: Kind,
}

/// Who asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A configuration.
    Configured,
    /// The command line; the lock lies among what was generated.
    Standalone,
}

/// The lock's name where no configuration says.
pub(crate) const LOCK: &str = "names.lock";

/// One document without a configuration.
pub(crate) fn standalone(files: &mut Files, spec: &Path, out: &Path, name: Option<&str>) -> Target {
    let source = Place::given(spec);
    let out = Place::given(out);
    let stem = spec.file_stem().map(|stem| stem.to_string_lossy());
    let label = stem.as_deref().unwrap_or("api");
    Target {
        api: ApiConfig::standalone(files, label, &source.shown, &out.shown, name),
        lock: out.join(LOCK),
        source,
        out,
        kind: Kind::Standalone,
    }
}

/// A configuration, and all of its APIs; none where it has mistakes, which are then in `diagnostics`.
pub(crate) fn configured(
    files: &mut Files,
    config: Option<&Path>,
    diagnostics: &mut Diagnostics,
) -> Result<(Place, Vec<Target>), Usage> {
    let place = match config {
        Some(path) => Place::given(path),
        None => find()?,
    };
    let Some(text) = read(&place, None, diagnostics) else {
        return Ok((place, Vec::new()));
    };
    let file = files.add(&place.shown, text);
    let Some(config) = config::read(files, file, diagnostics) else {
        return Ok((place, Vec::new()));
    };
    let folder = place.folder();
    let targets = config.apis.into_iter().map(|api| Target {
        source: folder.join(&api.source.value),
        out: folder.join(&api.out.value),
        lock: folder.join(&api.lock_path()),
        api,
        kind: Kind::Configured,
    });
    let targets = targets.collect();
    Ok((place, targets))
}

/// The one API of a configuration that is asked for. Where the configuration has mistakes, there is
/// none to choose from.
pub(crate) fn only(config: &Place, targets: Vec<Target>, name: &str) -> Result<Vec<Target>, Usage> {
    let is_it = |target: &Target| target.api.name.value == name;
    if targets.is_empty() || targets.iter().any(is_it) {
        return Ok(targets.into_iter().filter(is_it).collect());
    }
    let names: Vec<_> = targets.iter().map(|target| target.api.name.value.as_str()).collect();
    Err(Usage(format!("{} has no API `{name}`; it has {}", config.shown, names.join(", "))))
}

/// `spec/codegen.toml` here or in a folder above, so that a command works anywhere in a checkout.
fn find() -> Result<Place, Usage> {
    const FILE: &str = "spec/codegen.toml";
    let here = std::env::current_dir()
        .map_err(|error| Usage(format!("the current folder can't be read: {error}")))?;
    here.ancestors()
        .enumerate()
        .find(|(_, folder)| folder.join(FILE).is_file())
        .map(|(up, _)| Place::given(Path::new(&format!("{}{FILE}", "../".repeat(up)))))
        .ok_or_else(|| {
            Usage(format!(
                "there is no {FILE} here or in a folder above; \
                 say --config FILE, or --spec FILE --out DIR"
            ))
        })
}

/// The text of a file that has to be there; `named` is where it is asked for.
pub(crate) fn read(place: &Place, named: Option<Span>, diagnostics: &mut Diagnostics) -> Option<String> {
    let at = |code, message: String| match named {
        Some(span) => Diagnostic::new(code, span, message),
        None => Diagnostic::nowhere(code, message),
    };
    let bytes = match std::fs::read(&place.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("`{}` can't be read: {}", place.shown, reason(&error));
            diagnostics.push(at(Code::UnreadableFile, message));
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let line = 1 + error.as_bytes()[..valid].iter().filter(|b| **b == b'\n').count();
            let message = format!("`{}` is not UTF-8 (line {line})", place.shown);
            diagnostics.push(at(Code::Encoding, message).help("save the file as UTF-8"));
            None
        }
    }
}

/// The text of a file that need not be there.
pub(crate) fn read_if_there(place: &Place, diagnostics: &mut Diagnostics) -> Option<String> {
    match std::fs::symlink_metadata(&place.path) {
        Ok(_) => read(place, None, diagnostics),
        Err(_) => None,
    }
}

/// What went wrong, without the number that only one system gives it.
pub(crate) fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_owned(),
        None => text,
    }
}
