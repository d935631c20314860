//! What the unions around a value have tried in vain, so that nothing is tried twice.
//!
//! A union tries its variants one by one, strictly and then loosely, and each attempt reads the
//! unions inside it again: without a memory the cost doubles with every level of a document, and
//! that document is the service's. In: a value, and which attempt at it failed. Out: whether it
//! did so before. It refuses to know why. A failure depends on nothing but the union, the variant,
//! the strictness and the value, so the value's text is its key, wherever it stands.

use serde_json::Value;
use std::any::TypeId;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

/// The attempts after which failures are kept: almost no document comes so far, and then none pays.
const PATIENCE: usize = 256;

/// One way to read a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Attempt {
    pub(super) union: TypeId,
    pub(super) variant: usize,
    pub(super) strict: bool,
}

#[derive(Default)]
struct Memory {
    /// The unions under way, one inside the other.
    depth: usize,
    /// The attempts since the outermost began.
    made: usize,
    failed: HashMap<String, Vec<Attempt>>,
}

thread_local! {
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// A union that is being read. The outermost forgets everything on drop.
pub(super) struct Union<'a> {
    value: &'a Value,
    /// The value's text, once it is asked for.
    text: OnceCell<String>,
}

impl Drop for Union<'_> {
    fn drop(&mut self) {
        MEMORY.with_borrow_mut(|memory| {
            memory.depth -= 1;
            if memory.depth == 0 {
                *memory = Memory::default();
            }
        });
    }
}

impl<'a> Union<'a> {
    /// Begins to read a value as a union.
    pub(super) fn begin(value: &'a Value) -> Self {
        MEMORY.with_borrow_mut(|memory| memory.depth += 1);
        Self { value, text: OnceCell::new() }
    }

    /// Whether readings may still be compared: later, the first is taken.
    pub(super) fn is_patient(&self) -> bool {
        MEMORY.with_borrow(|memory| memory.made <= PATIENCE)
    }

    /// Runs an attempt at the value; `None` if the same one failed before.
    pub(super) fn attempt<T, E>(
        &self,
        attempt: Attempt,
        run: impl FnOnce() -> Result<T, E>,
    ) -> Option<Result<T, E>> {
        let made = MEMORY.with_borrow_mut(|memory| {
            memory.made += 1;
            memory.made
        });
        if made <= PATIENCE {
            return Some(run());
        }
        let text = self.text.get_or_init(|| self.value.to_string());
        let failed = |memory: &Memory| memory.failed.get(text).is_some_and(|tried| tried.contains(&attempt));
        if MEMORY.with_borrow(failed) {
            return None;
        }
        let outcome = run();
        if outcome.is_err() {
            MEMORY.with_borrow_mut(|memory| memory.failed.entry(text.clone()).or_default().push(attempt));
        }
        Some(outcome)
    }
}
