//! Types that hold only themselves, through aliases, lists, maps and tuples: nothing nominal
//! stands between, so no type can say them. One type of each ring becomes any JSON.

use crate::ir::{Reason, Shape, Type, TypeId, rings};

/// Cuts every ring at the type of the least identity, whatever the order of the document.
pub(super) fn cut(types: &mut [Type]) {
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by(|a, b| types[*a].identity.cmp(&types[*b].identity));
    let mut rank = vec![0; order.len()];
    for (at, id) in order.iter().enumerate() {
        rank[*id] = at;
    }
    let graph: Vec<Vec<usize>> = order
        .iter()
        .map(|id| parts(&types[*id].shape).into_iter().map(|it| rank[it.index()]).collect())
        .collect();
    let mut heads: Vec<usize> =
        rings::closing(&graph).into_iter().map(|(at, edge)| order[graph[at][edge]]).collect();
    // Several rings may come back to one type.
    heads.sort_unstable();
    heads.dedup();
    for head in heads {
        types[head].shape = Shape::Free(Reason::Endless);
        types[head].rules.push("it holds only itself: any JSON");
    }
}

fn parts(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Alias(of) | Shape::List(of) | Shape::Map(of) => vec![of.ty],
        Shape::Tuple(of) => of.iter().map(|it| it.ty).collect(),
        _ => Vec::new(),
    }
}
