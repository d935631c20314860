//! A path template in, text and parameters out.
//!
//! OpenAPI 3.1, "Path Templating": `{name}` may stand anywhere in a segment, so the whole path is
//! cut, not its segments. A brace without its partner is text.

use crate::ir::Segment;

/// A path, cut at its parameters.
pub(super) fn cut(template: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after.split_once('}') {
            Some((name, after)) if !name.is_empty() && !name.contains('{') => {
                if !text.is_empty() {
                    segments.push(Segment::Literal(std::mem::take(&mut text)));
                }
                segments.push(Segment::Parameter(name.to_owned()));
                rest = after;
            }
            _ => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    if !text.is_empty() {
        segments.push(Segment::Literal(text));
    }
    segments
}

/// The names of a path's parameters, each once.
pub(super) fn names(segments: &[Segment]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for segment in segments {
        if let Segment::Parameter(name) = segment
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    }
    names
}

/// The path with its parameters' names taken out: two paths that are alike in it answer the same
/// requests.
pub(super) fn bare(segments: &[Segment]) -> String {
    let piece = |it: &Segment| match it {
        Segment::Literal(text) => text.clone(),
        Segment::Parameter(_) => "{}".to_owned(),
    };
    segments.iter().map(piece).collect()
}
