//! One document in, the same API at several sizes out, and the exponent by which a cost grows.
//!
//! A part of an API is some of its paths, and of its components those that they lead to. Refuses
//! to know how anything is measured.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The first `part` of `of` equal parts of the paths, with all that they refer to. The components'
/// order is kept.
pub(super) fn cut(document: &Value, part: usize, of: usize) -> Value {
    let mut cut = document.clone();
    let all = document["paths"].as_object().map_or(0, Map::len);
    let kept = all * part / of;
    if let Some(paths) = cut["paths"].as_object_mut() {
        *paths = std::mem::take(paths).into_iter().take(kept).collect();
    }
    if kept == all {
        return cut;
    }
    let mut reached: BTreeSet<(String, String)> = BTreeSet::new();
    let mut open = vec![&cut["paths"]];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                if let Some((group, name)) = members.get("$ref").and_then(Value::as_str).and_then(component)
                    && reached.insert((group.clone(), name.clone()))
                {
                    open.push(&document["components"][group][name]);
                }
                open.extend(members.values());
            }
            Value::Array(items) => open.extend(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let groups = cut["components"].as_object_mut().into_iter().flatten();
    for (group, members) in groups.filter(|(group, _)| *group != "securitySchemes") {
        if let Some(members) = members.as_object_mut() {
            members.retain(|name, _| reached.contains(&(group.clone(), name.clone())));
        }
    }
    cut
}

/// `#/components/schemas/Pet/properties/name` -> `schemas` and `Pet` (RFC 6901, section 4).
fn component(reference: &str) -> Option<(String, String)> {
    let mut parts = reference.strip_prefix("#/components/")?.split('/');
    let unescaped = |part: &str| part.replace("~1", "/").replace("~0", "~");
    Some((unescaped(parts.next()?), unescaped(parts.next()?)))
}

/// What one part of a document cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Point {
    /// The part's own size, in megabytes.
    pub size: f64,
    /// What is written for it, in megabytes.
    pub emitted: f64,
    /// Seconds.
    pub cpu: f64,
    /// Bytes.
    pub memory: f64,
}

/// A part of what a point says.
pub(super) type Measure = fn(&Point) -> f64;

/// The costs of a point by name.
pub(super) const COSTS: [(&str, Measure); 2] = [("cpu", |point| point.cpu), ("memory", |point| point.memory)];

/// The exponent `k` of `cost = c * size^k` that lies nearest to the points, by least squares of the
/// logarithms: 1 where a cost grows as the document does.
pub(super) fn exponent(points: &[(f64, f64)]) -> Option<f64> {
    let logs: Vec<(f64, f64)> = points.iter().map(|(size, cost)| (size.ln(), cost.ln())).collect();
    let count = logs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| logs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let spread: f64 = logs.iter().map(|point| (point.0 - x).powi(2)).sum();
    let slope: f64 = logs.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    (spread > 0.0).then_some(slope / spread)
}

#[cfg(test)]
mod tests {
    use super::{cut, exponent};
    use serde_json::json;

    #[test]
    fn a_part_holds_what_it_refers_to_and_nothing_else() {
        let document = json!({
            "paths": { "/a": { "$ref": "#/components/schemas/A~1B/items" }, "/b": { "$ref": "#/components/schemas/C" } },
            "components": {
                "schemas": { "A/B": { "x": [{ "$ref": "#/components/schemas/D" }] }, "C": {}, "D": {} },
                "securitySchemes": { "key": {} },
            },
        });
        let part = cut(&document, 1, 2);
        assert_eq!(part["paths"].as_object().map(serde_json::Map::len), Some(1));
        let names: Vec<_> =
            part["components"]["schemas"].as_object().into_iter().flatten().map(|(name, _)| name).collect();
        assert_eq!(names, ["A/B", "D"]);
        assert_eq!(part["components"]["securitySchemes"], json!({ "key": {} }));
        assert_eq!(cut(&document, 2, 2), document);
    }

    #[test]
    fn the_exponent_is_that_of_the_curve() {
        let curve =
            |k: f64| -> Vec<_> { (1..=10).map(|x| (f64::from(x), 3.0 * f64::from(x).powf(k))).collect() };
        for k in [0.5, 1.0, 2.0] {
            let fitted = exponent(&curve(k)).unwrap_or_default();
            assert!((fitted - k).abs() < 1e-9, "{fitted} is not {k}");
        }
        assert_eq!(exponent(&[(1.0, 1.0)]), None, "one size says nothing of growth");
    }
}
