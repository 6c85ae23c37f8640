//! The distinct texts of a run: requests whose normalised words are the same collapse to one text.

use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use siphasher::sip128::{Hasher128, SipHasher13};

use super::bigram::{Bigram, bigrams, placed};
use super::groups::Groups;
use super::lines::{Lines, Placed};
use super::setting::Setting;
use super::source::Source;
use super::weight::Weights;
use crate::normalize::{LINE_BREAK, Normalizer};
use crate::request::Role;

/// Requests normalised at a time; bounds the memory of words not yet collapsed.
const CHUNK: usize = 8192;

/// Texts by which words are weighed.
const WEIGHED: usize = 4096;

/// Distinct texts, each as a list of lines, with their requests and their actors, all in flat arrays.
#[derive(Debug, Default)]
pub struct Corpus {
    lines: Lines,
    /// The lines of each text, one text after the other.
    placed: Vec<Placed>,
    starts: Vec<usize>,
    keys: Vec<u64>,
    variety: Vec<u32>,
    weights: Weights,
    settings: Vec<Setting>,
    signs: Vec<(u64, &'static str)>,
    roles: Vec<(u64, Role)>,
    text_of: Vec<u32>,
    told: Vec<u32>,
    requests: Groups,
    actors: Groups,
}

impl Corpus {
    /// Normalises and collapses `sources`, in parallel on the current rayon pool; the result does not depend on it.
    pub fn new(sources: &[Source<'_>], normalizer: &Normalizer, key: [u64; 2]) -> Self {
        let mut corpus = Self {
            starts: vec![0],
            lines: Lines::new(key),
            signs: normalizer.signs().to_vec(),
            roles: normalizer.roles().to_vec(),
            text_of: vec![0; sources.len()],
            ..Self::default()
        };
        let mut known: FxHashMap<u128, u32> = FxHashMap::default();
        let mut wordings: Vec<(u32, u64)> = Vec::with_capacity(sources.len());
        let mut openings: Vec<u32> = Vec::new();
        let telling: Vec<u32> =
            (0..).zip(sources).filter(|(_, source)| source.told_by.is_none()).map(|(i, _)| i).collect();
        for chunk in telling.chunks(CHUNK) {
            let prompts = chunk.par_iter().map(|&request| sources[request as usize].prompt);
            let placed = corpus.lines.take(prompts, normalizer);
            let known_by: Vec<(u128, u64)> = placed
                .par_iter()
                .map(|placed| (identity(&corpus.lines, placed, key), corpus.raw(placed, key)))
                .collect();
            for ((&request, placed), (identity, raw)) in chunk.iter().zip(placed).zip(known_by) {
                let next = known.len() as u32;
                let text = *known.entry(identity).or_insert(next);
                if text == next {
                    corpus.placed.extend(placed);
                    corpus.starts.push(corpus.placed.len());
                    corpus.keys.push(identity as u64);
                    corpus.told.push(request);
                    let opening = sources[request as usize].opening;
                    openings.push(corpus.spans(text).partition_point(|&(start, _)| start < opening) as u32);
                }
                corpus.text_of[request as usize] = text;
                wordings.push((text, raw));
            }
        }
        for (request, source) in sources.iter().enumerate() {
            if let Some(by) = source.told_by {
                corpus.text_of[request] = corpus.text_of[by as usize];
            }
        }
        corpus.variety = variety(wordings, known.len());
        let pairs = corpus.text_of.iter().zip(0u32..).map(|(&text, request)| (text, request));
        corpus.requests = Groups::new(known.len(), pairs);
        corpus.actors = distinct_actors(&corpus.requests, sources);
        let all: Vec<u32> = (0..known.len() as u32).collect();
        corpus.weights = Weights::new(corpus.sample(&all, WEIGHED).iter().map(|&text| corpus.words(text)));
        corpus.lines.close();
        corpus.settings = corpus.settings(&openings);
        corpus
    }

    fn settings(&self, openings: &[u32]) -> Vec<Setting> {
        let marks: Vec<u64> = self.roles.iter().map(|&(mark, _)| mark).collect();
        let system = self.roles.iter().find(|(_, role)| *role == Role::System);
        let system = system.map_or(0, |&(mark, _)| mark);
        let of = |text: u32| {
            Setting::new(&self.words(text), openings[text as usize] as usize, &self.weights, (system, &marks))
        };
        (0..self.len() as u32).into_par_iter().map(of).collect()
    }

    /// Number of distinct texts.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word hashes of a text, the beginning and end marks included.
    pub fn words(&self, text: u32) -> Vec<u64> {
        let mut words = Vec::new();
        self.placed(text).iter().for_each(|placed| words.extend(self.lines.words(placed.line)));
        words
    }

    /// How many words it has.
    pub(super) fn length(&self, text: u32) -> usize {
        self.placed(text).iter().map(|placed| self.lines.words(placed.line).len()).sum()
    }

    /// How many distinct lines there are.
    pub(super) fn lines(&self) -> usize {
        self.lines.len()
    }

    /// The word hashes of a line.
    pub(super) fn line(&self, line: u32) -> &[u64] {
        self.lines.words(line)
    }

    /// The lines of a text, in order.
    pub(super) fn lines_of(&self, text: u32) -> impl Iterator<Item = u32> + '_ {
        self.placed(text).iter().map(|placed| placed.line)
    }

    fn placed(&self, text: u32) -> &[Placed] {
        &self.placed[self.starts[text as usize]..self.starts[text as usize + 1]]
    }

