//! Hides from libyaml the characters that YAML 1.1 took for line breaks and YAML 1.2 does not
//! (1.2.2, section 5.4: U+0085, U+2028, U+2029).
//!
//! Each is replaced by a character of the same length that the text does not hold, and put back
//! in what is read: so the text of a description survives, and every byte stays where it was.

use std::borrow::Cow;

/// What stands for what, in one text.
#[derive(Debug, Default)]
pub struct Breaks(Vec<(char, char)>);

impl Breaks {
    /// The breaks that a text holds, each with a stand-in.
    pub fn of(text: &str) -> Self {
        // Private-use characters for those of three bytes; two bytes have none, so rare letters.
        let candidates = [
            ('\u{85}', '\u{180}'..'\u{530}'),
            ('\u{2028}', '\u{E000}'..'\u{F000}'),
            ('\u{2029}', '\u{F000}'..'\u{F900}'),
        ];
        let held = |(character, candidates): (char, std::ops::Range<char>)| {
            let mut candidates = text.contains(character).then_some(candidates)?;
            // Neither as it is nor as the digits of an escape.
            let free = |stand_in: &char| {
                let code = u32::from(*stand_in);
                !text.contains(*stand_in)
                    && !text.contains(&format!("{code:04x}"))
                    && !text.contains(&format!("{code:04X}"))
            };
            Some((character, candidates.find(free)?))
        };
        Self(candidates.into_iter().filter_map(held).collect())
    }

    /// The text with stand-ins, byte for byte as long.
    pub fn shield<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let replace = |text: Cow<'a, str>, (hidden, stand_in): &(char, char)| {
            Cow::Owned(text.replace(*hidden, stand_in.encode_utf8(&mut [0; 4])))
        };
        self.0.iter().fold(Cow::Borrowed(text), replace)
    }

    /// What was read, with the stand-ins undone.
    pub fn restore(&self, read: String) -> String {
        let replace = |text: String, (hidden, stand_in): &(char, char)| {
            text.replace(*stand_in, hidden.encode_utf8(&mut [0; 4]))
        };
        self.0.iter().fold(read, replace)
    }
}
