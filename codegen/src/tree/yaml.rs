//! The text of a YAML document in, a tree with byte ranges out.
//!
//! libyaml gives the events; what they mean is ours: the core schema of YAML 1.2.2, anchors and
//! merge keys, one document, the bounds. Knows no JSON but the data that it must come down to.

use super::libyaml::{Event, Marks, Parser, Problem, Style};
use super::{Bounds, Entry, Mapping, Node, Value, scalar, too_deep};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::{FileId, Span};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

mod breaks;

/// Reads the one document of a text; a text without any is `null`.
pub fn parse(text: &str, file: FileId, bounds: &Bounds, out: &mut Diagnostics) -> Result<Node, Diagnostic> {
    parse_part(text, 0..text.len(), file, bounds, out)
}

/// Reads the one document that stands in a part of a text. Places are those of the whole.
pub fn parse_part(
    whole: &str,
    part: Range<usize>,
    file: FileId,
    bounds: &Bounds,
    out: &mut Diagnostics,
) -> Result<Node, Diagnostic> {
    let (start, text) = (part.start, whole.get(part).unwrap_or_default());
    let after_mark = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let skipped = start + (text.len() - after_mark.len());
    let text = after_mark;
    let breaks = breaks::Breaks::of(text);
    let shielded = breaks.shield(text);
    let mut builder = Builder {
        parser: Parser::new(&shielded),
        text: whole,
        skipped,
        breaks: &breaks,
        file,
        bounds,
        anchors: HashMap::new(),
        open: Vec::new(),
        copied: 0,
        out,
    };
    builder.document()
}

struct Builder<'a> {
    parser: Parser<'a>,
    text: &'a str,
    /// The bytes before what the parser was given: the byte order mark, what stands around a part.
    skipped: usize,
    breaks: &'a breaks::Breaks,
    file: FileId,
    bounds: &'a Bounds,
    anchors: HashMap<String, Node>,
    /// The collections that are being read, outermost first. A list in place of recursion, so
    /// that no bound on depth asks for a larger stack.
    open: Vec<Open>,
    /// Nodes that anchors and aliases have added so far.
    copied: usize,
    out: &'a mut Diagnostics,
}

/// A collection that is being read.
struct Open {
    start: Span,
    anchor: Option<String>,
    inside: Inside,
}

enum Inside {
    Sequence(Vec<Node>),
    Mapping {
        entries: Vec<Entry>,
        /// What `<<` had, and how many entries stood before it.
        merges: Vec<(usize, Node)>,
        /// The key whose value comes next.
        key: Option<Key>,
        /// Where the last value ends.
        end: u32,
    },
}

struct Key {
    text: String,
    span: Span,
    merges: bool,
}

type Built<T> = Result<T, Diagnostic>;