    /// A keyed hash of the text: what it is sampled and ordered by, the same in any log.
    pub fn key(&self, text: u32) -> u64 {
        self.keys[text as usize]
    }

    /// Prompts that differ in numbers, ids and links alone and came to be this text: how many different ones; 1 where it has
    /// none of these.
    pub fn variety(&self, text: u32) -> u32 {
        self.variety[text as usize]
    }

    /// A keyed hash of a prompt that holds something masked, which equal words do not make the same; else 0.
    fn raw(&self, placed: &[Placed], key: [u64; 2]) -> u64 {
        let is_masked = |word: &u64| self.sign(*word).is_some_and(|sign| sign != LINE_BREAK);
        if !placed.iter().any(|placed| self.lines.words(placed.line).iter().any(is_masked)) {
            return 0;
        }
        let mut hasher = SipHasher13::new_with_keys(key[0], key[1]);
        placed.iter().for_each(|placed| hasher.write_u128(self.lines.says(placed.line)));
        hasher.finish128().as_u128() as u64
    }

    /// At most `most` of the texts: those of the smallest keys, in the order of their keys.
    pub(super) fn sample(&self, texts: &[u32], most: usize) -> Vec<u32> {
        let mut keyed: Vec<(u64, u32)> = texts.iter().map(|&text| (self.key(text), text)).collect();
        if keyed.len() > most {
            keyed.select_nth_unstable(most);
            keyed.truncate(most);
        }
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, text)| text).collect()
    }

    /// The pairs of neighbouring words of a text's head and tail, in order.
    pub(super) fn bigrams(&self, text: u32) -> Vec<Bigram> {
        bigrams(&self.words(text)).collect()
    }

    /// What a pair of neighbouring words weighs, above 0.
    pub(super) fn weight(&self, bigram: &Bigram) -> f32 {
        self.weights.of(bigram)
    }

    /// The distinct pairs of neighbouring words of a text's head and tail, sorted.
    pub(super) fn said(&self, text: u32) -> Vec<Bigram> {
        let mut said = self.bigrams(text);
        said.sort_unstable();
        said.dedup();
        said
    }

    /// The same, with what each weighs there, above 0: by how few texts say it, and less in a system part
    /// that much of the traffic says, and behind what its conversation began with.
    pub(super) fn weighed(&self, text: u32) -> Vec<(Bigram, f32)> {
        let setting = self.settings[text as usize];
        let words = self.words(text);
        let parts = placed(&words).map(|(place, bigram)| (bigram, setting.part(place)));
        let mut said: Vec<(Bigram, f32)> = parts.collect();
        // Of a pair that stands in two places, the heavier counts.
        said.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        said.dedup_by_key(|&mut (bigram, _)| bigram);
        said.iter_mut().for_each(|(bigram, part)| *part *= self.weights.of(bigram));
        said
    }

    /// What of a text's words counts for less.
    pub(super) fn setting(&self, text: u32) -> Setting {
        self.settings[text as usize]
    }

    /// The byte span of each word in the prompt of the request that tells the text.
    pub fn spans(&self, text: u32) -> Vec<(u32, u32)> {
        let moved = |placed: &Placed| {
            let at = placed.at;
            self.lines.spans(placed.line).iter().map(move |&(start, end)| (at + start, at + end))
        };
        self.placed(text).iter().flat_map(moved).collect()
    }

    /// The sign of a masked span or line break, by the hash of its word.
    pub fn sign(&self, word: u64) -> Option<&'static str> {
        self.signs.iter().find(|(hash, _)| *hash == word).map(|(_, sign)| *sign)
    }

    /// The role whose part begins with a word, by the hash of the word.
    pub fn role(&self, word: u64) -> Option<Role> {
        self.roles.iter().find(|(hash, _)| *hash == word).map(|(_, role)| *role)
    }

    /// The request that tells a text: whose prompt the spans of its words refer to.
    pub fn told(&self, text: u32) -> u32 {
        self.told[text as usize]
    }

    /// The text of each request, by request number.
    pub fn text_of(&self) -> &[u32] {
        &self.text_of
    }

    /// The requests of a text, in input order.
    pub fn requests(&self, text: u32) -> &[u32] {
        self.requests.of(text)
    }

    /// The distinct actors of a text, in order of their numbers.
    pub fn actors(&self, text: u32) -> &[u32] {
        self.actors.of(text)
    }
}

fn identity(lines: &Lines, placed: &[Placed], key: [u64; 2]) -> u128 {
    let mut hasher = SipHasher13::new_with_keys(key[0], key[1]);
    for word in placed.iter().flat_map(|placed| lines.words(placed.line)) {
        hasher.write_u64(*word);
    }
    hasher.finish128().as_u128()
}

/// Distinct wordings of each text.
fn variety(mut wordings: Vec<(u32, u64)>, texts: usize) -> Vec<u32> {
    wordings.par_sort_unstable();
    wordings.dedup();
    let mut variety = vec![0; texts];
    wordings.iter().for_each(|&(text, _)| variety[text as usize] += 1);
    variety
}

fn distinct_actors(requests: &Groups, sources: &[Source<'_>]) -> Groups {
    let mut pairs: Vec<(u32, u32)> = (0..requests.len() as u32)
        .flat_map(|text| requests.of(text).iter().map(move |&r| (text, sources[r as usize].actor)))
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    Groups::new(requests.len(), pairs.iter().copied())
}
