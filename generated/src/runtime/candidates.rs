//! Variants that a value may be, where nothing names the one: each is tried.
//!
//! Candidates that pass their test are tried in order: strictly first, then as any other value is
//! read, where the one that reads past the least is taken.

use super::attempts::{Attempt, Union};
use super::constant::Constant;
use super::decode::Decode;
use super::memory;
use super::reader::{Fault, Reader};
use super::trace;
use serde_json::Value;
use std::any::TypeId;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Any,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// What a JSON value must be for a variant to be tried.
#[derive(Clone, Copy)]
pub struct Test {
    kind: Kind,
    keys: &'static [Key],
}

/// A key that an object must have.
#[derive(Clone, Copy)]
pub struct Key {
    name: &'static str,
    value: Option<&'static dyn Constant>,
    optional: bool,
}

impl Key {
    /// A key with any value.
    pub const fn new(name: &'static str) -> Self {
        Self { name, value: None, optional: false }
    }

    /// A key with one value.
    #[must_use]
    pub const fn being(self, value: &'static dyn Constant) -> Self {
        Self { value: Some(value), ..self }
    }

    /// A key that may be missing.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    fn fits(&self, object: &Value) -> bool {
        match (object.get(self.name), self.value) {
            (Some(found), Some(value)) => value.scalar().matches(found),
            (Some(_), None) => true,
            (None, _) => self.optional,
        }
    }
}

macro_rules! kinds {
    ($($name:ident $Kind:ident $what:literal),*) => {$(
        #[doc = concat!("Passes ", $what, ".")]
        pub const fn $name() -> Self {
            Self { kind: Kind::$Kind, keys: &[] }
        }
    )*};
}

impl Test {
    kinds! {
        any Any "anything",
        boolean Boolean "booleans",
        integer Integer "numbers without a fraction",
        number Number "numbers",
        string String "strings",
        array Array "arrays",
        object Object "objects"
    }

    /// Passes only objects with these keys.
    #[must_use]
    pub const fn having(self, keys: &'static [Key]) -> Self {
        Self { keys, ..self }
    }

    fn passes(self, value: &Value) -> bool {
        let kind = match self.kind {
            Kind::Any => true,
            Kind::Boolean => value.is_boolean(),
            Kind::Integer => {
                value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|float| float.fract() == 0.0)
            }
            Kind::Number => value.is_number(),
            Kind::String => value.is_string(),
            Kind::Array => value.is_array(),
            Kind::Object => value.is_object(),
        };
        kind && self.keys.iter().all(|key| key.fits(value))
    }
}

/// One variant of a union: what to look for, and how to read it.
#[derive(Clone, Copy)]
pub struct Candidate<T> {
    /// The variant's name, for messages.
    pub name: &'static str,
    /// What a value must be for it to be tried.
    pub test: Test,
    /// Reads it.
    pub read: fn(&Value) -> Result<T, Fault>,
}

/// Reads the first variant that fits; `keep` takes what none is made for.
pub fn decode<T: 'static>(
    reader: Reader<'_>,
    candidates: &[Candidate<T>],
    keep: fn(Value) -> T,
) -> Result<T, Fault> {
    let value = reader.value()?;
    match choose(&value, candidates)? {
        Some(read) => Ok(read),
        None if trace::is_strict() => Err(Fault::new("fits no declared variant")),
        None => {
            trace::pass_all(&value);
            Ok(keep(value.into_owned()))
        }
    }
}

/// `None` if no test passes; the reasons, if one did but nothing could be read.
pub(super) fn choose<T: 'static>(value: &Value, candidates: &[Candidate<T>]) -> Result<Option<T>, Fault> {
    let union = Union::begin(value);
    let attempt = |variant: usize, candidate: &Candidate<T>, strict| {
        let attempt = Attempt { union: TypeId::of::<T>(), variant, strict };
        union.attempt(attempt, || trace::active(strict, || (candidate.read)(value)))
    };
    let fitting = || candidates.iter().enumerate().filter(|(_, candidate)| candidate.test.passes(value));
    for (variant, candidate) in fitting() {
        if let Some(Ok(read)) = attempt(variant, candidate, true) {
            return Ok(Some(read));
        }
    }
    let mut reasons = Vec::new();
    // The variant that knows most of the value's properties: what it does not know is lost.
    let (before, mut best) = (trace::passed(), None);
    // Inside another union's strict attempt nothing may be read loosely.
    for (variant, candidate) in fitting().filter(|_| !trace::is_strict()) {
        trace::set_passed(before);
        match attempt(variant, candidate, false) {
            Some(Ok(read)) => {
                let passed = trace::passed().wrapping_sub(before);
                if best.as_ref().is_none_or(|(least, _)| passed < *least) {
                    best = Some((passed, read));
                }
                if passed == 0 || !union.is_patient() {
                    break;
                }
            }
            Some(Err((path, error))) if path.is_empty() => {
                reasons.push(format!("{}: {error}", candidate.name));
            }
            Some(Err((path, error))) => reasons.push(format!("{}: {path}: {error}", candidate.name)),
            // To say it again at each level would double the message with each.
            None => reasons.push(format!("{}: as before", candidate.name)),
        }
    }
    let (passed, read) = best.unzip();
    trace::set_passed(before.wrapping_add(passed.unwrap_or_default()));
    match reasons.is_empty() {
        _ if read.is_some() => Ok(read),
        true => Ok(None),
        false => Err(Fault::new(format_args!("fits no variant: {}", reasons.join("; ")))),
    }
}

/// Reads a variant's content, for the tables of unions.
pub fn content<T: Decode, U>(value: &Value, variant: fn(T) -> U) -> Result<U, Fault> {
    memory::decode(value).map(variant)
}
