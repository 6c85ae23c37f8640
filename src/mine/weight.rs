//! What words are worth: those that texts say whatever they are about tell templates apart no more than a line break does.

use super::bigram::Bigram;

/// The greatest weight: what two texts in a hundred say is as telling as what one says.
const MOST: f32 = 4.0;

/// The weight of two neighbouring words: the logarithm of one more than how rarely texts say them (inverse document
/// frequency: K. Sparck Jones, "A statistical interpretation of term specificity and its application in retrieval", 1972),
/// by some of the texts.
#[derive(Debug, Default)]
pub(crate) struct Weights {
    of: Vec<f32>,
    /// That of what one text alone says.
    alone: f32,
}

impl Weights {
    /// The weights of so many pairs by some texts, given by what they say, each pair once.
    pub(crate) fn new(pairs: usize, texts: &[Vec<Bigram>]) -> Self {
        let mut said = vec![0u32; pairs];
        texts.iter().flatten().for_each(|&bigram| said[bigram as usize] += 1);
        let all = texts.len() as f32;
        let by_texts: Vec<f32> = (0..=texts.len()).map(|said| weight(all, said as f32)).collect();
        Self { of: said.into_iter().map(|said| by_texts[said as usize]).collect(), alone: by_texts[0] }
    }

    /// The weight of a pair of words, above 0 to [`MOST`].
    pub(crate) fn of(&self, bigram: Bigram) -> f32 {
        self.of.get(bigram as usize).copied().unwrap_or(self.alone)
    }
}

/// The weight of what so many of all texts say.
pub(crate) fn weight(all: f32, said: f32) -> f32 {
    (1.0 + all / said.max(1.0)).ln().min(MOST)
}
