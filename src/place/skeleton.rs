//! Skeletons: what nearly all texts of a frame say, and the lexical proof that a text says it (containment).

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::mine::{ALONE, Bigram, Corpus, Marks};

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
    /// Its pairs of words with what each weighs, sorted.
    bigrams: Vec<(Bigram, f32)>,
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
        let shown = |text: u32| corpus.read(text).filter(|(_, b)| counts.contains_key(b)).count();
        let length = |text: u32| corpus.length(text);
        let best = sample.iter().copied().max_by_key(|&t| (shown(t), Reverse((length(t), corpus.key(t)))))?;
        let fixed = corpus.weighed(best).into_iter().filter(|(bigram, _)| counts.contains_key(bigram));
        let mut skeleton = Self::new(best, shared, fixed.collect());
        skeleton.length = sum(skeleton.bigrams.iter().map(|&(bigram, _)| corpus.weight(bigram)));
        skeleton.fixed = skeleton.fixed_words(corpus, best);
        (skeleton.words() >= 3).then_some(skeleton)
    }

    /// All of one text, where it has three words or more: what near-duplicates of it have to share.
    pub fn of_one(corpus: &Corpus, text: u32, params: &SkeletonParams) -> Option<Self> {
        let shared = corpus.actors(text).len() as u32 >= params.min_actors;
        let mut skeleton = Self::new(text, shared, corpus.weighed(text));
        skeleton.fixed = vec![true; corpus.length(text)];
        skeleton.of_one = true;
        (skeleton.words() >= 3).then_some(skeleton)
    }

    /// A skeleton that says nothing.
    pub(super) fn none() -> Self {
        Self::new(0, false, Vec::new())
    }

    /// A skeleton of these pairs of words with their weights, sorted.
    fn new(text: u32, shared: bool, bigrams: Vec<(Bigram, f32)>) -> Self {
        let weight = sum(bigrams.iter().map(|&(_, weight)| weight));
        Self { text, fixed: Vec::new(), shared, bigrams, weight, length: weight, of_one: false }
    }

    /// Whether it has a pair of words.
    pub(super) fn has(&self, bigram: Bigram) -> bool {
        self.bigrams.binary_search_by_key(&bigram, |&(bigram, _)| bigram).is_ok()
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
        let beside = self.bigrams.iter().copied().filter(|&(bigram, _)| !other.has(bigram));
        Self::new(self.text, self.shared, beside.collect())
    }

    /// Number of fixed words.
    pub fn words(&self) -> usize {
        self.fixed.iter().filter(|&&f| f).count()
    }

    /// The pairs of neighbouring fixed words, by the numbers that the corpus gives them, in order, each with its weight, above 0.
    pub fn bigrams(&self) -> &[(u32, f32)] {
        &self.bigrams
    }

    /// The same, as the hashes of both words.
    pub fn pairs<'a>(&'a self, corpus: &'a Corpus) -> impl Iterator<Item = (u32, u32)> + 'a {
        self.bigrams.iter().map(|&(bigram, _)| corpus.words_of_pair(bigram))
    }

    /// Whether it is all of one text.
    pub(super) fn is_of_one(&self) -> bool {
        self.of_one
    }

    /// The share (0 to 1) of the skeleton that a text says, by the weight of pairs of neighbouring words; `said` are those of
    /// the text.
    pub(super) fn containment(&self, said: &Marks) -> f64 {
        // Without branches, which no processor could guess.
        let weight = |&(bigram, weight): &(Bigram, f32)| if said.has(bigram) { weight } else { 0.0 };
        let said: f32 = self.bigrams.iter().map(weight).sum();
        f64::from(said / self.weight.max(f32::MIN_POSITIVE))
    }

    /// Whether each word of a text belongs to the skeleton (true) or to a slot.
    pub fn fixed_words(&self, corpus: &Corpus, text: u32) -> Vec<bool> {
        let pairs = corpus.pairs(text);
        let mut fixed = vec![false; corpus.length(text)];
        for (i, &pair) in pairs.iter().enumerate() {
            if pair != ALONE && self.has(pair) {
                fixed[i] = true;
                fixed[i + 1] = true;
            }
        }
        fixed
    }

    /// What of it stands in some pairs of neighbouring words; `None` where these are fewer than three words.
    pub fn within(&self, corpus: &Corpus, is_in: impl Fn(u32) -> bool) -> Option<Self> {
        let inside = self.bigrams.iter().copied().filter(|&(bigram, _)| is_in(bigram));
        let mut within = Self::new(self.text, self.shared, inside.collect());
        within.fixed = within.fixed_words(corpus, self.text);
        (within.words() >= 3).then_some(within)
    }

    /// The share (0 to 1) of another skeleton that this one says, by weight.
    pub fn says(&self, other: &Self) -> f64 {
        let said = shared(&self.bigrams, &other.bigrams).map(|(_, weight)| weight);
        f64::from(sum(said) / other.weight.max(f32::MIN_POSITIVE))
    }

    /// How alike two skeletons are: the weight of the pairs of words of both in that of all (Jaccard, 0 to 1). A skeleton of
    /// one text has what it fills in too, which is rare: with it, all pairs count alike.
    pub fn jaccard(&self, other: &Self) -> f64 {
        let both = shared(&self.bigrams, &other.bigrams);
        let (all, both) = if self.of_one || other.of_one {
            let both = both.count() as f32;
            ((self.bigrams.len() + other.bigrams.len()) as f32 - both, both)
        } else {
            let both = sum(both.map(|(own, other)| own.min(other)));
            (self.weight + other.weight - both, both)
        };
        f64::from(both / all.max(f32::MIN_POSITIVE))
    }
}

/// The weights that two skeletons give the pairs of words of both.
fn shared<'a>(
    own: &'a [(Bigram, f32)],
    others: &'a [(Bigram, f32)],
) -> impl Iterator<Item = (f32, f32)> + 'a {
    let mut others = others.iter().peekable();
    own.iter().filter_map(move |&(bigram, weight)| {
        while others.next_if(|(other, _)| *other < bigram).is_some() {}
        others.peek().filter(|(other, _)| *other == bigram).map(|&&(_, other)| (weight, other))
    })
}

/// A sum that does not depend on the order of what is summed.
pub(super) fn sum(weights: impl Iterator<Item = f32>) -> f32 {
    let mut weights: Vec<f32> = weights.collect();
    weights.sort_unstable_by(f32::total_cmp);
    weights.iter().sum()
}
