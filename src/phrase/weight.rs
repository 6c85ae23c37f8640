//! What words are worth: those that texts say whatever they are about tell templates apart no more than a line break does.

use rustc_hash::{FxHashMap, FxHashSet};

use super::bigram::{Bigram, bigrams};

/// The greatest weight: what two texts in a hundred say is as telling as what one says.
const MOST: f32 = 4.0;

/// The weight of two neighbouring words: the logarithm of one more than how rarely texts say them (inverse document
/// frequency: K. Sparck Jones, "A statistical interpretation of term specificity and its application in retrieval", 1972),
/// by some of the texts.
#[derive(Debug, Default)]
pub(super) struct Weights {
    texts: f32,
    /// Texts of the sample by what more than one of them says.
    said: FxHashMap<Bigram, u32>,
}

impl Weights {
    /// The weights by some texts, given by their words.
    pub(super) fn new(texts: impl ExactSizeIterator<Item = Vec<u64>>) -> Self {
        let count = texts.len() as f32;
        let mut said: FxHashMap<Bigram, u32> = FxHashMap::default();
        let mut distinct: FxHashSet<Bigram> = FxHashSet::default();
        for words in texts {
            distinct.clear();
            distinct.extend(bigrams(&words));
            distinct.iter().for_each(|&bigram| *said.entry(bigram).or_default() += 1);
        }
        said.retain(|_, texts| *texts > 1);
        Self { texts: count, said }
    }

    /// The weight of a pair of words, above 0 to [`MOST`].
    pub(super) fn of(&self, bigram: &Bigram) -> f32 {
        weight(self.texts, self.said.get(bigram).map_or(1.0, |&texts| texts as f32))
    }
}

/// The weight of what so many of all texts say.
pub(super) fn weight(all: f32, said: f32) -> f32 {
    (1.0 + all / said.max(1.0)).ln().min(MOST)
}
