//! The text of a `codegen.toml` in, a [`Config`] that can be carried out out.
//!
//! Every mistake is told at its place, and a configuration with one is no configuration. What an
//! override should match is not known here: the floor that uses it says when nothing does.

use super::table::{Entry, Section};
use super::{
    ApiConfig, Checks, Config, Content, Dependency, FormatType, OptionalNullable, Overrides, PackageConfig,
    SchemaConfig, SecurityConfig, Workspace, check, formats, selection,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Text;
use crate::text::{FileId, Files, Span};
use toml::de::DeTable;

/// Reads a configuration; `None` when it has a mistake, which is then in `out`.
pub fn read(files: &Files, file: FileId, out: &mut Diagnostics) -> Option<Config> {
    let (table, errors) = DeTable::parse_recoverable(files.text(file));
    for error in &errors {
        // A message without a place is about the end of the file.
        let end = files.text(file).len();
        let range = error.span().unwrap_or(end..end);
        let span = Span::new(file, range.start, range.end);
        out.push(Diagnostic::new(Code::ConfigSyntax, span, error.message()));
    }
    if !errors.is_empty() {
        return None;
    }
    let mut found = Diagnostics::default();
    let config = config(Section::root(file, table.get_ref()), &mut found);
    apart(&config, &mut found);
    let whole = found.iter().next().is_none();
    for diagnostic in found.iter() {
        out.push(diagnostic.clone());
    }
    whole.then_some(config)
}

fn config(mut root: Section<'_>, out: &mut Diagnostics) -> Config {
    let mut apis = Vec::new();
    match root.entries("api", out) {
        Some((section, entries)) => {
            if entries.is_empty() {
                section.missing("<name>", out);
            }
            for entry in &entries {
                checked(&entry.key, check::api_name, out);
                if let Some(inner) = section.section_of(entry, out) {
                    apis.extend(api(&entry.key, inner, out));
                }
            }
        }
        None => root.missing("api", out),
    }
    root.finish(out);
    Config { apis }
}

/// `[api.<name>]`
fn api(name: &Text, mut section: Section<'_>, out: &mut Diagnostics) -> Option<ApiConfig> {
    let source = section.required("source", out);
    let folder = section.required("out", out);
    let lock = section.text("lock", out);
    source.iter().chain(&lock).for_each(|path| {
        checked(path, check::path, out);
    });
    folder.iter().for_each(|path| {
        checked(path, check::folder, out);
    });
    let mut package = match section.section("crate", out) {
        Some(inner) => package(inner, out),
        None => PackageConfig::default(),
    };
    if section.flag("client", out) == Some(false) {
        package.content = Content::Types;
    }
    let selection = selection::read(&mut section, out);
    let overrides = overrides(&mut section, out);
    section.finish(out);
    Some(ApiConfig { name: name.clone(), source: source?, out: folder?, lock, package, selection, overrides })
}

/// `[api.<name>.crate]`
fn package(mut section: Section<'_>, out: &mut Diagnostics) -> PackageConfig {
    let package = PackageConfig {
        name: valid(&mut section, "name", check::crate_name, out),
        version: valid(&mut section, "version", check::version, out),
        description: section.text("description", out),
        license: valid(&mut section, "license", check::license, out),
        repository: valid(&mut section, "repository", check::address, out),
        edition: valid(&mut section, "edition", check::edition, out),
        rust_version: valid(&mut section, "rust-version", check::rust_version, out),
        publish: section.flag("publish", out).unwrap_or(false),
        workspace: word(
            &mut section,
            "workspace",
            &[("member", Workspace::Member), ("own", Workspace::Own)],
            out,
        )
        .unwrap_or_default(),
        dependencies: pairs(&mut section, "dependencies", out, dependency),
        dev_dependencies: pairs(&mut section, "dev-dependencies", out, dependency),
        content: Content::default(),
    };
    section.finish(out);
    not_on_itself(&package, out);
    package
}

/// A crate of the registry that is called as the generated one: its examples could not tell the two
/// apart. A name that comes from the document is not known here.
fn not_on_itself(package: &PackageConfig, out: &mut Diagnostics) {
    let Some(name) = &package.name else { return };
    let word = |text: &Text| text.value.replace('-', "_");
    let all = package.dependencies.iter().chain(&package.dev_dependencies);
    for (itself, _) in all.filter(|(dependency, _)| word(dependency) == word(name)) {
        let message = format!("`{}` is the crate itself, which can't depend on itself", itself.value);
        let found = Diagnostic::new(Code::ConfigValue, itself.span, message);
        out.push(found.and(name.span, "its name").help("remove the line, or give the crate another `name`"));
    }
}

/// One line of `dependencies`. A path or a repository has no place here: a generated crate builds
/// wherever the registry is reached.
fn dependency(section: &Section<'_>, entry: &Entry<'_>, out: &mut Diagnostics) -> Option<Dependency> {
    checked(&entry.key, check::package_name, out);
    let (version, features) = match section.table_of(entry) {
        None => (section.text_of(entry, out), Vec::new()),
        Some(mut inner) => {
            let version = inner.required("version", out);
            let features = inner.texts("features", out).unwrap_or_default();
            inner.finish(out);
            (version, features)
        }
    };
    for feature in &features {
        checked(feature, check::feature, out);
    }
    let version = version?;
    checked(&version, check::requirement, out);
    Some(Dependency { version, features })
}

/// The tables of `[api.<name>]` that change the output.
fn overrides(section: &mut Section<'_>, out: &mut Diagnostics) -> Overrides {
    Overrides {
        names: identified(pairs(section, "names", out, |section, entry, out| section.text_of(entry, out))),
        types: identified(pairs(section, "types", out, |section, entry, out| {
            let path = section.text_of(entry, out)?;
            checked(&path, check::rust_path, out);
            Some(path)
        })),
        formats: pairs(section, "formats", out, |section, entry, out| {
            let path = section.text_of(entry, out)?;
            if path.value == "string" {
                return Some(FormatType::Text);
            }
            if let Some(known) = formats::known_of(&entry.key, &path, out) {
                return known.map(FormatType::Known);
            }
            if !formats::may_be_a_path(&path, out) {
                return None;
            }
            checked(&path, check::rust_path, out);
            Some(FormatType::Foreign(path))
        }),
        derives: identified(pairs(section, "derives", out, |section, entry, out| {
            let traits = section.texts_of(entry, out)?;
            for path in &traits {
                checked(path, check::derive, out);
            }
            Some(traits)
        })),
        security: pairs(section, "security", out, |section, entry, out| {
            let mut inner = section.section_of(entry, out)?;
            let prefix = valid(&mut inner, "prefix", check::prefix, out);
            inner.finish(out);
            Some(SecurityConfig { prefix })
        }),
        schemas: identified(pairs(section, "schemas", out, |section, entry, out| {
            section.section_of(entry, out).map(|inner| schema(inner, out))
        })),
        checks: match section.flag("validate", out) {
            Some(true) => Checks::Sent,
            _ => Checks::None,
        },
    }
}

/// `[api.<name>.schemas."<pointer>"]`
fn schema(mut section: Section<'_>, out: &mut Diagnostics) -> SchemaConfig {
    let ways = [("three-state", OptionalNullable::ThreeState), ("option", OptionalNullable::Option)];
    let schema = SchemaConfig {
        optional_nullable: word(&mut section, "optional-nullable", &ways, out),
        keep_additional: word(&mut section, "additional", &[("keep", true), ("skip", false)], out)
            .unwrap_or(false),
    };
    section.finish(out);
    schema
}

/// A table whose keys are a person's own, in the order of the file.
fn pairs<T>(
    section: &mut Section<'_>,
    key: &'static str,
    out: &mut Diagnostics,
    read: impl Fn(&Section<'_>, &Entry<'_>, &mut Diagnostics) -> Option<T>,
) -> Vec<(Text, T)> {
    let Some((inner, entries)) = section.entries(key, out) else {
        return Vec::new();
    };
    entries.iter().filter_map(|entry| Some((entry.key.clone(), read(&inner, entry, out)?))).collect()
}

/// A key that holds one of a few words.
pub(super) fn word<T: Copy>(
    section: &mut Section<'_>,
    key: &'static str,
    words: &[(&str, T)],
    out: &mut Diagnostics,
) -> Option<T> {
    let text = section.text(key, out)?;
    let found = words.iter().find(|(word, _)| *word == text.value);
    if found.is_none() {
        let known: Vec<_> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        let message = format!("`{}` is none of {}", text.value, known.join(", "));
        out.push(Diagnostic::new(Code::ConfigValue, text.span, message));
    }
    found.map(|(_, meaning)| *meaning)
}

/// The same by identity: a pointer may be written without its `#`.
fn identified<T>(mut pairs: Vec<(Text, T)>) -> Vec<(Text, T)> {
    for (key, _) in &mut pairs {
        if key.value.starts_with('/') {
            key.value.insert(0, '#');
        }
    }
    pairs
}

/// A key that holds a string which has to pass a question.
fn valid(
    section: &mut Section<'_>,
    key: &'static str,
    question: fn(&str) -> check::Verdict,
    out: &mut Diagnostics,
) -> Option<Text> {
    let text = section.text(key, out)?;
    checked(&text, question, out);
    Some(text)
}

fn checked(text: &Text, question: fn(&str) -> check::Verdict, out: &mut Diagnostics) {
    if let Err(wrong) = question(&text.value) {
        let message = format!("`{}` {wrong}", text.value);
        out.push(Diagnostic::new(Code::ConfigValue, text.span, message));
    }
}

/// Two APIs can't share a folder or a lock: each would delete what the other wrote.
fn apart(config: &Config, out: &mut Diagnostics) {
    for (at, api) in config.apis.iter().enumerate() {
        for earlier in &config.apis[..at] {
            let mut shared = |one: &Text, other: &Text, what: &str| {
                if parts(&one.value) == parts(&other.value) {
                    let message = format!("`{}` is already the {what} of another API", one.value);
                    out.push(Diagnostic::new(Code::ConfigValue, one.span, message).and(other.span, "here"));
                }
            };
            shared(&api.out, &earlier.out, "folder");
            shared(&lock(api), &lock(earlier), "lock");
        }
    }
}

/// The lock of an API, at the place that says so: without a line of its own, the API's name.
fn lock(api: &ApiConfig) -> Text {
    let named = || Text { value: api.lock_path(), span: api.name.span };
    api.lock.clone().unwrap_or_else(named)
}

/// The steps of a path, `./a//b/` and `x/../a/b` being `a/b`.
fn parts(path: &str) -> Vec<&str> {
    let mut steps = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if !matches!(steps.last(), None | Some(&"..")) => {
                steps.pop();
            }
            part => steps.push(part),
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::super::{Deprecated, Selection, Unused};
    use super::*;

    fn read_text(text: &str) -> (Option<Config>, Vec<String>) {
        let mut files = Files::default();
        let file = files.add("codegen.toml", text);
        let mut out = Diagnostics::default();
        let config = read(&files, file, &mut out);
        let found = out.sorted().into_iter().map(|found| {
            let at = files.position(found.labels[0].span);
            format!("{}:{} {} {}", at.line, at.column, found.code.id(), found.message)
        });
        (config, found.collect())
    }

    #[test]
    fn every_setting_is_read_with_its_place() {
        let text = r##"
[api.pets]
source = "pets.yaml"
out = "../pets"
lock = "locks/pets.lock"
client = false
validate = true
unused-types = "keep"
include = { paths = ["/pets/**"], schemas = ["Pet*"] }
exclude = { operations = ["POST /pets"], tags = ["old"], deprecated = true }
[api.pets.crate]
name = "pet-store"
version = "1.2.3"
description = "Pets"
license = "MIT"
repository = "https://example.com"
edition = "2024"
rust-version = "1.88"
publish = true
workspace = "own"
dependencies = { chrono = "0.4" }
dev-dependencies = { tokio = { version = "1", features = ["macros", "time"] } }
[api.pets.names]
"#/components/schemas/Pet" = "Animal"
[api.pets.types]
"#/components/schemas/Money" = "my::Money"
[api.pets.formats]
date = "chrono::NaiveDate"
uuid = "string"
[api.pets.derives]
"#/components/schemas/Pet" = ["Eq", "Hash"]
[api.pets.security.ApiKeyAuth]
prefix = "Key "
[api.pets.schemas."#/components/schemas/Pet"]
optional-nullable = "option"
additional = "keep"
[api.a]
source = "a.json"
out = "../a"
"##;
        let (config, found) = read_text(text);
        assert_eq!(found, Vec::<String>::new());
        let config = config.expect("it has no mistake");
        let names: Vec<_> = config.apis.iter().map(|api| api.name.value.as_str()).collect();
        assert_eq!(names, ["pets", "a"], "the order is that of the file");
        let pets = &config.apis[0];
        assert_eq!(pets.source.value, "pets.yaml");
        assert_eq!(&text[pets.source.span.range()], "\"pets.yaml\"");
        assert_eq!(&text[pets.name.span.range()], "pets");
        assert_eq!(pets.package.workspace, Workspace::Own);
        assert_eq!(pets.package.content, Content::Types);
        assert_eq!(pets.overrides.checks, Checks::Sent);
        let Selection { include, exclude, deprecated, unused } = &pets.selection;
        assert_eq!((*deprecated, *unused), (Deprecated::LeftOut, Unused::Kept));
        assert_eq!(
            (include.paths[0].value.as_str(), include.schemas[0].value.as_str()),
            ("/pets/**", "Pet*")
        );
        assert_eq!(
            (exclude.operations[0].value.as_str(), exclude.tags[0].value.as_str()),
            ("POST /pets", "old")
        );
        assert!(pets.package.publish);
        assert_eq!(pets.package.dependencies[0].1.version.value, "0.4");
        let (name, tokio) = &pets.package.dev_dependencies[0];
        assert_eq!((name.value.as_str(), tokio.version.value.as_str()), ("tokio", "1"));
        assert_eq!(tokio.features[1].value, "time");
        assert_eq!(pets.overrides.names[0].1.value, "Animal");
        assert_eq!(pets.overrides.types[0].1.value, "my::Money");
        assert!(
            matches!(&pets.overrides.formats[0].1, FormatType::Foreign(path) if path.value == "chrono::NaiveDate")
        );
        assert_eq!(pets.overrides.formats[1].1, FormatType::Text);
        assert_eq!(pets.overrides.derives[0].1[1].value, "Hash");
        let security = &pets.overrides.security[0];
        assert_eq!(security.0.value, "ApiKeyAuth");
        assert_eq!(security.1.prefix.as_ref().map(|p| p.value.as_str()), Some("Key "));
        let schema = &pets.overrides.schemas[0].1;
        assert_eq!(schema.optional_nullable, Some(OptionalNullable::Option));
        assert!(schema.keep_additional);
        assert_eq!(config.apis[1].package.name, None);
        assert!(!config.apis[1].package.publish);
    }

    #[test]
    fn every_mistake_is_told_at_its_place() {
        let (config, found) = read_text(
            r##"extra = 1
[api.pets]
source = "/etc/pets.yaml"
ou = "../pets"
[api.pets.crate]
name = "fn"
version = "latest"
publish = "no"
dev-dependencies = { tokio = { features = ["a b"], path = "x" } }
[api.pets.security.Key]
prefx = "Key "
[api.pets.derives]
"#/x" = ["Eq", 1]
[api.pets.schemas."#/x"]
additional = "maybe"
[api.pets.formats]
duration = "chrono"
date = "moon"
"##,
        );
        assert!(config.is_none());
        assert_eq!(
            found,
            [
                "1:1 E0702 there is no setting `extra`",
                "2:6 E0702 `api.pets.out` is missing",
                "3:10 E0704 `/etc/pets.yaml` is absolute; write it relative to the configuration",
                "4:1 E0702 there is no setting `api.pets.ou`",
                "6:8 E0704 `fn` is a word of Rust's own and can't be a crate's name",
                "7:11 E0704 `latest` is no version: three numbers, such as `0.1.0`",
                "8:11 E0702 `api.pets.crate.publish` has to be `true` or `false`",
                "9:22 E0702 `api.pets.crate.dev-dependencies.tokio.version` is missing",
                "9:44 E0704 `a b` is no name of a feature",
                "9:52 E0702 there is no setting `api.pets.crate.dev-dependencies.tokio.path`",
                "11:1 E0702 there is no setting `api.pets.security.Key.prefx`",
                "13:9 E0702 `api.pets.derives.#/x` has to be a list of strings",
                "15:14 E0704 `maybe` is none of `keep`, `skip`",
                "17:12 E0704 `chrono` has no type for the format `duration`",
                "18:8 E0704 `moon` is neither a library that is known here nor the path of a type",
            ]
        );
    }

    #[test]
    fn two_apis_do_not_share_a_folder() {
        let (config, found) =
            read_text("[api.a]\nsource = 'a'\nout = '../x'\n[api.b]\nsource = 'b'\nout = '.././x/'\n");
        assert!(config.is_none());
        assert_eq!(found, ["6:7 E0704 `.././x/` is already the folder of another API"]);
    }

    #[test]
    fn two_apis_do_not_share_a_lock_even_where_one_does_not_name_it() {
        let (config, found) = read_text(
            "[api.a]\nsource = 'a'\nout = 'x'\n[api.b]\nsource = 'b'\nout = 'y'\nlock = 'z/../a.lock'\n",
        );
        assert!(config.is_none());
        assert_eq!(found, ["7:8 E0704 `z/../a.lock` is already the lock of another API"]);
    }

    #[test]
    fn a_pointer_may_be_written_without_its_number_sign() {
        let (config, found) = read_text(
            "[api.a]\nsource = 'a'\nout = 'x'\n[api.a.derives]\n'/components/schemas/A' = ['Eq']\n",
        );
        assert_eq!(found, Vec::<String>::new());
        let config = config.expect("it is right");
        assert_eq!(config.apis[0].overrides.derives[0].0.value, "#/components/schemas/A");
    }

    #[test]
    fn broken_toml_is_a_syntax_error_at_its_place() {
        let (config, found) = read_text("[api.a]\nsource = \nout = 'x'\n");
        assert!(config.is_none());
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("2:"), "{found:?}");
        assert!(found[0].contains("E0701"), "{found:?}");
    }

    #[test]
    fn an_empty_configuration_says_what_is_missing() {
        let (config, found) = read_text("");
        assert!(config.is_none());
        assert_eq!(found, ["1:1 E0702 `api` is missing"]);
    }
}