impl Builder<'_> {
    fn document(&mut self) -> Built<Node> {
        let mut root: Option<Node> = None;
        loop {
            let (event, range) = self.parser.next().map_err(|found| self.syntax(found))?;
            let span = self.span(range.clone());
            let node = match event {
                Event::StreamEnd => {
                    let value = Value::Null; // a text of comments alone
                    return Ok(root.unwrap_or(Node { span, value }));
                }
                Event::DocumentStart => match &root {
                    None => continue,
                    Some(first) => return Err(several(span, first.span)),
                },
                Event::Other => continue,
                Event::SequenceStart(marks) => {
                    self.begin(span, marks, Inside::Sequence(Vec::new()))?;
                    continue;
                }
                Event::MappingStart(marks) => {
                    self.begin(span, marks, Inside::mapping(span))?;
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                    Some(open) => self.end(open, range)?,
                    None => continue, // libyaml ends nothing that has not begun
                },
                Event::Alias(name) => self.alias(&name, span)?,
                Event::Scalar(marks, text, style) => {
                    let text = self.breaks.restore(text);
                    if let Some(key) = self.awaited_key(&marks) {
                        *key = Some(Key::of(text, marks.tag.as_deref(), style, span));
                        continue;
                    }
                    let value = typed(marks.tag.as_deref(), text, style, span)?;
                    self.named(marks.anchor, Node { span, value })?
                }
            };
            root = self.place(node)?.or(root);
        }
    }

    fn begin(&mut self, start: Span, marks: Marks, inside: Inside) -> Built<()> {
        if self.open.len() >= self.bounds.depth {
            return Err(too_deep(start, self.bounds));
        }
        let anchor = marks.anchor;
        self.open.push(Open { start, anchor, inside });
        Ok(())
    }

    /// Where the next scalar goes if it is a key. One that has an anchor is a node like others.
    fn awaited_key(&mut self, marks: &Marks) -> Option<&mut Option<Key>> {
        match &mut self.open.last_mut()?.inside {
            Inside::Mapping { key, .. } if key.is_none() && marks.anchor.is_none() => Some(key),
            _ => None,
        }
    }

    fn end(&mut self, open: Open, range: Range<usize>) -> Built<Node> {
        let (value, last) = match open.inside {
            Inside::Sequence(mut items) => {
                items.shrink_to_fit();
                let last = items.last().map(|item| item.span.end);
                (Value::Sequence(items), last)
            }
            Inside::Mapping { mut entries, merges, end, .. } => {
                if !merges.is_empty() {
                    entries = merge(entries, merges)?;
                }
                entries.shrink_to_fit();
                (Value::Mapping(Mapping::new(entries, self.out)), Some(end))
            }
        };
        // A block collection ends where its last node does: libyaml ends it at the next token.
        let flow = range.start < range.end;
        let end = match last {
            Some(last) if !flow => last.max(open.start.start),
            _ => self.span(range).end,
        };
        let span = Span { end, ..open.start };
        self.named(open.anchor, Node { span, value })
    }

    /// Keeps a node that an alias may ask for.
    fn named(&mut self, anchor: Option<String>, node: Node) -> Built<Node> {
        if let Some(name) = anchor {
            self.charge(&node, node.span)?;
            self.anchors.insert(name, node.clone());
        }
        Ok(node)
    }

    /// Puts a node into the collection that is being read; gives it back where there is none.
    fn place(&mut self, node: Node) -> Built<Option<Node>> {
        let Some(open) = self.open.last_mut() else {
            return Ok(Some(node));
        };
        match &mut open.inside {
            Inside::Sequence(items) => items.push(node),
            Inside::Mapping { entries, merges, key, end } => match key.take() {
                None => *key = Some(Key::from_node(node)?),
                Some(key) => {
                    *end = node.span.end.max(key.span.end);
                    if key.merges {
                        merges.push((entries.len(), node));
                    } else {
                        entries.push(Entry { key: key.text, key_span: key.span, node });
                    }
                }
            },
        }
        Ok(None)
    }

    fn alias(&mut self, name: &str, span: Span) -> Built<Node> {
        if self.open.iter().any(|open| open.anchor.as_deref() == Some(name)) {
            let message = format!("the alias `*{name}` stands inside of what it names");
            return Err(Diagnostic::new(Code::Syntax, span, message)
                .help("a tree has no rings; name a schema and use $ref"));
        }
        let Some(node) = self.anchors.get(name).cloned() else {
            let message = format!("the alias `*{name}` names no anchor before it");
            return Err(Diagnostic::new(Code::Syntax, span, message)
                .help(format!("add `&{name}` to a node before it, or quote the text")));
        };
        // A copy of a deep node at a deep place: aliases of aliases would go beyond any stack.
        if self.open.len() + self.charge(&node, span)? > self.bounds.depth {
            return Err(too_deep(span, self.bounds));
        }
        Ok(Node { span, ..node })
    }

    /// Counts a copy of a node against the bound; its height.
    fn charge(&mut self, node: &Node, span: Span) -> Built<usize> {
        let (count, height) = measure(node);
        self.copied += count;
        let bound = self.bounds.aliased_nodes;
        if self.copied <= bound {
            return Ok(height);
        }
        let message = format!("aliases add more than {bound} nodes to the document");
        Err(Diagnostic::new(Code::TooManyAliases, span, message)
            .label("this one goes beyond")
            .help("write schemas under `components` and use $ref in place of YAML aliases"))
    }

    /// Where an event stands, without the blanks at its end that a block scalar has.
    fn span(&self, range: Range<usize>) -> Span {
        let start = range.start + self.skipped;
        let end = range.end + self.skipped;
        let text = self.text.get(start..end).unwrap_or_default();
        Span::new(self.file, start, start + text.trim_ascii_end().len())
    }

    fn syntax(&self, problem: Problem) -> Diagnostic {
        let mut at = (problem.at + self.skipped).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let found = self.text[at..].chars().next();
        let span = Span::new(self.file, at, at + found.map_or(0, char::len_utf8));
        let error = Diagnostic::new(Code::Syntax, span, format!("no YAML: {}", problem.message));
        let error = match problem.context {
            Some((context, at)) if at + self.skipped <= self.text.len() => {
                let at = at + self.skipped;
                error.and(Span::new(self.file, at, at), context)
            }
            _ => error,
        };
        match found {
            Some('\t') => error.help("YAML takes no tab in indentation: use spaces"),
            Some('@' | '`' | '%') => error.help("put text that begins with this into quotes"),
            Some(control) if control.is_control() && control != '\n' => error
                .help(format!("U+{:04X} may stand in double quotes alone, as an escape", u32::from(control))),
            _ => error,
        }
    }
}

