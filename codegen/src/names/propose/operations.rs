//! Operations with their parameters and responses, groups and credentials: what they would like
//! to be called.

use super::{Kind, snake, variants};
use crate::document::ParameterIn;
use crate::ir::{Api, Header, Identity, Operation, Parameter};
use crate::names::settle::Wish;
use crate::names::words::{self, Symbols};
use std::collections::BTreeSet;

pub(super) fn wishes(api: &Api, wishes: &mut Vec<Wish>) {
    let tags: BTreeSet<&str> = api.operations.iter().filter_map(|it| it.group.as_deref()).collect();
    wishes.extend(tags.into_iter().map(group));
    for operation in &api.operations {
        let group = operation.group.as_deref().map(group_identity);
        let owner = group.as_ref().map_or("", |it| it.0.as_str());
        wishes.push(of_operation(operation, owner));
        for parameter in &operation.parameters {
            wishes.push(of_parameter(&operation.identity, parameter));
        }
        responses(operation, wishes);
        wishes.extend(operation.headers.iter().map(|it| of_header(&operation.identity, it)));
    }
    for credential in &api.credentials {
        let text = scheme(&credential.scheme);
        wishes.push(snake(Kind::Credential, &credential.identity, "", &text));
    }
}

/// What a group is known by: `tag:Data sources`.
pub(crate) fn group_identity(tag: &str) -> Identity {
    Identity(format!("tag:{tag}"))
}

fn group(tag: &str) -> Wish {
    let identity = group_identity(tag);
    let fragment = words::snake(tag, Symbols::Dropped);
    let name = words::shorten(&fragment, &identity.0, words::LIMIT);
    Wish {
        choices: vec![words::module_identifier(&name)],
        exact: name == tag,
        ..snake(Kind::Group, &identity, "", tag)
    }
}

/// Where its name is taken, most often by its group's handle, the method stands before it.
fn of_operation(operation: &Operation, owner: &str) -> Wish {
    let text = method(operation);
    let mut wish = snake(Kind::Operation, &operation.identity, owner, &text);
    let longer = format!("{} {text}", operation.method.to_lowercase());
    wish.choices.extend(snake(Kind::Operation, &operation.identity, owner, &longer).choices);
    wish
}

/// The text of an operation's name: its id, else its summary, else its method and path.
pub(super) fn method(operation: &Operation) -> String {
    let spoken = |text: &&String| text.chars().any(char::is_alphanumeric);
    if let Some(id) = operation.operation_id.as_ref().filter(spoken) {
        return without_tail(id, operation).to_owned();
    }
    if let Some(summary) = operation.summary.as_ref().filter(spoken) {
        return summary.clone();
    }
    // The vendor's template: in the segments, what no URI may hold is encoded already.
    let path = operation.template.replace('{', " by ").replace('}', " ");
    format!("{} {path}", operation.method.to_lowercase())
}

/// FastAPI's ids are name, path and method, every character that is none of `\w` a `_`
/// (`generate_unique_id` in `fastapi/utils.py`).
fn without_tail<'a>(id: &'a str, operation: &Operation) -> &'a str {
    let word = |c: char| if c.is_alphanumeric() { c } else { '_' };
    let path: String = operation.template.chars().map(word).collect();
    let tail = format!("{path}_{}", operation.method.to_lowercase());
    match id.strip_suffix(tail.as_str()) {
        Some(name) if name.chars().any(char::is_alphanumeric) => name,
        _ => id,
    }
}

fn of_parameter(operation: &Identity, of: &Parameter) -> Wish {
    let mut wish = snake(Kind::Parameter, &of.identity, &operation.0, &of.wire);
    // A query parameter that is called like the path's tells where it stands.
    let (place, rank) = match of.location {
        ParameterIn::Path => ("path", 0),
        ParameterIn::Query | ParameterIn::Querystring => ("query", 1),
        ParameterIn::Header => ("header", 2),
        ParameterIn::Cookie => ("cookie", 3),
    };
    let fragment = words::snake(&of.wire, Symbols::Dropped);
    let apart = words::shorten(&format!("{place}_{fragment}"), &of.identity.0, words::LIMIT);
    wish.choices.push(apart);
    wish.rank = rank;
    wish
}

fn of_header(operation: &Identity, of: &Header) -> Wish {
    let mut wish = snake(Kind::Header, &of.identity, &operation.0, &of.wire);
    // One that another status declares of another type tells that status.
    if let Some(status) = of.statuses.first() {
        let text = format!("{} {}", variants::status(*status), of.wire);
        let fragment = words::snake(&text, Symbols::Dropped);
        wish.choices.push(words::shorten(&fragment, &of.identity.0, words::LIMIT));
    }
    wish
}

/// Variants of an operation's error and of its response; a lone success is in no enumeration.
fn responses(operation: &Operation, wishes: &mut Vec<Wish>) {
    let lone = operation.responses.iter().filter(|it| it.status.is_success()).count() == 1;
    for response in &operation.responses {
        if !(lone && response.status.is_success()) {
            let text = variants::status(response.status);
            wishes.push(variants::variant(&response.identity, &operation.identity.0, &text));
        }
    }
}

/// `ApiKeyAuth` -> `api_key`
fn scheme(name: &str) -> String {
    let fragment = words::snake(name, Symbols::Dropped);
    match fragment.rsplit_once('_') {
        Some((first, "auth" | "security")) => first.to_owned(),
        _ => fragment,
    }
}
