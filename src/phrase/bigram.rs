//! Pairs of neighbouring words: what skeletons are made of.

/// Words of a text that are read at each end: what a template says stands before or behind what it is about.
const WORDS: usize = 1024;

/// Two neighbouring words.
pub(super) type Bigram = (u64, u64);

/// The pairs of neighbouring words of a text's head and tail, in order.
pub fn bigrams(words: &[u64]) -> impl Iterator<Item = (u64, u64)> + '_ {
    placed(words).map(|(_, bigram)| bigram)
}

/// The same, each with the place of its first word.
pub(super) fn placed(words: &[u64]) -> impl Iterator<Item = (usize, Bigram)> + '_ {
    let head = words.len().min(WORDS);
    let tail = words.len().saturating_sub(WORDS).max(head.saturating_sub(1));
    let pairs = |from: usize, to: usize| {
        (from..).zip(words[from..to].windows(2)).map(|(place, pair)| (place, (pair[0], pair[1])))
    };
    pairs(0, head).chain(pairs(tail, words.len()))
}
