//! Frames: groups of texts that prove to say the same thing about different things.

use rayon::prelude::*;

use super::corpus::{Corpus, Groups};
use super::join::Phrases;
use super::proto::Proto;
use super::refine::refine;
use super::shingle::Shingles;
use super::skeleton::Skeleton;

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
    /// Neighbouring words belong to a skeleton where this share of the texts has them, 0 to 1.
    pub common: f64,
    /// A text belongs to a frame where it says this share of its skeleton, 0 to 1.
    pub proof: f64,
}

/// The frames of a corpus.
#[derive(Debug, Default)]
pub struct Frames {
    /// The frame of each text, where it has one.
    pub of_text: Vec<Option<u32>>,
    /// The texts of each frame.
    pub texts: Groups,
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
            let first = ranked.iter().zip(0u32..).filter(|&(_, text)| of_text[text as usize].is_none());
            let members =
                Groups::new(proto.uses.len(), first.filter_map(|(r, text)| r.first().map(|&p| (p, text))));
            let found: Vec<Option<Skeleton>> = (0..members.len() as u32)
                .into_par_iter()
                .map(|p| Skeleton::of(corpus, members.of(p), params.common))
                .collect();
            let tried = if round == 0 { TRIED } else { 1 };
            let proved = |text: u32, proto: u32| {
                found[proto as usize].as_ref().is_some_and(|s| s.proof(corpus, text) >= params.proof)
            };
            let placed: Vec<Option<u32>> = ranked
                .par_iter()
                .zip(0..corpus.len() as u32)
                .filter(|&(_, text)| of_text[text as usize].is_none())
                .map(|(ranked, text)| ranked.iter().copied().take(tried).find(|&p| proved(text, p)))
                .collect();
            let base = skeletons.len() as u32;
            let number: Vec<u32> = found
                .iter()
                .scan(base, |next, s| {
                    *next += u32::from(s.is_some());
                    Some(*next - u32::from(s.is_some()))
                })
                .collect();
            skeletons.extend(found.into_iter().flatten());
            let open = of_text.iter_mut().filter(|t| t.is_none());
            open.zip(placed).for_each(|(slot, p)| *slot = p.map(|p| number[p as usize]));
        }
        let (of_text, skeletons) = refined(corpus, of_text, skeletons, params);
        Self::numbered(of_text, skeletons.into_iter().map(Some).collect())
    }

    /// Number of frames.
    pub fn len(&self) -> usize {
        self.skeletons.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.skeletons.is_empty()
    }

    /// Numbers the proto-templates that kept texts in the order of their first text.
    fn numbered(mut of_text: Vec<Option<u32>>, skeletons: Vec<Option<Skeleton>>) -> Self {
        let mut number: Vec<Option<u32>> = vec![None; skeletons.len()];
        let mut kept = Vec::new();
        for slot in of_text.iter_mut().flatten() {
            let proto = *slot as usize;
            let next = kept.len() as u32;
            *slot = *number[proto].get_or_insert_with(|| {
                kept.push(proto);
                next
            });
        }
        let mut skeletons = skeletons;
        let skeletons: Vec<Skeleton> = kept.into_iter().filter_map(|p| skeletons[p].take()).collect();
        let pairs = of_text.iter().zip(0u32..).filter_map(|(t, text)| t.map(|t| (t, text)));
        let texts = Groups::new(skeletons.len(), pairs);
        Self { of_text, texts, skeletons }
    }
}

/// Takes frames apart that mix several: each text goes to the part whose skeleton it says most of.
fn refined(
    corpus: &Corpus,
    mut of_text: Vec<Option<u32>>,
    mut skeletons: Vec<Skeleton>,
    params: &FrameParams,
) -> (Vec<Option<u32>>, Vec<Skeleton>) {
    let pairs = of_text.iter().zip(0u32..).filter_map(|(t, text)| t.map(|t| (t, text)));
    let texts = Groups::new(skeletons.len(), pairs);
    let parts: Vec<Vec<Skeleton>> = (0..skeletons.len() as u32)
        .into_par_iter()
        .map(|t| refine(corpus, &skeletons[t as usize], texts.of(t), params.common))
        .collect();
    for (template, parts) in parts.into_iter().enumerate().filter(|(_, parts)| !parts.is_empty()) {
        let base = skeletons.len() as u32;
        for &text in texts.of(template as u32) {
            let proofs = parts.iter().map(|s| s.proof(corpus, text));
            let best = proofs.zip(base..).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            of_text[text as usize] = best.filter(|(proof, _)| *proof >= params.proof).map(|(_, part)| part);
        }
        skeletons.extend(parts);
    }
    (of_text, skeletons)
}
