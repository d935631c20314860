//! One document in; what became of its instances out.
//!
//! The crate is generated and compiled into a program that decodes and encodes; instances are judged
//! by the document before, and compared and judged after.

use super::asked::asked;
use super::made::{Amount, made};
use super::outside::outside;
use super::program::Compiler;
use super::tally::{Outcome, Purpose, Tally};
use crate::lab::compare::{Rules, completed};
use crate::lab::driver::{self, answers};
use crate::lab::faker::Faker;
use crate::lab::generate::{self, Crate};
use crate::lab::judge::Judge;
use crate::lab::limits::Limits;
use crate::lab::orders::Case;
use crate::lab::schema::{Document, component};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use tintype::ir::{TypeId, Use};

/// An instance that is to be decoded, and what it is for.
#[derive(Debug)]
pub(super) struct Instance {
    /// The schema, as the lab's document has it.
    pub pointer: String,
    /// What it shows; none for one from elsewhere.
    pub case: Option<Case>,
    /// Itself.
    pub value: Value,
}

/// Where instances come from.
#[derive(Clone, Copy, Debug)]
pub(super) enum From<'a> {
    /// They are made.
    Made(Amount),
    /// They stand in a file.
    File(&'a Path),
}

/// Judges one document in a folder of its own; `work` is where all that is shared lies.
pub(super) fn judge(file: &Path, from: From<'_>, folder: &Path, work: &Path) -> Result<Tally> {
    let document = Document::load(file)?;
    let judge = Judge::new(&document)?;
    let mut generated = generate::from_file(file, driver::NAME, generate::Unused::Kept)?;
    let mut tally = Tally::default();
    let instances = match from {
        From::Made(amount) => {
            tally.schemas = document.names().into_iter().map(|name| component(&name)).collect();
            let faker = Faker::new(document.root(), folder)?;
            made(&document, &judge, &faker, amount, &mut tally)?
        }
        From::File(file) => {
            let (instances, nowhere) = outside(&document, file)?;
            tally.schemas = instances.iter().map(|instance| instance.pointer.clone()).collect();
            nowhere.iter().for_each(|pointer| tally.no_type(pointer));
            instances
        }
    };
    let mut types = Types::of(&document, &generated);
    let pointers: BTreeSet<&str> = instances.iter().map(|instance| instance.pointer.as_str()).collect();
    let without = pointers.into_iter().filter(|pointer| types.at(&document, pointer).is_none());
    let without: Vec<String> = without.map(|pointer| document.vendors(pointer)).collect();
    if let Some(text) = asked(file, &without)? {
        generated = generate::from_text(file, text, driver::NAME, generate::Unused::Kept)?;
        types = Types::of(&document, &generated);
    }
    let answers = types.answers(&document, &generated, &instances, folder, work)?;
    // A client that can't make a call sends none of its types.
    let calls = generated.generated.api.operations.iter().map(|operation| operation.identity.0.as_str());
    let calls: BTreeSet<&str> = calls.collect();
    let sent = document.sent(|identity| calls.contains(identity));
    let rules = Rules { document: &document, judge: &judge, sent: &sent };
    let untyped = generated.untyped();
    let untyped: BTreeSet<String> =
        untyped.iter().filter_map(|pointer| document.canonical(pointer)).collect();
    for (instance, answer) in instances.iter().zip(answers) {
        let purpose = match &instance.case {
            Some(case) => Purpose::Case(case),
            None if judge.is_valid(&instance.pointer, &instance.value) => Purpose::Outside,
            None => Purpose::Broken,
        };
        let outcome = outcome(&rules, &untyped, instance, &answer)?;
        tally.count(&instance.pointer, purpose, &instance.value, outcome);
    }
    Ok(tally)
}

/// The types of a crate, by the pointers of their schemas in the lab's document.
struct Types(HashMap<String, Use>);

