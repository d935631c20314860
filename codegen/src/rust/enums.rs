//! An enumeration: the plain item with its open arm, and its table.

use super::types::Scope;
use super::{Emit, docs, print};
use crate::ir::{Enumeration, EnumerationKind, TypeId};
use quote::quote;

/// The text of an enumeration.
pub fn item(
    emit: &Emit<'_>,
    id: TypeId,
    enumeration: &Enumeration,
    scope: &mut Scope<'_, '_>,
) -> Vec<String> {
    let ty = emit.api.ty(id);
    let name = emit.name(id);
    let ident = print::ident(name);
    let doc = print::doc(&emit.type_docs(id));
    let (table, holds) = match enumeration.kind {
        EnumerationKind::Text => ("string_enum", quote! { String }),
        EnumerationKind::Integer => ("integer_enum", quote! { i64 }),
    };
    let members = enumeration.members.iter().map(|member| {
        let name = emit.names.variant(&member.identity);
        let mut lines = docs::lines(&member.docs, &[name]);
        if docs::letters(name) != docs::letters(&member.wire) {
            docs::push(&mut lines, vec![format!("On the wire: {}.", docs::code(&member.wire))]);
        }
        let doc = print::doc(&lines);
        let ident = print::ident(name);
        quote! { #doc #ident, }
    });
    let unknown = print::ident(emit.names.unknown(&ty.identity));
    let derives = emit.extra_derives(id);
    let item = print::items(quote! {
        #doc
        #[derive(Clone, PartialEq, Eq, Hash #(, #derives)*)]
        #[non_exhaustive]
        pub enum #ident {
            #(#members)*
            /// A value that this version of the crate does not know.
            #unknown(#holds),
        }
    });
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
