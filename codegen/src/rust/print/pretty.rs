//! Text or tokens in, the text that prettyplease makes of them out.

use proc_macro2::TokenStream;

/// The text of items, a blank line between two; `None` where they are none.
pub(super) fn items(text: &str) -> Option<String> {
    Some(file(syn::parse_file(text).ok()?))
}

/// [`items`] of tokens.
pub(super) fn tokens(tokens: TokenStream) -> Option<String> {
    Some(file(syn::parse2(tokens).ok()?))
}

/// Functions of an `impl`, as they stand there.
pub(super) fn members(text: &str) -> Option<String> {
    let text = items(&format!("impl Owner {{\n{text}}}\n"))?;
    let members = text.strip_prefix("impl Owner {\n")?.strip_suffix("}\n")?;
    Some(members.to_owned())
}

/// A type, broken as the alias of it would be.
pub(super) fn ty(text: &str) -> Option<String> {
    let ty: syn::Type = syn::parse_str(text).ok()?;
    let text = one(syn::parse_quote! { type T = #ty; });
    Some(text.trim().trim_start_matches("type T =").trim_end_matches(';').to_owned())
}

fn file(file: syn::File) -> String {
    let mut text = String::new();
    for item in file.items {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&spaced(&one(item)));
    }
    text
}

fn one(item: syn::Item) -> String {
    let items = vec![item];
    prettyplease::unparse(&syn::File { shebang: None, attrs: Vec::new(), items, frontmatter: None })
}

/// A blank line between two functions of one `impl`, which prettyplease does not set.
fn spaced(item: &str) -> String {
    let mut text = String::with_capacity(item.len());
    let mut ended = false;
    for line in item.split_inclusive('\n') {
        if ended && line != "}\n" {
            text.push('\n');
        }
        ended = line == "    }\n";
        text.push_str(line);
    }
    text
}
