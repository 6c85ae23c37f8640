//! The distinct texts of a run: requests whose normalised words are the same collapse to one text.

use std::hash::Hasher;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use siphasher::sip128::{Hasher128, SipHasher13};

use super::bigram::{Bigram, bigrams, placed};
use super::groups::Groups;
use super::setting::Setting;
use super::source::{Sent, Source};
use super::weight::Weights;
use crate::normalize::{LINE_BREAK, Normalizer, hash_keys};
use crate::request::{Prompt, Role};
use crate::summary::{Placed, Summary};

/// Texts by which words are weighed.
const WEIGHED: usize = 4096;

/// Distinct texts, each as a list of the lines of a summary, with their requests and their actors, all in flat arrays.
pub struct Corpus {
    summary: Arc<Summary>,
    /// The wording that tells each text.
    wordings: Vec<u32>,
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
    /// Normalises and collapses `sources`, in parallel on the current rayon pool; the result does not depend on it. All hashes depend on
    /// `hash_key`.
    pub fn new(sources: &[Source<'_>], hash_key: u64) -> Self {
        let mut summary = Summary::new(hash_key);
        let prompts: Vec<&Prompt> = sources.iter().map(|source| source.prompt).collect();
        let wordings = summary.wordings_of(&prompts);
        let sent = |(source, wording): (&Source<'_>, u32)| {
            let &Source { actor, told_by, opening, .. } = source;
            Sent { wording, actor, told_by, opening }
        };
        let sent: Vec<Sent> = sources.iter().zip(wordings).map(sent).collect();
        Self::of(Arc::new(summary), &sent)
    }

    /// Collapses the requests of a summary, in parallel on the current rayon pool; the result does not depend on it.
    pub(crate) fn of(summary: Arc<Summary>, sent: &[Sent]) -> Self {
        let key = hash_keys(summary.hash_key());
        let normalizer = Normalizer::new(key);
        let mut corpus = Self {
            signs: normalizer.signs().to_vec(),
            roles: normalizer.roles().to_vec(),
            summary,
            wordings: Vec::new(),
            keys: Vec::new(),
            variety: Vec::new(),
            weights: Weights::default(),
            settings: Vec::new(),
            text_of: vec![0; sent.len()],
            told: Vec::new(),
            requests: Groups::default(),
            actors: Groups::default(),
        };
        let openings = corpus.collapse(sent, key);
        let pairs = corpus.text_of.iter().zip(0u32..).map(|(&text, request)| (text, request));
        corpus.requests = Groups::new(corpus.len(), pairs);
        corpus.actors = distinct_actors(&corpus.requests, sent);
        let all: Vec<u32> = (0..corpus.len() as u32).collect();
        corpus.weights = Weights::new(corpus.sample(&all, WEIGHED).iter().map(|&text| corpus.words(text)));
        corpus.settings = corpus.settings(&openings);
        corpus
    }

    /// Finds the texts, numbered in the order of the requests that tell them; gives the places of the words with which what was added
    /// to each begins.
    fn collapse(&mut self, sent: &[Sent], key: [u64; 2]) -> Vec<u32> {
        let mut is_telling = vec![false; self.summary.wordings().len()];
        let telling = || (0u32..).zip(sent).filter(|(_, sent)| sent.told_by.is_none());
        telling().for_each(|(_, sent)| is_telling[sent.wording as usize] = true);
        let known_by: Vec<(u128, u64)> = (0u32..)
            .zip(is_telling)
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|(wording, tells)| if tells { self.known_by(wording, key) } else { (0, 0) })
            .collect();
        let mut known: FxHashMap<u128, u32> = FxHashMap::default();
        let (mut words, mut openings) = (Vec::with_capacity(sent.len()), Vec::new());
        for (request, sent) in telling() {
            let (identity, raw) = known_by[sent.wording as usize];
            let next = known.len() as u32;
            let text = *known.entry(identity).or_insert(next);
            if text == next {
                self.wordings.push(sent.wording);
                self.keys.push(identity as u64);
                self.told.push(request);
                openings.push(match sent.opening {
                    u32::MAX => u32::MAX,
                    opening => self.spans(text).partition_point(|&(start, _)| start < opening) as u32,
                });
            }
            self.text_of[request as usize] = text;
            words.push((text, raw));
        }
        for (request, sent) in sent.iter().enumerate() {
            if let Some(by) = sent.told_by {
                self.text_of[request] = self.text_of[by as usize];
            }
        }
        self.variety = variety(words, known.len());
        openings
    }

