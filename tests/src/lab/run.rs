//! `cargo lab run`: what the generated types cost at run time.
//!
//! One program has the generated crate and the same types with serde's derive ([`derive`]), and
//! decodes and encodes the same instances by both in turns. Another has the generated client and
//! the same requests written by hand on the same reqwest client ([`requests`]).

mod requests;

use super::derive;
use super::driver::{self, Program, built};
use super::faker::Faker;
use super::generate::{self, Crate, read, stem, workspace, write};
use super::judge::Judge;
use super::measure::{median, succeeded};
use super::orders::{Shows, cases};
use super::report::{Table, Verdict, ratio, write_json};
use super::schema::{Document, component};
use anyhow::{Context, Result, ensure};
use quote::{ToTokens, quote};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use syn::visit::Visit;

/// Decoding, encoding and requests beside serde's derive and hand-written requests.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo lab run spec/datafold.yaml
  cargo lab run api.json --megabytes 20 --rounds 9

Needs Node 20 (instances are by json-schema-faker). CPU time of one thread, in turns, medians of
rounds; a ratio under 1.00 says that tintype is the quicker one.")]
pub(super) struct Flags {
    /// An OpenAPI document.
    #[arg(value_name = "DOC")]
    document: PathBuf,
    /// The JSON that a round decodes and encodes.
    #[arg(long, value_name = "N", default_value_t = 5)]
    megabytes: usize,
    /// Rounds, of all four in turns.
    #[arg(long, value_name = "N", default_value_t = 7)]
    rounds: usize,
    /// Requests of a round.
    #[arg(long, value_name = "N", default_value_t = 3000)]
    requests: usize,
    /// The same seed makes the same instances.
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where programs go [default: target/lab/run].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// Writes every round as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

pub(super) fn run(flags: &Flags) -> Result<Verdict> {
    let work = workspace(flags.work.as_deref(), "run")?.join(stem(&flags.document));
    std::fs::create_dir_all(&work)?;
    let document = Document::load(&flags.document)?;
    let generated = generate::from_file(&flags.document, driver::NAME, generate::Unused::Kept)?;
    let instances = instances(&document, &work, flags.seed)?;
    let throughput = throughput(&work, &generated, &instances, flags)?;
    let requests = requests::measured(&work, &generated, &document, flags.rounds, flags.requests)?;
    write_json(flags.json.as_deref(), &json!({ "throughput": throughput, "requests": requests }))?;
    Ok(Verdict::Fine)
}

/// Ten valid instances of every named schema, as lines of identity and JSON.
fn instances(document: &Document, work: &Path, seed: u64) -> Result<String> {
    let (faker, judge) = (Faker::new(document.root(), work)?, Judge::new(document)?);
    let mut lines = String::new();
    for name in document.names() {
        let pointer = component(&name);
        let schema = document.at(&pointer).context("a named schema is not there")?;
        let cases = cases(&name, schema, 10, seed).into_iter().filter(|case| case.shows == Shows::Any);
        let orders: Vec<_> = cases.map(|case| case.order).collect();
        for instance in
            faker.instances(&orders)?.into_iter().flatten().filter(|it| judge.is_valid(&pointer, it))
        {
            lines.push_str(&format!("#{pointer}\t{instance}\n"));
        }
    }
    ensure!(!lines.is_empty(), "the document has no schemas with instances");
    Ok(lines)
}

fn throughput(work: &Path, generated: &Crate, instances: &str, flags: &Flags) -> Result<Value> {
    derived_crate(work, generated)?;
    let table = table(&generated.round_trip)?;
    let dependencies = "derived = { path = \"../derived\" }\nserde = \"1\"\nserde_json = \"1\"\nrustix = { version = \"1\", features = [\"time\"] }\n";
    let files: &[(&str, &str)] =
        &[("main.rs", include_str!("../../lab/throughput.rs")), ("table.rs", &table)];
    let program =
        built(work, generated, &Program { name: "throughput", dependencies, files, release: true })?;
    let file = work.join("instances");
    write(&file, instances)?;
    let log = work.join("throughput");
    let bytes = (flags.megabytes * 1_000_000).to_string();
    succeeded(Command::new(program).arg(&file).arg(bytes).arg(flags.rounds.max(1).to_string()), &log)?;
    let said = read(&log.with_extension("out"))?;
    let mut lines = said.lines();
    let head: Value = serde_json::from_str(lines.next().unwrap_or_default())?;
    let rounds: Vec<[f64; 4]> = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
    let mut shown = Table::new(&["", "tintype", "serde's derive", "ratio of time"]);
    let megabytes = head["bytes"].as_f64().unwrap_or_default() / 1e6;
    for (name, ours, derived) in [("decode", 0, 1), ("encode", 2, 3)] {
        let of =
            |at: usize| median(&rounds.iter().map(|round| round[at]).collect::<Vec<_>>()).unwrap_or_default();
        let rate = |at: usize| format!("{:.0} MB/s", megabytes / of(at).max(f64::MIN_POSITIVE));
        shown.row(vec![name.to_owned(), rate(ours), rate(derived), ratio(of(ours), of(derived))]);
    }
    println!(
        "{}: {} instances, {megabytes:.1} MB a round ({} left out: one of the two does not read them)\n{shown}",
        flags.document.display(),
        head["instances"],
        head["left_out"]
    );
    Ok(json!({ "set": head, "rounds": rounds }))
}

/// The crate with serde's derive.
fn derived_crate(work: &Path, generated: &Crate) -> Result<()> {
    let folder = work.join("derived");
    let manifest = "[package]\nname = \"derived\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
                    [dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n\n[workspace]\n";
    write(&folder.join("Cargo.toml"), manifest)?;
    write(&folder.join("src/runtime.rs"), derive::RUNTIME)?;
    write(
        &folder.join("src/lib.rs"),
        "//! The same types with serde's derive.\n\npub mod runtime;\npub mod types;\n",
    )?;
    let is_type = |path: &str| path.starts_with("src/types/") || path == "src/types.rs";
    for file in generated.generated.files.iter().filter(|file| is_type(&file.path)) {
        write(&folder.join(&file.path), &derive::derived(&file.text).with_context(|| file.path.clone())?)?;
    }
    Ok(())
}

/// The program's table of types, read off the driver that the generator makes for tests.
fn table(round_trip: &str) -> Result<String> {
    let mut arms = Arms::default();
    arms.visit_file(&syn::parse_file(round_trip).context("the driver is no Rust")?);
    let rows = arms.0.iter().filter(|(_, of)| of.to_string().starts_with("types ::")).map(|(identity, of)| {
        quote! { #identity => Some(&((decode::<api::#of>, encode::<api::#of>), (derived::<derived::#of>, derives::<derived::#of>))), }
    });
    let rows: Vec<_> = rows.collect();
    let text = quote! {
        use super::Row;
        use std::any::Any;

        pub fn of(identity: &str) -> Option<&'static Row> {
            match identity {
                #(#rows)*
                _ => None,
            }
        }

        fn decode<T: api::runtime::Decode + 'static>(json: &[u8]) -> Option<Box<dyn Any>> {
            api::runtime::decode_json::<T>(json).ok().map(|value| Box::new(value) as Box<dyn Any>)
        }

        fn encode<T: api::runtime::Encode + 'static>(value: &dyn Any) -> Option<Vec<u8>> {
            api::runtime::encode_json(value.downcast_ref::<T>()?).ok()
        }

        fn derived<T: serde::de::DeserializeOwned + 'static>(json: &[u8]) -> Option<Box<dyn Any>> {
            serde_json::from_slice::<T>(json).ok().map(|value| Box::new(value) as Box<dyn Any>)
        }