impl Types {
    fn of(document: &Document, generated: &Crate) -> Self {
        let all = &generated.generated;
        let reached = |of: &Use| all.facts.reach.contains(of.ty);
        let uses = all.document.schemas.iter().zip(&all.api.uses).filter_map(|(schema, of)| {
            Some((document.canonical(&schema.origin.pointer)?, of.filter(reached)?))
        });
        Self(uses.collect())
    }

    /// The type of a schema, or where that is a reference, of what it leads to: an operation that
    /// cannot be called has none of its own.
    fn at(&self, document: &Document, pointer: &str) -> Option<Use> {
        let target = || self.0.get(&document.resolved(pointer)?.0);
        self.0.get(pointer).or_else(target).copied()
    }

    /// What the program says of each instance; nothing where there is no type.
    fn answers(
        &self,
        document: &Document,
        generated: &Crate,
        instances: &[Instance],
        folder: &Path,
        work: &Path,
    ) -> Result<Vec<String>> {
        let asked: BTreeMap<&str, Use> = instances
            .iter()
            .filter_map(|instance| Some((instance.pointer.as_str(), self.at(document, &instance.pointer)?)))
            .collect();
        let types: BTreeSet<TypeId> = asked.values().map(|of| of.ty).collect();
        if types.is_empty() {
            return Ok(vec![String::new(); instances.len()]);
        }
        let types: Vec<TypeId> = types.into_iter().collect();
        let files = &generated.generated.files;
        let manifest =
            files.iter().find(|file| file.path == "Cargo.toml").context("a crate has a manifest")?;
        let compiler = Compiler::new(work, &manifest.text)?;
        let program = compiler.compiled(folder, generated, &generated.round_trip_of(&types))?;
        // Null where null may stand is no value of the type, but of the `Option` around it.
        let is_null = |instance: &Instance, of: &Use| of.null && instance.value.is_null();
        let line = |instance: &Instance| {
            let of = asked.get(instance.pointer.as_str()).filter(|of| !is_null(instance, of))?;
            let identity = &generated.generated.api.ty(of.ty).identity;
            Some(format!("{identity}\t{}", instance.value))
        };
        let lines: Vec<String> = instances.iter().filter_map(line).collect();
        let mut said = answers(&mut Limits::PROGRAM.command(program), &lines)?.into_iter();
        let answer = |instance: &Instance| match asked.get(instance.pointer.as_str()) {
            None => Some(String::new()),
            Some(of) if is_null(instance, of) => Some("ok\tnull\t".to_owned()),
            Some(_) => said.next(),
        };
        let all: Option<Vec<String>> = instances.iter().map(answer).collect();
        all.context("the program said too little")
    }
}

fn outcome(
    rules: &Rules<'_>,
    untyped: &BTreeSet<String>,
    instance: &Instance,
    answer: &str,
) -> Result<Outcome> {
    let mut parts = answer.split('\t');
    let (word, text) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    Ok(match word {
        "ok" => {
            let made: Value =
                serde_json::from_str(text).with_context(|| format!("the crate wrote {text}"))?;
            let seen = rules.compare(&instance.pointer, &instance.value, &made);
            let valid = rules.judge.is_valid(&instance.pointer, &completed(&instance.value, &made));
            let place = seen.visited.iter().find(|pointer| untyped.contains(*pointer)).cloned();
            // `Debug` names the variant: an open arm that took what the schema declares.
            let shown = parts.next().unwrap_or_default();
            let is_right = shown.matches("Unknown(").count() <= seen.open;
            let open = shown.find("Unknown(").filter(|_| !is_right);
            let open = open.map(|at| shown[at..].chars().take(120).collect::<String>());
            let untyped = place.or_else(|| open.map(|held| format!("an open arm: {held}")));
            Outcome::Made { seen, valid, untyped }
        }
        "refused" => Outcome::Refused(text.to_owned()),
        "panicked" => Outcome::Refused("the crate panicked".to_owned()),
        _ => Outcome::NoType,
    })
}
