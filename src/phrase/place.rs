//! Place: each text to the most specific frame that it proves to say.

use rayon::prelude::*;

use super::candidate::Candidates;
use super::corpus::{Corpus, Groups};
use super::shingle::Support;
use super::skeleton::{Skeleton, SkeletonParams};
use super::split::parts;

/// How texts become frames.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrameParams {
    /// What makes a shingle shared; and a text whose prompts differ only in what is masked.
    pub support: Support,
    /// Phrases join where they stand in the same text in this share of the texts of both, 0 to 1.
    pub together: f64,
    /// Distinct texts from which on a frame comes before others: what fewer share may be content.
    pub frame_texts: u32,
    /// What makes words a skeleton.
    pub skeleton: SkeletonParams,
    /// A text belongs to a frame where it says this share of its skeleton, 0 to 1.
    pub containment: f64,
}

/// The frames so far, and who is in them.
pub(super) struct Placing<'a> {
    corpus: &'a Corpus,
    params: &'a FrameParams,
    /// The frame of each text, where it has one.
    pub(super) of_text: Vec<Option<u32>>,
    /// The skeleton of each frame.
    pub(super) skeletons: Vec<Skeleton>,
}

impl<'a> Placing<'a> {
    /// No frame yet.
    pub(super) fn new(corpus: &'a Corpus, params: &'a FrameParams) -> Self {
        Self { corpus, params, of_text: vec![None; corpus.len()], skeletons: Vec::new() }
    }

    /// Gives texts that have no frame yet to frames of the candidates that they rank first: each text to the one of which it
    /// says most, by weight and by how many texts share it.
    pub(super) fn place(&mut self, candidates: &Candidates, ranked: &[Vec<u32>], tried: usize) {
        let is_open = |&text: &u32| self.of_text[text as usize].is_none();
        let open: Vec<u32> = (0..ranked.len() as u32).filter(is_open).collect();
        let found = self.frames_of(candidates, ranked, &open);
        let best = |&text: &u32| {
            let frames = ranked[text as usize].iter().take(tried).flat_map(|&candidate| {
                let uses = f64::from(candidates.uses[candidate as usize]).log2();
                (0u32..).zip(&found[candidate as usize]).map(move |(i, frame)| (candidate, i, frame, uses))
            });
            let proved = frames.filter_map(|(candidate, i, frame, uses)| {
                let said = frame.containment(self.corpus, text);
                let score = said * f64::from(frame.weight()) * uses;
                (said >= self.params.containment).then_some((score, candidate, i))
            });
            proved.max_by(|a, b| a.0.total_cmp(&b.0).then((b.1, b.2).cmp(&(a.1, a.2))))
        };
        let placed: Vec<Option<(f64, u32, u32)>> = open.par_iter().map(best).collect();
        let mut first = Vec::with_capacity(found.len());
        for frames in found {
            first.push(self.skeletons.len() as u32);
            self.skeletons.extend(frames);
        }
        for (text, placed) in open.into_iter().zip(placed) {
            self.of_text[text as usize] = placed.map(|(_, candidate, i)| first[candidate as usize] + i);
        }
    }

    /// The frames of each candidate: the parts that the texts mix which rank it first, and what most of them say.
    fn frames_of(&self, candidates: &Candidates, ranked: &[Vec<u32>], open: &[u32]) -> Vec<Vec<Skeleton>> {
        let first = open.iter().filter_map(|&text| Some((*ranked[text as usize].first()?, text)));
        let members = Groups::new(candidates.len(), first);
        let (corpus, params) = (self.corpus, &self.params.skeleton);
        let frames = |candidate: u32| {
            let texts = members.of(candidate);
            let whole = Skeleton::of(corpus, texts, params);
            let mut frames = parts(corpus, whole.as_ref(), texts, params);
            frames.extend(whole);
            frames
        };
        (0..candidates.len() as u32).into_par_iter().map(frames).collect()
    }

    /// Gives a frame of its own to each text left whose prompts fill in numbers, ids and links alone: to normalising they
    /// are one text.
    pub(super) fn place_masked(&mut self) {
        for (text, frame) in (0u32..).zip(&mut self.of_text) {
            let (texts, actors) = (self.corpus.variety(text), self.corpus.actors(text).len() as u32);
            if frame.is_none()
                && self.params.support.is_shared(texts, actors)
                && let Some(skeleton) = Skeleton::of_one(self.corpus, text, &self.params.skeleton)
            {
                *frame = Some(self.skeletons.len() as u32);
                self.skeletons.push(skeleton);
            }
        }
    }
}