        fn derives<T: serde::Serialize + 'static>(value: &dyn Any) -> Option<Vec<u8>> {
            serde_json::to_vec(value.downcast_ref::<T>()?).ok()
        }
    };
    Ok(prettyplease::unparse(&syn::parse2(text)?))
}

/// `identity => Some(again::<T>)`, wherever it stands.
#[derive(Default)]
struct Arms(Vec<(String, proc_macro2::TokenStream)>);

impl<'ast> Visit<'ast> for Arms {
    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        let text = arm.body.to_token_stream().to_string();
        // An arm that is too long for its line is printed as a block.
        let text = text.strip_prefix("{ ").and_then(|text| text.strip_suffix(" }")).unwrap_or(&text);
        let of = text.strip_prefix("Some (again :: < ").and_then(|text| text.strip_suffix(" >)"));
        if let (syn::Pat::Lit(identity), Some(of)) = (&arm.pat, of)
            && let (syn::Lit::Str(identity), Ok(of)) = (&identity.lit, of.parse())
        {
            self.0.push((identity.value(), of));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn the_table_has_every_type_of_the_driver() -> anyhow::Result<()> {
        let driver = "fn of(identity: &str) -> Option<Again> { match identity {\
                      \"#/a\" => Some(again::<types::A>), \"#/b\" => Some(again::<Vec<i64>>),\
                      \"#/long\" => { Some(again::<types::Long>) } _ => None } }";
        let table = table(driver)?;
        assert!(
            table.contains("decode::<api::types::A>") && table.contains("derived::<derived::types::A>"),
            "{table}"
        );
        assert!(table.contains("decode::<api::types::Long>"), "{table}");
        assert!(!table.contains("#/b"), "only what has an item of its own");
        Ok(())
    }
}
