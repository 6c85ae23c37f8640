//! Skeletons: what nearly all texts of a frame say, and the lexical proof that a text says it (containment).

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bigram::Bigram;
use super::corpus::Corpus;

/// Texts of a template that are read to find its skeleton.
const SAMPLE: usize = 96;

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
    bigrams: FxHashMap<Bigram, f32>,
    weight: f32,
    /// What its pairs of words weighed if every pair counted whole.
    length: f32,
    /// Whether it is all of one text.
    of_one: bool,
}

/// Who says a pair of words, of texts that come actor by actor.
#[derive(Default)]
struct Sayers {
    texts: u32,
    actors: u32,
    last: Option<u32>,
}

impl Sayers {
    fn count(&mut self, actor: u32) {
        self.texts += 1;
        self.actors += u32::from(self.last != Some(actor));
        self.last = Some(actor);
    }
}

impl Skeleton {
    /// The skeleton of some texts: neighbouring words that stand together in enough of them. `None` where they have none.
    pub fn of(corpus: &Corpus, texts: &[u32], params: &SkeletonParams) -> Option<Self> {
        let sample = corpus.sample(texts, SAMPLE);
        let actor = |text: u32| corpus.actors(text)[0];
        // Texts of one actor one after the other, so that it is counted once.
        let mut by_actor: Vec<u32> = sample.clone();
        by_actor.sort_by_key(|&text| actor(text));
        let mut counts: FxHashMap<Bigram, Sayers> = FxHashMap::default();
        for &text in &by_actor {
            for bigram in corpus.said(text) {
                counts.entry(bigram).or_default().count(actor(text));
            }
        }
        let least = (params.common * sample.len() as f64).ceil().max(2.0) as u32;
        by_actor.dedup_by_key(|text| actor(*text));
        let shared = by_actor.len() as u32 >= params.min_actors;
        let least_actors = if shared { params.min_actors } else { 1 };
        counts.retain(|_, sayers| sayers.texts >= least && sayers.actors >= least_actors);
        let known: FxHashSet<Bigram> = counts.into_keys().collect();
        let shown = |text: u32| corpus.bigrams(text).iter().filter(|b| known.contains(b)).count();
        let length = |text: u32| corpus.length(text);
        let best = sample.iter().copied().max_by_key(|&t| (shown(t), Reverse((length(t), corpus.key(t)))))?;
        let fixed = corpus.weighed(best).into_iter().filter(|(bigram, _)| known.contains(bigram));
        let mut skeleton = Self::new(best, shared, fixed.collect());
        skeleton.length = sum(skeleton.bigrams.keys().map(|bigram| corpus.weight(bigram)));
        skeleton.fixed = skeleton.fixed_words(corpus, best);
        (skeleton.words() >= 3).then_some(skeleton)
    }

    /// All of one text, where it has three words or more: what near-duplicates of it have to share.
    pub fn of_one(corpus: &Corpus, text: u32, params: &SkeletonParams) -> Option<Self> {
        let shared = corpus.actors(text).len() as u32 >= params.min_actors;
        let mut skeleton = Self::new(text, shared, corpus.weighed(text).into_iter().collect());
        skeleton.fixed = vec![true; corpus.length(text)];
        skeleton.of_one = true;
        (skeleton.words() >= 3).then_some(skeleton)
    }

    /// A skeleton that says nothing.
    pub(super) fn none() -> Self {
        Self::new(0, false, FxHashMap::default())
    }

    fn new(text: u32, shared: bool, bigrams: FxHashMap<Bigram, f32>) -> Self {
        let weight = sum(bigrams.values().copied());
        Self { text, fixed: Vec::new(), shared, bigrams, weight, length: weight, of_one: false }
    }

    /// Whether it has a pair of words.
    pub(super) fn has(&self, bigram: &Bigram) -> bool {
        self.bigrams.contains_key(bigram)
    }

    /// What its pairs of words weigh.
    pub(super) fn weight(&self) -> f32 {
        self.weight
    }

