//! Texts of a given length for the benches, the same on every run.

const WORDS: [&str; 48] = [
    "explain",
    "the",
    "difference",
    "between",
    "photosynthesis",
    "and",
    "respiration",
    "in",
    "simple",
    "terms",
    "write",
    "a",
    "short",
    "story",
    "about",
    "lighthouse",
    "keeper",
    "who",
    "discovers",
    "mysterious",
    "bottle",
    "please",
    "summarise",
    "following",
    "paragraph",
    "for",
    "colleague",
    "without",
    "technical",
    "background",
    "how",
    "would",
    "you",
    "calculate",
    "compound",
    "interest",
    "over",
    "seventeen",
    "years",
    "with",
    "JavaScript",
    "or",
    "Rust,",
    "what",
    "is",
    "better?",
    "unbelievably",
    "Zürich",
];

/// `count` texts of `words` words, drawn by a linear congruential generator.
pub(crate) fn texts(count: usize, words: usize) -> Vec<String> {
    let mut state = 7u64;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[(state >> 33) as usize % WORDS.len()]
    };
    (0..count).map(|_| (0..words).map(|_| word()).collect::<Vec<_>>().join(" ")).collect()
}
