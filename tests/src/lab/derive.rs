//! A generated file of types in; the same types with serde's derive in place of their tables, out.
//!
//! A mechanical rewriting: items stay, tables become attributes, impls go. What the derive cannot
//! say is said in the nearest way that it can: an enum of integers is an integer, a constant
//! beside fields is a field that takes anything.

mod table;

use anyhow::{Context, Result};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeMap;
use syn::{Field, Fields, Item, ItemEnum, ItemStruct, Type};
use table::{Entry, Table};

/// What stands in for the runtime: its types as the derive has them.
pub(super) const RUNTIME: &str = include_str!("../../lab/derived_runtime.rs");

/// Rewrites one file.
pub(super) fn derived(source: &str) -> Result<String> {
    let file = syn::parse_file(source).context("a generated file is no Rust")?;
    let tables: BTreeMap<String, Table> =
        file.items.iter().filter_map(table::of).map(|table| (table.name.clone(), table)).collect();
    let items = file.items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(structure(item, tables.get(&item.ident.to_string()))),
        Item::Enum(item) => Some(enumeration(item, tables.get(&item.ident.to_string()))),
        // Without the tables, some of what they imported has no use.
        Item::Use(item) => Some(quote! { #[allow(unused_imports)] #item }),
        Item::Type(item) => Some(quote! { #item }),
        Item::Mod(item) => Some(quote! { #item }),
        _ => None,
    });
    let items: TokenStream = items.collect();
    let parsed = syn::parse2(without_macros(items)).context("the rewriting is no Rust")?;
    Ok(prettyplease::unparse(&parsed))
}

/// Imports of the tables' macros name nothing any more.
fn without_macros(items: TokenStream) -> TokenStream {
    let macros = [
        "conversions",
        "integer_enum",
        "object",
        "setters",
        "string_enum",
        "tagged_union",
        "untagged_union",
        "foreign",
    ];
    let mut out: Vec<proc_macro2::TokenTree> = Vec::new();
    let mut after = false;
    for token in items {
        if let proc_macro2::TokenTree::Group(group) = &token {
            let mut inner = proc_macro2::Group::new(group.delimiter(), without_macros(group.stream()));
            inner.set_span(group.span());
            out.push(inner.into());
            after = false;
            continue;
        }
        let is_macro = matches!(&token, proc_macro2::TokenTree::Ident(ident) if macros.contains(&ident.to_string().as_str()));
        let in_list = out.last().is_none_or(
            |last| matches!(last, proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ','),
        );
        if is_macro && in_list {
            after = true;
            continue;
        }
        if std::mem::take(&mut after)
            && matches!(&token, proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ',')
        {
            continue;
        }
        out.push(token);
    }
    out.into_iter().collect()
}

fn derives() -> TokenStream {
    quote! { #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)] }
}

fn structure(item: &ItemStruct, table: Option<&Table>) -> TokenStream {
    let (name, derives) = (&item.ident, derives());
    let entries = table.map(|table| table.entries.as_slice()).unwrap_or_default();
    let fields = item.fields.iter().map(|field| {
        let ident = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
        let entry = entries.iter().find(|entry| entry.field.as_deref() == Some(&ident));
        let attributes = field_attributes(field, entry);
        let (ident, ty) = (&field.ident, &field.ty);
        quote! { #attributes pub #ident: #ty, }
    });
    let constants = entries.iter().enumerate().filter_map(|(at, entry)| {
        let (Some(wire), None) = (&entry.wire, &entry.field) else { return None };
        let ident = format_ident!("constant_{at}");
        Some(quote! {
            #[serde(rename = #wire, default, skip_serializing_if = "Option::is_none")]
            pub #ident: Option<serde_json::Value>,
        })
    });
    quote! { #derives pub struct #name { #(#fields)* #(#constants)* } }
}

fn field_attributes(field: &Field, entry: Option<&Entry>) -> TokenStream {
    let Some(entry) = entry else { return TokenStream::new() };
    if entry.rest {
        return quote! { #[serde(flatten)] };
    }
    let rename = entry.wire.as_ref().map(|wire| quote! { #[serde(rename = #wire)] });
    let nullable = entry.modes.iter().any(|mode| mode == "nullable");
    let absent = match head(&field.ty).as_str() {
        "Option" if !nullable => quote! { #[serde(default, skip_serializing_if = "Option::is_none")] },
        "Field" => quote! { #[serde(default, skip_serializing_if = "super::runtime::Field::is_absent")] },
        _ => TokenStream::new(),
    };
    quote! { #rename #absent }
}

fn head(ty: &Type) -> String {
    match ty {
        Type::Path(path) => {
            path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn enumeration(item: &ItemEnum, table: Option<&Table>) -> TokenStream {
    let (name, derives) = (&item.ident, derives());
    let Some(table) = table else { return quote! { #item } };
    if table.kind == "integer_enum" {
        return quote! { #derives #[serde(transparent)] pub struct #name(pub i64); };
    }
    let variants = item.variants.iter().map(|variant| {
        let ident = &variant.ident;
        let held = match &variant.fields {
            Fields::Unnamed(fields) => {
                let types = fields.unnamed.iter().map(|field| &field.ty);
                quote! { (#(#types),*) }
            }
            _ => TokenStream::new(),
        };
        let entry = table.entries.iter().find(|entry| *ident == entry.field.as_deref().unwrap_or_default());
        let attributes = match (entry, table.kind.as_str()) {
            (_, "untagged_union") => TokenStream::new(),
            (Some(entry), _) => {
                let mut tags = entry.tags.iter();
                let first = tags.next();
                quote! { #[serde(rename = #first #(, alias = #tags)*)] }
            }
            (None, _) => quote! { #[serde(untagged)] },
        };
        quote! { #attributes #ident #held, }
    });
    let how = match (table.kind.as_str(), &table.by) {
        ("tagged_union", Some(tag)) => quote! { #[serde(tag = #tag)] },
        ("untagged_union", _) => quote! { #[serde(untagged)] },
        _ => TokenStream::new(),
    };
    quote! { #derives #how pub enum #name { #(#variants)* } }
}

#[cfg(test)]
mod tests {
    use super::derived;

    #[test]
    fn a_table_becomes_attributes() -> anyhow::Result<()> {
        let source = r#"
            use super::runtime::{self, Value, object, string_enum};
            pub struct Pet { pub name: String, pub r#type: Option<String> }
            object! { Pet { "kind" = "pet", name = "Name", r#type = "type" } }
            pub enum State { Done, Unknown(String) }
            string_enum! { State { Done = "done" } }
            impl Pet { pub fn new() -> Self { todo() } }
        "#;
        let text = derived(source)?;
        assert!(text.contains("use super::runtime::{self, Value};"), "{text}");
        assert!(text.contains("#[serde(rename = \"Name\")]\n    pub name: String"), "{text}");
        assert!(text.contains("skip_serializing_if = \"Option::is_none\")]\n    pub r#type"), "{text}");
        assert!(text.contains("#[serde(rename = \"done\")]\n    Done"), "{text}");
        assert!(text.contains("#[serde(untagged)]\n    Unknown(String)"), "{text}");
        assert!(text.contains("constant_0") && !text.contains("impl"), "{text}");
        Ok(())
    }
}
