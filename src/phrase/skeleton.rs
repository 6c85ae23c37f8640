//! Skeletons: what nearly all texts of a frame say, and the lexical proof that a text says it.

use rustc_hash::{FxHashMap, FxHashSet};

use super::corpus::Corpus;

/// Texts of a template that are read to find its skeleton.
const SAMPLE: usize = 96;
/// Words of a text that are read at each end: what a template says stands before or behind what it is about.
const WORDS: usize = 1024;
/// Two neighbouring words.
pub(super) type Bigram = (u64, u64);

/// What makes words a skeleton.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SkeletonParams {
    /// Neighbouring words belong to it where this share of the texts has them, 0 to 1.
    pub common: f64,
    /// And where this many distinct actors say them, if so many are read at all; where fewer are, the skeleton is not
    /// [`Skeleton::shared`]. Of 96 texts that are read, each counts for one actor: above 96 no skeleton is shared.
    pub min_actors: u32,
}

/// The fixed words of a template.
#[derive(Debug, Clone)]
pub struct Skeleton {
    /// A member text that shows the skeleton best.
    pub text: u32,
    /// Whether each word of that text belongs to the skeleton.
    pub fixed: Vec<bool>,
    /// Whether each of its pairs of words was seen with [`SkeletonParams::min_actors`] or more; else they may be one actor's own
    /// and are not to be shown.
    pub shared: bool,
    bigrams: FxHashSet<Bigram>,
}

impl Skeleton {
    /// The skeleton of some texts: neighbouring words that stand together in enough of them. `None` where they have none.
    pub fn of(corpus: &Corpus, texts: &[u32], params: &SkeletonParams) -> Option<Self> {
        let sample = sample(texts);
        let mut counts: FxHashMap<Bigram, (u32, u32)> = FxHashMap::default();
        let mut said: FxHashSet<(u32, Bigram)> = FxHashSet::default();
        for &text in &sample {
            let distinct: FxHashSet<Bigram> = bigrams(corpus, text).collect();
            for bigram in distinct {
                let (texts, actors) = counts.entry(bigram).or_default();
                *texts += 1;
                *actors += u32::from(said.insert((corpus.actors(text)[0], bigram)));
            }
        }
        let least = (params.common * sample.len() as f64).ceil().max(2.0) as u32;
        let all: FxHashSet<u32> = sample.iter().map(|&text| corpus.actors(text)[0]).collect();
        let shared = all.len() as u32 >= params.min_actors;
        let least_actors = if shared { params.min_actors } else { 1 };
        counts.retain(|_, (texts, actors)| *texts >= least && *actors >= least_actors);
        let known: FxHashSet<Bigram> = counts.into_keys().collect();
        let shown = |text: u32| bigrams(corpus, text).filter(|b| known.contains(b)).count();
        let length = |text: u32| corpus.words(text).len();
        let best = sample.iter().copied().max_by_key(|&t| (shown(t), std::cmp::Reverse((length(t), t))))?;
        let bigrams: FxHashSet<Bigram> = bigrams(corpus, best).filter(|b| known.contains(b)).collect();
        let mut skeleton = Self { text: best, fixed: Vec::new(), shared, bigrams };
        skeleton.fixed = skeleton.fixed_words(corpus, best);
        (skeleton.words() >= 3).then_some(skeleton)
    }

    /// All of one text, where it has three words or more: what near-duplicates of it have to share.
    pub fn of_one(corpus: &Corpus, text: u32) -> Option<Self> {
        let bigrams: FxHashSet<Bigram> = bigrams(corpus, text).collect();
        let skeleton = Self { text, fixed: vec![true; corpus.words(text).len()], shared: false, bigrams };
        (skeleton.words() >= 3).then_some(skeleton)
    }

    /// Number of fixed words.
    pub fn words(&self) -> usize {
        self.fixed.iter().filter(|&&f| f).count()
    }

    /// Number of distinct pairs of neighbouring fixed words.
    pub fn pairs(&self) -> usize {
        self.bigrams.len()
    }

    /// The pairs of neighbouring fixed words, as hashes, in no order.
    pub fn bigrams(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.bigrams.iter().copied()
    }

    /// The share (0 to 1) of the skeleton that a text says, by pairs of neighbouring words.
    pub fn proof(&self, corpus: &Corpus, text: u32) -> f64 {
        let said: FxHashSet<Bigram> = bigrams(corpus, text).filter(|b| self.bigrams.contains(b)).collect();
        said.len() as f64 / self.bigrams.len().max(1) as f64
    }

    /// Whether each word of a text belongs to the skeleton (true) or to a slot.
    pub fn fixed_words(&self, corpus: &Corpus, text: u32) -> Vec<bool> {
        let words = corpus.words(text);
        let mut fixed = vec![false; words.len()];
        for (i, pair) in words.windows(2).enumerate() {
            if self.bigrams.contains(&(pair[0], pair[1])) {
                fixed[i] = true;
                fixed[i + 1] = true;
            }
        }
        fixed
    }

    /// How alike two skeletons are: shared pairs of words among all of both (Jaccard, 0 to 1).
    pub fn likeness(&self, other: &Self) -> f64 {
        let both = self.bigrams.intersection(&other.bigrams).count();
        both as f64 / (self.bigrams.len() + other.bigrams.len() - both).max(1) as f64
    }
}

/// Some of the texts, spread evenly.
pub(super) fn sample(texts: &[u32]) -> Vec<u32> {
    texts.iter().copied().step_by(texts.len().div_ceil(SAMPLE).max(1)).collect()
}

pub(super) fn bigrams(corpus: &Corpus, text: u32) -> impl Iterator<Item = Bigram> + '_ {
    let words = corpus.words(text);
    let head = &words[..words.len().min(WORDS)];
    let tail = &words[words.len().saturating_sub(WORDS).max(head.len().saturating_sub(1))..];
    head.windows(2).chain(tail.windows(2)).map(|pair| (pair[0], pair[1]))
}
