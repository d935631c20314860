//! A graph in, the edges that close its rings out; linear in the graph, and without recursion:
//! a document may chain as many types as it likes.
//!
//! Knows nodes by number and edges by their order; who numbers them decides which edges are found.

/// An edge: its node, and its index among that node's edges.
pub type Edge = (usize, usize);

/// Edges without which no node reaches itself, none of them needlessly: walking down from the
/// first node of each strongly connected component, within it, those that lead back to a node
/// that is being walked. They hang on the component alone, not on what leads to it.
pub fn closing(graph: &[Vec<usize>]) -> Vec<Edge> {
    let component = components(graph);
    let mut closing = Vec::new();
    let mut seen = vec![Seen::Not; graph.len()];
    for start in 0..graph.len() {
        if seen[start] != Seen::Not {
            continue;
        }
        seen[start] = Seen::Open;
        let mut open: Vec<Edge> = vec![(start, 0)];
        while let Some((at, next)) = open.last_mut() {
            let (from, edge) = (*at, *next);
            *next += 1;
            match graph[from].get(edge) {
                None => {
                    seen[from] = Seen::Done;
                    open.pop();
                }
                Some(to) if component[*to] != component[from] => {}
                Some(to) => match seen[*to] {
                    Seen::Open => closing.push((from, edge)),
                    Seen::Done => {}
                    Seen::Not => {
                        seen[*to] = Seen::Open;
                        open.push((*to, 0));
                    }
                },
            }
        }
    }
    closing
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    Open,
    Done,
}

/// The strongly connected component of each node, by the number of one of its nodes (Tarjan 1972,
/// "Depth-first search and linear graph algorithms").
fn components(graph: &[Vec<usize>]) -> Vec<usize> {
    let mut component: Vec<Option<usize>> = vec![None; graph.len()];
    // When a node was met, and the earliest open node that it is known to reach.
    let mut met: Vec<Option<usize>> = vec![None; graph.len()];
    let mut low = vec![0; graph.len()];
    let mut kept = Vec::new();
    let mut time = 0;
    for start in 0..graph.len() {
        let mut open: Vec<Edge> = if met[start].is_none() { vec![(start, 0)] } else { Vec::new() };
        while let Some((at, next)) = open.last_mut() {
            let (from, edge) = (*at, *next);
            *next += 1;
            if edge == 0 {
                met[from] = Some(time);
                low[from] = time;
                time += 1;
                kept.push(from);
            }
            if let Some(to) = graph[from].get(edge).copied() {
                match met[to] {
                    None => open.push((to, 0)),
                    Some(at) if component[to].is_none() => low[from] = low[from].min(at),
                    Some(_) => {}
                }
                continue;
            }
            open.pop();
            if let Some((above, _)) = open.last() {
                low[*above] = low[*above].min(low[from]);
            }
            if met[from] == Some(low[from]) {
                while let Some(member) = kept.pop() {
                    component[member] = Some(from);
                    if member == from {
                        break;
                    }
                }
            }
        }
    }
    component.into_iter().enumerate().map(|(at, it)| it.unwrap_or(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::closing;

    #[test]
    fn every_ring_is_closed_by_one_edge() {
        // 0 -> 1 -> 2 -> 0, 2 -> 2, 3 -> 1, 2 -> 4.
        let graph = [vec![1], vec![2], vec![2, 4, 0], vec![1], vec![]];
        assert_eq!(closing(&graph), [(2, 0), (2, 2)]);
        assert_eq!(closing(&[vec![1], vec![2], vec![]]), []);
    }

    #[test]
    fn the_first_node_of_a_ring_is_where_it_closes_whatever_leads_to_it() {
        // 0 -> 2, and the ring 1 -> 2 -> 1.
        assert_eq!(closing(&[vec![2], vec![2], vec![1]]), [(2, 0)]);
    }
}
