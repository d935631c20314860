//! Servers whose addresses have variables.
//!
//! In: the address as the document has it, and a value for each name in braces. Out: the address. A
//! value fills the part that its default stands in (scheme, host, path) and cannot end it: what would
//! is refused, not encoded, since a host has no encoding and in a path the caller may have encoded it.

use super::build_error::BuildError;
use super::client::ClientBuilder;

/// A variable: its name, its default where it may be any text, and what it is.
type Value<'a> = (&'a str, Option<&'a str>, &'a str);

impl ClientBuilder {
    /// An address with the values of its variables, as `server` gives it. Operations that have a
    /// server of their own are sent there all the same.
    pub fn address(mut self, template: &str, values: &[Value<'_>]) -> Self {
        self.base_url = Some(filled(template, values));
        self.is_told = false;
        self
    }
}

fn filled(template: &str, values: &[Value<'_>]) -> Result<String, BuildError> {
    let mut address = String::new();
    // The same with the document's own values, which tell what stands where.
    let mut usual = String::new();
    let mut rest = template;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        let Some((_, default, value)) = values.iter().find(|(known, ..)| *known == name) else {
            return Err(BuildError(format!("the variable `{name}` of the server has no value")));
        };
        let default = default.unwrap_or(value);
        address.push_str(before);
        usual.push_str(before);
        if *value != default && !Part::of(&usual, default, after).may_hold(value) {
            return Err(BuildError(format!("the variable `{name}` of the server cannot hold its value")));
        }
        address.push_str(value);
        usual.push_str(default);
        rest = after;
    }
    address.push_str(rest);
    // Every reader of the address would take them for steps up the path (WHATWG URL, 4.4).
    if address.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Err(BuildError("a variable of the server is `.` or `..`".into()));
    }
    Ok(address)
}

/// Which part of an address a variable stands in.
enum Part {
    /// It is the address, or begins it.
    Whole,
    Scheme,
    /// Host and port.
    Authority,
    /// Host, port and path.
    Rest,
    /// The whole path, with the slash that ends the host.
    Root,
    Path,
}

impl Part {
    fn of(before: &str, default: &str, after: &str) -> Self {
        match before.split_once("://") {
            Some((_, rest)) if rest.contains('/') => Self::Path,
            Some(_) if default.starts_with('/') => Self::Root,
            Some(_) if default.contains('/') => Self::Rest,
            Some(_) => Self::Authority,
            None if before.is_empty() && !after.starts_with("://") => Self::Whole,
            None => Self::Scheme,
        }
    }

    fn may_hold(&self, value: &str) -> bool {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
        // A port, or an address of version 6 in its brackets (RFC 3986, 3.2.2).
        let authority = |c: char| plain(c) || matches!(c, ':' | '[' | ']');
        // RFC 3986, 3.3, without what is encoded.
        let path = |c: char| plain(c) || "/!$&'()*+,;=:@".contains(c);
        match self {
            // What else an address must be is looked at where any is.
            Self::Whole => !value.contains(|c: char| c.is_whitespace() || c.is_control()),
            Self::Scheme => value.chars().all(|c| c.is_ascii_alphanumeric()),
            Self::Authority => value.chars().all(authority),
            Self::Rest => value.chars().all(|c| authority(c) || c == '/'),
            Self::Root => value.starts_with('/') && value.chars().all(path),
            Self::Path => value.chars().all(path),
        }
    }
}
