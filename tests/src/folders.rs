//! A folder is a test: one trial for each folder of a kind, named by it.
//!
//! What is known to fail stands in `known.toml` with its reason; a trial in it that passes is an
//! error, and so is a line that names no folder, so the list can only shrink by itself.

use crate::case;
use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// A judgement over a folder.
pub type Judge = fn(&Path) -> Result<(), String>;

/// Runs judgements, each over every folder of a kind (`cases`, say).
pub fn run(judges: &[(&'static str, &'static str, Judge)]) -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = Vec::new();
    let mut known = match known() {
        Ok(known) => known,
        Err(why) => {
            eprintln!("known.toml: {why}");
            return ExitCode::FAILURE;
        }
    };
    for (kind, question, judge) in judges {
        for folder in case::folders(kind) {
            let name = format!("{question}/{}", case::name(&folder));
            let why = known.remove(&name);
            let judge = *judge;
            trials.push(Trial::test(name, move || judged(judge(&folder), why)));
        }
        let missing = known.extract_if(.., |name, _| name.starts_with(&format!("{question}/")));
        for (name, _) in missing {
            trials.push(Trial::test(name, || {
                Err(Failed::from("known.toml names it, and there is no such folder"))
            }));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn judged(verdict: Result<(), String>, known: Option<String>) -> Result<(), Failed> {
    match (verdict, known) {
        (Ok(()), None) | (Err(_), Some(_)) => Ok(()),
        (Err(wrong), None) => Err(Failed::from(wrong)),
        (Ok(()), Some(why)) => {
            Err(Failed::from(format!("passes, and known.toml says it can't ({why}): remove the line there")))
        }
    }
}

/// The failures that are known, with the reason of each.
fn known() -> Result<BTreeMap<String, String>, String> {
    let text = case::read(&case::root().join("known.toml")).unwrap_or_default();
    toml::from_str(&text).map_err(|error| error.to_string())
}
