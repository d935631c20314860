//! Members of enumerations, branches of unions and responses of operations: what a variant would
//! like to be called.

use super::Kind;
use crate::ir::{Api, Enumeration, Identity, Literal, Scalar, Shape, Status, Type, TypeId, Union, Variant};
use crate::names::settle::Wish;
use crate::names::words::{self, Symbols};

pub(super) fn members(ty: &Identity, of: &Enumeration, wishes: &mut Vec<Wish>) {
    for member in &of.members {
        // A title is the name that the vendor gave the member beside its value (`x-enum-varnames`).
        let text = member.docs.title.as_ref().unwrap_or(&member.wire);
        wishes.push(variant(&member.identity, &ty.0, text));
    }
    wishes.push(unknown(ty));
}

pub(super) fn branches(api: &Api, ty: &Type, of: &Union, wishes: &mut Vec<Wish>) {
    let owner = &ty.identity.0;
    for branch in &of.variants {
        let text = branch_text(api, of, branch);
        let whole = variant(&branch.identity, owner, &text);
        let own = rest(ty.component.as_deref(), &text).map(|it| variant(&branch.identity, owner, it));
        // One that would have to yield to a keyword or to the open arm says more as a whole.
        wishes.push(match own.filter(|own| !matches!(own.choices[0].as_str(), "Self" | "Unknown")) {
            Some(own) => Wish { choices: own.choices.into_iter().chain(whole.choices).collect(), ..whole },
            None => whole,
        });
    }
    wishes.push(unknown(&ty.identity));
}

/// What a branch's name adds to that of its union: `Cat` of `PetCat`, since `Pet::` stands before it.
fn rest<'t>(union: Option<&str>, branch: &'t str) -> Option<&'t str> {
    branch.strip_prefix(union?).filter(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
}

/// The open arm chooses first, so that it has one name wherever it can.
fn unknown(ty: &Identity) -> Wish {
    Wish { rank: 0, ..variant(&super::super::unknown(ty), &ty.0, "Unknown") }
}

pub(super) fn variant(identity: &Identity, owner: &str, text: &str) -> Wish {
    let choice = |symbols| {
        let name = words::upper_identifier(&words::upper(text, symbols));
        words::shorten(&name, &identity.0, words::LIMIT)
    };
    let mut choices = vec![choice(Symbols::Dropped)];
    if words::has_symbol(text) {
        choices.push(choice(Symbols::Spelled));
    }
    // What a member called `unknown` is, beside the open arm.
    if choices[0] == "Unknown" {
        choices.push("UnknownValue".to_owned());
    }
    choices.dedup();
    Wish {
        kind: Kind::Variant,
        identity: identity.0.clone(),
        owner: owner.to_owned(),
        rank: 1,
        exact: choices[0] == text,
        choices,
    }
}

/// What tells a branch, as text: its one tag, its component, the kind of its values.
pub(super) fn branch_text(api: &Api, of: &Union, branch: &Variant) -> String {
    let component = api.ty(branch.of.ty).component.clone();
    match (branch.tags.as_slice(), component) {
        ([tag], _) if !tag.is_empty() => tag.clone(),
        (_, Some(name)) => name,
        (_, None) => {
            // The branch's own keys tell more than that it is an object.
            let object = matches!(api.ty(branch.of.ty).shape, Shape::Object(_));
            let title = api.ty(branch.of.ty).title.as_ref().filter(|_| object);
            let constant = own_constant(of, branch).filter(|_| object);
            match (title.cloned().or(constant), own_keys(of, branch).as_slice()) {
                (Some(own), _) => own,
                (None, keys) if object && (1..=2).contains(&keys.len()) => format!("With {}", keys.join(" ")),
                _ => kind(api, branch.of.ty, 0),
            }
        }
    }
}

/// The member that each branch fixes to a number or a boolean of its own, and this one's: `ok true`.
fn own_constant(of: &Union, branch: &Variant) -> Option<String> {
    let value = |of: &Variant, key: &str| {
        let found = of.test.constants.iter().find(|(it, _)| it == key);
        found.map(|(_, value)| value.clone()).filter(|it| !matches!(it, Literal::Text(_)))
    };
    let told = |key: &str| {
        let own = value(branch, key);
        let alone = of.variants.iter().filter(|it| value(it, key) == own).count() == 1;
        own.filter(|_| alone)
    };
    let mut all = branch.test.constants.iter();
    all.find_map(|(key, _)| Some(format!("{key} {}", told(key)?)))
}

/// The keys that a branch asks for, without those that all branches do; sorted.
fn own_keys<'a>(of: &Union, branch: &'a Variant) -> Vec<&'a str> {
    let mut keys: Vec<&str> = branch.test.keys.iter().map(String::as_str).collect();
    keys.sort_unstable();
    let shared = |key: &str| of.variants.iter().all(|it| it.test.keys.iter().any(|it| it == key));
    let own: Vec<&str> = keys.iter().copied().filter(|key| !shared(key)).collect();
    if own.is_empty() { keys } else { own }
}

