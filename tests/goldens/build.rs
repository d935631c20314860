//! The folders of `tests/cases` in; a module for each, as it is generated now, and the list of
//! them out, in `OUT_DIR`.
//!
//! What is compiled is what the generator says today. That it is also what `expected/` holds is
//! for the golden tests to say, so a stale golden never keeps them from running.

#[path = "../src/case.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod case;

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};
use tintype::Generated;
use tintype::config::Content;
use tintype::ir::CredentialKind;
use tintype::rust::Emit;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    println!("cargo::rerun-if-changed={}", case::root().join("cases").display());
    let mut modules = String::new();
    let mut list = String::new();
    for folder in case::folders("cases") {
        let name = case::name(&folder);
        let module = name.replace('-', "_");
        let run = case::run(&folder);
        let Some(generated) = &run.generated else {
            return Err(format!("{name}: {}", run.findings()).into());
        };
        let at = out.join(&module);
        write(&at, generated)?;
        let source = at.join("src/lib.rs");
        writeln!(modules, "#[path = {source:?}]\npub mod {module};")?;
        let content = case::configuration(&folder).map_or(Content::Client, |it| it.1.content);
        for (driver, text) in drivers(&folder, generated, content) {
            let path = at.join(format!("{driver}.rs"));
            write_file(&path, &format!("{text}\nuse super::{module} as api;\n"))?;
            writeln!(modules, "#[path = {path:?}]\nmod {module}_{driver};")?;
        }
        writeln!(list, "{}", entry(&name, &module, generated, content))?;
    }
    let text = format!("{modules}\n/// Every case.\npub const CASES: &[Case] = &[\n{list}];\n");
    write_file(&out.join("cases.rs"), &text)?;
    Ok(())
}

fn write(folder: &Path, generated: &Generated) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for file in &generated.files {
        write_file(&folder.join(&file.path), &file.text)?;
    }
    Ok(())
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

/// The modules that drive the case from JSON.
fn drivers(folder: &Path, generated: &Generated, content: Content) -> Vec<(&'static str, String)> {
    let api = case::configuration(folder).unwrap_or_default();
    let emit = Emit {
        api: &generated.api,
        facts: &generated.facts,
        names: &generated.names,
        overrides: &api.0,
        package: &api.1,
    };
    let mut drivers = vec![("round_trip", tintype::rust::round_trip(&emit, &tintype::rust::named(&emit)))];
    if content == Content::Client {
        drivers.push(("call", tintype::rust::call(&emit)));
    }
    drivers
}

/// The case's line in the list. Every credential is set, so that what is sent is the document's
/// choice.
fn entry(name: &str, module: &str, generated: &Generated, content: Content) -> String {
    let mut setters = String::new();
    for credential in &generated.api.credentials {
        let setter = generated.names.credential(&credential.identity);
        let arguments = match credential.kind {
            CredentialKind::Basic => "\"user\", \"secret\"",
            _ => "\"secret\"",
        };
        setters.push_str(&format!(".{setter}({arguments})"));
    }
    let calls = match content {
        Content::Client => format!(
            "operations: {module}_call::OPERATIONS,
        call: |base, operation, arguments| Box::pin(async move {{
            let builder = {module}::Client::builder().base_url(base){setters};
            let client = builder.build().map_err(|error| Value::from(error.to_string()))?;
            {module}_call::call(&client, operation, arguments).await
        }}),"
        ),
        Content::Types => "operations: &[],
        call: |_, _, _| Box::pin(async { Err(Value::Null) }),"
            .to_owned(),
    };
    format!(
        "    Case {{
        name: {name:?},
        again: {module}_round_trip::of,
        types: {module}_round_trip::TYPES,
        {calls}
    }},"
    )
}
