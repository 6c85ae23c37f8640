//! Frames: groups of texts that prove to say the same thing about different things.

use rayon::prelude::*;

use super::candidate::{Candidates, Covering};
use super::corpus::Corpus;
use super::join::Phrases;
use super::place::{FrameParams, Placing};
use super::shingle::Shingles;
use super::skeleton::Skeleton;

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
    /// The family of each frame, where it has one: frames that were told apart though they share the family's skeleton.
    pub family: Vec<Option<u32>>,
    /// What the frames of each family share.
    pub families: Vec<Skeleton>,
}

impl Frames {
    /// Groups the texts of a corpus by their phrases; each text is in one frame at most, and proves it.
    pub fn find(corpus: &Corpus, shingles: &Shingles, phrases: &Phrases, params: &FrameParams) -> Self {
        let candidates = Candidates::new(shingles, phrases, params.together);
        let shape = (params.support.width as u32, params.frame_texts);
        let mut ranked: Vec<Vec<Covering>> = (0..corpus.len() as u32)
            .into_par_iter()
            .map(|text| candidates.ranked(text, (shingles, phrases), shape, corpus.len()))
            .collect();
        let mut placing = Placing::new(corpus, params);
        for round in 0..ROUNDS {
            let tried = if round == 0 { TRIED } else { 1 };
            placing.place(&candidates, &mut ranked, tried);
        }
        placing.refine();
        placing.place_masked();
        Self::numbered(placing)
    }

    /// Number of frames.
    pub fn len(&self) -> usize {
        self.skeletons.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.skeletons.is_empty()
    }

    /// Numbers the frames that kept texts in the order of their first text, and the families that kept several frames in the
    /// order of their first frames.
    fn numbered(placing: Placing<'_>) -> Self {
        let Placing { mut of_text, skeletons, within, .. } = placing;
        let mut number: Vec<Option<u32>> = vec![None; skeletons.len()];
        let mut kept = Vec::new();
        for slot in of_text.iter_mut().flatten() {
            let frame = *slot as usize;
            *slot = *number[frame].get_or_insert_with(|| {
                kept.push(frame);
                kept.len() as u32 - 1
            });
        }
        let mut parts = vec![0; skeletons.len()];
        kept.iter().filter_map(|&frame| within[frame]).for_each(|whole| parts[whole as usize] += 1);
        let mut number: Vec<Option<u32>> = vec![None; skeletons.len()];
        let mut families = Vec::new();
        let mut family = |&frame: &usize| {
            let whole = within[frame].filter(|&whole| parts[whole as usize] > 1)? as usize;
            Some(*number[whole].get_or_insert_with(|| {
                families.push(skeletons[whole].clone());
                families.len() as u32 - 1
            }))
        };
        let family = kept.iter().map(&mut family).collect();
        let skeletons = kept.iter().map(|&frame| skeletons[frame].clone()).collect();
        Self { of_text, skeletons, family, families }
    }
}
