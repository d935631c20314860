//! The security of a resolved block in; requirements and schemes in OpenAPI's words out.
//!
//! A requirement's title is the names of its schemes, joined by ` & `, and its parameters are what
//! they put into a request: how they belong together is told by their order. Of OAuth 2.0 the
//! flows are lost, and of OpenID Connect everything but the name.

use super::{make, schema};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::Span;
use crate::tree::{Entry, Node};

/// Requirements, and the schemes that they name.
pub(super) struct Security {
    /// `None` where nothing is left that could be said.
    pub requirements: Option<Node>,
    pub schemes: Vec<Entry>,
}

/// Reads `request.security`, whose schemes may have a name on another page (`stated`).
pub(super) fn read(root: &Node, stated: &[&str], out: &mut Diagnostics) -> Security {
    let list = root.get("paths").and_then(|paths| paths.get("request")?.get("security"));
    let Some(list) = list.filter(|list| list.as_sequence().is_some()) else {
        return Security { requirements: None, schemes: Vec::new() };
    };
    let (mut schemes, mut requirements) = (Vec::new(), Vec::new());
    for written in make::items(list) {
        let named = pairs(written, stated, out);
        let title = written.get("title").and_then(Node::as_str).unwrap_or_default();
        if named.is_empty() && !title.is_empty() {
            continue; // said by `pairs`
        }
        let requirement =
            |entry: &Entry| Entry { node: make::list(entry.node.span, Vec::new()), ..entry.clone() };
        requirements.push(make::mapping(written.span, named.iter().map(requirement).collect()));
        schemes.extend(named);
    }
    let lost = requirements.is_empty() && !make::items(list).is_empty();
    Security { requirements: (!lost).then(|| make::list(list.span, requirements)), schemes }
}

/// The schemes of one requirement with their names.
fn pairs(written: &Node, stated: &[&str], out: &mut Diagnostics) -> Vec<Entry> {
    let title = written.get("title");
    let span = title.map_or(written.span, |title| title.span);
    let names: Vec<String> = title
        .and_then(Node::as_str)
        .unwrap_or_default()
        .split(" & ")
        .filter(|name| !name.trim().is_empty())
        .map(|name| key(name.trim(), stated))
        .collect();
    let places = ["query", "header", "cookie"];
    let carried: Vec<(&str, &Entry)> = places
        .into_iter()
        .flat_map(|place| {
            let parameters = make::under_path(written, &["parameters", place]);
            parameters.iter().map(move |entry| (place, entry))
        })
        .collect();
    let spread = carried.windows(2).any(|two| two[0].0 != two[1].0);
    if names.len() != carried.len() || spread {
        uncertain(&names, &carried, span, out);
    }
    // Of two schemes that fill one header the later has overwritten the earlier.
    let skipped = if carried.len() == 1 { names.len().saturating_sub(1) } else { 0 };
    let name = |at: usize, entry: &Entry| {
        names.get(at + skipped).cloned().unwrap_or_else(|| key(&entry.key, stated))
    };
    carried
        .iter()
        .enumerate()
        .map(|(at, (place, entry))| make::entry_at(&name(at, entry), span, scheme(place, entry)))
        .collect()
}

/// E0910: the order of names and parameters does not tell what belongs together.
fn uncertain(names: &[String], carried: &[(&str, &Entry)], span: Span, out: &mut Diagnostics) {
    let message = match carried.is_empty() {
        true => format!("nothing on the page says what `{}` sends", names.join(" & ")),
        false => format!(
            "this names {} and sends {}: only their order tells which is which",
            counted(names.len(), "scheme"),
            counted(carried.len(), "parameter")
        ),
    };
    let cost = if carried.is_empty() { "left out" } else { "taken in order" };
    out.push(
        Diagnostic::new(Code::SecurityUncertain, span, message)
            .label(cost)
            .help("look at what the vendor says of authentication, and correct the imported document"),
    );
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A name that may be a key among the components (OpenAPI 3.1, section 4.8.7). On a page `_` and
/// `-` have become spaces: another page that states the scheme tells which it was.
fn key(title: &str, stated: &[&str]) -> String {
    let plain = |name: &str| name.replace(['_', '-', ' '], " ");
    if let Some(name) = stated.iter().find(|name| plain(name) == plain(title)) {
        return (*name).to_owned();
    }
    let letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    title.chars().map(|found| if letter(found) { found } else { '_' }).collect()
}

/// What a parameter says of its scheme, in OpenAPI's words (3.1, section 4.8.27).
fn scheme(place: &str, entry: &Entry) -> Node {
    let (said, span) = (&entry.node, entry.node.span);
    let mut entries: Vec<Entry> = make::entries(said).to_vec();
    match said.get("type").and_then(Node::as_str) {
        Some("apiKey") => {
            entries.push(make::entry("in", make::text(entry.key_span, place)));
            entries.push(make::entry("name", make::text(entry.key_span, entry.key.as_str())));
        }
        Some("oauth2") if said.get("flows").is_none() => {
            entries.push(make::entry("flows", make::mapping(span, Vec::new())));
        }
        _ => {}
    }
    make::mapping(span, entries)
}

/// What of a scheme every dialect carries, for comparing.
pub(super) fn carried(scheme: &Node) -> serde_json::Value {
    let lost = ["bearerFormat", "flows", "openIdConnectUrl"];
    let kept = make::entries(scheme).iter().filter(|entry| !lost.contains(&entry.key.as_str()));
    schema::part(&make::mapping(scheme.span, kept.cloned().collect()))
}
