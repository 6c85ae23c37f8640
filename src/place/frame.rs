//! Frames: groups of texts that prove to say the same thing about different things.

use super::candidate::{Candidates, Covering};
use super::placing::{FrameParams, Placing};
use super::skeleton::Skeleton;
use crate::groups::Groups;
use crate::mine::{Corpus, Marks, Phrases, Shingles};

/// Texts that do not say what most texts of their candidate say are looked at again among themselves, so often.
const ROUNDS: usize = 3;
/// Candidates that a text may try, best first: the proof of each costs a pass over the text.
const TRIED: usize = 8;

/// The frames of a corpus.
#[derive(Debug, Default)]
pub struct Frames {
    /// The frame of each text, where it has one.
    pub of_text: Vec<Option<u32>>,
    /// The skeleton of each frame.
    pub skeletons: Vec<Skeleton>,
}

impl Frames {
    /// Groups the texts of a corpus by their phrases; each text is in one frame at most, and proves it.
    pub fn find(corpus: &Corpus, shingles: &Shingles, phrases: &Phrases, params: &FrameParams) -> Self {
        let candidates = Candidates::new(corpus, shingles, phrases, params.together);
        let shape = (params.support.width as u32, params.frame_texts);
        let mut ranked: Groups<Covering> = Groups::found(
            corpus.len(),
            || Marks::new(shingles.len()),
            |seen, text| candidates.ranked(text, (shingles, seen), shape, corpus),
        );
        let mut placing = Placing::new(corpus, params);
        for round in 0..ROUNDS {
            let tried = if round == 0 { TRIED } else { 1 };
            placing.place(&candidates, &mut ranked, tried);
        }
        placing.refine();
        placing.place_masked();
        let Placing { of_text, skeletons, .. } = placing;
        Self { of_text, skeletons }.kept(|_| true).0
    }

    /// Number of frames.
    pub fn len(&self) -> usize {
        self.skeletons.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.skeletons.is_empty()
    }

    /// The frames that `keep` says yes to, numbered in the order of their first texts, and what numbers they had; texts of
    /// others have none.
    pub fn kept(self, keep: impl Fn(u32) -> bool) -> (Self, Vec<u32>) {
        let mut number: Vec<Option<u32>> = vec![None; self.skeletons.len()];
        let mut before = Vec::new();
        let mut of_text = self.of_text;
        for slot in &mut of_text {
            *slot = slot.filter(|&frame| keep(frame)).map(|frame| {
                *number[frame as usize].get_or_insert_with(|| {
                    before.push(frame);
                    before.len() as u32 - 1
                })
            });
        }
        let skeletons = before.iter().map(|&frame| self.skeletons[frame as usize].clone()).collect();
        (Self { of_text, skeletons }, before)
    }
}
