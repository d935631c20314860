//! Percent-encoding (RFC 3986, 2.1): everything but the unreserved characters.

/// Adds `text` to `out`, encoded.
pub(super) fn push(out: &mut String, text: &str) {
    text.bytes().for_each(|byte| push_byte(out, byte, is_unreserved(byte)));
}

/// Adds `text` to `out`, its reserved characters and what is encoded already as they are (RFC 6570,
/// 3.2.3). `#` is encoded: all after it would be lost.
pub(super) fn push_reserved(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let is_triplet = || bytes.get(at + 1..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
        let stays = match byte {
            b'%' => is_triplet(),
            byte => is_unreserved(*byte) || b":/?[]@!$&'()*+,;=".contains(byte),
        };
        push_byte(out, *byte, stays);
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn push_byte(out: &mut String, byte: u8, stays: bool) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    if stays {
        out.push(char::from(byte));
    } else {
        out.push('%');
        out.push(char::from(HEX[usize::from(byte >> 4)]));
        out.push(char::from(HEX[usize::from(byte & 15)]));
    }
}
