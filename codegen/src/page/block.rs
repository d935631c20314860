//! A page in; the blocks of it that describe an API out, each read and told by its kind.
//!
//! What a block says is looked at only as far as the kind needs. A sample in the prose is passed
//! over; a block of another format (AsyncAPI) is refused by its name.

use super::fence::{self, Fence};
use super::heading::{self, Heading};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{FileId, Files, Span};
use crate::tree::{self, Bounds, Node, Value};

/// One block that describes an operation or more.
pub(super) struct Block {
    pub file: FileId,
    /// The line that opens it.
    pub opening: Span,
    /// The document that it was taken from, as that line names it.
    pub document: Option<String>,
    /// Method (or `webhook`) and path, as that line names them.
    pub target: Option<(String, String)>,
    pub heading: Heading,
    pub kind: Kind,
    pub root: Node,
}

/// In which dialect a block speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A small document of OpenAPI 3.
    Fragment,
    /// One endpoint whose references are resolved but for those in its components.
    Resolved,
}

/// The fewest backticks of a block that is no sample of the prose.
const BLOCK: usize = 4;

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Whether a text is a page: by its name, or by a line that opens a block. No YAML that is a
/// mapping has such a line, since a backtick begins no plain scalar (YAML 1.2.2, section 5.3);
/// no JSON has it.
pub fn is_page(name: &str, text: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    let opens = |(at, _): (usize, &str)| {
        let (before, line) = text.split_at(at);
        let begins = line.starts_with("````yaml") || line.starts_with("````yml");
        begins && (before.is_empty() || before.ends_with('\n'))
    };
    matches!(ending.as_str(), "md" | "mdx" | "markdown") || text.match_indices('`').any(opens)
}

/// Reads the blocks of a page. What aliases add is taken off the bounds: many small blocks must
/// not cost more than one.
pub(super) fn read(files: &Files, file: FileId, bounds: &mut Bounds, out: &mut Diagnostics) -> Vec<Block> {
    let text = files.text(file);
    let mut blocks = Vec::new();
    // The prose since the last block; a sample in it is no part of it, whatever its lines begin with.
    let mut prose = Vec::new();
    let mut at = 0;
    let mut page = Heading::default();
    for fence in fence::all(text) {
        prose.push(at..fence.opening.start);
        at = fence.after;
        let Some((document, target)) = info(&fence) else {
            continue;
        };
        let mut heading = heading::read(files, file, &std::mem::take(&mut prose));
        heading.of_page(&mut page);
        let opening = Span::new(file, fence.opening.start, fence.opening.end);
        if !fence.closed {
            let message = "this block has no end: the page was cut, and nobody knows what is missing";
            let help = format!("fetch the page again, or end the block with {} backticks", fence.length);
            out.push(Diagnostic::new(Code::BlockNotClosed, opening, message).label("left out").help(help));
            continue;
        }
        let length = fence.content.len();
        let Some(root) = tree::read_part(files, file, fence.content, bounds, out) else {
            continue;
        };
        // Without aliases a tree has fewer nodes than its text has bytes.
        let added = nodes(&root).saturating_sub(length);
        bounds.aliased_nodes = bounds.aliased_nodes.saturating_sub(added);
        match kind(&root) {
            Ok(kind) => blocks.push(Block { file, opening, document, target, heading, kind, root }),
            Err(what) => {
                let message = format!("this block is no operation of OpenAPI: it is {what}");
                out.push(Diagnostic::new(Code::OtherBlock, opening, message).label("left out"));
            }
        }
    }
    blocks
}

