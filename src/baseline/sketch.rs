//! Sketch: which words a template has, as a few keyed hashes.

use serde::{Deserialize, Serialize};

use super::pair::pair_hash;
use crate::finding::Hashes;

/// Hashes of a sketch at most.
const MOST: usize = 64;

/// The lowest hashes of a template's pairs of words: a bottom-k sketch (Cohen and Kaplan, "Summarizing data using bottom-k sketches",
/// 2007). The words cannot be read from it without the key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Hashes")]
pub struct Sketch(Hashes);

impl From<Hashes> for Sketch {
    fn from(hashes: Hashes) -> Self {
        Self::lowest(hashes.as_slice().to_vec())
    }
}

impl Sketch {
    /// Of pairs of words, each as two keyed hashes.
    pub fn of(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        Self::lowest(pairs.map(pair_hash).collect())
    }

    fn lowest(hashes: Vec<u64>) -> Self {
        Self(Hashes::lowest(hashes, MOST))
    }

    /// Its hashes, from the lowest on.
    pub fn hashes(&self) -> &[u64] {
        self.0.as_slice()
    }

    /// How alike two templates are: the share (0 to 1) of the lowest hashes of both together that both have, an estimate of the Jaccard
    /// similarity of their words. 0 where both are empty.
    pub fn jaccard(&self, other: &Self) -> f64 {
        let all = Self::lowest(self.hashes().iter().chain(other.hashes()).copied().collect());
        let has = |of: &Self, hash: &u64| of.hashes().binary_search(hash).is_ok();
        let both = all.hashes().iter().filter(|hash| has(self, hash) && has(other, hash)).count();
        both as f64 / all.hashes().len().max(1) as f64
    }
}
