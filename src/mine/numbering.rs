//! Numbering: which pairs of neighbouring words several texts say.
//!
//! Most pairs of neighbouring words of a slot stand in one text alone and belong to no template. Which do not is counted a line once, as
//! shingles are.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::bigram::ALONE;
use super::corpus::Corpus;
use super::mixed::mixed;
use super::numbers::{Numbers, Words};
use crate::groups::Groups;

/// Which pairs get numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those that more than one text says, and those of texts with several wordings.
    Shared,
    /// All.
    All,
}

/// The numbers of the pairs of all texts.
pub(super) fn number(corpus: &Corpus, which: Which) -> Numbers {
    let sayers = sayers(corpus, which);
    let (lines, texts) = (0..corpus.lines() as u32, 0..corpus.len() as u32);
    let pairs: usize = lines.clone().map(|line| corpus.line(line).len()).sum();
    let placed: usize = texts.clone().map(|text| corpus.lines_of(text).count()).sum();
    let met = Met::new(pairs + placed);
    let is_said = |line: &u32| sayers[*line as usize] > 0;
    lines.clone().into_par_iter().filter(is_said).for_each(|line| {
        inner(corpus.line(line)).for_each(|pair| met.meet(pair, sayers[line as usize]));
    });
    texts.clone().into_par_iter().for_each(|text| {
        let said = said(corpus, text, which);
        leading(corpus, text).flatten().for_each(|pair| met.meet(pair, said));
    });
    // Most pairs come again and again: those of a stretch are told apart before all are sorted.
    let within = stretches(lines.clone()).flat_map_iter(|some| {
        let pairs = some.filter(is_said).flat_map(|line| inner(corpus.line(line)));
        distinct(pairs.filter(|pair| met.is_shared(*pair)).collect())
    });
    let between = stretches(texts.clone()).flat_map_iter(|some| {
        let pairs = some.flat_map(|text| leading(corpus, text).flatten());
        distinct(pairs.filter(|pair| met.is_shared(*pair)).collect())
    });
    let mut pairs: Vec<Words> = within.chain(between).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs.shrink_to_fit();
    let numbers = Numbers { pairs, ..Numbers::default() };
    let table = numbers.table();
    let number = |pair: Words| {
        let found = || table.find(mixed(&pair), |&bigram| numbers.words(bigram) == pair);
        if met.is_shared(pair) { found().copied().unwrap_or(ALONE) } else { ALONE }
    };
    let of_line = Groups::filled(lines.map(|line| corpus.line(line).len().saturating_sub(1)), |line, room| {
        room.iter_mut().zip(inner(corpus.line(line))).for_each(|(place, pair)| *place = number(pair));
    });
    let leading = Groups::filled(texts.map(|text| corpus.lines_of(text).count()), |text, room| {
        let pairs = leading(corpus, text).map(|pair| pair.map_or(ALONE, number));
        room.iter_mut().zip(pairs).for_each(|(place, pair)| *place = pair);
    });
    Numbers { of_line, leading, ..numbers }
}

/// Stretches of lines or texts, each for one thread.
fn stretches(all: Range<u32>) -> impl ParallelIterator<Item = Range<u32>> {
    let begins = (0..all.len().div_ceil(STRETCH) as u32).into_par_iter();
    begins.map(move |nth| {
        let begin = nth * STRETCH as u32;
        begin..all.end.min(begin + STRETCH as u32)
    })
}

/// Lines or texts in a stretch: so many that their pairs stay near the processor.
const STRETCH: usize = 4096;

fn distinct(mut pairs: Vec<Words>) -> Vec<Words> {
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How often a text counts that says something, 1 or 2.
fn said(corpus: &Corpus, text: u32, which: Which) -> u8 {
    if which == Which::All || corpus.variety(text) > 1 { 2 } else { 1 }
}

/// How often texts say each line, up to 2.
fn sayers(corpus: &Corpus, which: Which) -> Vec<u8> {
    let mut sayers = vec![0u8; corpus.lines()];
    for text in 0..corpus.len() as u32 {
        let said = said(corpus, text, which);
        for line in corpus.lines_of(text) {
            sayers[line as usize] = (sayers[line as usize] + said).min(2);
        }
    }
    sayers
}

/// The pairs within a line.
fn inner(words: &[u32]) -> impl Iterator<Item = Words> + '_ {
    words.array_windows().copied()
}

/// For each line of a text the pair that leads to it, where it has words and others come before.
fn leading(corpus: &Corpus, text: u32) -> impl Iterator<Item = Option<Words>> + '_ {
    let mut before: Option<u32> = None;
    corpus.lines_of(text).map(move |line| {
        let words = corpus.line(line);
        let pair = before.zip(words.first().copied()).map(Into::into);
        before = words.last().copied().or(before);
        pair
    })
}

/// Which pairs were met, and which of them twice or more; now and then one that was met once passes for one that was met twice.
struct Met {
    once: Vec<AtomicU64>,
    twice: Vec<AtomicU64>,
    mask: usize,
}

/// The most bits for either.
const MOST_BITS: usize = 1 << 30;

impl Met {
    /// Room for so many pairs.
    fn new(pairs: usize) -> Self {
        let bits = (8 * pairs).next_power_of_two().clamp(1 << 12, MOST_BITS);
        let none = || (0..bits / 64).map(|_| AtomicU64::new(0)).collect();
        Self { once: none(), twice: none(), mask: bits - 1 }
    }

    fn meet(&self, pair: Words, times: u8) {
        let (at, bit) = self.place(pair);
        let before = self.once[at].fetch_or(bit, Ordering::Relaxed);
        if times > 1 || before & bit != 0 {
            self.twice[at].fetch_or(bit, Ordering::Relaxed);
        }
    }

    fn is_shared(&self, pair: Words) -> bool {
        let (at, bit) = self.place(pair);
        self.twice[at].load(Ordering::Relaxed) & bit != 0
    }

    fn place(&self, pair: Words) -> (usize, u64) {
        let place = mixed(&pair) as usize & self.mask;
        (place / 64, 1 << (place % 64))
    }
}
