//! Finder: the templates of a catalog that a prompt says.

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::AnswerError;
use crate::baseline::pair_hash;
use crate::finding::{Catalog, CatalogTemplate};
use crate::mine::bigrams;
use crate::normalize::Normalizer;
use crate::request::{HashKey, Prompt};

/// A prompt says a template where it says this share of it, by weight, as detection has it,
pub const SAYS: f64 = 0.5;
/// and so many pairs of it in a row: phrases are windows of five words.
const IN_A_ROW: usize = 4;

/// How much a prompt says of a template.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Said {
    /// The template, by its place in the catalog.
    pub place: usize,
    /// The share of it that the prompt says, 0 to 1, by the weight of its pairs of words.
    pub share: f64,
    /// What ranks it, above 0: its weight, times the share, times the logarithm of the requests that share the template, since a template
    /// is what much varied content shares.
    pub rank: f64,
}

/// A catalog, ready for prompts to be looked up in. `Debug` shows no key.
pub struct Finder {
    normalizer: Normalizer,
    templates: Vec<CatalogTemplate>,
    /// The templates, by place, that have each pair of words, with its weight there.
    having: FxHashMap<u64, Vec<(u32, u16)>>,
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finder({} templates)", self.templates.len())
    }
}

/// What has been seen of a template.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// Of distinct pairs, in hundredths.
    weight: u64,
    /// Pairs in a row, up to the one at `last`.
    run: usize,
    longest: usize,
    last: usize,
}

impl Finder {
    /// Makes a catalog ready, given the key that its run hashed with.
    ///
    /// # Errors
    /// Where it was made with another key.
    pub fn new(catalog: Catalog, hash_key: HashKey) -> Result<Self, AnswerError> {
        if catalog.key_id != hash_key.id() {
            return Err(AnswerError::OtherKey);
        }
        let mut having: FxHashMap<u64, Vec<(u32, u16)>> = FxHashMap::default();
        for (place, template) in (0u32..).zip(&catalog.templates) {
            for (&pair, &weight) in template.pairs.as_slice().iter().zip(&template.weights) {
                having.entry(pair).or_default().push((place, weight));
            }
        }
        Ok(Self { normalizer: Normalizer::new(hash_key), templates: catalog.templates, having })
    }

    /// The templates of the catalog.
    pub fn templates(&self) -> &[CatalogTemplate] {
        &self.templates
    }

    /// The templates that a prompt says, the likeliest first.
    pub fn said(&self, prompt: &Prompt) -> Vec<Said> {
        let seen = self.seen(prompt).into_iter().filter(|(_, seen)| seen.longest >= IN_A_ROW);
        let of = |(place, seen): (u32, Seen)| {
            let template = &self.templates[place as usize];
            let whole: u64 = template.weights.iter().map(|&weight| u64::from(weight)).sum();
            let (weight, requests) = (seen.weight as f64, template.requests as f64);
            let share = weight / whole.max(1) as f64;
            Said { place: place as usize, share, rank: weight * share * (1.0 + requests).ln() }
        };
        let mut said: Vec<Said> = seen.map(of).filter(|said| said.share >= SAYS).collect();
        said.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.place.cmp(&b.place)));
        said
    }

    /// What a prompt says of each template.
    fn seen(&self, prompt: &Prompt) -> FxHashMap<u32, Seen> {
        let mut words = Vec::new();
        self.normalizer.prompt(prompt, &mut words);
        let words: Vec<u32> = words.iter().map(|word| word.hash).collect();
        let mut seen: FxHashMap<u32, Seen> = FxHashMap::default();
        let mut known: FxHashSet<u64> = FxHashSet::default();
        for (at, pair) in (1..).zip(bigrams(&words)) {
            let hash = pair_hash(pair);
            let Some(places) = self.having.get(&hash) else { continue };
            let is_new = known.insert(hash);
            for &(place, weight) in places {
                let seen = seen.entry(place).or_default();
                seen.weight += if is_new { u64::from(weight) } else { 0 };
                seen.run = if seen.last + 1 == at { seen.run + 1 } else { 1 };
                seen.longest = seen.longest.max(seen.run);
                seen.last = at;
            }
        }
        seen
    }
}