    /// Keyed hashes of the words of a wording, and of what it says where it holds anything masked, which equal words do not make the same;
    /// else 0.
    fn known_by(&self, wording: u32, key: [u64; 2]) -> (u128, u64) {
        let (lines, placed) = (self.summary.lines(), self.summary.wordings().lines(wording));
        let words = || placed.iter().flat_map(|placed| lines.words(placed.line));
        let mut identity = SipHasher13::new_with_keys(key[0], key[1]);
        words().for_each(|&word| identity.write_u64(word));
        let is_masked = |&word: &u64| self.sign(word).is_some_and(|sign| sign != LINE_BREAK);
        let mut raw = SipHasher13::new_with_keys(key[0], key[1]);
        let raw = words().any(is_masked).then(|| {
            placed.iter().for_each(|placed| raw.write_u128(lines.says(placed.line)));
            raw.finish128().as_u128() as u64
        });
        (identity.finish128().as_u128(), raw.unwrap_or(0))
    }

    fn settings(&self, openings: &[u32]) -> Vec<Setting> {
        let marks: Vec<u64> = self.roles.iter().map(|&(mark, _)| mark).collect();
        let system = self.roles.iter().find(|(_, role)| *role == Role::System);
        let system = system.map_or(0, |&(mark, _)| mark);
        let of = |text: u32| {
            let words = self.words(text);
            let opening = (openings[text as usize] as usize).min(words.len());
            Setting::new(&words, opening, &self.weights, (system, &marks))
        };
        (0..self.len() as u32).into_par_iter().map(of).collect()
    }

    /// Number of distinct texts.
    pub fn len(&self) -> usize {
        self.wordings.len()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word hashes of a text, the beginning and end marks included.
    pub fn words(&self, text: u32) -> Vec<u64> {
        let mut words = Vec::new();
        self.placed(text).iter().for_each(|placed| words.extend(self.summary.lines().words(placed.line)));
        words
    }

    /// How many words it has.
    pub(super) fn length(&self, text: u32) -> usize {
        self.placed(text).iter().map(|placed| self.line(placed.line).len()).sum()
    }

    /// How many distinct lines there are.
    pub(super) fn lines(&self) -> usize {
        self.summary.lines().len()
    }

    /// The word hashes of a line.
    pub(super) fn line(&self, line: u32) -> &[u64] {
        self.summary.lines().words(line)
    }

    /// The lines of a text, in order.
    pub(super) fn lines_of(&self, text: u32) -> impl Iterator<Item = u32> + '_ {
        self.placed(text).iter().map(|placed| placed.line)
    }

    fn placed(&self, text: u32) -> &[Placed] {
        self.summary.wordings().lines(self.wordings[text as usize])
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
            self.summary.lines().spans(placed.line).iter().map(move |&(start, end)| (at + start, at + end))
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

    /// The prompt that tells a text; what the model said in it and tools gave back is spaces. Never print it into a log or an error.
    pub fn prompt(&self, text: u32) -> String {
        self.summary.wordings().text(self.wordings[text as usize], self.summary.lines())
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

/// Distinct wordings of each text.
fn variety(mut wordings: Vec<(u32, u64)>, texts: usize) -> Vec<u32> {
    wordings.par_sort_unstable();
    wordings.dedup();
    let mut variety = vec![0; texts];
    wordings.iter().for_each(|&(text, _)| variety[text as usize] += 1);
    variety
}

fn distinct_actors(requests: &Groups, sent: &[Sent]) -> Groups {
    let mut pairs: Vec<(u32, u32)> = (0..requests.len() as u32)
        .flat_map(|text| requests.of(text).iter().map(move |&r| (text, sent[r as usize].actor)))
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    Groups::new(requests.len(), pairs.iter().copied())
}
