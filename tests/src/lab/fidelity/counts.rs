//! Figures of instances; those of several documents add up.

use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// The figures of a run; see [`tally`](super::tally) for what each counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counts {
    /// Valid ones that came back as they went in.
    pub faithful: usize,
    /// Valid ones that came back otherwise.
    pub altered: usize,
    /// Valid ones that were refused.
    pub refused_wrongly: usize,
    /// Valid ones that came back, but were held as any JSON somewhere.
    pub untyped: usize,
    /// Invalid ones that were refused.
    pub refused: usize,
    /// Invalid ones that were read although the type can tell.
    pub accepted_wrongly: usize,
    /// Unknown members that came back.
    pub kept: usize,
    /// Unknown members that did not.
    pub lost: usize,
    /// Ones from elsewhere that their own schema refuses, and that were read.
    pub broken_read: usize,
    /// Ones from elsewhere that their own schema refuses, and that were refused.
    pub broken_refused: usize,
    /// Ones of schemas without a type.
    pub without_type: usize,
    /// Nulls that became absent, where a type is only received.
    pub nulls: usize,
    /// Constants that were added.
    pub constants: usize,
    /// Undeclared properties that were skipped.
    pub undeclared: usize,
}

impl Counts {
    /// Instances that their schemas allow.
    pub fn instances(self) -> usize {
        self.faithful + self.altered + self.refused_wrongly + self.untyped
    }

    /// Whether the figures are those that are promised: 99.9 % faithful, at most 0.05 % refused
    /// wrongly, and nothing that a type can tell apart, or an open enum keep, is got wrong.
    pub fn are_fine(self) -> bool {
        let all = self.instances();
        self.faithful * 1000 >= all * 999
            && self.refused_wrongly * 2000 <= all
            && self.accepted_wrongly + self.lost + self.without_type == 0
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        let pairs = [
            (&mut self.faithful, other.faithful),
            (&mut self.altered, other.altered),
            (&mut self.refused_wrongly, other.refused_wrongly),
            (&mut self.untyped, other.untyped),
            (&mut self.refused, other.refused),
            (&mut self.accepted_wrongly, other.accepted_wrongly),
            (&mut self.kept, other.kept),
            (&mut self.lost, other.lost),
            (&mut self.broken_read, other.broken_read),
            (&mut self.broken_refused, other.broken_refused),
            (&mut self.without_type, other.without_type),
            (&mut self.nulls, other.nulls),
            (&mut self.constants, other.constants),
            (&mut self.undeclared, other.undeclared),
        ];
        for (sum, more) in pairs {
            *sum += more;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn one_in_a_thousand_may_be_amiss_and_one_in_two_thousand_refused() {
        let good = Counts { faithful: 1998, altered: 1, refused_wrongly: 1, ..Counts::default() };
        assert!(good.are_fine());
        let mut more = good;
        more += Counts { refused_wrongly: 1, ..Counts::default() };
        assert_eq!((more.instances(), more.are_fine()), (2001, false));
        assert!(!Counts { lost: 1, ..good }.are_fine());
    }
}
