//! Normalise: a prompt becomes a row of keyed word hashes with offsets into the original text.
//!
//! One campaign's requests differ from each other not only in their slots but in noise: random ids, numbers,
//! look-alike letters, invisible marks, case. All of that is folded or masked here, so that later stages compare
//! what was meant. Nothing is thrown away: each word knows the bytes of the original it came from.

mod chat;
mod fold;
mod lines;
mod look_alike;
mod marks;
mod mask;
mod scan;

use std::hash::Hasher;

use crate::request::HashKey;

pub use fold::is_invisible;
pub use lines::Piece;
pub use scan::LINE_BREAK;

/// One word of a normalised prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Keyed hash of the folded word; masked spans share one hash a kind.
    pub hash: u32,
    /// First byte in the original text.
    pub start: u32,
    /// One past the last byte in the original text.
    pub end: u32,
}

/// Turns prompts into words. The key makes the hashes unpredictable to whoever writes the prompts.
///
/// ```
/// use hydrascope::normalize::Normalizer;
/// use hydrascope::request::HashKey;
/// let normalizer = Normalizer::new(HashKey::default());
/// let (mut plain, mut noised) = (Vec::new(), Vec::new());
/// normalizer.words("Keep discarded ideas 17", &mut plain);
/// normalizer.words("k\u{435}ep dis\u{200b}carded  IDEAS 4", &mut noised);
/// assert!(plain.iter().zip(&noised).all(|(a, b)| a.hash == b.hash));
/// ```
#[derive(Clone, Debug)]
pub struct Normalizer {
    key: HashKey,
}

impl Normalizer {
    /// A normaliser whose hashes depend on `key`.
    pub fn new(key: HashKey) -> Self {
        Self { key }
    }

    /// Appends the words of `text` to `out`. Text beyond 4 GiB is left out.
    pub fn words(&self, text: &str, out: &mut Vec<Word>) {
        let text = bounded(text);
        scan::scan(text, scan::is_mostly_latin(text), &mut |folded: &str, start, end| {
            out.push(Word { hash: self.hash(folded), start: start as u32, end: end as u32 });
        });
    }

    /// The hashes of masked spans and line breaks, each with the sign that stands for it in a skeleton.
    pub fn signs(&self) -> [(u32, &'static str); 4] {
        [mask::NUMBER, mask::IDENTIFIER, mask::LINK, LINE_BREAK].map(|sign| (self.hash(sign), sign))
    }

    /// The hash of one folded word: 32 bits, since words are many and distinct ones few.
    pub fn hash(&self, folded: &str) -> u32 {
        let mut hasher = self.key.hasher(0);
        hasher.write(folded.as_bytes());
        (hasher.finish() >> 32) as u32
    }
}

/// The text up to 4 GiB.
fn bounded(text: &str) -> &str {
    &text[..text.floor_char_boundary(u32::MAX as usize)]
}
