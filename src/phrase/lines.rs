//! Lines: what prompts are made of, each normalised and held once.

use std::hash::Hasher;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use siphasher::sip128::{Hasher128, SipHasher13};

use crate::normalize::{Normalizer, Piece, Word};
use crate::request::Prompt;

/// A line where it stands in a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// The line.
    pub(super) line: u32,
    /// Its first byte in the prompt.
    pub(super) at: u32,
}

/// Distinct lines with their words, in flat arrays.
#[derive(Debug, Default)]
pub(super) struct Lines {
    key: [u64; 2],
    /// By a keyed hash of what a line says.
    known: FxHashMap<u128, u32>,
    /// That hash of each line.
    says: Vec<u128>,
    starts: Vec<usize>,
    words: Vec<u64>,
    /// The bytes of each word, from the line's first.
    spans: Vec<(u32, u32)>,
}

impl Lines {
    /// No line yet; hashes depend on the key.
    pub(super) fn new(key: [u64; 2]) -> Self {
        Self { key, starts: vec![0], ..Self::default() }
    }

    /// The lines of each of some prompts; what is new is normalised, in parallel on the current rayon pool. The result does not depend on it.
    pub(super) fn take<'a>(
        &mut self,
        prompts: impl IndexedParallelIterator<Item = &'a Prompt>,
        normalizer: &Normalizer,
    ) -> Vec<Vec<Placed>> {
        let key = self.key;
        let pieces: Vec<Vec<(u128, Piece<'a>)>> = prompts
            .map(|prompt| {
                let mut pieces = Vec::new();
                normalizer.pieces(prompt, &mut pieces);
                pieces.into_iter().map(|piece| (says(&piece, key), piece)).collect()
            })
            .collect();
        let mut new: Vec<Piece<'a>> = Vec::new();
        let placed = pieces.into_iter().map(|pieces| {
            let place = |(says, piece): (u128, Piece<'a>)| {
                let next = self.says.len() as u32;
                let line = *self.known.entry(says).or_insert(next);
                if line == next {
                    self.says.push(says);
                    new.push(piece);
                }
                let (Piece::Mark { at, .. } | Piece::Line { at, .. }) = piece;
                Placed { line, at }
            };
            pieces.into_iter().map(place).collect()
        });
        let placed = placed.collect();
        let words: Vec<Vec<Word>> = new.par_iter().map(|piece| words(piece, normalizer)).collect();
        for words in words {
            self.words.extend(words.iter().map(|word| word.hash));
            self.spans.extend(words.iter().map(|word| (word.start, word.end)));
            self.starts.push(self.words.len());
        }
        placed
    }

    /// Takes no more lines: what knows them by what they say is let go.
    pub(super) fn close(&mut self) {
        self.known = FxHashMap::default();
        self.says = Vec::new();
    }

    /// Number of lines.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The word hashes of a line.
    pub(super) fn words(&self, line: u32) -> &[u64] {
        &self.words[self.range(line)]
    }

    /// The bytes of each word of a line, from its first.
    pub(super) fn spans(&self, line: u32) -> &[(u32, u32)] {
        &self.spans[self.range(line)]
    }

    /// A keyed hash of what a line says, to the byte.
    pub(super) fn says(&self, line: u32) -> u128 {
        self.says[line as usize]
    }

    fn range(&self, line: u32) -> Range<usize> {
        self.starts[line as usize]..self.starts[line as usize + 1]
    }
}

/// A keyed hash of what a piece says, and of how its letters are read.
fn says(piece: &Piece<'_>, key: [u64; 2]) -> u128 {
    let mut hasher = SipHasher13::new_with_keys(key[0], key[1]);
    match piece {
        Piece::Mark { hash, .. } => {
            hasher.write_u8(2);
            hasher.write_u64(*hash);
        }
        Piece::Line { text, latin, .. } => {
            hasher.write_u8(u8::from(*latin));
            hasher.write(text.as_bytes());
        }
    }
    hasher.finish128().as_u128()
}

fn words(piece: &Piece<'_>, normalizer: &Normalizer) -> Vec<Word> {
    let mut words = Vec::new();
    match piece {
        Piece::Mark { hash, .. } => words.push(Word { hash: *hash, start: 0, end: 0 }),
        Piece::Line { text, latin, .. } => normalizer.line(text, *latin, &mut words),
    }
    words
}
