//! Which types are sent and which are received, from how operations use them.

use crate::ir::{Api, Side, TypeId};

/// Where a type travels. A type that no operation uses goes both ways: nobody knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// In a request.
    pub sent: bool,
    /// In a response.
    pub received: bool,
}

/// The direction of every type.
#[derive(Debug)]
pub struct Directions(Vec<Direction>);

impl Directions {
    /// Follows every body and parameter down to its parts; then components that no operation
    /// uses, which take their parts along.
    pub fn of(api: &Api) -> Self {
        // Read-only members too: a value that was received may be sent again as it is.
        let sent = api.closure(api.operations.iter().flat_map(|it| it.sent()));
        let received = api.closure(api.operations.iter().flat_map(|it| it.received()));
        let unused = api.components().map(|(id, _)| id);
        let unused = unused.filter(|it| !sent[it.index()] && !received[it.index()]);
        let both = api.closure(unused);
        let of = |at: usize| match api.types[at].side {
            Side::Either => Direction { sent: sent[at] || both[at], received: received[at] || both[at] },
            Side::Received(_) => Direction { sent: false, received: true },
            Side::Sent(_) => Direction { sent: true, received: false },
        };
        Self((0..api.types.len()).map(of).collect())
    }

    /// The direction of one type.
    pub fn get(&self, ty: TypeId) -> Direction {
        self.0[ty.index()]
    }
}
