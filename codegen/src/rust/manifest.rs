//! `Cargo.toml` and `rustfmt.toml` of the crate.
//!
//! Cargo is stricter about names and versions than vendors are: what `info` says is made valid
//! here, and what the configuration says was checked when it was read.

use super::dates::{Dates, Presence};
use super::{Emit, Module, Place, print};
use crate::config::{Content, Dependency, FormatType, RUST_VERSION, Workspace};
use crate::document::Text;
use crate::names::package;
use std::collections::BTreeMap;

/// What a client stands on beside its types: name, version, and features where they matter.
const HTTP: [(&str, &str); 4] = [
    ("bytes", "\"1\""),
    ("http", "\"1\""),
    ("http-body", "\"1\""),
    ("reqwest", "{ version = \"0.13\", default-features = false }"),
];

/// What types stand on.
const JSON: [(&str, &str); 2] = [
    ("serde", "{ version = \"1\", default-features = false, features = [\"std\"] }"),
    ("serde_json", "{ version = \"1\", features = [\"float_roundtrip\"] }"),
];

/// `Cargo.toml`
pub fn cargo(emit: &Emit<'_>) -> Module {
    let package = emit.package;
    let info = &emit.api.info;
    let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let title = value(&info.title).map(|title| plain(&title)).filter(|title| !title.is_empty());
    let mut text = format!("{}\n\n[package]\n", print::HEADER.replace("//", "#"));
    let mut line = |key: &str, value: &str| text.push_str(&format!("{key} = {}\n", quoted(value)));
    line("name", &crate_name(emit));
    line("version", &value(&package.version).unwrap_or_else(|| version(value(&info.version).as_deref())));
    line("edition", value(&package.edition).as_deref().unwrap_or("2024"));
    line("rust-version", value(&package.rust_version).as_deref().unwrap_or(RUST_VERSION));
    let (what, nameless) = match package.content {
        Content::Client => ("Client", "Client of a web API"),
        Content::Types => ("Types", "Types of a web API"),
    };
    let described =
        value(&package.description).or_else(|| title.map(|title| format!("{what} of the {title}")));
    line("description", described.as_deref().unwrap_or(nameless));
    if let Some(license) = value(&package.license) {
        line("license", &license);
    }
    if let Some(repository) = value(&package.repository) {
        line("repository", &repository);
    }
    if !package.publish {
        text.push_str("publish = false\n");
    }
    let http: &[_] = if package.content == Content::Client { &HTTP } else { &[] };
    let dates = Dates::of(emit);
    text.push_str(&features(package.content, &dates));
    let ours = http.iter().chain(&JSON).map(|(name, spec)| ((*name).to_owned(), (*spec).to_owned()));
    let asked = given(&package.dependencies);
    let ours = ours
        .chain(libraries(&emit.overrides.formats))
        .chain(dates.optional())
        .filter(|(name, _)| asked.iter().all(|(own, _)| own != name));
    let all: Vec<_> = ours.chain(asked.iter().cloned()).collect();
    text.push_str(&section("dependencies", all));
    text.push_str(&section("dev-dependencies", given(&package.dev_dependencies)));
    text.push_str("\n[package.metadata.docs.rs]\nall-features = true\n");
    if package.workspace == Workspace::Own {
        text.push_str("\n[workspace]\n");
    }
    Module { place: Place::Manifest, text }
}

/// `[features]`: how a client reaches a service over TLS, and libraries of dates.
fn features(content: Content, dates: &Dates) -> String {
    let mut text = match content {
        Content::Client => {
            "default = [\"rustls\"]\n\
             # TLS by rustls and the platform's certificates.\nrustls = [\"reqwest/rustls\"]\n\
             # TLS by what the operating system brings.\nnative-tls = [\"reqwest/native-tls\"]\n"
        }
        Content::Types => "",
    }
    .to_owned();
    for (library, _) in dates.all().filter(|(_, presence)| *presence == Presence::Feature) {
        text.push_str(&format!(
            "# Conversions from and to the types of {library}.\n{library} = [\"dep:{library}\"]\n"
        ));
    }
    if text.is_empty() { text } else { format!("\n[features]\n{text}") }
}