    /// What they would weigh if every pair counted whole.
    pub(super) fn length(&self) -> f32 {
        self.length
    }

    /// What it says that another one does not; its words are not marked.
    pub(super) fn beside(&self, other: &Self) -> Self {
        let beside = self.bigrams.iter().filter(|(bigram, _)| !other.has(bigram));
        Self::new(self.text, self.shared, beside.map(|(&bigram, &weight)| (bigram, weight)).collect())
    }

    /// Number of fixed words.
    pub fn words(&self) -> usize {
        self.fixed.iter().filter(|&&f| f).count()
    }

    /// The pairs of neighbouring fixed words, as hashes, in no order.
    pub fn bigrams(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.bigrams.keys().copied()
    }

    /// The same, each with its weight, above 0.
    pub fn weighed(&self) -> impl Iterator<Item = ((u64, u64), f32)> + '_ {
        self.bigrams.iter().map(|(&bigram, &weight)| (bigram, weight))
    }

    /// Whether it is all of one text.
    pub(super) fn is_of_one(&self) -> bool {
        self.of_one
    }

    /// The share (0 to 1) of the skeleton that a text says, by the weight of pairs of neighbouring words; `said` are those of
    /// the text, sorted and distinct.
    pub(super) fn containment<'a>(&self, said: impl Iterator<Item = &'a Bigram>) -> f64 {
        let said: f32 = said.filter_map(|bigram| self.bigrams.get(bigram)).sum();
        f64::from(said / self.weight.max(f32::MIN_POSITIVE))
    }

    /// Whether each word of a text belongs to the skeleton (true) or to a slot.
    pub fn fixed_words(&self, corpus: &Corpus, text: u32) -> Vec<bool> {
        let words = corpus.words(text);
        let mut fixed = vec![false; words.len()];
        for (i, pair) in words.windows(2).enumerate() {
            if self.has(&(pair[0], pair[1])) {
                fixed[i] = true;
                fixed[i + 1] = true;
            }
        }
        fixed
    }

    /// What of it stands in some pairs of neighbouring words; `None` where these are fewer than three words.
    pub fn within(&self, corpus: &Corpus, is_in: impl Fn((u64, u64)) -> bool) -> Option<Self> {
        let inside = self.bigrams.iter().filter(|&(&bigram, _)| is_in(bigram));
        let mut within = Self::new(self.text, self.shared, inside.map(|(&b, &weight)| (b, weight)).collect());
        within.fixed = within.fixed_words(corpus, self.text);
        (within.words() >= 3).then_some(within)
    }

    /// The share (0 to 1) of another skeleton that this one says, by weight.
    pub fn says(&self, other: &Self) -> f64 {
        let said = other.bigrams.iter().filter(|(bigram, _)| self.has(bigram)).map(|(_, &weight)| weight);
        f64::from(sum(said) / other.weight.max(f32::MIN_POSITIVE))
    }

    /// How alike two skeletons are: the weight of the pairs of words of both in that of all (Jaccard, 0 to 1). A skeleton of
    /// one text has what it fills in too, which is rare: with it, all pairs count alike.
    pub fn jaccard(&self, other: &Self) -> f64 {
        let (all, both) = if self.of_one || other.of_one {
            let both = self.bigrams.keys().filter(|bigram| other.has(bigram)).count() as f32;
            ((self.bigrams.len() + other.bigrams.len()) as f32 - both, both)
        } else {
            let least = |(bigram, &weight): (&Bigram, &f32)| Some(other.bigrams.get(bigram)?.min(weight));
            let both = sum(self.bigrams.iter().filter_map(least));
            (self.weight + other.weight - both, both)
        };
        f64::from(both / all.max(f32::MIN_POSITIVE))
    }
}

/// A sum that does not depend on the order of what is summed.
pub(super) fn sum(weights: impl Iterator<Item = f32>) -> f32 {
    let mut weights: Vec<f32> = weights.collect();
    weights.sort_unstable_by(f32::total_cmp);
    weights.iter().sum()
}
