//! Settings: where the system part of each text and the opening of its conversation end.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::corpus::Corpus;
use super::setting::Setting;
use crate::request::Role;

/// The weight of what a fifth of all texts say: a system part whose words weigh no more on average is scaffolding.
const COMMON: f32 = 1.8;
/// What all pairs of words of such a part weigh together at most.
const MOST: f32 = 20.0;

/// The setting of each text, given the place of the word with which begins what was added to its opening.
pub(super) fn settings(corpus: &Corpus, openings: &[u32]) -> Vec<Setting> {
    let marks: Vec<u32> = corpus.roles.iter().map(|&(mark, _)| mark).collect();
    let system = corpus.roles.iter().find(|(_, role)| *role == Role::System);
    let system = system.map_or(0, |&(mark, _)| mark);
    let of = |text: u32| setting(corpus, text, openings[text as usize] as usize, (system, &marks));
    (0..corpus.len() as u32).into_par_iter().map(of).collect()
}

/// The setting of a text, whose conversation began with the words before the place `opening`. Of the hashes that
/// mark parts by their roles, that of the system's is given first, then all.
fn setting(corpus: &Corpus, text: u32, opening: usize, (system, marks): (u32, &[u32])) -> Setting {
    let length = corpus.length(text);
    let mut setting =
        Setting { system: system_end(corpus, text, (system, marks)), within: 1.0, opening, behind: 1.0 };
    if setting.system == 0 && opening + 1 >= length {
        return setting;
    }
    let pairs = corpus.pairs(text);
    if setting.system > 0 {
        let weight: f32 = pairs[..setting.system - 1].iter().map(|&pair| corpus.weight(pair)).sum();
        let is_common = weight <= COMMON * setting.system as f32;
        setting.within = if is_common { MOST / weight.max(MOST) } else { 1.0 };
    }
    if opening + 1 < length {
        let words = corpus.words(text);
        let weigh = |from: usize, to: usize| -> f32 {
            let mut seen: FxHashSet<&[u32]> = FxHashSet::default();
            let placed = (from..).zip(words[from..to].windows(2)).filter(|(_, pair)| seen.insert(pair));
            placed.map(|(place, _)| corpus.weight(pairs[place])).sum()
        };
        let system = setting.system.min(opening);
        let begun = setting.within * weigh(0, system) + weigh(system, opening);
        let added = weigh(opening, length);
        if begun > 0.0 && added > 0.0 {
            setting.behind = (begun / added).min(1.0);
        }
    }
    setting
}

/// The place of the first word behind the system part of a text; 0 where there is none.
fn system_end(corpus: &Corpus, text: u32, (system, marks): (u32, &[u32])) -> usize {
    let mut lines = corpus.lines_of(text).map(|line| corpus.line(line));
    let (begin, first) = (lines.next(), lines.next());
    if (begin.map(<[u32]>::len), first) != (Some(1), Some(&[system])) {
        return 0;
    }
    let mut place = 2;
    for line in lines {
        // A mark is a line of its own.
        if matches!(line, [word] if marks.contains(word)) {
            return place;
        }
        place += line.len();
    }
    0
}