/// A word for the kind of a type's values: `Integer`, `StringList`.
fn kind(api: &Api, id: TypeId, depth: usize) -> String {
    let ty = api.ty(id);
    if let (Some(name), true) = (&ty.component, depth > 0) {
        return words::upper(name, Symbols::Dropped);
    }
    match &ty.shape {
        Shape::Scalar(scalar) => scalar_word(*scalar).to_owned(),
        Shape::Enumeration(it) => match it.members.as_slice() {
            [only] => words::upper(&only.wire, Symbols::Dropped),
            _ => match it.kind {
                crate::ir::EnumerationKind::Text => "String".to_owned(),
                crate::ir::EnumerationKind::Integer => "Integer".to_owned(),
            },
        },
        Shape::Object(_) => "Object".to_owned(),
        Shape::Map(of) if depth < 4 => match kind(api, of.ty, depth + 1).as_str() {
            "Any" | "Union" => "Map".to_owned(),
            value => words::glue(value, "Map"),
        },
        Shape::Map(_) => "Map".to_owned(),
        // Lists of lists of lists that end nowhere are cut by `lower`; four say enough.
        // What a list is of, where that has a word of its own.
        Shape::List(of) if depth < 4 => match kind(api, of.ty, depth + 1).as_str() {
            "Any" | "Union" => "List".to_owned(),
            item => words::glue(item, "List"),
        },
        Shape::List(_) => "List".to_owned(),
        Shape::Tuple(_) => "Tuple".to_owned(),
        Shape::Union(_) => "Union".to_owned(),
        Shape::Alias(of) if depth < 4 => kind(api, of.ty, depth + 1),
        Shape::Alias(_) | Shape::Free(_) => "Any".to_owned(),
        Shape::Foreign(path) => {
            let last = path.split('<').next().unwrap_or(path).rsplit("::").next();
            words::upper(last.unwrap_or(path), Symbols::Dropped)
        }
    }
}

fn scalar_word(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Boolean => "Boolean",
        Scalar::Int32 | Scalar::Int64 | Scalar::UInt32 | Scalar::UInt64 => "Integer",
        Scalar::Number => "Number",
        Scalar::Text => "String",
        Scalar::Secret => "Secret",
        Scalar::DateTime => "DateTime",
        Scalar::Date => "Date",
        Scalar::Time => "Time",
        Scalar::Duration => "Duration",
        Scalar::Base64 => "Base64",
        Scalar::Bytes => "Bytes",
    }
}

/// RFC 9110, section 15, and the registry of status codes, for those that APIs use.
pub(super) fn status(status: Status) -> String {
    let word = match status {
        Status::Range(1) => "Informational",
        Status::Range(2) => "Success",
        Status::Range(3) => "Redirection",
        Status::Range(4) => "ClientError",
        Status::Range(5) => "ServerError",
        Status::Range(other) => return format!("Status{other}XX"),
        Status::Default => "Default",
        Status::Exact(code) => match code {
            100 => "Continue",
            101 => "SwitchingProtocols",
            103 => "EarlyHints",
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritativeInformation",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            207 => "MultiStatus",
            300 => "MultipleChoices",
            301 => "MovedPermanently",
            302 => "Found",
            303 => "SeeOther",
            304 => "NotModified",
            307 => "TemporaryRedirect",
            308 => "PermanentRedirect",
            400 => "BadRequest",
            401 => "Unauthorized",
            402 => "PaymentRequired",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            406 => "NotAcceptable",
            407 => "ProxyAuthenticationRequired",
            408 => "RequestTimeout",
            409 => "Conflict",
            410 => "Gone",
            411 => "LengthRequired",
            412 => "PreconditionFailed",
            413 => "ContentTooLarge",
            414 => "UriTooLong",
            415 => "UnsupportedMediaType",
            416 => "RangeNotSatisfiable",
            417 => "ExpectationFailed",
            421 => "MisdirectedRequest",
            422 => "UnprocessableEntity",
            423 => "Locked",
            424 => "FailedDependency",
            425 => "TooEarly",
            426 => "UpgradeRequired",
            428 => "PreconditionRequired",
            429 => "TooManyRequests",
            431 => "RequestHeaderFieldsTooLarge",
            451 => "UnavailableForLegalReasons",
            500 => "InternalServerError",
            501 => "NotImplemented",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            507 => "InsufficientStorage",
            511 => "NetworkAuthenticationRequired",
            other => return format!("Status{other}"),
        },
    };
    word.to_owned()
}
