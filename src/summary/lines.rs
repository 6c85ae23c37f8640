//! Lines: what prompts are made of, each normalised and held once.

use std::hash::Hasher;

use serde::{Deserialize, Serialize};
use siphasher::sip128::Hasher128;

use super::each::each;
use super::known::Known;
use super::spans::Spans;
use crate::groups::Groups;
use crate::normalize::{Normalizer, Piece, Word};
use crate::request::HashKey;

/// A line where it stands in a prompt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Placed {
    /// The line.
    pub(crate) line: u32,
    /// Its first byte in the prompt.
    pub(crate) at: u32,
}

/// How a line is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Kind {
    /// It stands for the beginning or the end of a prompt or of a part: one word, of this hash.
    Mark(u32),
    /// Letters that look like Latin ones are these.
    Latin,
    /// They are not.
    Other,
}

/// The kind of what stands for the beginning or the end of a prompt or of a part.
const MARK: u8 = 2;

/// Distinct lines with their words, in flat arrays. No `Debug`, here and in what else holds text.
#[derive(Clone, Default)]
pub(crate) struct Lines {
    /// By a keyed hash of what a line says, to the byte.
    known: Known,
    /// [`MARK`], or whether letters are read as Latin ones.
    kinds: Vec<u8>,
    texts: Groups<u8>,
    words: Groups<u32>,
    spans: Spans,
}

impl Lines {
    /// The numbers of some pieces, each given with what it is known by; what is new is normalised, in parallel on the current rayon pool.
    pub(super) fn take<'p>(
        &mut self,
        pieces: impl Iterator<Item = (u128, Piece<'p>)>,
        normalizer: &Normalizer,
    ) -> Vec<u32> {
        let mut new: Vec<Piece<'p>> = Vec::new();
        let number = |(says, piece)| {
            let (line, is_new) = self.known.number(says);
            new.extend(is_new.then_some(piece));
            line
        };
        let numbers = pieces.map(number).collect();
        let words: Vec<Vec<Word>> = each(&new, |piece| words(piece, normalizer));
        for (piece, words) in new.iter().zip(words) {
            self.kinds.push(kind(piece));
            self.texts.push_text(text(piece));
            self.words.push(words.iter().map(|word| word.hash));
            self.spans.push(words.iter().map(|word| (word.start, word.end)));
        }
        numbers
    }

    /// Takes in the lines of others that are `wanted`; gives the number here of each line there.
    pub(super) fn merge(&mut self, others: &Self, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        let number = |line: u32| {
            if !wanted(line) {
                return u32::MAX;
            }
            let (number, is_new) = self.known.number(others.says(line));
            if is_new {
                self.kinds.push(others.kinds[line as usize]);
                self.texts.push_text(others.text(line));
                self.words.push(others.words(line).iter().copied());
                self.spans.push_from(&others.spans, line);
            }
            number
        };
        (0..others.len() as u32).map(number).collect()
    }

    /// Number of lines.
    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// What a line says: nothing where it stands for the beginning or the end of a prompt or a part.
    pub(crate) fn text(&self, line: u32) -> &str {
        self.texts.text(line)
    }

    /// How it is read.
    pub(super) fn kind(&self, line: u32) -> Kind {
        match self.kinds[line as usize] {
            MARK => Kind::Mark(self.words(line).first().copied().unwrap_or_default()),
            latin => if latin == 1 { Kind::Latin } else { Kind::Other },
        }
    }

    /// The word hashes of a line.
    pub(crate) fn words(&self, line: u32) -> &[u32] {
        self.words.of(line)
    }

    /// The bytes of each word of a line, from its first.
    pub(crate) fn spans(&self, line: u32) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.spans.of(line)
    }

    /// A keyed hash of what a line says, to the byte.
    pub(crate) fn says(&self, line: u32) -> u128 {
        self.known.key(line)
    }
}

/// A keyed hash of what a piece says, and of how its letters are read.
pub(super) fn says(piece: &Piece<'_>, key: HashKey) -> u128 {
    let mut hasher = key.wide_hasher();
    match piece {
        Piece::Mark { hash, .. } => {
            hasher.write_u8(MARK);
            hasher.write_u32(*hash);
        }
        Piece::Line { text, latin, .. } => {
            hasher.write_u8(u8::from(*latin));
            hasher.write(text.as_bytes());
        }
    }
    hasher.finish128().as_u128()
}

fn kind(piece: &Piece<'_>) -> u8 {
    match piece {
        Piece::Mark { .. } => MARK,
        Piece::Line { latin, .. } => u8::from(*latin),
    }
}

fn text<'a>(piece: &Piece<'a>) -> &'a str {
    match piece {
        Piece::Mark { .. } => "",
        Piece::Line { text, .. } => text,
    }
}

fn words(piece: &Piece<'_>, normalizer: &Normalizer) -> Vec<Word> {
    let mut words = Vec::new();
    match piece {
        Piece::Mark { hash, .. } => words.push(Word { hash: *hash, start: 0, end: 0 }),
        Piece::Line { text, latin, .. } => normalizer.line(text, *latin, &mut words),
    }
    words
}
