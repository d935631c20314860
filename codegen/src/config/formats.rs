//! The libraries that a format can be given to by name, with the type that each has for it.
//!
//! A type stands here where its own serde impls read and write just what the format says (RFC 3339
//! for dates, RFC 9562 for UUIDs, ...), so that nothing has to be written around it. For all else
//! the configuration names the path of a type.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Text;

/// A format, and what a library has for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// `"chrono"`
    pub library: &'static str,
    /// `date-time`
    pub format: &'static str,
    /// The path of the type.
    pub path: &'static str,
    /// What the crate depends on, as `Cargo.toml` has it.
    pub dependency: Option<(&'static str, &'static str)>,
}

const CHRONO: Option<(&str, &str)> =
    Some(("chrono", "{ version = \"0.4\", default-features = false, features = [\"serde\", \"std\"] }"));
const JIFF: Option<(&str, &str)> =
    Some(("jiff", "{ version = \"0.2\", default-features = false, features = [\"serde\", \"std\"] }"));
const UUID: Option<(&str, &str)> = Some(("uuid", "{ version = \"1\", features = [\"serde\"] }"));
const URL: Option<(&str, &str)> = Some(("url", "{ version = \"2\", features = [\"serde\"] }"));

const fn known(
    library: &'static str,
    format: &'static str,
    path: &'static str,
    dependency: Option<(&'static str, &'static str)>,
) -> Known {
    Known { library, format, path, dependency }
}

/// All of them. The crate `time` is not here: its serde impls write another form than RFC 3339's.
static ALL: [Known; 10] = [
    known("chrono", "date", "::chrono::NaiveDate", CHRONO),
    known("chrono", "date-time", "::chrono::DateTime<::chrono::FixedOffset>", CHRONO),
    known("jiff", "date", "::jiff::civil::Date", JIFF),
    known("jiff", "date-time", "::jiff::Timestamp", JIFF),
    known("std", "ip", "::std::net::IpAddr", None),
    known("std", "ipv4", "::std::net::Ipv4Addr", None),
    known("std", "ipv6", "::std::net::Ipv6Addr", None),
    known("url", "uri", "::url::Url", URL),
    known("url", "url", "::url::Url", URL),
    known("uuid", "uuid", "::uuid::Uuid", UUID),
];

impl Known {
    /// What a library has for a format.
    pub fn find(library: &str, format: &str) -> Option<&'static Self> {
        ALL.iter().find(|it| it.library == library && it.format == format)
    }
}

/// The type that a library has for a format, where the text is the name of one; `Some(None)` where
/// it has none, which is then in `out`.
pub(super) fn known_of(
    format: &Text,
    library: &Text,
    out: &mut Diagnostics,
) -> Option<Option<&'static Known>> {
    let of: Vec<&Known> = ALL.iter().filter(|it| it.library == library.value).collect();
    if of.is_empty() {
        return None;
    }
    let found = Known::find(&library.value, &format.value);
    if found.is_none() {
        let message = format!("`{}` has no type for the format `{}`", library.value, format.value);
        let formats: Vec<_> = of.iter().map(|it| format!("`{}`", it.format)).collect();
        out.push(
            Diagnostic::new(Code::ConfigValue, library.span, message)
                .help(format!("it has one for {}; or name the path of a type", formats.join(", "))),
        );
    }
    Some(found)
}

/// Refuses a lone word that can be no type where the crate is compiled: a library that is not known,
/// or a misspelt one. What is in scope there are Rust's own types.
pub(super) fn may_be_a_path(path: &Text, out: &mut Diagnostics) -> bool {
    const PRIMITIVES: [&str; 16] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64",
        "u128", "usize",
    ];
    let word = path.value.trim();
    let lone =
        !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !lone || PRIMITIVES.contains(&word) {
        return true;
    }
    let message = format!("`{}` is neither a library that is known here nor the path of a type", path.value);
    let mut known: Vec<String> = ALL.iter().map(|it| format!("`{}`", it.library)).collect();
    known.dedup();
    let help = format!("known are {}; or name a type, such as `my_crate::Date`", known.join(", "));
    out.push(Diagnostic::new(Code::ConfigValue, path.span, message).help(help));
    false
}
