//! Choose: each text's frame among those that it proves, such that every frame keeps enough texts to be one.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::Covering;

/// A candidate covers at least this part of what the one covers that covers a text best: a text that says a long template
/// does not fall to a line that many texts share, where the template is not found at once.
const COVER: f64 = 0.5;

/// A frame that a text proves to say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proved {
    /// How much it says of it, by weight and by how many texts share it.
    pub(super) score: f64,
    /// The candidate.
    pub(super) candidate: u32,
    /// The frame's number among those of the candidate.
    pub(super) frame: u32,
}

/// What a text was tried on.
#[derive(Debug)]
pub(super) struct Tried<'a> {
    /// The candidates, best first.
    pub(super) ranked: &'a [Covering],
    /// Their frames that it proves, best first.
    pub(super) proved: Vec<Proved>,
}

/// Who chose what.
#[derive(Debug)]
pub(super) struct Chosen {
    /// The frame of each text, where it proves one that stays.
    pub(super) of_text: Vec<Option<Proved>>,
    /// Whether all frames of each candidate were dissolved.
    pub(super) is_dissolved: Vec<bool>,
}

/// The frame of each text: the best that at least `least` texts choose. What fewer choose is dissolved and its texts choose
/// again: a popular question that two prompts ask is content of both of them, whoever else asks it. `frames` is the number of frames
/// of each candidate.
pub(super) fn choose(tried: &[Tried<'_>], frames: &[u32], least: usize) -> Chosen {
    let mut dissolved: FxHashSet<(u32, u32)> = FxHashSet::default();
    loop {
        let is_gone = |(candidate, &frames): (u32, &u32)| {
            frames > 0 && (0..frames).all(|frame| dissolved.contains(&(candidate, frame)))
        };
        let is_dissolved: Vec<bool> = (0u32..).zip(frames).map(is_gone).collect();
        let best = |tried: &Tried<'_>| {
            let first = tried.ranked.iter().find(|covering| !is_dissolved[covering.candidate as usize])?;
            let covers = |proved: &&Proved| {
                let of = |covering: &&Covering| covering.candidate == proved.candidate;
                tried.ranked.iter().find(of).is_some_and(|covering| covering.cover >= COVER * first.cover)
            };
            let stays = |proved: &&Proved| !dissolved.contains(&(proved.candidate, proved.frame));
            tried.proved.iter().filter(stays).find(covers).copied()
        };
        let chosen: Vec<Option<Proved>> = tried.par_iter().map(best).collect();
        let mut texts: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        for proved in chosen.iter().flatten() {
            *texts.entry((proved.candidate, proved.frame)).or_default() += 1;
        }
        let before = dissolved.len();
        dissolved.extend(texts.into_iter().filter(|&(_, texts)| texts < least).map(|(frame, _)| frame));
        if dissolved.len() == before {
            return Chosen { of_text: chosen, is_dissolved };
        }
    }
}
