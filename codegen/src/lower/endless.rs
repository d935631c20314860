//! Types that hold only themselves, through aliases, lists, maps and tuples: nothing nominal
//! stands between, so no type can say them. One type of each ring becomes any JSON.

use crate::ir::{Reason, Shape, Type, TypeId};

/// Cuts every ring at the type of the least identity, whatever the order of the document.
pub(super) fn cut(types: &mut [Type]) {
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by(|a, b| types[*a].identity.cmp(&types[*b].identity));
    for start in order {
        if holds(types, start) {
            types[start].shape = Shape::Free(Reason::Endless);
            types[start].rules.push("it holds only itself: any JSON");
        }
    }
}

fn holds(types: &[Type], start: usize) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    let mut open = parts(&types[start].shape);
    while let Some(at) = open.pop() {
        if at.index() == start {
            return true;
        }
        if seen.insert(at) {
            open.extend(parts(&types[at.index()].shape));
        }
    }
    false
}

fn parts(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Alias(of) | Shape::List(of) | Shape::Map(of) => vec![of.ty],
        Shape::Tuple(of) => of.iter().map(|it| it.ty).collect(),
        _ => Vec::new(),
    }
}
