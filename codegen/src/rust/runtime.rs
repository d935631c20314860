//! The runtime's sources: copied byte for byte, and only those that the emitted files use.

use super::{Module, Place, print};

macro_rules! sources {
    ($($name:literal)*) => {
        /// Every file of the runtime but its list, by name.
        const SOURCES: &[(&str, &str)] = &[
            $(($name, include_str!(concat!("../../runtime/", $name, ".rs")))),*
        ];
    };
}

sources! {
    "base64" "call" "client" "containers" "conversions" "decode" "encode" "engine" "entries" "enums" "error"
    "field" "foreign" "formats" "impls" "integers" "json" "object" "operation" "param" "percent" "redirect" "reqwest" "scalars"
    "secret" "security" "setters" "table" "tagged" "trace" "transport" "tuples" "untagged"
}

/// The runtime's own list of its files.
const LIST: &str = include_str!("../../runtime/mod.rs");

/// Files that an API may do without, each with the words of emitted files that ask for it.
const OPTIONAL: &[(&str, &[&str])] = &[
    ("conversions", &["conversions!"]),
    ("field", &["Field<", "Field::"]),
    ("foreign", &["foreign!"]),
    ("integers", &["integer_enum!"]),
    ("formats", &["DateTime", "Date", "Time", "Duration"]),
    ("setters", &["setters!"]),
    // At the start of a line, since `untagged_union!` ends in the same word.
    ("tagged", &["\ntagged_union!"]),
    ("tuples", &["(("]),
    ("untagged", &["untagged_union!"]),
];

/// The list of the runtime's files and the files themselves, for a crate of these modules.
pub fn files(modules: &[Module]) -> Vec<Module> {
    let used = |name: &str| match OPTIONAL.iter().find(|(optional, _)| *optional == name) {
        Some((_, words)) => words.iter().any(|word| modules.iter().any(|module| module.text.contains(word))),
        None => true,
    };
    let kept = SOURCES.iter().filter(|(name, _)| used(name));
    let mut files: Vec<Module> = kept
        .map(|(name, text)| Module { place: Place::RuntimeFile(name), text: (*text).to_owned() })
        .collect();
    files.push(Module { place: Place::Runtime, text: list(&used) });
    files
}

/// The list without the lines of files that are left out.
fn list(used: &dyn Fn(&str) -> bool) -> String {
    let lines = LIST.lines().filter(|line| {
        let name = line
            .strip_prefix("pub(crate) use ")
            .or_else(|| line.strip_prefix("pub use "))
            .or_else(|| line.strip_prefix("pub mod "))
            .or_else(|| line.strip_prefix("mod "));
        let name = name.map(|rest| rest.split([':', ';']).next().unwrap_or_default());
        name.is_none_or(used)
    });
    let mut text = format!("{}\n\n", print::HEADER);
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}
