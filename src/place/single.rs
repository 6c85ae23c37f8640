//! Texts that no frame has, as frames of their own: what a search for near-duplicates starts from.

use super::frame::Frames;
use super::skeleton::{Skeleton, SkeletonParams};
use crate::mine::Corpus;

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
            }
        }
        self
    }
}
