//! Link: which frames are wordings of one template.
//!
//! Nearness of skeleton vectors proposes; words decide. Cosine alone would merge opposites and swapped arguments, and
//! words alone would compare every pair of frames.

use rayon::prelude::*;

use crate::components::Components;
use crate::distance::UnitVectors;
use crate::index::{IndexError, IndexKind, MinCosine, near_pairs};
use crate::phrase::Skeleton;

/// The template of each frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The template of each frame, numbered in the order of their first frames.
    pub template_of: Vec<u32>,
    /// Number of templates.
    pub templates: u32,
}

impl Links {
    /// The links of some of the frames, given by their numbers here and numbered by their places there.
    pub fn of_frames(&self, frames: &[u32]) -> Self {
        let mut number: Vec<Option<u32>> = vec![None; self.templates as usize];
        let mut templates = 0;
        let mut label = |&frame: &u32| {
            *number[self.template_of[frame as usize] as usize].get_or_insert_with(|| {
                templates += 1;
                templates - 1
            })
        };
        let template_of = frames.iter().map(&mut label).collect();
        Self { template_of, templates }
    }
}

/// Links frames pair by pair as they are proposed.
#[derive(Debug)]
pub struct Linker<'a> {
    skeletons: &'a [Skeleton],
    proof: f64,
    components: Components,
}

impl<'a> Linker<'a> {
    /// No frame is linked yet; those will be whose skeletons share at least `proof` (0 to 1) of their neighbouring words.
    pub fn new(skeletons: &'a [Skeleton], proof: f64) -> Self {
        Self { skeletons, proof, components: Components::new(skeletons.len()) }
    }

    /// Links those of the proposed pairs that prove it; the same pairs in another order link the same.
    pub fn take(&mut self, proposed: &[(u32, u32)]) {
        // Who is linked already needs no proof, and of many near-duplicates nearly all pairs are such.
        let apart = |&&(a, b): &&(u32, u32)| self.components.find(a) != self.components.find(b);
        let proposed: Vec<(u32, u32)> = proposed.iter().filter(apart).copied().collect();
        let jaccard = |a: u32, b: u32| self.skeletons[a as usize].jaccard(&self.skeletons[b as usize]);
        let proved: Vec<(u32, u32)> =
            proposed.into_par_iter().filter(|&(a, b)| jaccard(a, b) >= self.proof).collect();
        for (a, b) in proved {
            self.components.join(a, b);
        }
    }

    /// The templates.
    pub fn links(self) -> Links {
        let (template_of, templates) = self.components.labels();
        Links { template_of, templates }
    }
}

/// Links the proposed pairs of frames whose skeletons share at least `proof` (0 to 1) of their neighbouring words.
pub fn link(skeletons: &[Skeleton], proposed: &[(u32, u32)], proof: f64) -> Links {
    let mut linker = Linker::new(skeletons, proof);
    linker.take(proposed);
    linker.links()
}

/// Proposes the pairs of frames whose skeleton vectors, a row each, are at least `near`, by an index of a kind.
///
/// # Errors
/// Those of the index, none of which a valid threshold brings about.
pub fn propose_by_vectors(
    vectors: UnitVectors<'_>,
    near: MinCosine,
    kind: IndexKind,
) -> Result<Vec<(u32, u32)>, IndexError> {
    Ok(near_pairs(vectors, near, kind)?.iter().map(|pair| (pair.a, pair.b)).collect())
}

/// Proposes the pairs of frames that share two neighbouring words which few frames have: what is linked where
/// nothing is embedded.
pub fn propose_by_words(skeletons: &[Skeleton]) -> Vec<(u32, u32)> {
    /// Frames that may share a pair of words for it to propose them.
    const FEW: usize = 32;
    let mut holders: Vec<((u64, u64), u32)> =
        skeletons.iter().zip(0u32..).flat_map(|(s, frame)| s.bigrams().map(move |b| (b, frame))).collect();
    holders.par_sort_unstable();
    let mut pairs: Vec<(u32, u32)> = holders
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|run| run.len() <= FEW)
        .flat_map(|run| run.iter().enumerate().flat_map(|(i, a)| run[i + 1..].iter().map(|b| (a.1, b.1))))
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}
