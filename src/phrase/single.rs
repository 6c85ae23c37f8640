//! Texts that no frame has, as frames of their own: what a search for near-duplicates starts from.

use super::corpus::Corpus;
use super::frame::Frames;
use super::skeleton::{Skeleton, SkeletonParams};

impl Frames {
    /// These frames, and behind them a frame for each text that has none, in the order of the texts; texts of fewer than
    /// three words stay without.
    pub fn with_singles(mut self, corpus: &Corpus, params: &SkeletonParams) -> Self {
        for (text, frame) in (0u32..).zip(&mut self.of_text) {
            if frame.is_none()
                && let Some(skeleton) = Skeleton::of_one(corpus, text, params)
            {
                *frame = Some(self.skeletons.len() as u32);
                self.skeletons.push(skeleton);
                self.family.push(None);
            }
        }
        self
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
        let family = before.iter().map(|&frame| self.family[frame as usize]).collect();
        (Self { of_text, skeletons, family, families: self.families }, before)
    }
}
