//! Setting: the system part that a chat begins with. Where much of the traffic says it, it is scaffolding: however long it
//! is, it does not drown what the rest of the prompt says.

use rayon::prelude::*;

use super::weight::Weights;

/// The weight of what a fifth of all texts say: a system part whose words weigh no more on average is scaffolding.
const COMMON: f32 = 1.8;
/// What all pairs of words of such a part weigh together at most.
const MOST: f32 = 20.0;

/// Where the system part of a text ends, and what its words count for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// The place of the first word behind it; 0 where there is none.
    end: u32,
    /// The part of its weight that each pair of words counts for, above 0 to 1.
    part: f32,
}

impl Setting {
    /// No system part.
    const NONE: Self = Self { end: 0, part: 1.0 };

    /// The part of its weight (above 0 to 1) that the pair of words at a place counts for.
    pub(super) fn part(&self, place: usize) -> f32 {
        if place + 1 < self.end as usize { self.part } else { 1.0 }
    }
}

/// The settings of texts, given by their words: of those whose first part is by the role with this `mark`, up to the next of
/// `marks`.
pub(super) fn settings<'a>(
    texts: impl IndexedParallelIterator<Item = &'a [u64]>,
    weights: &Weights,
    mark: u64,
    marks: &[u64],
) -> Vec<Setting> {
    let end = |words: &[u64]| {
        let is_system = words.get(1) == Some(&mark);
        let behind = words.iter().skip(2).position(|word| marks.contains(word));
        behind.filter(|_| is_system).map_or(0, |behind| behind as u32 + 2)
    };
    texts
        .map(|words| {
            let end = end(words);
            if end == 0 {
                return Setting::NONE;
            }
            let inside = words[..end as usize].windows(2);
            let weight: f32 = inside.map(|pair| weights.of(&(pair[0], pair[1]))).sum();
            let is_common = weight <= COMMON * end as f32;
            Setting { end, part: if is_common { MOST / weight.max(MOST) } else { 1.0 } }
        })
        .collect()
}
