//! Shingles that many actors share.
//!
//! A shingle is a window of words. Words of a template stand in shingles that many actors wrote in many different
//! texts; words of a slot do not. Distinct actors are counted, not requests, so that one busy account makes no
//! template out of its own habits; distinct texts are counted, so that a popular prompt does not look like a frame.

use std::sync::atomic::{AtomicU8, Ordering};

use rayon::prelude::*;

use super::corpus::{Corpus, Groups};

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

/// The shared shingles of a corpus and where they stand.
#[derive(Debug, Default)]
pub struct Shingles {
    /// Distinct texts of each shingle.
    pub texts: Vec<u32>,
    /// Distinct actors of each shingle.
    pub actors: Vec<u32>,
    /// Shingles of each text in order of position.
    shingle: Groups,
    /// Their positions (first word), parallel to `shingle`.
    position: Groups,
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
        let mut mined = Self::default();
        let mut placed: Vec<(u32, u32, u32)> = Vec::new();
        let mut seen = Distinct::default();
        for run in occurrences.chunk_by(|a, b| a.hash == b.hash) {
            let (texts, actors) = seen.count(corpus, run);
            if texts >= support.texts_alone || (texts >= support.texts && actors >= support.actors) {
                let id = mined.texts.len() as u32;
                mined.texts.push(texts);
                mined.actors.push(actors);
                placed.extend(run.iter().map(|o| (o.text, o.position, id)));
            }
        }
        placed.par_sort_unstable();
        mined.shingle = Groups::new(corpus.len(), placed.iter().map(|&(t, _, id)| (t, id)));
        mined.position = Groups::new(corpus.len(), placed.iter().map(|&(t, p, _)| (t, p)));
        mined
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
        self.position.of(text).iter().copied().zip(self.shingle.of(text).iter().copied())
    }
}

/// Occurrences of shingles that stand in enough texts to be worth sorting.
fn candidates(corpus: &Corpus, support: &Support) -> Vec<Occurrence> {
    let texts = 0..corpus.len() as u32;
    let total: usize = texts.clone().map(|t| corpus.words(t).len()).sum();
    let slots = (total * 2).next_power_of_two().max(1 << 12);
    let table: Vec<AtomicU8> = (0..slots).map(|_| AtomicU8::new(0)).collect();
    let least = support.texts.min(support.texts_alone).min(127) as u8;
    let slot = |hash: u64| (hash >> 20) as usize & (slots - 1);
    texts.clone().into_par_iter().for_each(|text| {
        each_shingle(corpus.words(text), support.width, |_, hash| {
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
            each_shingle(corpus.words(text), support.width, |position, hash| {
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
