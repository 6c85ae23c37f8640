//! Finder: the templates of a catalog that a prompt says.

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::AnswerError;
use crate::baseline::pair_hash;
use crate::finding::{Catalog, CatalogTemplate};
use crate::groups::Groups;
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
    /// What all pairs of each template weigh, in hundredths.
    wholes: Vec<u64>,
    /// The place of each pair of words in `having`.
    pairs: FxHashMap<u64, u32>,
    /// The templates, by place and in order of it, that have each pair of words, with its weight there.
    having: Groups<(u32, u16)>,
    /// Those of them that a prompt cannot say without this pair or another one of theirs here: the pairs of a template that most templates have
    /// are left out, as long as all that is left out weighs too little for a prompt to say the template by it alone (prefix filtering: S.
    /// Chaudhuri, V. Ganti and R. Kaushik, "A primitive operator for similarity joins in data cleaning", 2006).
    telling: Groups<u32>,
}

impl fmt::Debug for Finder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Finder({} templates)", self.templates.len())
    }
}

/// What has been seen of a template.
#[derive(Default)]
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
        let (mut pairs, mut placed) = (FxHashMap::default(), Vec::new());
        for (place, template) in (0u32..).zip(&catalog.templates) {
            for (&pair, &weight) in template.pairs.as_slice().iter().zip(&template.weights) {
                let next = pairs.len() as u32;
                placed.push((*pairs.entry(pair).or_insert(next), (place, weight)));
            }
        }
        let having = Groups::new(pairs.len(), placed.iter().copied());
        let whole = |template: &CatalogTemplate| template.weights.iter().map(|&weight| u64::from(weight)).sum();
        let wholes: Vec<u64> = catalog.templates.iter().map(whole).collect();
        let telling = telling(&placed, &having, &wholes);
        Ok(Self { normalizer: Normalizer::new(hash_key), templates: catalog.templates, wholes, pairs, having, telling })
    }

    /// Room to look prompts up in, one after the other.
    pub(crate) fn room(&self) -> Room {
        Room { is_met: vec![false; self.templates.len()], met: Vec::new() }
    }

    /// The templates of the catalog.
    pub fn templates(&self) -> &[CatalogTemplate] {
        &self.templates
    }

    /// The templates that a prompt says, the likeliest first.
    pub fn said(&self, prompt: &Prompt) -> Vec<Said> {
        self.said_in(&self.words(prompt), &mut self.room())
    }

    /// The word hashes of a prompt.
    pub(crate) fn words(&self, prompt: &Prompt) -> Vec<u32> {
        let mut words = Vec::new();
        self.normalizer.prompt(prompt, &mut words);
        words.iter().map(|word| word.hash).collect()
    }

    /// The same of the word hashes of a prompt, with room that was used before.
    pub(crate) fn said_in(&self, words: &[u32], room: &mut Room) -> Vec<Said> {
        let pairs = self.pairs_of(words);
        for &(_, pair, _) in pairs.iter().filter(|(.., is_new)| *is_new) {
            for &place in self.telling.of(pair) {
                if !std::mem::replace(&mut room.is_met[place as usize], true) {
                    room.met.push(place);
                }
            }
        }
        let mut said: Vec<Said> = Vec::new();
        for place in room.met.drain(..) {
            room.is_met[place as usize] = false;
            said.extend(self.said_of(place, &pairs));
        }
        said.sort_by(|a, b| b.rank.total_cmp(&a.rank).then(a.place.cmp(&b.place)));
        said
    }

    /// The pairs of these words that any template has, each with where it stands, from 1, and whether it stands there first.
    fn pairs_of(&self, words: &[u32]) -> Vec<(usize, u32, bool)> {
        let mut known: FxHashSet<u32> = FxHashSet::default();
        let known_pair = |(at, pair)| {
            let &pair = self.pairs.get(&pair_hash(pair))?;
            Some((at, pair, known.insert(pair)))
        };
        (1..).zip(bigrams(words)).filter_map(known_pair).collect()
    }

    /// How much of a template stands in some pairs; none where that is not enough.
    fn said_of(&self, place: u32, pairs: &[(usize, u32, bool)]) -> Option<Said> {
        let mut seen = Seen::default();
        for &(at, pair, is_new) in pairs {
            let having = self.having.of(pair);
            let Ok(found) = having.binary_search_by_key(&place, |&(place, _)| place) else { continue };
            seen.weight += if is_new { u64::from(having[found].1) } else { 0 };
            seen.run = if seen.last + 1 == at { seen.run + 1 } else { 1 };
            seen.longest = seen.longest.max(seen.run);
            seen.last = at;
        }
        let (weight, requests) = (seen.weight as f64, self.templates[place as usize].requests as f64);
        let share = weight / self.wholes[place as usize].max(1) as f64;
        let rank = weight * share * (1.0 + requests).ln();
        (seen.longest >= IN_A_ROW && share >= SAYS).then_some(Said { place: place as usize, share, rank })
    }
}

/// The templates that each pair tells; `placed` are all pairs, template by template, each with its template and its weight there.
fn telling(placed: &[(u32, (u32, u16))], having: &Groups<(u32, u16)>, wholes: &[u64]) -> Groups<u32> {
    let mut telling = Vec::with_capacity(placed.len());
    for of_template in placed.chunk_by(|a, b| a.1.0 == b.1.0) {
        let mut common_first: Vec<&(u32, (u32, u16))> = of_template.iter().collect();
        common_first.sort_by_key(|(pair, _)| std::cmp::Reverse(having.of(*pair).len()));
        let mut left_out = 0.0;
        for &&(pair, (place, weight)) in &common_first {
            left_out += f64::from(weight);
            if left_out >= SAYS * wholes[place as usize] as f64 {
                telling.push((pair, place));
            }
        }
    }
    Groups::new(having.len(), telling.iter().copied())
}

/// Which templates were met.
pub(crate) struct Room {
    is_met: Vec<bool>,
    met: Vec<u32>,
}

