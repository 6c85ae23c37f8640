//! Frames: groups of texts that prove to say the same thing about different things.

use rayon::prelude::*;

use super::corpus::{Corpus, Groups};
use super::join::Phrases;
use super::proto::Proto;
use super::refine::refine;
use super::shingle::Shingles;
use super::skeleton::{Skeleton, SkeletonParams};

/// Texts that do not say what most texts of their proto-template say are looked at again among themselves, so often.
const ROUNDS: usize = 3;
/// Frames that a text may try, best first: the proof of each costs a pass over the text.
const TRIED: usize = 8;

/// How texts become frames.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrameParams {
    /// Words in a shingle.
    pub width: u32,
    /// Phrases join where they stand in the same text in this share of the texts of both, 0 to 1.
    pub together: f64,
    /// Distinct texts from which on a frame comes before others: what fewer share may be content.
    pub frame_texts: u32,
    /// What makes words a skeleton.
    pub skeleton: SkeletonParams,
    /// A text belongs to a frame where it says this share of its skeleton, 0 to 1.
    pub proof: f64,
}

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
        let proto = Proto::join(shingles, phrases, params.together);
        let frame = (params.width, params.frame_texts);
        let ranked: Vec<Vec<u32>> = (0..corpus.len() as u32)
            .into_par_iter()
            .map(|text| proto.ranked(text, shingles, phrases, frame))
            .collect();
        let mut of_text: Vec<Option<u32>> = vec![None; corpus.len()];
        let mut skeletons: Vec<Skeleton> = Vec::new();
        for round in 0..ROUNDS {
            let tried = if round == 0 { TRIED } else { 1 };
            place(corpus, &ranked, tried, params, &mut of_text, &mut skeletons);
        }
        refined(corpus, &mut of_text, &mut skeletons, params);
        Self::numbered(of_text, skeletons)
    }

    /// Number of frames.
    pub fn len(&self) -> usize {
        self.skeletons.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.skeletons.is_empty()
    }

    /// Numbers the frames that kept texts in the order of their first text.
    fn numbered(mut of_text: Vec<Option<u32>>, skeletons: Vec<Skeleton>) -> Self {
        let mut number: Vec<Option<u32>> = vec![None; skeletons.len()];
        let mut kept = Vec::new();
        for slot in of_text.iter_mut().flatten() {
            let frame = *slot as usize;
            *slot = *number[frame].get_or_insert_with(|| {
                kept.push(skeletons[frame].clone());
                kept.len() as u32 - 1
            });
        }
        Self { of_text, skeletons: kept }
    }
}

/// Gives texts that have no frame yet to the skeletons of the proto-templates that they rank first: each text to the
/// first of the `tried` best that it proves.
fn place(
    corpus: &Corpus,
    ranked: &[Vec<u32>],
    tried: usize,
    params: &FrameParams,
    of_text: &mut [Option<u32>],
    skeletons: &mut Vec<Skeleton>,
) {
    let open: Vec<u32> = (0..ranked.len() as u32).filter(|&text| of_text[text as usize].is_none()).collect();
    let protos = ranked.iter().flatten().max().map_or(0, |&proto| proto as usize + 1);
    let first = open.iter().filter_map(|&text| ranked[text as usize].first().map(|&proto| (proto, text)));
    let members = Groups::new(protos, first);
    let found: Vec<Option<Skeleton>> = (0..protos as u32)
        .into_par_iter()
        .map(|proto| Skeleton::of(corpus, members.of(proto), &params.skeleton))
        .collect();
    let proves = |text: u32, proto: u32| {
        found[proto as usize].as_ref().is_some_and(|s| s.proof(corpus, text) >= params.proof)
    };
    let best =
        |text: u32| ranked[text as usize].iter().copied().take(tried).find(|&proto| proves(text, proto));
    let placed: Vec<Option<u32>> = open.par_iter().map(|&text| best(text)).collect();
    let mut number = vec![0u32; protos];
    for (proto, skeleton) in found.into_iter().enumerate() {
        if let Some(skeleton) = skeleton {
            number[proto] = skeletons.len() as u32;
            skeletons.push(skeleton);
        }
    }
    for (text, proto) in open.into_iter().zip(placed) {
        of_text[text as usize] = proto.map(|proto| number[proto as usize]);
    }
}

/// Takes frames apart that mix several: each text goes to the part whose skeleton it says most of.
fn refined(
    corpus: &Corpus,
    of_text: &mut [Option<u32>],
    skeletons: &mut Vec<Skeleton>,
    params: &FrameParams,
) {
    let pairs = of_text.iter().zip(0u32..).filter_map(|(t, text)| t.map(|t| (t, text)));
    let texts = Groups::new(skeletons.len(), pairs);
    let parts: Vec<Vec<Skeleton>> = (0..skeletons.len() as u32)
        .into_par_iter()
        .map(|frame| refine(corpus, &skeletons[frame as usize], texts.of(frame), &params.skeleton))
        .collect();
    for (frame, parts) in parts.into_iter().enumerate().filter(|(_, parts)| !parts.is_empty()) {
        let base = skeletons.len() as u32;
        for &text in texts.of(frame as u32) {
            let proofs = parts.iter().map(|s| s.proof(corpus, text));
            let best = proofs.zip(base..).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            of_text[text as usize] = best.filter(|(proof, _)| *proof >= params.proof).map(|(_, part)| part);
        }
        skeletons.extend(parts);
    }
}
