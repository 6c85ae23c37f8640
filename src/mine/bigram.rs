//! Pairs of neighbouring words: what skeletons are made of.

/// Words of a text that are read at each end: what a template says stands before or behind what it is about.
const WORDS: usize = 1024;

/// Two neighbouring words, by the number that a corpus gives to the pair.
pub(crate) type Bigram = u32;

/// The number of pairs that one text alone says: they tell nothing.
pub(crate) const ALONE: Bigram = Bigram::MAX;

/// The pairs of neighbouring words of a text's head and tail, in order.
pub fn bigrams(words: &[u32]) -> impl Iterator<Item = (u32, u32)> + '_ {
    let pairs = words.windows(2).enumerate().filter(|&(place, _)| is_read(place, words.len()));
    pairs.map(|(_, pair)| (pair[0], pair[1]))
}

/// Whether the pair at a place of so many words stands in the head or the tail.
pub(crate) fn is_read(place: usize, words: usize) -> bool {
    let head = words.min(WORDS);
    place + 1 < head || place >= words.saturating_sub(WORDS).max(head.saturating_sub(1))
}
