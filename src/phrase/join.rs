//! Phrases: shared shingles that go on into each other.

use rayon::prelude::*;

use super::corpus::{Corpus, Groups};
use super::shingle::Shingles;
use crate::components::Components;

/// When shingles that follow each other are one phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct JoinParams {
    /// Where they do in this share of the texts of both, 0 to 1.
    pub implied: f64,
    /// Or where one is a variant of a wording: it does in this share of its own texts, 0 to 1,
    pub variant: f64,
    /// and in this share of the other's, 0 to 1.
    pub variant_share: f64,
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
        let mut components = Components::new(shingles.len());
        let follows: Vec<(u32, u32, u32)> = (0..corpus.len() as u32)
            .into_par_iter()
            .flat_map_iter(|text| {
                let next = shingles.of(text).skip(1);
                shingles
                    .of(text)
                    .zip(next)
                    .filter(|((p, _), (q, _))| p + 1 == *q)
                    .map(move |((_, a), (_, b))| (a, b, text))
            })
            .collect();
        for (a, b, count) in count_pairs(follows) {
            let most = shingles.texts[a as usize].max(shingles.texts[b as usize]);
            let least = shingles.texts[a as usize].min(shingles.texts[b as usize]);
            let of = |texts: u32| f64::from(count) / f64::from(texts);
            if of(most) >= params.implied || (of(least) >= params.variant && of(most) >= params.variant_share)
            {
                components.join(a, b);
            }
        }
        let (of_shingle, phrases) = components.labels();
        let mut pairs: Vec<(u32, u32)> = (0..corpus.len() as u32)
            .flat_map(|text| shingles.of(text).map(move |(_, s)| (s, text)))
            .map(|(shingle, text)| (of_shingle[shingle as usize], text))
            .collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        let texts = Groups::new(phrases as usize, pairs.iter().copied());
        let of_text = Groups::new(corpus.len(), pairs.iter().map(|&(p, t)| (t, p)));
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

/// Counts in how many texts each pair stands: `(a, b, texts)`, sorted.
fn count_pairs(mut pairs: Vec<(u32, u32, u32)>) -> impl Iterator<Item = (u32, u32, u32)> {
    pairs.par_sort_unstable();
    pairs.dedup();
    let mut counted: Vec<(u32, u32, u32)> = Vec::new();
    for (a, b, _) in pairs {
        match counted.last_mut() {
            Some(last) if (last.0, last.1) == (a, b) => last.2 += 1,
            _ => counted.push((a, b, 1)),
        }
    }
    counted.into_iter()
}
