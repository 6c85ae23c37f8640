//! Follow: in how many texts a shingle goes on as another one.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::corpus::Corpus;
use super::shingle::Shingles;

/// A shingle and one that follows it by one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Follow {
    pub(super) first: u32,
    pub(super) second: u32,
    /// Texts in which it does.
    pub(super) texts: u32,
    /// The last of them, from 1.
    last: u32,
}

impl Follow {
    fn count(&mut self, text: u32) {
        self.texts += u32::from(self.last != text + 1);
        self.last = text + 1;
    }
}

/// All that follow each other, sorted.
pub(super) fn follows(corpus: &Corpus, shingles: &Shingles) -> Vec<Follow> {
    // Each part reads all texts: no more parts than threads, or the work would grow with the square of the log.
    let each = shingles.len().div_ceil(rayon::current_num_threads()).max(1);
    let parts: Vec<usize> = (0..shingles.len()).step_by(each).collect();
    let of_part = |&begin: &usize| of_part(corpus, shingles, begin..(begin + each).min(shingles.len()));
    parts.par_iter().with_max_len(1).flat_map_iter(of_part).collect()
}

/// What follows some of the shingles.
fn of_part(corpus: &Corpus, shingles: &Shingles, part: std::ops::Range<usize>) -> Vec<Follow> {
    // Of each shingle what follows it first, and what else does.
    let mut firsts = vec![Follow::default(); part.len()];
    let mut others: FxHashMap<(u32, u32), Follow> = FxHashMap::default();
    for text in 0..corpus.len() as u32 {
        let mut before: Option<(u32, u32)> = None;
        for (place, second) in shingles.of(text) {
            let begun = before
                .replace((place, second))
                .filter(|&(at, first)| at + 1 == place && part.contains(&(first as usize)));
            let Some((_, first)) = begun else { continue };
            let known = &mut firsts[first as usize - part.start];
            if known.texts == 0 {
                *known = Follow { first, second, ..Follow::default() };
            }
            if known.second == second {
                known.count(text);
            } else {
                let new = Follow { first, second, ..Follow::default() };
                others.entry((first, second)).or_insert(new).count(text);
            }
        }
    }
    let mut follows: Vec<Follow> =
        firsts.into_iter().filter(|follow| follow.texts > 0).chain(others.into_values()).collect();
    follows.sort_unstable_by_key(|follow| (follow.first, follow.second));
    follows
}