/// What the configuration asks for beside ours.
fn given(dependencies: &[(Text, Dependency)]) -> Vec<(String, String)> {
    let lines = dependencies.iter().map(|(name, dependency)| {
        let version = quoted(&dependency.version.value);
        let features: Vec<_> = dependency.features.iter().map(|feature| quoted(&feature.value)).collect();
        let spec = match features.is_empty() {
            true => version,
            false => format!("{{ version = {version}, features = [{}] }}", features.join(", ")),
        };
        (name.value.clone(), spec)
    });
    lines.collect()
}

/// What the formats that the configuration gives to libraries need. A dependency of the same name
/// that a person asks for counts instead.
fn libraries(formats: &[(Text, FormatType)]) -> BTreeMap<String, String> {
    let known = formats.iter().filter_map(|(_, of)| match of {
        FormatType::Known(known) => known.dependency,
        FormatType::Text | FormatType::Foreign(_) => None,
    });
    known.map(|(name, spec)| (name.to_owned(), spec.to_owned())).collect()
}

/// A section of the manifest, sorted; nothing where it has no line.
fn section(name: &str, lines: impl IntoIterator<Item = (String, String)>) -> String {
    let mut lines: Vec<_> = lines.into_iter().map(|(name, spec)| format!("{name} = {spec}\n")).collect();
    if lines.is_empty() {
        return String::new();
    }
    lines.sort();
    format!("\n[{name}]\n{}", lines.concat())
}

/// `rustfmt.toml`: tables are laid out by us.
pub fn rustfmt() -> Module {
    let header = print::HEADER.replace("//", "#");
    Module { place: Place::Rustfmt, text: format!("{header}\n\ndisable_all_formatting = true\n") }
}

/// The crate's name: as configured, or what the title makes of one.
pub fn crate_name(emit: &Emit<'_>) -> String {
    if let Some(name) = &emit.package.name {
        return name.value.clone();
    }
    let title = emit.api.info.title.as_ref().map_or("", |title| &title.value);
    package(title)
}

/// A vendor's version as a semantic one: its first three numbers, without what follows them; `0.1.0`
/// where there is none.
fn version(text: Option<&str>) -> String {
    let text = text.unwrap_or_default().trim();
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    // `latest`, `beta2`: a number at the end of a word is no version.
    if start > 1 || (start == 1 && !text.starts_with(['v', 'V'])) {
        return "0.1.0".to_owned();
    }
    let text = &text[start..];
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let mut numbers: Vec<String> = text[..end]
        .split('.')
        .filter(|part| !part.is_empty())
        .take(3)
        .map(|part| part.parse::<u64>().map_or_else(|_| "0".to_owned(), |number| number.to_string()))
        .collect();
    if numbers.is_empty() {
        return "0.1.0".to_owned();
    }
    numbers.resize(3, "0".to_owned());
    numbers.join(".")
}

/// A title on one line, without what Cargo or a reader would stumble over.
fn plain(title: &str) -> String {
    let words = title.split(|c: char| c.is_whitespace() || print::is_hidden(c));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            hidden if print::is_hidden(hidden) => out.push_str(&format!("\\U{:08X}", hidden as u32)),
            plain => out.push(plain),
        }
    }
    out + "\""
}

