//! A document in; instances of its named schemas out, with what each is for.
//!
//! The independent generator makes some of each schema. Those are changed, place by place, into what
//! the other cases want; only what none of them reaches is ordered by itself. Everything that goes
//! out is as the judge says it should be: valid, or for a case that shows it, invalid.

use super::one::Instance;
use super::tally::Tally;
use crate::lab::faker::{Faker, Optionals};
use crate::lab::judge::Judge;
use crate::lab::orders::{Case, Shows, cases};
use crate::lab::report::progress;
use crate::lab::schema::{Document, component, escaped};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::collections::HashMap;

/// How much is made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    /// Valid instances of each schema, beside those that show a place.
    pub each: usize,
    /// The most instances of one schema.
    pub most: usize,
    /// The same seed makes the same instances.
    pub seed: u64,
}

/// How often an order is tried again with another seed.
const ROUNDS: u64 = 4;

/// A case of a named schema.
struct Wanted {
    name: String,
    case: Case,
}

/// An instance for each case that one can be found for.
pub(super) fn made(
    document: &Document,
    judge: &Judge,
    faker: &Faker,
    amount: Amount,
    tally: &mut Tally,
) -> Result<Vec<Instance>> {
    let (mut first, mut places) = (Vec::new(), Vec::new());
    for name in document.names() {
        let schema = document.at(&component(&name)).context("a named schema is not there")?;
        let all = cases(&name, schema, amount.each, amount.seed)
            .into_iter()
            .filter(|case| worth_it(document, case));
        let (any, mut shown): (Vec<Case>, Vec<Case>) = all.partition(|case| case.shows == Shows::Any);
        tally.beyond += sampled(&mut shown, amount.most.saturating_sub(any.len()));
        first.extend(any.into_iter().map(|case| Wanted { name: name.clone(), case }));
        places.extend(shown.into_iter().map(|case| Wanted { name: name.clone(), case }));
    }
    places.iter().for_each(|wanted| tally.wanted(&wanted.case));
    let mut instances = ordered(judge, faker, first, amount.each, tally)?;
    let mut plain: HashMap<String, Vec<Value>> = HashMap::new();
    for instance in &instances {
        plain.entry(instance.pointer.clone()).or_default().push(instance.value.clone());
    }
    let mut left = Vec::new();
    for wanted in places {
        let pointer = component(&wanted.name);
        let bases = plain.get(&pointer).map_or(&[][..], Vec::as_slice);
        match changed(judge, &pointer, &wanted.case, bases) {
            Some(value) => {
                tally.reached(&wanted.case);
                instances.push(Instance { pointer, case: Some(wanted.case), value });
            }
            None => left.push(wanted),
        }
    }
    instances.extend(ordered(judge, faker, left, usize::MAX, tally)?);
    Ok(instances)
}

/// Keeps at most so many, of all parts of the schema; says how many were left out.
fn sampled(cases: &mut Vec<Case>, most: usize) -> usize {
    let all = cases.len();
    if all <= most {
        return 0;
    }
    let mut at = 0;
    cases.retain(|_| {
        at += 1;
        at * most / all > (at - 1) * most / all
    });
    all - cases.len()
}

/// One of the bases, changed into what the case wants.
fn changed(judge: &Judge, pointer: &str, case: &Case, bases: &[Value]) -> Option<Value> {
    bases.iter().find_map(|base| {
        let mut value = base.clone();
        let at = case.located(&mut value)?;
        match &case.shows {
            Shows::Branch if !judge.is_valid(&case.place, at) => return None,
            Shows::Member => *at = case.member.clone()?,
            // An enum is there only where one of its members is.
            Shows::UnknownMember(_) if !judge.is_valid(&case.place, at) => return None,
            Shows::Null => *at = json!(null),
            _ => {}
        }
        let value = case.finished(value)?;
        fits(judge, pointer, case, &value).then_some(value)
    })
}

/// Instances that the generator makes for these cases: at most so many of each schema that show
/// nothing in particular.
fn ordered(
    judge: &Judge,
    faker: &Faker,
    mut todo: Vec<Wanted>,
    each: usize,
    tally: &mut Tally,
) -> Result<Vec<Instance>> {
    let bar = progress(todo.len(), "making instances");
    let mut instances = Vec::new();
    let mut enough: HashMap<String, usize> = HashMap::new();
    for round in 0..ROUNDS {
        let orders: Vec<_> = todo.iter().map(|wanted| wanted.case.order.clone()).collect();
        let mut left = Vec::new();
        for (mut wanted, answer) in std::mem::take(&mut todo).into_iter().zip(faker.instances(&orders)?) {
            let (case, pointer) = (&mut wanted.case, component(&wanted.name));
            let have = enough.entry(pointer.clone()).or_default();
            if case.shows == Shows::Any && *have >= each {
                continue;
            }
            let valid = answer.ok().filter(|instance| judge.is_valid(&pointer, instance));
            let finished = valid.and_then(|instance| case.finished(instance));
            match finished.filter(|value| fits(judge, &pointer, case, value)) {
                Some(value) => {
                    bar.inc(1);
                    *have += 1;
                    tally.reached(case);
                    instances.push(Instance { pointer, case: Some(wanted.case), value });
                }
                None => {
                    case.order.seed = case.order.seed.wrapping_add(7_919 * (round + 1));
                    case.order.optionals = if round % 2 == 0 { Optionals::None } else { Optionals::All };
                    left.push(wanted);
                }
            }
        }
        todo = left;
    }
    bar.finish_and_clear();
    todo.iter().for_each(|wanted| tally.missed(&wanted.case));
    Ok(instances)
}

/// What an open arm takes is no finding; nor is that a property of one direction is left out, which
/// may be said where its schema refers to.
fn worth_it(document: &Document, case: &Case) -> bool {
    let one_way = |key: &str| {
        let property = format!("{}/properties/{}", case.place, escaped(key));
        ["readOnly", "writeOnly"].iter().any(|keyword| document.says(&property, keyword))
    };
    match &case.shows {
        Shows::Lacking(key) => !case.open && !one_way(key),
        Shows::Wrong => !case.open,
        _ => true,
    }
}

/// Whether an instance, changed at its place, is what its case wants.
fn fits(judge: &Judge, pointer: &str, case: &Case, value: &Value) -> bool {
    let valid = judge.is_valid(pointer, value);
    match case.shows {
        Shows::Lacking(_) | Shows::Wrong | Shows::UnknownMember(_) => !valid,
        _ => valid,
    }
}
