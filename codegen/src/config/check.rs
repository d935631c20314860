//! A value of the configuration in; whether it can be what it is meant to be out.
//!
//! Each question is a function of the text alone that answers with what is wrong, in words that
//! finish the sentence "`x` ...". Knows nothing of TOML.

use semver::{Version, VersionReq};

/// What is wrong with a value, as the end of a sentence.
pub(super) type Verdict = Result<(), &'static str>;

/// The name of a generated crate: of a package, and of none that it stands on, since two crates of
/// one name can't be told apart in its examples.
pub fn crate_name(name: &str) -> Verdict {
    package_name(name)?;
    match crate::names::TAKEN.contains(&name.replace('-', "_").as_str()) {
        true => Err("is the name of a crate that it stands on"),
        false => Ok(()),
    }
}

/// A name that cargo takes for a package with a library: ASCII letters, digits, `-` and `_`, a
/// letter first, and an identifier once `-` is `_`, since that is what a user writes after `use`.
pub(super) fn package_name(name: &str) -> Verdict {
    // The names that cargo refuses or that hide a crate every program has.
    const TAKEN: [&str; 6] = ["alloc", "core", "proc-macro", "proc_macro", "std", "test"];
    if name.len() > 64 {
        return Err("is longer than the 64 characters of a crate's name");
    }
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Err("is no crate name: it has to begin with a letter");
    }
    if !name.chars().all(is_word) {
        return Err("is no crate name: only letters, digits, `-` and `_` may stand in one");
    }
    if TAKEN.contains(&name) {
        return Err("is the name of a crate that comes with Rust");
    }
    match syn::parse_str::<syn::Ident>(&name.replace('-', "_")) {
        Ok(_) => Ok(()),
        Err(_) => Err("is a word of Rust's own and can't be a crate's name"),
    }
}

/// The name of an API: part of a file's name and of a command line.
pub(super) fn api_name(name: &str) -> Verdict {
    let begins = name.starts_with(|first: char| first.is_ascii_alphanumeric());
    if begins && name.chars().all(is_word) {
        Ok(())
    } else {
        Err("is no name for an API: letters, digits, `-` and `_`, a letter or digit first")
    }
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

/// A version as cargo wants it: <https://semver.org>, all three numbers.
pub(super) fn version(text: &str) -> Verdict {
    match Version::parse(text) {
        Ok(_) => Ok(()),
        Err(_) => Err("is no version: three numbers, such as `0.1.0`"),
    }
}

/// What a dependency asks for, in cargo's words (`1`, `^0.4.2`, `>=1, <3`).
pub(super) fn requirement(text: &str) -> Verdict {
    match VersionReq::parse(text) {
        Ok(_) => Ok(()),
        Err(_) => Err("is no version requirement, such as `1` or `^0.4.2`"),
    }
}

/// A feature of a crate, in the letters that crates.io takes.
pub(super) fn feature(text: &str) -> Verdict {
    let letters = |letter: char| is_word(letter) || matches!(letter, '+' | '.' | '/');
    if !text.is_empty() && text.chars().all(letters) { Ok(()) } else { Err("is no name of a feature") }
}

/// An edition that the emitted code can be compiled under.
pub(super) fn edition(text: &str) -> Verdict {
    match text {
        "2024" => Ok(()),
        _ => Err("is no edition that can be generated for: the runtime needs `2024`"),
    }
}

/// The oldest Rust that compiles the runtime, which is copied into every crate.
pub const RUST_VERSION: &str = "1.88";

/// `rust-version`: two or three numbers, no operator. With one below [`RUST_VERSION`] the crate says
/// what is not so; below that of its edition, cargo loads no workspace that it is in, and so not
/// the command that would mend it.
pub(super) fn rust_version(text: &str) -> Verdict {
    let part = |part: &str| {
        let number = part.len() < 6 && part.bytes().all(|b| b.is_ascii_digit());
        if number { part.parse().ok() } else { None }
    };
    let numbers = |text: &str| text.split('.').map(part).collect::<Option<Vec<u32>>>();
    match numbers(text) {
        Some(asked) if matches!(asked.len(), 2 | 3) => match Some(asked) >= numbers(RUST_VERSION) {
            true => Ok(()),
            false => Err("is below `1.88`, which the generated code needs"),
        },
        _ => Err("is no Rust version: two or three numbers, such as `1.88`"),
    }
}

/// The letters of an SPDX expression; which licences there are is for the registry to say.
pub(super) fn license(text: &str) -> Verdict {
    let letters = |letter: char| letter.is_ascii_alphanumeric() || " -.+():/".contains(letter);
    if !text.trim().is_empty() && text.chars().all(letters) {
        Ok(())
    } else {
        Err("is no SPDX licence expression, such as `MIT OR Apache-2.0`")
    }
}

/// An address that a browser can open.
pub(super) fn address(text: &str) -> Verdict {
    let web = text.starts_with("https://") || text.starts_with("http://");
    if web && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
        Ok(())
    } else {
        Err("is no address: it has to begin with `https://`")
    }
}

