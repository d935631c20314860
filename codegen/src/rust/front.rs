//! The crate's front page: what the API is, how to begin, and the list of its modules.

use super::operations::Shown;
use super::{Emit, Module, Place, docs, manifest, print};
use crate::config::Content;

/// `lib.rs`
pub fn front(emit: &Emit<'_>) -> Module {
    let mut lines = Vec::new();
    let title = emit.api.info.title.as_ref().map_or("Client", |title| title.value.trim());
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    docs::paragraph(&mut lines, &format!("# {}", title.trim_start_matches('#').trim_start()));
    if let Some(description) = &emit.api.info.description {
        docs::paragraph(&mut lines, &description.value);
    }
    let mut lines = docs::safe(&lines).into_owned();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    let (begin, modules, exports) = match emit.package.content {
        Content::Client => (
            quick_start(emit),
            "pub mod api;\nmod client;\npub mod runtime;\npub mod types;\n",
            "pub use runtime::{Client, ClientBuilder, Error, Response};\n",
        ),
        Content::Types => (
            vec!["Types alone: each reads and writes JSON by serde.".to_owned()],
            "pub mod runtime;\npub mod types;\n",
            "",
        ),
    };
    lines.extend(begin);
    let mut exports = exports.to_owned();
    let mut modules = format!("#![forbid(unsafe_code)]\n\n{modules}");
    if emit.package.content == Content::Client && !emit.api.addresses.is_empty() {
        modules = modules.replace("pub mod types;", "pub mod server;\npub mod types;");
        exports.push_str("pub use server::Server;\n");
    }
    Module { place: Place::Front, text: print::file(&lines, &[modules, exports]) }
}

/// A program that compiles: a client, and the simplest call of the API.
fn quick_start(emit: &Emit<'_>) -> Vec<String> {
    let name = manifest::crate_name(emit).replace('-', "_");
    let mut lines = vec!["# Quick start".to_owned(), String::new(), "```no_run".to_owned()];
    lines.push("# async fn run() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    lines.push(format!("let client = {name}::Client::builder()"));
    if emit.api.base_url.is_none() {
        let path = super::client::base_path(emit).unwrap_or_default();
        lines.push(format!("    .base_url({})", print::literal(&format!("https://api.example.com{path}"))));
    }
    let shown = super::operations::shown(emit);
    let asked = match &shown {
        Some(shown) => shown.credentials.clone(),
        None => super::operations::credentials(emit, &emit.api.security),
    };
    for credential in asked.into_iter().map(|at| &emit.api.credentials[at]) {
        let setter = emit.names.credential(&credential.identity);
        let variable = manifest::variable(emit, setter);
        let value = format!("std::env::var({})?", print::literal(&variable));
        lines.push(format!("    .{setter}({})", super::client::credential_arguments(credential, &value)));
    }
    lines.push("    .build()?;".to_owned());
    if let Some(Shown { group, method, arguments, .. }) = shown {
        let group = group.map(|group| format!(".{group}()")).unwrap_or_default();
        lines.push(format!("let response = client{group}.{method}({arguments}).send().await?;"));
        lines.push("println!(\"{response:?}\");".to_owned());
    }
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
    lines.extend(authentication(emit));
    lines
}

/// Which credentials there are, and where each is set.
fn authentication(emit: &Emit<'_>) -> Vec<String> {
    let credentials = emit.api.credentials.iter();
    let mut lines: Vec<String> = credentials
        .map(|credential| {
            let setter = emit.names.credential(&credential.identity);
            let setter = setter.strip_prefix("r#").unwrap_or(setter);
            format!("* [`ClientBuilder::{setter}`]: {}.", super::client::sent(&credential.kind))
        })
        .collect();
    if !lines.is_empty() {
        lines.splice(0..0, [String::new(), "# Authentication".to_owned(), String::new()]);
    }
    lines
}
