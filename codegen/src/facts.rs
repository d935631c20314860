//! What follows from the IR, asked once each: one file a question, none changes anything.
//!
//! Answers are plain sets by [`TypeId`](crate::ir::TypeId); how an answer is used is the business of `names` and
//! `rust`.

pub mod boxes;
pub mod direction;
pub mod reach;
pub mod secret;
pub mod stated;
#[cfg(test)]
mod tests;
pub mod traits;

use crate::ir::Api;
pub use boxes::Boxes;
pub use direction::{Direction, Directions};
pub use reach::Reach;
pub use secret::Secrets;
pub use stated::Stated;
pub use traits::{Capabilities, Capability};

/// All answers about one API.
#[derive(Debug)]
pub struct Facts {
    /// Which types a caller can meet.
    pub reach: Reach,
    /// Which types are sent, which received.
    pub direction: Directions,
    /// Where a type that holds itself is cut by a box.
    pub boxes: Boxes,
    /// What each type is able to do.
    pub capabilities: Capabilities,
    /// Which members must not be shown.
    pub secrets: Secrets,
    /// Which types have bounds to be held against.
    pub stated: Stated,
}

impl Facts {
    /// Asks every question.
    pub fn of(api: &Api) -> Self {
        Self {
            reach: Reach::of(api),
            direction: Directions::of(api),
            boxes: Boxes::of(api),
            capabilities: Capabilities::of(api),
            secrets: Secrets::of(api),
            stated: Stated::of(api),
        }
    }
}
