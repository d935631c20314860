//! What the document states of the values that are sent, held against what would be sent.
//!
//! In: a value, and the rules of its type. Out: the first that is broken, and where. It looks at
//! the JSON that a value becomes, so that a rule means what it means to the service; a value is
//! never shown. Patterns are not among the rules: they would need an engine.

use super::encode::Encode;
use super::param::text;
use serde_json::{Number, Value};
use std::collections::HashSet;
use std::fmt;

/// A rule (JSON Schema 2020-12 validation, section 6); of a value of another kind it says nothing.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// `minLength` and `maxLength`, in characters.
    Length(u64, u64),
    /// `minItems` and `maxItems`
    Items(u64, u64),
    /// `minProperties` and `maxProperties`
    Members(u64, u64),
    /// `uniqueItems`
    Distinct,
    /// `minimum`
    AtLeast(&'static str),
    /// `exclusiveMinimum`
    Above(&'static str),
    /// `maximum`
    AtMost(&'static str),
    /// `exclusiveMaximum`
    Below(&'static str),
    /// `multipleOf`
    MultipleOf(&'static str),
    /// Of each element of a list, and each value of a map.
    Each(&'static [Rule]),
    /// Of the members of a structure.
    Inside(fn() -> Rules),
}

/// The rules of a structure, by the names of its members on the wire.
pub type Rules = &'static [(&'static str, &'static [Rule])];

/// A value that the document has rules for.
pub trait Validate: Encode {
    /// The rules.
    fn rules() -> Rules
    where
        Self: Sized;

    /// Holds what would be sent against the lengths, sizes and bounds that the document states.
    /// Inside of unions nothing is looked at.
    fn validate(&self) -> Result<(), Invalid>
    where
        Self: Sized,
    {
        let value = text(self).map_err(|error| Invalid { path: String::new(), broken: error.to_string() })?;
        members(&value, Self::rules(), &mut Vec::new())
    }
}

/// A rule that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Invalid {
    /// Where, as `tags[2].name`; empty for the whole value.
    pub path: String,
    /// What is wrong there.
    pub broken: String,
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.broken),
            path => write!(f, "{path}: {}", self.broken),
        }
    }
}

impl std::error::Error for Invalid {}

/// A step of a path.
enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

fn members<'a>(value: &'a Value, rules: Rules, at: &mut Vec<Step<'a>>) -> Result<(), Invalid> {
    for (name, rules) in rules {
        if let Some(member) = value.get(name) {
            at.push(Step::Member(name));
            check(member, rules, at)?;
            at.pop();
        }
    }
    Ok(())
}

fn check<'a>(value: &'a Value, rules: &'static [Rule], at: &mut Vec<Step<'a>>) -> Result<(), Invalid> {
    for rule in rules {
        match (rule, value) {
            (Rule::Inside(rules), Value::Object(_)) => members(value, rules(), at)?,
            (Rule::Each(rules), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    at.push(Step::Item(index));
                    check(item, rules, at)?;
                    at.pop();
                }
            }
            (Rule::Each(rules), Value::Object(map)) => {
                for (name, value) in map {
                    at.push(Step::Member(name));
                    check(value, rules, at)?;
                    at.pop();
                }
            }
            _ => {
                if let Some(broken) = broken(value, rule) {
                    return Err(Invalid { path: path(at), broken });
                }
            }
        }
    }
    Ok(())
}

fn path(steps: &[Step<'_>]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Item(index) => path.push_str(&format!("[{index}]")),
            Step::Member(name) if path.is_empty() => path.push_str(name),
            Step::Member(name) => path.push_str(&format!(".{name}")),
        }
    }
    path
}

/// What is wrong with a value, by one rule.
fn broken(value: &Value, rule: &Rule) -> Option<String> {
    match (rule, value) {
        (Rule::Length(least, most), Value::String(text)) => {
            sized(text.chars().count(), *least, *most, "characters")
        }
        (Rule::Items(least, most), Value::Array(items)) => sized(items.len(), *least, *most, "items"),
        (Rule::Members(least, most), Value::Object(map)) => sized(map.len(), *least, *most, "members"),
        (Rule::Distinct, Value::Array(items)) => {
            let mut seen = HashSet::new();
            let twice = items.iter().any(|item| !seen.insert(item.to_string()));
            twice.then(|| "an item stands twice".to_owned())
        }
        (Rule::AtLeast(bound), Value::Number(it)) => {
            (order(it, bound) < 0).then(|| format!("less than {bound}"))
        }
        (Rule::Above(bound), Value::Number(it)) => {
            (order(it, bound) <= 0).then(|| format!("not greater than {bound}"))
        }
        (Rule::AtMost(bound), Value::Number(it)) => {
            (order(it, bound) > 0).then(|| format!("greater than {bound}"))
        }
        (Rule::Below(bound), Value::Number(it)) => {
            (order(it, bound) >= 0).then(|| format!("not less than {bound}"))
        }
        (Rule::MultipleOf(step), Value::Number(it)) => {
            (!is_multiple(it, step)).then(|| format!("no multiple of {step}"))
        }
        _ => None,
    }
}

fn sized(count: usize, least: u64, most: u64, what: &str) -> Option<String> {
    let count = count as u64;
    if count < least {
        Some(format!("{count} {what}, at least {least} are asked for"))
    } else if count > most {
        Some(format!("{count} {what}, at most {most} are allowed"))
    } else {
        None
    }
}

/// The sign of a number less a bound; whole numbers are compared to the last digit.
fn order(number: &Number, bound: &str) -> i8 {
    let order = match (whole(number), bound.parse::<i128>()) {
        (Some(number), Ok(bound)) => Some(number.cmp(&bound)),
        _ => bound.parse::<f64>().ok().and_then(|bound| number.as_f64()?.partial_cmp(&bound)),
    };
    order.map_or(0, |order| order as i8)
}

fn whole(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

fn is_multiple(number: &Number, step: &str) -> bool {
    if let (Some(number), Ok(step)) = (whole(number), step.parse::<i128>()) {
        return step == 0 || number % step == 0;
    }
    let (Some(number), Ok(step)) = (number.as_f64(), step.parse::<f64>()) else {
        return true;
    };
    // 0.3 is a multiple of 0.1 to everybody but a computer.
    let times = number / step;
    step == 0.0 || (times - times.round()).abs() <= times.abs().max(1.0) * 1e-9
}

/// The rules of a structure: `validate! { Pet { "name" => [Rule::Length(1, 40)] } }`.
macro_rules! validate {
    ($T:ident { $($wire:literal => [$($rule:expr),* $(,)?]),* $(,)? }) => {
        impl runtime::Validate for $T {
            #[inline]
            fn rules() -> runtime::Rules {
                &[$(($wire, &[$($rule),*])),*]
            }
        }
    };
}
pub(crate) use validate;
