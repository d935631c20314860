//! An enumeration: the plain item with its open arm, and its table.

use super::types::Scope;
use super::{Emit, docs, print};
use crate::ir::{Enumeration, EnumerationKind, TypeId};

/// The text of an enumeration.
pub fn item(
    emit: &Emit<'_>,
    id: TypeId,
    enumeration: &Enumeration,
    scope: &mut Scope<'_, '_>,
) -> Vec<String> {
    let ty = emit.api.ty(id);
    let name = emit.name(id);
    let (table, holds) = match enumeration.kind {
        EnumerationKind::Text => ("string_enum", "String"),
        EnumerationKind::Integer => ("integer_enum", "i64"),
    };
    let members = enumeration.members.iter().map(|member| {
        let name = emit.names.variant(&member.identity);
        let mut docs = docs::lines(&member.docs, &[name]);
        if !docs::same_letters(name, &member.wire) {
            let wire = match member.wire.trim() {
                // Code of nothing but spaces shows as nothing.
                "" => docs::code(&print::literal(&member.wire)),
                _ => docs::code(&member.wire),
            };
            docs::push(&mut docs, vec![format!("On the wire: {wire}.")]);
        }
        print::Variant { docs, name, holds: None }
    });
    let unknown = print::Variant {
        docs: vec!["A value that this version of the crate does not know.".to_owned()],
        name: emit.names.unknown(emit.api.member_of(ty)),
        holds: Some(holds.to_owned()),
    };
    let variants = members.chain([unknown]).collect();
    let attributes = vec![emit.derives(id, "Clone, PartialEq, Eq, Hash"), "non_exhaustive".to_owned()];
    let head = print::Head { docs: emit.type_docs(id), attributes };
    let item = print::enumeration(print::Item { head, name }, variants);
    let entries: Vec<String> = enumeration
        .members
        .iter()
        .map(|member| {
            let wire = match enumeration.kind {
                EnumerationKind::Text => print::literal(&member.wire),
                EnumerationKind::Integer => member.wire.clone(),
            };
            format!("{} = {wire}", emit.names.variant(&member.identity))
        })
        .collect();
    vec![item, print::table(scope.table(table), name, &entries)]
}
