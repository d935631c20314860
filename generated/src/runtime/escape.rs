//! What a JSON string escapes (RFC 8259, 7): quotes, backslashes and control characters.
//!
//! Eight bytes are looked at in one word.

/// How many bytes stand before the next quote, backslash or control character.
pub(super) fn plain(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let special = special(*word);
        if special != 0 {
            return 8 * at + (special.trailing_zeros() / 8) as usize;
        }
    }
    let rest = rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)).count();
    8 * words.len() + rest
}

/// A bit in the first byte of eight that is a quote, a backslash or a control character; perhaps in
/// others after it, which the borrow has reached; none where there is no such byte.
const fn special(bytes: [u8; 8]) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let word = u64::from_le_bytes(bytes);
    let (quote, backslash) = (word ^ (ONES * 0x22), word ^ (ONES * 0x5c));
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & (ONES * 0x80)
}

/// Whether a string is written as it is.
pub(super) const fn is_plain(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk() else {
        return few(bytes);
    };
    let (mut words, _) = bytes.as_chunks();
    while let [word, rest @ ..] = words {
        if special(*word) != 0 {
            return false;
        }
        words = rest;
    }
    // Some of them are looked at twice.
    special(*last) == 0
}

const fn few(mut bytes: &[u8]) -> bool {
    while let [byte, rest @ ..] = bytes {
        if matches!(byte, b'"' | b'\\' | 0..0x20) {
            return false;
        }
        bytes = rest;
    }
    true
}
