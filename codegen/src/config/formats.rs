//! The libraries that a format can be given to by name, with the type that each has for it.
//!
//! A type stands here where its own serde impls read and write just what the format says (RFC 9562
//! for UUIDs, RFC 3986 for URIs, ...), so that nothing has to be written around it; or where the
//! runtime has conversions for it, as for dates, which some libraries write in a form of their own.
//! For all else the configuration names the path of a type.

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
    /// The method of the runtime's type for the format, where the wire is read and written by that.
    pub conversion: Option<&'static str>,
}

/// A library of dates: what the crate depends on, and the method that makes its types.
pub struct Dates {
    /// The crate, as features and dependencies call it.
    pub library: &'static str,
    /// The value of the dependency: only what conversions need.
    pub requirement: &'static str,
    method: &'static str,
}

/// Those that the runtime has conversions for, sorted.
pub static DATES: [Dates; 3] = [CHRONO, JIFF, TIME];

const CHRONO: Dates = Dates {
    library: "chrono",
    requirement: "{ version = \"0.4\", default-features = false }",
    method: "to_chrono",
};
const JIFF: Dates = Dates {
    library: "jiff",
    requirement: "{ version = \"0.2\", default-features = false }",
    method: "to_jiff",
};
const TIME: Dates = Dates {
    library: "time",
    requirement: "{ version = \"0.3\", default-features = false }",
    method: "to_time",
};
const UUID: Option<(&str, &str)> = Some(("uuid", "{ version = \"1\", features = [\"serde\"] }"));
const URL: Option<(&str, &str)> = Some(("url", "{ version = \"2\", features = [\"serde\"] }"));

const fn known(
    library: &'static str,
    format: &'static str,
    path: &'static str,
    dependency: Option<(&'static str, &'static str)>,
) -> Known {
    Known { library, format, path, dependency, conversion: None }
}

const fn dated(of: &Dates, format: &'static str, path: &'static str) -> Known {
    let dependency = Some((of.library, of.requirement));
    Known { library: of.library, format, path, dependency, conversion: Some(of.method) }
}

/// All of them, by library.
static ALL: [Known; 12] = [
    dated(&CHRONO, "date", "::chrono::NaiveDate"),
    dated(&CHRONO, "date-time", "::chrono::DateTime<::chrono::FixedOffset>"),
    dated(&JIFF, "date", "::jiff::civil::Date"),
    dated(&JIFF, "date-time", "::jiff::Timestamp"),
    known("std", "ip", "::std::net::IpAddr", None),
    known("std", "ipv4", "::std::net::Ipv4Addr", None),
    known("std", "ipv6", "::std::net::Ipv6Addr", None),
    dated(&TIME, "date", "::time::Date"),
    dated(&TIME, "date-time", "::time::OffsetDateTime"),
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
