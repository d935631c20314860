//! A path template in, text and parameters out.
//!
//! OpenAPI 3.1, "Path Templating": `{name}` may stand anywhere in a segment, so the whole path is
//! cut, not its segments. A brace without its partner is text. Text is written as RFC 3986 asks,
//! so that it arrives as the vendor wrote it: `#` would end the path, a space the request line.

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
                    segments.push(Segment::Literal(encoded(&std::mem::take(&mut text))));
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
        segments.push(Segment::Literal(encoded(&text)));
    }
    segments
}

/// RFC 3986, sections 3.3 and 3.4: `pchar`, `/`, and `?`, after which the same characters are a
/// query, stay as they are, and so does what is encoded already (2.1); all else becomes its UTF-8
/// bytes.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let kept = match byte {
            b'%' => bytes.get(at + 1..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit)),
            _ => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(byte),
        };
        if kept {
            out.push(char::from(*byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
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

#[cfg(test)]
mod tests {
    use super::{Segment, cut};

    #[test]
    fn text_is_written_as_a_uri_asks() {
        let cases = [
            ("/a.b/~c:d@e;f=1,2", "/a.b/~c:d@e;f=1,2"),
            ("/a#b c", "/a%23b%20c"),
            ("/é", "/%C3%A9"),
            ("/a%2Fb/100%/%zz", "/a%2Fb/100%25/%25zz"),
            ("/a?b=c&d=e f#g", "/a?b=c&d=e%20f%23g"),
            ("/a{b", "/a%7Bb"),
        ];
        for (written, sent) in cases {
            assert_eq!(cut(written), [Segment::Literal(sent.to_owned())], "{written}");
        }
    }
}