impl Inside {
    fn mapping(start: Span) -> Self {
        Self::Mapping { entries: Vec::new(), merges: Vec::new(), key: None, end: start.start }
    }
}

impl Key {
    /// A scalar's text, whatever the core schema would make of it. `<<` without quotes merges
    /// (YAML 1.1, `tag:yaml.org,2002:merge`; YAML 1.2 has left it out, vendors have not).
    fn of(text: String, tag: Option<&str>, style: Style, span: Span) -> Self {
        let merges = match tag {
            None => style == Style::Plain,
            Some(tag) => tag == "tag:yaml.org,2002:merge",
        };
        Self { merges: merges && text == "<<", text, span }
    }

    /// A node that came by an alias, or has an anchor.
    fn from_node(node: Node) -> Built<Self> {
        let text = match node.value {
            Value::Null => "null".into(),
            Value::Bool(value) => value.to_string(),
            Value::Number(number) => number.0.into(),
            Value::String(text) => text,
            other @ (Value::Sequence(_) | Value::Mapping(_)) => {
                let message = format!("a key must be a scalar, and this one is {}", other.kind());
                return Err(Diagnostic::new(Code::Syntax, node.span, message)
                    .help("put text with braces into quotes: \"{id}\""));
            }
        };
        Ok(Self { text, span: node.span, merges: false })
    }
}

/// What a scalar is, by its tag or by the core schema.
fn typed(tag: Option<&str>, text: String, style: Style, span: Span) -> Built<Value> {
    match (tag, style) {
        (None, Style::Plain) => Ok(scalar::plain(text)),
        (None | Some("!"), _) => Ok(Value::String(text)),
        (Some(tag), _) => {
            let short = tag.replace("tag:yaml.org,2002:", "!!");
            let message = format!("`{}` is not what the tag {short} says", text.escape_debug());
            scalar::tagged(tag, text)
                .ok_or_else(|| Diagnostic::new(Code::Syntax, span, message).help("remove the tag"))
        }
    }
}

fn several(again: Span, first: Span) -> Diagnostic {
    Diagnostic::new(Code::SeveralDocuments, again, "the file holds several YAML documents")
        .label("another one begins here")
        .and(Span { end: first.start, ..first }, "the first one")
        .help("keep one of them in this file")
}

/// How many nodes, and how many levels of collections.
fn measure(node: &Node) -> (usize, usize) {
    let add = |(count, height): (usize, usize), node: &Node| {
        let (more, level) = measure(node);
        (count + more, height.max(level + 1))
    };
    match &node.value {
        Value::Sequence(items) => items.iter().fold((1, 1), add),
        Value::Mapping(mapping) => mapping.iter().map(|entry| &entry.node).fold((1, 1), add),
        _ => (1, 0),
    }
}

/// Puts the entries of merged mappings where their `<<` stood. A key of the mapping itself counts
/// before a merged one, an earlier merged one before a later.
fn merge(own: Vec<Entry>, merges: Vec<(usize, Node)>) -> Built<Vec<Entry>> {
    let mut known: HashSet<String> = own.iter().map(|entry| entry.key.clone()).collect();
    let mut inserted: Vec<(usize, Entry)> = Vec::new();
    for (at, node) in merges {
        let sources = match node.value {
            Value::Sequence(items) => items,
            value => vec![Node { span: node.span, value }],
        };
        for source in sources {
            let Value::Mapping(mapping) = source.value else {
                let message = format!("`<<` merges mappings, and this is {}", source.value.kind());
                return Err(Diagnostic::new(Code::Syntax, source.span, message)
                    .help("quote the key if it is meant as text"));
            };
            let here = source.span.range();
            for mut entry in mapping.entries {
                if !here.contains(&(entry.key_span.start as usize)) {
                    entry.key_span = source.span; // it came by an alias
                    entry.node.span = source.span;
                }
                if known.insert(entry.key.clone()) {
                    inserted.push((at, entry));
                }
            }
        }
    }
    let mut inserted = inserted.into_iter().peekable();
    let mut merged = Vec::new();
    for (at, entry) in own.into_iter().enumerate() {
        while let Some((_, entry)) = inserted.next_if(|(place, _)| *place <= at) {
            merged.push(entry);
        }
        merged.push(entry);
    }
    merged.extend(inserted.map(|(_, entry)| entry));
    Ok(merged)
}

#[cfg(test)]
mod tests;
