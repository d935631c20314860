//! Entries of a mapping in; the mapping out, its keys unique and quickly found.
//!
//! Large mappings (5,000 schemas under one key) carry an index, small ones a null pointer.

use super::Node;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::text::Span;

/// A mapping in document order. Keys are unique; a YAML key that is a number or a boolean is its
/// text (`200:` and `"200":` name one response).
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// The entries, in order. Who changes their keys makes a new mapping of them.
    pub entries: Vec<Entry>,
    /// The entries' numbers by key. Behind one pointer, so that a `Node` stays at 48 bytes.
    #[allow(clippy::box_collection, reason = "a pointer in place of three words")]
    index: Option<Box<Vec<u32>>>,
}

/// One key of a mapping and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Its value.
    pub node: Node,
}

/// From here on an index is quicker than looking at each key.
const LARGE: usize = 32;

impl PartialEq for Mapping {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl Mapping {
    /// A mapping of these entries. Of a key that stands twice the last one counts, with a warning
    /// (RFC 8259, section 4, leaves it open; YAML 1.2.2, section 3.2.1.1, forbids it).
    pub fn new(mut entries: Vec<Entry>, out: &mut Diagnostics) -> Self {
        let doubles = doubles(&entries);
        if !doubles.is_empty() {
            for (first, again) in &doubles {
                out.push(duplicate(&entries[*first], &entries[*again]));
            }
            let mut dropped: Vec<_> = doubles.iter().map(|(first, _)| *first).collect();
            dropped.sort_unstable();
            let mut at = 0;
            entries.retain(|_| {
                at += 1;
                dropped.binary_search(&(at - 1)).is_err()
            });
        }
        let index = (entries.len() >= LARGE).then(|| Box::new(by_key(&entries)));
        Self { entries, index }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// A key and its value.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.index {
            Some(index) if index.len() == self.entries.len() => {
                let at =
                    index.binary_search_by(|at| self.entries[*at as usize].key.as_str().cmp(key)).ok()?;
                Some(&self.entries[index[at] as usize])
            }
            _ => self.entries.iter().find(|entry| entry.key == key),
        }
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }
}

impl<'a> IntoIterator for &'a Mapping {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The numbers of the entries by key, equal keys in order. A source has less than 4 Gi entries,
/// since it has less than 4 GiB.
fn by_key(entries: &[Entry]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..entries.len()).map(|at| at as u32).collect();
    order.sort_by(|one, two| entries[*one as usize].key.cmp(&entries[*two as usize].key));
    order
}

/// Each entry whose key stands again, with the next one that has it.
fn doubles(entries: &[Entry]) -> Vec<(usize, usize)> {
    if entries.len() >= LARGE {
        let order = by_key(entries);
        let pairs = order.windows(2).map(|two| (two[0] as usize, two[1] as usize));
        return pairs.filter(|(first, again)| entries[*first].key == entries[*again].key).collect();
    }
    let next = |(at, entry): (usize, &Entry)| {
        let later = entries[at + 1..].iter().position(|other| other.key == entry.key)?;
        Some((at, at + 1 + later))
    };
    entries.iter().enumerate().filter_map(next).collect()
}

fn duplicate(first: &Entry, again: &Entry) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateKey,
        again.key_span,
        format!("the key `{}` stands twice in one mapping", again.key),
    )
    .label("this one counts")
    .and(first.key_span, "this one is dropped")
    .help("remove one of them")
}