/// The environment variable that an example reads a credential from.
pub fn variable(emit: &Emit<'_>, setter: &str) -> String {
    let name = crate_name(emit).replace('-', "_");
    format!("{name}_{}", setter.trim_start_matches("r#")).to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Files, Span};

    #[test]
    fn dependencies_are_sorted_and_keep_their_features() {
        let mut files = Files::default();
        let mut text = |value: &str| {
            let file = files.add("codegen.toml", value);
            Text { value: value.to_owned(), span: Span::new(file, 0, value.len()) }
        };
        let tokio = Dependency { version: text("1"), features: vec![text("macros"), text("time")] };
        let anyhow = Dependency { version: text("1.0"), features: Vec::new() };
        let dependencies = [(text("tokio"), tokio), (text("anyhow"), anyhow)];
        assert_eq!(
            section("dev-dependencies", given(&dependencies)),
            "\n[dev-dependencies]\nanyhow = \"1.0\"\ntokio = { version = \"1\", features = [\"macros\", \"time\"] }\n"
        );
        assert_eq!(section("dev-dependencies", given(&[])), "");
        let mut of = |format: &str, library: &str| {
            let known = crate::config::Known::find(library, format).expect("a known format");
            (text(format), FormatType::Known(known))
        };
        let formats =
            [of("date", "chrono"), of("date-time", "chrono"), of("ipv4", "std"), of("uuid", "uuid")];
        let libraries: Vec<String> = libraries(&formats).into_keys().collect();
        assert_eq!(libraries, ["chrono", "uuid"], "each once, and none for std");
    }

    /// The manifest of the types of a document with one string of this format.
    fn manifest(format: &str, configured: &str) -> String {
        let mut files = Files::default();
        let mut out = crate::diagnostic::Diagnostics::default();
        let config = format!("[api.a]\nsource = \"a\"\nout = \"a\"\nclient = false\n{configured}");
        let file = files.add("codegen.toml", config);
        let config = crate::config::read(&files, file, &mut out).expect("a configuration");
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: \
             {{A: {{type: object, properties: {{a: {{type: string, format: {format}}}}}}}}}}}\n"
        );
        let source = crate::Source::Text { name: "a.yaml".to_owned(), text };
        let input = crate::Input { source, api: &config.apis[0], lock: None, prune: false };
        let generated = crate::generate(&mut files, input, &mut out).expect("a crate");
        let mut all = generated.files.iter();
        all.find(|file| file.path == "Cargo.toml").expect("a manifest").text.clone()
    }

    #[test]
    fn a_crate_with_dates_has_a_feature_for_each_library() {
        let features = |text: &str| {
            let lines = text.lines().skip_while(|line| *line != "[features]").skip(1);
            let lines = lines.take_while(|line| !line.is_empty()).filter(|line| !line.starts_with('#'));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        let dates = manifest("date", "");
        let all = ["chrono = [\"dep:chrono\"]", "jiff = [\"dep:jiff\"]", "time = [\"dep:time\"]"];
        assert_eq!(features(&dates), all);
        assert!(
            dates.contains("\ntime = { version = \"0.3\", default-features = false, optional = true }\n")
        );
        assert_eq!(features(&manifest("duration", "")), ["jiff = [\"dep:jiff\"]"]);
        for without in [manifest("uuid", ""), manifest("date", "formats = { date = \"string\" }")] {
            assert!(!without.contains("chrono") && !without.contains("[features]"), "{without}");
        }
        // What a crate depends on anyhow is nothing to turn on.
        let always = manifest("date-time", "formats = { date-time = \"time\" }");
        assert!(
            features(&always).is_empty()
                && always.contains("\ntime = { version = \"0.3\", default-features = false }\n")
        );
        let asked = manifest("date-time", "crate = { dependencies = { jiff = \"1\" } }");
        assert_eq!(features(&asked), [all[0], all[2]]);
        assert!(asked.contains("\njiff = \"1\"\n"));
    }

    #[test]
    fn versions_are_made_semantic() {
        for (given, expected) in [
            ("latest", "0.1.0"),
            ("1", "1.0.0"),
            ("v2.3", "2.3.0"),
            ("1.2.3.4", "1.2.3"),
            ("2024-01-05", "2024.0.0"),
            ("1.10", "1.10.0"),
            ("01.2", "1.2.0"),
            ("", "0.1.0"),
            ("beta2", "0.1.0"),
            ("99999999999999999999", "0.0.0"),
        ] {
            assert_eq!(version(Some(given)), expected, "{given}");
        }
    }
}
