//! Setting: what of a text's words counts for less. A system part that much of the traffic says is scaffolding: however long it
//! is, it does not drown what the rest of the prompt says. And what a conversation was given turn by turn, an agent's log of its work
//! for one, does not drown what it began with.

use rustc_hash::FxHashSet;

use super::weight::Weights;

/// The weight of what a fifth of all texts say: a system part whose words weigh no more on average is scaffolding.
const COMMON: f32 = 1.8;
/// What all pairs of words of such a part weigh together at most.
const MOST: f32 = 20.0;

/// Where the system part of a text and the opening of its conversation end, and what the words within and behind count for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// The place of the first word behind the system part; 0 where there is none.
    system: usize,
    /// The part of its weight that each pair of its words counts for, above 0 to 1.
    within: f32,
    /// The place of the first word behind the opening.
    opening: usize,
    /// The part of its weight that each pair of words behind it counts for, above 0 to 1.
    behind: f32,
}

impl Setting {
    /// The setting of a text of these words, whose conversation began with those before the place `opening`. Of the hashes that
    /// mark parts by their roles, that of the system's is given first, then all.
    pub(super) fn new(
        words: &[u64],
        opening: usize,
        weights: &Weights,
        (system, marks): (u64, &[u64]),
    ) -> Self {
        let mut setting = Self { system: 0, within: 1.0, opening, behind: 1.0 };
        if words.get(1) == Some(&system) {
            let behind = words.iter().skip(2).position(|word| marks.contains(word));
            setting.system = behind.map_or(0, |behind| behind + 2);
        }
        let weigh = |words: &[u64]| -> f32 {
            let mut seen: FxHashSet<&[u64]> = FxHashSet::default();
            let pairs = words.windows(2).filter(|pair| seen.insert(*pair));
            pairs.map(|pair| weights.of(&(pair[0], pair[1]))).sum()
        };
        if setting.system > 0 {
            let inside = words[..setting.system].windows(2);
            let weight: f32 = inside.map(|pair| weights.of(&(pair[0], pair[1]))).sum();
            let is_common = weight <= COMMON * setting.system as f32;
            setting.within = if is_common { MOST / weight.max(MOST) } else { 1.0 };
        }
        if opening + 1 < words.len() {
            let system = setting.system.min(opening);
            let begun = setting.within * weigh(&words[..system]) + weigh(&words[system..opening]);
            let added = weigh(&words[opening..]);
            if begun > 0.0 && added > 0.0 {
                setting.behind = (begun / added).min(1.0);
            }
        }
        setting
    }

    /// The part of its weight (above 0 to 1) that the pair of words at a place counts for.
    pub(super) fn part(&self, place: usize) -> f32 {
        match place + 1 {
            second if second < self.system => self.within,
            second if second >= self.opening => self.behind,
            _ => 1.0,
        }
    }
}
