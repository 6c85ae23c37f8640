//! Shingles that many actors share.
//!
//! A shingle is a window of words. Words of a template stand in shingles that many actors wrote in many different
//! texts; words of a slot do not. Distinct actors are counted, not requests, so that one busy account makes no
//! template out of its own habits; distinct texts are counted, so that a popular prompt does not look like a frame.

use std::sync::atomic::{AtomicU8, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::corpus::Corpus;
use super::mixed::mixed;
use super::units::Units;
use crate::groups::Groups;

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
    /// Place of the first word and number of the shingles of each unit, in order of place.
    of_unit: Groups<(u32, u32)>,
    units: Units,
}

#[derive(Clone, Copy)]
struct Occurrence {
    hash: u64,
    unit: u32,
    place: u32,
}

impl Shingles {
    /// Finds the shared shingles of a corpus.
    pub fn mine(corpus: &Corpus, support: &Support) -> Self {
        let longest = (0..corpus.len() as u32).map(|text| corpus.length(text)).max().unwrap_or(0);
        if !(1..=longest).contains(&support.width) {
            return Self { of_unit: Groups::new(0, [].into_iter()), ..Self::default() };
        }
        let mut units = Units::new(corpus, support.width);
        let mut occurrences = candidates(corpus, &units, support);
        occurrences.par_sort_unstable_by_key(|o| (o.hash, o.unit, o.place));
        // Parts that hold all occurrences of each of their shingles.
        let parts: Vec<&[Occurrence]> = parts(&occurrences, rayon::current_num_threads() * PARTS_A_THREAD);
        let shared: Vec<Vec<Run<'_>>> =
            parts.into_par_iter().with_max_len(1).map(|part| shared_runs(corpus, &units, support, part)).collect();
        let runs: Vec<Run<'_>> = shared.concat();
        let placed = runs
            .iter()
            .zip(0u32..)
            .flat_map(|(run, id)| run.occurrences.iter().map(move |o| (o.unit, (o.place, id))));
        let mut of_unit = Groups::new(units.len(), placed);
        of_unit.sort_each();
        units.close();
        let texts = runs.iter().map(|run| run.texts).collect();
        let actors = runs.iter().map(|run| run.actors).collect();
        Self { texts, actors, of_unit, units }
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
        let units = if self.is_empty() { &[] } else { self.units.of_text.of(text) };
        units.iter().flat_map(|&(start, unit)| {
            self.of_unit.of(unit).iter().map(move |&(place, shingle)| (start + place, shingle))
        })
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
fn shared_runs<'a>(
    corpus: &Corpus,
    units: &Units,
    support: &Support,
    part: &'a [Occurrence],
) -> Vec<Run<'a>> {
    let mut seen = Distinct::default();
    part.chunk_by(|a, b| a.hash == b.hash)
        .filter_map(|occurrences| {
            let (texts, actors) = seen.count(corpus, units, occurrences);
            support.is_shared(texts, actors).then_some(Run { occurrences, texts, actors })
        })
        .collect()
}

/// Occurrences of shingles that stand in enough texts to be worth sorting.
fn candidates(corpus: &Corpus, units: &Units, support: &Support) -> Vec<Occurrence> {
    let all = 0..units.len() as u32;
    let total: usize = all.clone().map(|unit| units.words(corpus, unit).len()).sum();
    let slots = total.next_power_of_two().max(1 << 12);
    let table: Vec<AtomicU8> = (0..slots).map(|_| AtomicU8::new(0)).collect();
    let least = support.texts.min(support.texts_alone).min(127) as u8;
    let slot = |hash: u64| (hash >> 20) as usize & (slots - 1);
    all.clone().into_par_iter().for_each(|unit| {
        let texts = units.texts.of(unit).len().min(usize::from(least)) as u8;
        each_shingle(units.words(corpus, unit), support.width, |_, hash| {
            // Up to the least that is asked for, and no further: a byte holds no more.
            let more = |count: u8| (count < least).then(|| least.min(count + texts));
            let _ = table[slot(hash)].fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
        });
    });
    all.into_par_iter()
        .flat_map_iter(|unit| {
            let mut found = Vec::new();
            each_shingle(units.words(corpus, unit), support.width, |place, hash| {
                if table[slot(hash)].load(Ordering::Relaxed) >= least {
                    found.push(Occurrence { hash, unit, place });
                }
            });
            found
        })
        .collect()
}

/// Calls `each(place, hash)` for each window of `width` words, 1 or more.
fn each_shingle(words: &[u32], width: usize, mut each: impl FnMut(u32, u64)) {
    for (place, window) in words.windows(width).enumerate() {
        each(place as u32, mixed(window));
    }
}

/// Counts distinct texts and actors of a run of occurrences.
#[derive(Default)]
struct Distinct {
    texts: Stamps,
    actors: Stamps,
    /// What was counted for runs of one unit: most shingles of a line stand in it alone.
    of_unit: FxHashMap<u32, (u32, u32)>,
}

impl Distinct {
    fn count(&mut self, corpus: &Corpus, units: &Units, run: &[Occurrence]) -> (u32, u32) {
        let (first, last) = (run[0].unit, run[run.len() - 1].unit);
        if first != last {
            return self.union(corpus, units, run);
        }
        if let Some(&counted) = self.of_unit.get(&first) {
            return counted;
        }
        let counted = self.union(corpus, units, run);
        self.of_unit.insert(first, counted);
        counted
    }

    fn union(&mut self, corpus: &Corpus, units: &Units, run: &[Occurrence]) -> (u32, u32) {
        self.texts.begin();
        self.actors.begin();
        let (mut texts, mut actors) = (0, 0);
        for same_unit in run.chunk_by(|a, b| a.unit == b.unit) {
            for &text in units.texts.of(same_unit[0].unit) {
                if self.texts.is_new(text) {
                    texts += 1;
                    actors += corpus.actors(text).iter().filter(|&&a| self.actors.is_new(a)).count() as u32;
                }
            }
        }
        (texts, actors)
    }
}

/// Which numbers were met since the last beginning.
#[derive(Default)]
struct Stamps {
    stamp: Vec<u32>,
    now: u32,
}

impl Stamps {
    fn begin(&mut self) {
        self.now += 1;
    }

    fn is_new(&mut self, number: u32) -> bool {
        let number = number as usize;
        if number >= self.stamp.len() {
            self.stamp.resize(number + 1, 0);
        }
        std::mem::replace(&mut self.stamp[number], self.now) != self.now
    }
}
