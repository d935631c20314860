//! "Did you mean ...?": the component whose name is nearest to one that leads nowhere.

use crate::tree::pointer;

/// The component that a dangling reference was most likely meant to lead to.
pub(super) fn did_you_mean(reference: &str, names: &[&str]) -> Option<String> {
    let wanted = last(reference).to_lowercase();
    let near = names
        .iter()
        .map(|name| (distance(&wanted, &last(name).to_lowercase()), *name))
        .filter(|(distance, _)| *distance * 3 <= wanted.chars().count())
        .min()?; // of equals the first by name
    Some(question(near.1))
}

/// The component whose name a reference is, bare (`$ref: Pet`): as a URI that is another file.
pub(super) fn same_name(reference: &str, names: &[&str]) -> Option<String> {
    let name = names.iter().find(|name| last(name) == reference)?;
    Some(question(name))
}

fn question(pointer: &str) -> String {
    format!("did you mean `#{pointer}`?")
}

fn last(pointer: &str) -> String {
    let token = pointer.rsplit(['/', '#']).next().unwrap_or(pointer);
    pointer::unescape(token).into_owned()
}

/// Levenshtein's distance, by one row.
fn distance(one: &str, two: &str) -> usize {
    let two: Vec<char> = two.chars().collect();
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (above, letter) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (at, other) in two.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[at + 1];
            row[at + 1] = replaced.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row[two.len()]
}
