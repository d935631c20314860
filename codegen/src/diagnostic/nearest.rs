//! "Did you mean ...?": a word that nothing is called in, the nearest of the words that there are
//! out.

/// Of these words, each with what stands behind it, the nearest to one that was meant: of equals
/// the first, and none that differs in more than a third of its letters.
pub(crate) fn by<'a>(meant: &str, words: impl Iterator<Item = (String, &'a str)>) -> Option<&'a str> {
    let meant = meant.to_lowercase();
    let near = words
        .map(|(word, of)| (distance(&meant, &word.to_lowercase()), of))
        .filter(|(distance, _)| *distance * 3 <= meant.chars().count())
        .min()?;
    Some(near.1)
}

/// Levenshtein's distance, by one row.
pub(super) fn distance(one: &str, two: &str) -> usize {
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
