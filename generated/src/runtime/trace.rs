//! What a thread knows about the decoding under way: where an error came from, and how strict to be.
//!
//! In: segments, pushed while an error unwinds, innermost first. Out: the path as text. Nothing is
//! recorded while all goes well, and nothing at all outside `active`: a user's own
//! `serde_json::from_str` never reads the path, so it must not grow one.
//! A thread-local, since serde's errors have no place to carry a path; decoding never awaits.

use serde_json::Value;
use std::cell::{Cell, RefCell};
use std::fmt::Write;

enum Segment {
    Key(String),
    Index(usize),
}

thread_local! {
    static SEGMENTS: RefCell<Option<Vec<Segment>>> = const { RefCell::new(None) };
    static STRICT: Cell<bool> = const { Cell::new(false) };
    static PASSED: Cell<usize> = const { Cell::new(0) };
}

/// Puts back on drop what a scope replaced, also if a foreign `Deserialize` panics inside it.
struct Restore {
    segments: Option<Vec<Segment>>,
    strict: bool,
}

impl Drop for Restore {
    fn drop(&mut self) {
        SEGMENTS.replace(self.segments.take());
        STRICT.set(self.strict);
    }
}

/// Runs `read` with a path of its own; an error comes back with the path where it arose.
pub(super) fn active<T, E>(strict: bool, read: impl FnOnce() -> Result<T, E>) -> Result<T, (String, E)> {
    let _restore = Restore { segments: SEGMENTS.replace(Some(Vec::new())), strict: STRICT.replace(strict) };
    read().map_err(|error| (path(), error))
}

/// Whether this attempt must refuse what a plain read tolerates: undeclared properties, members
/// that an enum does not know, text that is not of its format.
pub fn is_strict() -> bool {
    STRICT.get()
}

/// How much this thread has read past, by `weight`: of two readings of one value, the one that
/// passes less keeps more.
pub fn passed() -> usize {
    PASSED.get()
}

/// Says how much it has; a reading that is not taken has passed nothing.
pub fn set_passed(passed: usize) {
    PASSED.set(passed);
}

/// Says that an open arm takes a value: it knows nothing of it, and what knows something is rather
/// taken.
pub fn pass_all(value: &Value) {
    set_passed(passed().wrapping_add(UNIT * weight(value)));
}

/// Says that a value of this weight is lost.
pub fn pass_over(weight: usize) {
    // Of two that know as much, the one is taken that keeps what it does not know.
    set_passed(passed().wrapping_add(UNIT * weight + usize::from(weight > 0)));
}

/// What is passed by weight counts for more than how often something is lost.
const UNIT: usize = 8;

/// The heaviest that a value is weighed as: each loose attempt of each union around it weighs what
/// it passes, and the service says how large that is.
const HEAVIEST: usize = 512;

/// How much a value holds: one for each scalar, array and object. A null says nothing.
pub(super) fn weight(value: &Value) -> usize {
    let mut all = 0;
    weigh(value, &mut all);
    all
}

fn weigh(value: &Value, all: &mut usize) {
    if *all >= HEAVIEST || value.is_null() {
        return;
    }
    *all += 1;
    match value {
        Value::Array(items) => items.iter().take(HEAVIEST).for_each(|item| weigh(item, all)),
        Value::Object(members) => members.values().take(HEAVIEST).for_each(|member| weigh(member, all)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Adds a property to the path of an error on its way out.
#[cold]
pub(super) fn key<E>(name: &str, error: E) -> E {
    push(|| Segment::Key(name.to_owned()));
    error
}

/// Adds an index to the path of an error on its way out.
#[cold]
pub(super) fn index<E>(index: usize, error: E) -> E {
    push(|| Segment::Index(index));
    error
}

fn push(segment: impl FnOnce() -> Segment) {
    SEGMENTS.with_borrow_mut(|segments| {
        if let Some(segments) = segments {
            segments.push(segment());
        }
    });
}

/// `results[0].status`; a name with other characters in it is quoted, `["a b"]`.
fn path() -> String {
    SEGMENTS.with_borrow(|segments| {
        let mut path = String::new();
        for segment in segments.iter().flatten().rev() {
            // Writing to a String cannot fail.
            let _ = match segment {
                Segment::Index(index) => write!(path, "[{index}]"),
                Segment::Key(name) if !is_plain(name) => write!(path, "[{name:?}]"),
                Segment::Key(name) if path.is_empty() => write!(path, "{name}"),
                Segment::Key(name) => write!(path, ".{name}"),
            };
        }
        path
    })
}

fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$'))
}
