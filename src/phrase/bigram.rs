//! Pairs of neighbouring words: what skeletons are made of.

/// Words of a text that are read at each end: what a template says stands before or behind what it is about.
const WORDS: usize = 1024;

/// Two neighbouring words.
pub(super) type Bigram = (u64, u64);

/// The pairs of neighbouring words of a text's head and tail, in order.
pub(super) fn bigrams(words: &[u64]) -> impl Iterator<Item = Bigram> + '_ {
    let head = &words[..words.len().min(WORDS)];
    let tail = &words[words.len().saturating_sub(WORDS).max(head.len().saturating_sub(1))..];
    head.windows(2).chain(tail.windows(2)).map(|pair| (pair[0], pair[1]))
}
