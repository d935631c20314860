//! The runtime's sources: copied byte for byte, and only those that the emitted files use.

use super::dates::{Dates, Presence};
use super::{Emit, Module, Place, print};
use crate::config::Content;
use crate::ir::Shape;
use std::collections::BTreeSet;

macro_rules! sources {
    ($($name:literal)*) => {
        /// Every file of the runtime but its list, by name.
        const SOURCES: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../runtime/", $name, ".rs")))),*
        ];
    };
}

sources! {
    "attempts" "base64" "build_error" "builder" "calendar" "call" "candidates" "chrono" "client" "constant" "containers" "conversions" "dated" "decode" "encode" "engine" "entries" "enums" "error" "escape"
    "field" "foreign" "formats" "header" "impls" "integers" "jiff" "json" "memory" "object" "operation" "param" "percent" "put" "reader" "redirect" "reqwest" "scalars"
    "secret" "security" "server" "setters" "shown" "source" "style" "table" "tagged" "text_reader" "text_writer" "time" "trace" "transport" "tuples" "untagged" "validate" "view"
}

/// What only a client needs: files, and the crate that the list lends.
const HTTP: &[&str] = &[
    "builder",
    "bytes",
    "call",
    "client",
    "engine",
    "error",
    "operation",
    "percent",
    "redirect",
    "reqwest",
    "secret",
    "security",
    "style",
    "transport",
];

/// The runtime's own list of its files.
const LIST: &str = include_str!("../../runtime/mod.rs");

/// Files that an API may do without, each with the words of emitted files that ask for it.
const OPTIONAL: &[(&str, &[&str])] = &[
    ("attempts", &["tagged_union!", "untagged_union!"]),
    ("builder", &["operation!"]),
    ("candidates", &["tagged_union!", "untagged_union!"]),
    ("conversions", &["conversions!"]),
    ("dated", &["dated!"]),
    ("enums", &["string_enum!"]),
    ("field", &["Field<", "Field::"]),
    ("foreign", &["foreign!"]),
    ("header", &["Header<"]),
    ("impls", &["integer_enum!", "object!", "string_enum!", "tagged_union!", "untagged_union!"]),
    ("integers", &["integer_enum!"]),
    ("formats", &["DateTime", "Date", "Time", "Duration"]),
    ("object", &["object!"]),
    ("setters", &["setters!"]),
    ("tagged", &["tagged_union!"]),
    ("untagged", &["untagged_union!"]),
    ("validate", &["validate!"]),
];

/// The list of the runtime's files and the files themselves, for a crate of these modules.
pub fn files(emit: &Emit<'_>, modules: &[Module]) -> Vec<Module> {
    let tuples = emit
        .api
        .ids()
        .any(|id| emit.facts.reach.contains(id) && matches!(emit.api.ty(id).shape, Shape::Tuple(_)));
    let tables = tables(modules);
    let says = |word: &str| match word.strip_suffix('!') {
        Some(name) => tables.contains(name),
        None => modules.iter().any(|module| says(&module.text, word)),
    };
    // Each answer that is no table is a search through all that is emitted.
    let dates = Dates::of(emit);
    let asked = |name: &str| match OPTIONAL.iter().find(|(optional, _)| *optional == name) {
        None if name == "tuples" => tuples,
        None if name == "calendar" => !dates.is_empty(),
        None if Dates::has_file(name) => dates.presence(name).is_some(),
        None if name == "server" => !emit.api.addresses.is_empty() && emit.package.content == Content::Client,
        None if emit.package.content == Content::Types && HTTP.contains(&name) => false,
        Some((_, words)) => words.iter().any(|word| says(word)),
        None => true,
    };
    let names = SOURCES.iter().map(|(name, _)| *name).chain(["bytes"]);
    let left_out: Vec<&str> = names.filter(|name| !asked(name)).collect();
    let used = |name: &str| !left_out.contains(&name);
    let kept = SOURCES.iter().filter(|(name, _)| used(name));
    let mut files: Vec<Module> = kept
        .map(|(name, text)| Module { place: Place::RuntimeFile(name), text: (*text).to_owned() })
        .collect();
    files.push(Module { place: Place::Runtime, text: list(&used, &dates) });
    files
}

/// The words that stand before a `!`.
fn tables(modules: &[Module]) -> BTreeSet<&str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let marks =
        modules.iter().flat_map(|module| module.text.match_indices('!').map(|(at, _)| &module.text[..at]));
    marks.map(|before| &before[before.trim_end_matches(is_part).len()..]).collect()
}

/// Whether a text has a word that is no end of a longer one.
fn says(text: &str, word: &str) -> bool {
    let inside = |at: usize| text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| !inside(at))
}

/// The list without the lines of files that are left out, and of conditions that always hold.
fn list(used: &dyn Fn(&str) -> bool, dates: &Dates) -> String {
    let mut text = format!("{}\n\n", print::HEADER);
    let mut condition = None;
    for line in LIST.lines() {
        if line.starts_with("#[cfg(") {
            condition = Some(line);
            continue;
        }
        let name = line
            .strip_prefix("pub(crate) use ")
            .or_else(|| line.strip_prefix("pub use "))
            .or_else(|| line.strip_prefix("pub mod "))
            .or_else(|| line.strip_prefix("mod "));
        let name =
            name.map(|rest| rest.trim_start_matches("::").split([':', ';']).next().unwrap_or_default());
        let condition = condition.take().and_then(|condition| features(condition, dates));
        if name.is_none_or(used) {
            text.extend(condition);
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// A condition as this crate has it: without the features that it has not; none where one of those
/// that it names is no feature but always there.
fn features(condition: &str, dates: &Dates) -> Option<String> {
    let named = dates.all().filter(|(library, _)| condition.contains(library));
    let named: Vec<_> = named.collect();
    if named.iter().any(|(_, presence)| *presence == Presence::Always) {
        return None;
    }
    let features: Vec<_> = named.iter().map(|(library, _)| format!("feature = \"{library}\"")).collect();
    match features.as_slice() {
        [] => None,
        [one] => Some(format!("#[cfg({one})]\n")),
        several => Some(format!("#[cfg(any({}))]\n", several.join(", "))),
    }
}
