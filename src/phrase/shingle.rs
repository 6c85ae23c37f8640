//! Shingles that many actors share.
//!
//! A shingle is a window of words. Words of a template stand in shingles that many actors wrote in many different
//! texts; words of a slot do not. Distinct actors are counted, not requests, so that one busy account makes no
//! template out of its own habits; distinct texts are counted, so that a popular prompt does not look like a frame.

use std::sync::atomic::{AtomicU8, Ordering};

use rayon::prelude::*;

use super::corpus::Corpus;
use super::groups::Groups;

/// Which shingles count as shared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Support {
    /// Words in a shingle; no shingle has 0.
    pub width: usize,
    /// Distinct actors that make a shingle shared, together with `texts`.
    pub actors: u32,
    /// Distinct texts that it must stand in as well.
    pub texts: u32,
    /// Distinct texts that make it shared whoever wrote them.
    pub texts_alone: u32,
}

impl Support {
    /// Whether what stands in so many texts by so many actors is shared.
    pub fn is_shared(&self, texts: u32, actors: u32) -> bool {
        texts >= self.texts_alone || (texts >= self.texts && actors >= self.actors)
    }
}

/// The shared shingles of a corpus and where they stand.
#[derive(Debug, Default)]
pub struct Shingles {
    /// Distinct texts of each shingle.
    pub texts: Vec<u32>,
    /// Distinct actors of each shingle.
    pub actors: Vec<u32>,
    /// Position (first word) and number of the shingles of each text, in order of position.
    of_text: Groups<(u32, u32)>,
}

#[derive(Clone, Copy)]
struct Occurrence {
    hash: u64,
    text: u32,
    position: u32,
}

impl Shingles {
    /// Finds the shared shingles of a corpus.
    pub fn mine(corpus: &Corpus, support: &Support) -> Self {
        let mut occurrences = candidates(corpus, support);
        occurrences.par_sort_unstable_by_key(|o| (o.hash, o.text, o.position));
        // Parts that hold all occurrences of each of their shingles.
        let parts: Vec<&[Occurrence]> = parts(&occurrences, rayon::current_num_threads() * PARTS_A_THREAD);
        let shared: Vec<Vec<Run<'_>>> =
            parts.into_par_iter().map(|part| shared_runs(corpus, support, part)).collect();
        let runs: Vec<Run<'_>> = shared.concat();
        let placed = runs
            .iter()
            .zip(0u32..)
            .flat_map(|(run, id)| run.occurrences.iter().map(move |o| (o.text, (o.position, id))));
        let mut of_text = Groups::new(corpus.len(), placed);
        of_text.sort_each();
        let texts = runs.iter().map(|run| run.texts).collect();
        let actors = runs.iter().map(|run| run.actors).collect();
        Self { texts, actors, of_text }
    }

    /// Number of shared shingles.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// `(position, shingle)` of a text, in order of position.
    pub fn of(&self, text: u32) -> impl Iterator<Item = (u32, u32)> + Clone {
        self.of_text.of(text).iter().copied()
    }
}

/// All occurrences of a shared shingle.
#[derive(Clone, Copy)]
struct Run<'a> {
    occurrences: &'a [Occurrence],
    texts: u32,
    actors: u32,
}

/// Parts of the sorted occurrences that a thread takes one after the other, so that none is long at the end.
const PARTS_A_THREAD: usize = 8;

/// About so many parts, none of which ends within a shingle's occurrences.
fn parts(sorted: &[Occurrence], count: usize) -> Vec<&[Occurrence]> {
    let (size, mut rest, mut parts) = (sorted.len() / count.max(1) + 1, sorted, Vec::new());
    while let Some(last) = rest.get(..size).and_then(<[_]>::last).or(rest.last()) {
        let end = rest.partition_point(|o| o.hash <= last.hash);
        let (part, behind) = rest.split_at(end);
        parts.push(part);
        rest = behind;
    }
    parts
}

/// The shared shingles of a part.
fn shared_runs<'a>(corpus: &Corpus, support: &Support, part: &'a [Occurrence]) -> Vec<Run<'a>> {
    let mut seen = Distinct::default();
    part.chunk_by(|a, b| a.hash == b.hash)
        .filter_map(|occurrences| {
            let (texts, actors) = seen.count(corpus, occurrences);
            support.is_shared(texts, actors).then_some(Run { occurrences, texts, actors })
        })
        .collect()
}

/// Occurrences of shingles that stand in enough texts to be worth sorting.
fn candidates(corpus: &Corpus, support: &Support) -> Vec<Occurrence> {
    let texts = 0..corpus.len() as u32;
    let total: usize = texts.clone().map(|t| corpus.length(t)).sum();
    let slots = (total * 2).next_power_of_two().max(1 << 12);
    let table: Vec<AtomicU8> = (0..slots).map(|_| AtomicU8::new(0)).collect();
    let least = support.texts.min(support.texts_alone).min(127) as u8;
    let slot = |hash: u64| (hash >> 20) as usize & (slots - 1);
    texts.clone().into_par_iter().for_each(|text| {
        each_shingle(&corpus.words(text), support.width, |_, hash| {
            let counter = &table[slot(hash)];
            if counter.load(Ordering::Relaxed) < least {
                counter.fetch_add(1, Ordering::Relaxed);
            }
        });
    });
    texts
        .into_par_iter()
        .flat_map_iter(|text| {
            let mut found = Vec::new();
            each_shingle(&corpus.words(text), support.width, |position, hash| {
                if table[slot(hash)].load(Ordering::Relaxed) >= least {
                    found.push(Occurrence { hash, text, position });
                }
            });
            found
        })
        .collect()
}

/// Calls `each(position, hash)` for each window of `width` words. Word hashes are keyed, so a plain mixture of them
/// cannot be aimed at either.
fn each_shingle(words: &[u64], width: usize, mut each: impl FnMut(u32, u64)) {
    let windows = (width > 0).then(|| words.windows(width));
    for (position, window) in windows.into_iter().flatten().enumerate() {
        let hash = window.iter().fold(0x9e37_79b9_7f4a_7c15u64, |hash, word| {
            let mixed = (hash ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd);
            mixed ^ (mixed >> 32)
        });
        each(position as u32, hash);
    }
}

/// Counts distinct texts and actors of a run of occurrences.
#[derive(Default)]
struct Distinct {
    stamp: Vec<u32>,
    run: u32,
}

impl Distinct {
    fn count(&mut self, corpus: &Corpus, run: &[Occurrence]) -> (u32, u32) {
        self.run += 1;
        let (mut texts, mut actors) = (0, 0);
        for same_text in run.chunk_by(|a, b| a.text == b.text) {
            texts += 1;
            for &actor in corpus.actors(same_text[0].text) {
                let actor = actor as usize;
                if actor >= self.stamp.len() {
                    self.stamp.resize(actor + 1, 0);
                }
                actors += u32::from(self.stamp[actor] != self.run);
                self.stamp[actor] = self.run;
            }
        }
        (texts, actors)
    }
}
