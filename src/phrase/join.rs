//! Phrases: shared shingles that go on into each other.

use rayon::prelude::*;

use super::corpus::Corpus;
use super::groups::Groups;
use super::grow::{Reach, grow};
use super::shingle::Shingles;

/// When shingles that follow each other are one phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JoinParams {
    /// Where they do in this share of the texts of both, 0 to 1,
    pub confidence: f64,
    /// and no shingle of the phrase has fewer than this share of the texts of the one that has most, 0 to 1.
    pub uses: f64,
}

/// Phrases of a corpus: each shared shingle belongs to exactly one.
#[derive(Debug, Default)]
pub struct Phrases {
    /// The phrase of each shingle.
    pub of_shingle: Vec<u32>,
    /// Texts of each phrase, in order.
    pub texts: Groups,
    /// Phrases of each text, in order of their numbers.
    pub of_text: Groups,
}

impl Phrases {
    /// Joins shingles that follow each other by one word often enough.
    pub fn join(corpus: &Corpus, shingles: &Shingles, params: &JoinParams) -> Self {
        let follows: Vec<(u32, u32)> = (0..corpus.len() as u32)
            .into_par_iter()
            .flat_map_iter(|text| {
                let pairs = shingles.of(text).zip(shingles.of(text).skip(1));
                distinct(pairs.filter(|((p, _), (q, _))| p + 1 == *q).map(|((_, a), (_, b))| (a, b)))
            })
            .collect();
        let uses = &shingles.texts;
        let near: Vec<(u32, u32)> = count_pairs(follows)
            .filter(|&(a, b, count)| {
                f64::from(count) >= params.confidence * f64::from(uses[a as usize].max(uses[b as usize]))
            })
            .map(|(a, b, _)| (a, b))
            .collect();
        let (of_shingle, phrases) = grow(uses, &near, Reach::Uses(params.uses));
        let of_each = |text: u32| distinct(shingles.of(text).map(|(_, s)| of_shingle[s as usize]));
        let pairs: Vec<(u32, u32)> = (0..corpus.len() as u32)
            .into_par_iter()
            .flat_map_iter(|text| of_each(text).into_iter().map(move |phrase| (text, phrase)))
            .collect();
        let of_text = Groups::new(corpus.len(), pairs.iter().copied());
        let texts = Groups::new(phrases as usize, pairs.iter().map(|&(text, phrase)| (phrase, text)));
        Self { of_shingle, texts, of_text }
    }

    /// Number of phrases.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What there is of some numbers, sorted.
fn distinct<T: Ord>(numbers: impl Iterator<Item = T>) -> Vec<T> {
    let mut numbers: Vec<T> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// Counts how often each pair stands there: `(a, b, times)`, sorted.
fn count_pairs(mut pairs: Vec<(u32, u32)>) -> impl Iterator<Item = (u32, u32, u32)> {
    pairs.par_sort_unstable();
    let counted: Vec<(u32, u32, u32)> =
        pairs.chunk_by(|x, y| x == y).map(|run| (run[0].0, run[0].1, run.len() as u32)).collect();
    counted.into_iter()
}
