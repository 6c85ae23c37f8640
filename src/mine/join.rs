//! Phrases: shared shingles that go on into each other.

use rayon::prelude::*;

use super::corpus::Corpus;
use super::follow::{Follow, follows};
use super::grow::{Reach, grow};
use super::shingle::Shingles;
use crate::groups::Groups;

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
        let uses = &shingles.texts;
        let is_near = |follow: &Follow| {
            let most = uses[follow.first as usize].max(uses[follow.second as usize]);
            f64::from(follow.texts) >= params.confidence * f64::from(most)
        };
        let near: Vec<(u32, u32)> = follows(corpus, shingles)
            .into_iter()
            .filter(is_near)
            .map(|follow| (follow.first, follow.second))
            .collect();
        let (of_shingle, phrases) = grow(uses, &near, Reach::Uses(params.uses));
        let of_each = |text: u32| {
            let mut phrases: Vec<u32> = shingles.of(text).map(|(_, s)| of_shingle[s as usize]).collect();
            // Most shingles go on in the phrase of the one before.
            phrases.dedup();
            phrases.sort_unstable();
            phrases.dedup();
            phrases
        };
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