/// How many nodes a tree has.
fn nodes(node: &Node) -> usize {
    match &node.value {
        Value::Sequence(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        Value::Mapping(mapping) => 1 + mapping.iter().map(|entry| nodes(&entry.node)).sum::<usize>(),
        _ => 1,
    }
}

type Named = (Option<String>, Option<(String, String)>);

/// What the opening line of a block says: `yaml [FILE] METHOD PATH`, `yaml [FILE] webhook NAME`, or
/// anything else after four marks or more. `None` where this is a sample of the prose.
fn info(fence: &Fence) -> Option<Named> {
    let mut words = fence.info.split_whitespace();
    if !matches!(words.next()?.to_ascii_lowercase().as_str(), "yaml" | "yml") {
        return None;
    }
    // Sites pass options to whatever shows the block (`theme={null}`): no name of a file has them.
    let words: Vec<&str> = words.take_while(|word| !is_option(word)).collect();
    let method = |word: &str| {
        let word = word.to_ascii_lowercase();
        (word == "webhook" || METHODS.contains(&word.as_str())).then_some(word)
    };
    // A file may be called `get`: the method is the word before the path, which is the last one.
    let at = words.iter().take(2).rposition(|word| method(word).is_some());
    let target = at.filter(|at| at + 1 < words.len()).and_then(|at| {
        let path = words[at + 1..].join(" ");
        Some((at, (method(words[at])?, path)))
    });
    match target {
        Some((at, target)) => Some((words[..at].first().map(|file| (*file).to_owned()), Some(target))),
        None if fence.length >= BLOCK => {
            let file = words.first().filter(|word| word.contains('.'));
            Some((file.map(|file| (*file).to_owned()), None))
        }
        None => None,
    }
}

/// `name=value`, or `{...}` that is a word of its own.
fn is_option(word: &str) -> bool {
    let name = word.split_once('=').map(|(name, _)| name);
    let letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    word.starts_with('{') || name.is_some_and(|name| !name.is_empty() && name.chars().all(letter))
}

/// The dialect of a block; what it is where it is none of ours.
fn kind(root: &Node) -> Result<Kind, String> {
    if root.as_mapping().is_none() {
        return Err(format!("{}, not an object", root.kind()));
    }
    if root.get("openapi").is_some() {
        return Ok(Kind::Fragment);
    }
    let path = root.get("paths").and_then(|paths| paths.get("path"));
    if path.is_some_and(|path| path.as_str().is_some()) {
        // A path of OpenAPI begins with `/`: no path map has this key.
        return Ok(Kind::Resolved);
    }
    let has = |key: &str| root.get(key).is_some();
    if has("asyncapi") || (has("address") && has("operations")) {
        let name = ["title", "id"].iter().find_map(|key| root.get(key)?.as_str());
        return Err(match name {
            Some(name) => format!("the AsyncAPI channel `{name}`"),
            None => "AsyncAPI".to_owned(),
        });
    }
    if has("swagger") {
        return Err("Swagger 2.0".to_owned());
    }
    let keys = super::make::entries(root).iter().take(3).map(|entry| format!("`{}`", entry.key));
    Err(format!("an object with the keys {}", keys.collect::<Vec<_>>().join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fence(length: usize, info: &str) -> Fence {
        Fence {
            opening: 0..0,
            indent: 0,
            length,
            info: info.to_owned(),
            content: 0..0,
            after: 0,
            closed: true,
        }
    }

    #[test]
    fn the_opening_line_names_document_method_and_path() {
        let rows = [
            (4, "yaml get /a/{b}", Some((None, Some(("get", "/a/{b}"))))),
            (3, "yaml POST /a", Some((None, Some(("post", "/a"))))),
            (4, "yaml api/openapi.json delete /a", Some((Some("api/openapi.json"), Some(("delete", "/a"))))),
            (4, "yaml x.json webhook new-thing", Some((Some("x.json"), Some(("webhook", "new-thing"))))),
            (4, "yaml get get /get", Some((Some("get"), Some(("get", "/get"))))),
            (4, "yaml asyncapi.yaml control_frames", Some((Some("asyncapi.yaml"), None))),
            (5, "yaml", Some((None, None))),
            (3, "yaml", None),
            (3, "yaml mint.json", None),
            (4, "json get /a", None),
            (4, "yaml get /a/{b} theme={null}", Some((None, Some(("get", "/a/{b}"))))),
            (4, "yaml get /a?b=c {1}", Some((None, Some(("get", "/a?b=c"))))),
        ];
        for (length, text, wanted) in rows {
            let owned = |(method, path): (&str, &str)| (method.to_owned(), path.to_owned());
            let wanted = wanted.map(|(file, target)| (file.map(str::to_owned), target.map(owned)));
            assert_eq!(info(&fence(length, text)), wanted, "{text}");
        }
    }

    #[test]
    fn a_page_is_told_by_its_name_or_by_its_block() {
        assert!(is_page("a.MDX", ""));
        assert!(is_page("a.txt", "# T\n\n````yaml get /a\n"));
        assert!(!is_page("a.yaml", "openapi: 3.1.0\ninfo:\n  description: |\n    ````yaml\n"));
    }
}
