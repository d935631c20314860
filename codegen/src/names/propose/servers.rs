//! Servers that a caller can choose from, and the variables of their addresses: what they would like
//! to be called.

use super::{Kind, snake, variants};
use crate::ir::{Address, Api, Identity};
use crate::names::settle::Wish;
use crate::names::words::{self, Symbols};

pub(super) fn wishes(api: &Api, wishes: &mut Vec<Wish>) {
    for address in &api.addresses {
        let name = name(address);
        wishes.push(item(&address.identity, 0, vec![name.clone()]));
        for variable in &address.variables {
            wishes.push(snake(Kind::Field, &variable.identity, &address.identity.0, &variable.wire));
            if variable.values.is_empty() {
                continue;
            }
            // Servers may have variables of one name with values of their own.
            let own = words::upper(&variable.wire, Symbols::Dropped);
            let choices = vec![own.clone(), words::glue(&name, &own)];
            wishes.push(item(&variable.identity, 1, choices));
            let values = variable.values.iter();
            wishes.extend(values.map(|it| variants::variant(&it.identity, &variable.identity.0, &it.wire)));
        }
    }
}

fn item(identity: &Identity, rank: u8, choices: Vec<String>) -> Wish {
    let choices = choices
        .into_iter()
        .map(|it| words::shorten(&words::upper_identifier(&it), &identity.0, words::LIMIT));
    let owner = String::new();
    Wish {
        kind: Kind::Server,
        identity: identity.0.clone(),
        owner,
        rank,
        exact: false,
        choices: choices.collect(),
    }
}

/// `Production server` -> `Production`; without a title the words of the address.
fn name(address: &Address) -> String {
    let Some(title) = &address.title else {
        let (_, rest) = address.template.split_once("://").unwrap_or(("", &address.template));
        let literal: String = rest.split('{').map(|part| part.rsplit('}').next().unwrap_or(part)).collect();
        let spoken = literal.chars().any(char::is_alphanumeric);
        return words::upper(if spoken { &literal } else { rest }, Symbols::Dropped);
    };
    let name = words::upper(title, Symbols::Dropped);
    match name.strip_suffix("Server") {
        Some(rest) if rest.chars().any(char::is_alphabetic) => rest.to_owned(),
        _ => name,
    }
}
