//! Servers in; out where the API is, what a caller can choose from, and where an operation has a
//! server of its own.
//!
//! An address that is relative (OpenAPI 3.1, 4.8.5.1: to the document, whose own address nobody
//! knows here) is none. A variable is as free as the document leaves it.

use super::{Lowering, docs};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Operation as Written, PathItem, Server, ServerVariable, Text};
use crate::ir::{Address, Docs, Fact, Identity, Variable, VariableValue};

/// A description of more words is none that a server could be called by.
const WORDS: usize = 4;

/// Where the API is unless a caller says otherwise.
pub(super) fn base_url(document: &Document) -> Option<String> {
    filled(document.servers.first()?)
}

/// A server's address, its variables at their defaults; `None` where it is no absolute one.
fn filled(server: &Server) -> Option<String> {
    let mut url = server.url.value.trim().to_owned();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.name.value), &default(variable)?.value);
    }
    let absolute = url.starts_with("https://") || url.starts_with("http://");
    (absolute && !url.contains(['{', '}', ' ', '?', '#'])).then_some(url)
}

fn default(variable: &ServerVariable) -> Option<&Text> {
    variable.default.as_ref().or(variable.members.first())
}

/// Says which servers of the document are neither an address nor relative to the document's.
pub(super) fn report(servers: &[Server], out: &mut Diagnostics) {
    for server in servers.iter().filter(|it| filled(it).is_none()) {
        let url = server.url.value.trim();
        if !url.is_empty() && !url.starts_with(['/', '.']) {
            out.push(
                Diagnostic::new(Code::UnsupportedServer, server.url.span, read_past(url))
                    .help("write the whole address; until then a client is told it by `base_url`"),
            );
        }
    }
}

fn read_past(url: &str) -> String {
    format!("the server `{url}` is read past: it is no absolute address")
}

/// The servers that a caller can choose from; none where there is one without variables.
pub(super) fn addresses(servers: &[Server]) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    for server in servers {
        let address = address(server);
        found.extend(address.filter(|it| found.iter().all(|known| known.identity != it.identity)));
    }
    let is_choice = found.len() > 1 || found.iter().any(|it| !it.variables.is_empty());
    if is_choice { found } else { Vec::new() }
}

fn address(server: &Server) -> Option<Address> {
    filled(server)?;
    let template = server.url.value.trim().to_owned();
    let identity = Identity(format!("server:{template}"));
    let used = |it: &&ServerVariable| template.contains(&format!("{{{}}}", it.name.value));
    let mut variables: Vec<_> = server.variables.iter().filter(used).collect();
    // A map, whose order means nothing.
    variables.sort_by_key(|it| &it.name.value);
    Some(Address {
        variables: variables.into_iter().filter_map(|it| variable(&identity, it)).collect(),
        title: title(server),
        docs: words(server.description.as_ref()),
        origin: server.origin.clone(),
        identity,
        template,
    })
}

fn variable(server: &Identity, variable: &ServerVariable) -> Option<Variable> {
    let identity = Identity(format!("{server}#{}", variable.name.value));
    let default = default(variable)?.value.clone();
    let mut texts: Vec<&str> = Vec::new();
    // A default that is not among them (OpenAPI 3.1, 4.8.6: it must be) is one more.
    let all = variable.members.iter().map(|it| it.value.as_str());
    for text in all.chain((!variable.members.is_empty()).then_some(default.as_str())) {
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let value = |wire: &str| VariableValue {
        identity: Identity(format!("{identity}={wire}")),
        wire: wire.to_owned(),
    };
    let values = texts.into_iter().map(value).collect();
    let mut docs = words(variable.description.as_ref());
    docs.facts.push(Fact { label: "Default", value: default.clone() });
    Some(Variable { wire: variable.name.value.clone(), docs, default, values, identity })
}

fn words(description: Option<&Text>) -> Docs {
    Docs { description: docs::text(description), ..Docs::default() }
}

/// What a server is called: its name (OpenAPI 3.2), or a description that is no longer than one.
fn title(server: &Server) -> Option<String> {
    let short = |it: &&Text| (1..=WORDS).contains(&it.value.split_whitespace().count());
    let title = server.name.as_ref().or(server.description.as_ref().filter(short))?;
    title.value.chars().any(char::is_alphanumeric).then(|| title.value.clone())
}

/// Where an operation is, if it or its path has servers of its own (OpenAPI 3.1, 4.8.10: they take
/// the place of the document's).
pub(super) fn of_operation(cx: &mut Lowering<'_>, item: &PathItem, written: &Written) -> Option<String> {
    let servers = if written.servers.is_empty() { &item.servers } else { &written.servers };
    let server = servers.first()?;
    let common = &cx.schemas.resolved.document.servers;
    let is_common = common.first().is_some_and(|it| it.url.value.trim() == server.url.value.trim());
    match filled(server) {
        Some(url) if is_common || base_url(cx.schemas.resolved.document).as_ref() == Some(&url) => None,
        Some(url) => Some(url.trim_end_matches('/').to_owned()),
        None if is_common => None,
        None => {
            cx.out.push(
                Diagnostic::new(Code::UnsupportedServer, server.url.span, read_past(&server.url.value))
                    .help("the operation is sent to where all the others are"),
            );
            None
        }
    }
}
