//! Place: each text to the most specific frame that it proves to say.

use rayon::prelude::*;

use super::candidate::{Candidates, Covering};
use super::choose::{Proved, Tried, choose};
use super::skeleton::{Skeleton, SkeletonParams};
use super::split::{Part, parts};
use crate::groups::Groups;
use crate::mine::{Corpus, Marks, Support};

/// Candidates that a thread takes at a time: what they cost differs by far.
const CANDIDATES: usize = 8;

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

/// The frames of a candidate: the templates that its texts mix, and what most of them say.
struct Found {
    parts: Vec<Part>,
    whole: Option<Skeleton>,
}

impl Found {
    /// The frames, the whole last.
    fn frames(&self) -> impl Iterator<Item = &Skeleton> {
        self.parts.iter().map(|part| &part.skeleton).chain(&self.whole)
    }

    /// Whether a text that says this says of a part, by its number, what tells it from the whole; all say it of the whole.
    fn is_said(&self, number: u32, said: &Marks) -> bool {
        let part = self.parts.get(number as usize).filter(|_| self.whole.is_some());
        part.is_none_or(|part| part.is_said(said))
    }
}

/// The frames so far, and who is in them.
pub(super) struct Placing<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) params: &'a FrameParams,
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
    /// says most, by weight and by how many texts share it. Candidates of which no frame stays are no longer ranked.
    pub(super) fn place(&mut self, candidates: &Candidates, ranked: &mut Groups<Covering>, tried: usize) {
        let is_open = |&text: &u32| self.of_text[text as usize].is_none();
        let open: Vec<u32> = (0..ranked.len() as u32).filter(is_open).collect();
        let found = self.frames_of(candidates, ranked, &open);
        let tried_by = |text: u32| {
            let ranked = ranked.of(text);
            &ranked[..ranked.len().min(tried)]
        };
        let proved = |said: &mut Marks, nth: u32| {
            let text = open[nth as usize];
            self.proved(text, candidates, tried_by(text), (&found, said))
        };
        let proved: Groups<Proved> = Groups::found(open.len(), || self.corpus.marks(), proved);
        let tried = (0u32..).zip(&open).map(|(nth, &text)| Tried { ranked: tried_by(text), proved: proved.of(nth) });
        let frames: Vec<u32> = found.iter().map(|found| found.frames().count() as u32).collect();
        let chosen = choose(&tried.collect::<Vec<_>>(), &frames, self.params.support.texts as usize);
        let mut first = Vec::with_capacity(found.len());
        for Found { parts, whole } in found {
            first.push(self.skeletons.len() as u32);
            self.skeletons.extend(parts.into_iter().map(|part| part.skeleton).chain(whole));
        }
        for (text, proved) in open.into_iter().zip(chosen.of_text) {
            self.of_text[text as usize] = proved.map(|p| first[p.candidate as usize] + p.frame);
        }
        // Who is still open looks among what is left.
        ranked.retain(|_, covering| !chosen.is_dissolved[covering.candidate as usize]);
    }

    /// The frames of the tried candidates that a text proves to say, best first.
    fn proved(
        &self,
        text: u32,
        candidates: &Candidates,
        tried: &[Covering],
        (found, said): (&[Found], &mut Marks),
    ) -> Vec<Proved> {
        let frames = tried.iter().flat_map(|&Covering { candidate, .. }| {
            let uses = f64::from(candidates.uses[candidate as usize]).log2();
            let found = &found[candidate as usize];
            (0u32..).zip(found.frames()).map(move |(i, frame)| (candidate, i, (frame, found), uses))
        });
        self.corpus.mark(text, said);
        let said = &*said;
        let proved = frames.filter_map(|(candidate, number, (frame, found), uses)| {
            let share = frame.containment(said);
            let score = share * f64::from(frame.weight()) * uses;
            let proves = share >= self.params.containment && found.is_said(number, said);
            proves.then_some(Proved { score, candidate, frame: number })
        });
        let mut proved: Vec<Proved> = proved.collect();
        proved.sort_unstable_by(|a, b| {
            b.score.total_cmp(&a.score).then((a.candidate, a.frame).cmp(&(b.candidate, b.frame)))
        });
        proved
    }

    /// The frames of each candidate: the parts that the texts mix which rank it first, and what most of them say.
    fn frames_of(&self, candidates: &Candidates, ranked: &Groups<Covering>, open: &[u32]) -> Vec<Found> {
        let first = open.iter().filter_map(|&text| Some((ranked.of(text).first()?.candidate, text)));
        let members = Groups::new(candidates.len(), first);
        let (corpus, params) = (self.corpus, &self.params.skeleton);
        let frames = |marks: &mut Marks, candidate: u32| {
            let texts = members.of(candidate);
            let whole = Skeleton::of(corpus, texts, params);
            Found { parts: parts(corpus, whole.as_ref(), texts, (params, marks)), whole }
        };
        (0..candidates.len() as u32).into_par_iter().with_max_len(CANDIDATES).map_init(|| corpus.marks(), frames).collect()
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
