//! Headers that may come with a response: a constant of the operation's builder for each, by which
//! a response is asked for it.
//!
//! A constant is one line that rustc has nothing to compile of, and adds nothing to what a response
//! is: `response.header(GetJob::RETRY_AFTER)`.

use super::surface::Lines;
use super::types::Scope;
use super::{Emit, docs, print};
use crate::ir::{Encoding, Header, Operation, Status};
use crate::names::{OperationName, constant};

/// The constants of an operation's headers; nothing where it declares none.
pub fn items(
    emit: &Emit<'_>,
    operation: &Operation,
    name: &OperationName,
    scope: &mut Scope<'_, '_>,
) -> Option<String> {
    let constants: Vec<_> = sorted(operation).into_iter().map(|it| of(emit, it, scope)).collect();
    (!constants.is_empty()).then(|| print::constants(&name.builder, &constants))
}

/// The lines of the surface.
pub fn surface(
    emit: &Emit<'_>,
    operation: &Operation,
    builder: &str,
    scope: &mut Scope<'_, '_>,
    lines: &mut Lines,
) {
    for header in &operation.headers {
        let path = format!("{builder}::{}", self::name(emit, header));
        lines.add("pub const ", &path, &format!(": {}", spelled(header, scope)));
    }
}

/// The constant of a header.
pub fn name(emit: &Emit<'_>, header: &Header) -> String {
    constant(emit.names.header(&header.identity))
}

/// In an order that is not the document's.
fn sorted(operation: &Operation) -> Vec<&Header> {
    let mut headers: Vec<&Header> = operation.headers.iter().collect();
    headers.sort_by_key(|it| &it.identity);
    headers
}

fn of(emit: &Emit<'_>, header: &Header, scope: &mut Scope<'_, '_>) -> print::Constant {
    let mut docs = docs::lines(&header.docs, &[&header.wire]);
    let statuses: Vec<String> = header.statuses.iter().map(|it| status(*it)).collect();
    docs::push(
        &mut docs,
        vec![format!("The header {} of {}.", docs::code(&header.wire), statuses.join(", "))],
    );
    let way = match header.encoding {
        Encoding::Json => "json",
        Encoding::Plain | Encoding::Repeated | Encoding::Joined | Encoding::AsIs => "new",
    };
    let attributes = header.docs.deprecated.then(|| "deprecated".to_owned()).into_iter().collect();
    print::Constant {
        head: print::Head { docs, attributes },
        name: name(emit, header),
        of: format!("runtime::{}", spelled(header, scope)),
        value: format!("runtime::Header::{way}({})", print::string(&header.wire)),
    }
}

/// Null cannot stand in a header's place.
fn spelled(header: &Header, scope: &mut Scope<'_, '_>) -> String {
    format!("Header<{}>", print::spelling(&scope.bare(header.of.ty)))
}

fn status(status: Status) -> String {
    match status {
        Status::Exact(status) => status.to_string(),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "any other status".to_owned(),
    }
}