/// A path below or beside the configuration. It is in everybody's checkout, so it can't name a
/// place that only one machine has, and is written the same way everywhere.
pub(super) fn path(text: &str) -> Verdict {
    if text.contains("://") {
        return Err("is an address; download the file and name its copy");
    }
    if text.is_empty() {
        return Err("is empty; a path has to stand here");
    }
    if text.contains('\\') {
        return Err("holds a backslash; write `/` between the parts of a path");
    }
    if text.chars().any(char::is_control) {
        return Err("holds a control character");
    }
    // `C:` is a drive on Windows only, so ask the text and not this machine's `Path`.
    let drive = text.as_bytes().get(1) == Some(&b':');
    if text.starts_with('/') || drive {
        return Err("is absolute; write it relative to the configuration");
    }
    Ok(())
}

/// The folder of a crate: a path, and not the folder of the configuration or one around it,
/// where a manifest and a `src` of another meaning stand.
pub(super) fn folder(text: &str) -> Verdict {
    path(text)?;
    let named = text.split('/').any(|part| !matches!(part, "" | "." | ".."));
    if named { Ok(()) } else { Err("names no folder of its own; the crate needs one") }
}

/// The path of a Rust type or trait, generics included.
pub(super) fn rust_path(text: &str) -> Verdict {
    match syn::parse_str::<syn::Path>(text) {
        Ok(_) => Ok(()),
        Err(_) => Err("is no path of Rust, such as `chrono::NaiveDate`"),
    }
}

/// A trait that can be derived on a type of ours: the path of one, and none that a table of the
/// runtime implements already, since a second impl does not compile.
pub(super) fn derive(text: &str) -> Verdict {
    rust_path(text)?;
    let path = text.trim_start_matches("::");
    let (of, name) = path.rsplit_once("::").unwrap_or(("", path));
    let own = match of {
        "" => matches!(name, "Debug" | "Serialize" | "Deserialize"),
        "std::fmt" | "core::fmt" => name == "Debug",
        "serde" | "serde::ser" | "serde::de" => matches!(name, "Serialize" | "Deserialize"),
        _ => false,
    };
    if own { Err("is implemented by every generated type already: take it out") } else { Ok(()) }
}

/// What may stand in a header or a query before a key: visible ASCII and spaces
/// (RFC 9110, section 5.5).
pub(super) fn prefix(text: &str) -> Verdict {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        Ok(())
    } else {
        Err("can't stand in a header: only visible ASCII and spaces can")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A question, what it says yes to, and what it says no to.
    type Row = (fn(&str) -> Verdict, &'static [&'static str], &'static [&'static str]);

    #[test]
    fn the_oldest_rust_is_named_where_an_older_one_is_refused() {
        assert!(rust_version("1.60").is_err_and(|wrong| wrong.contains(RUST_VERSION)));
    }

    #[test]
    fn each_question_knows_right_from_wrong() {
        let rows: &[Row] = &[
            (
                crate_name,
                &["datafold", "a-b", "a_b", "x1"],
                &["", "1x", "-a", "a b", "é", "fn", "self", "std", "a.b", "_", "serde-json", "reqwest"],
            ),
            (package_name, &["serde-json", "reqwest"], &["std", "a b"]),
            (api_name, &["pets", "2fa", "a-b"], &["", "-a", "a/b", "a b", "..", "a.b"]),
            (version, &["0.1.0", "1.2.3-rc.1"], &["1", "1.0", "v1.0.0", "latest"]),
            (requirement, &["1", "^0.4.2", ">=1, <3", "*"], &["latest", "1.x.y.z"]),
            (feature, &["macros", "rt-multi-thread", "c++20"], &["", "a b", "\"x\""]),
            (edition, &["2024"], &["2015", "2021", "2025", "next"]),
            (
                rust_version,
                &["1.88", "1.88.0", "1.100", "2.0"],
                &["1", ">=1.88", "1.", "stable", "1.60", "1.87.9", "0.99", "1.+88"],
            ),
            (license, &["MIT OR Apache-2.0", "LicenseRef-x"], &["", "MIT \"or\""]),
            (address, &["https://example.com/a"], &["example.com", "https://a b"]),
            (path, &["a.yaml", "../a/b", "a/./b"], &["", "/a", "C:/a", "a\\b", "https://e.com/a", "a\0b"]),
            (folder, &["../generated", "out"], &[".", "..", "../..", "./", "/out"]),
            (
                rust_path,
                &["chrono::NaiveDate", "Vec<u8>", "crate::my::Id"],
                &["", "a b", "&str", "a; b", "1"],
            ),
            (
                derive,
                &["Eq", "schemars::JsonSchema", "my::Debug", "Serializer"],
                &["Debug", "std::fmt::Debug", "serde::Serialize", "::serde::Deserialize", "a b"],
            ),
            (prefix, &["", "Key ", "Token token="], &["a\nb", "Schlüssel "]),
        ];
        for (row, (question, right, wrong)) in rows.iter().enumerate() {
            for text in *right {
                assert_eq!(question(text), Ok(()), "row {row}: {text}");
            }
            for text in *wrong {
                assert!(question(text).is_err(), "row {row}: {text}");
            }
        }
    }
}
