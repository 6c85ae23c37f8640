//! Link: which frames are wordings of one template.
//!
//! Nearness of skeleton vectors proposes; words decide. Cosine alone would merge opposites and swapped arguments, and
//! words alone would compare every pair of frames.

use rayon::prelude::*;

use crate::components::Components;
use crate::distance::UnitVectors;
use crate::index::{IndexKind, Leaders, MinCosine, open};
use crate::phrase::Skeleton;

/// Skeleton vectors nearer than this (cosine) stand for each other in the index.
const SAME: f32 = 0.999;

/// The template of each frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The template of each frame, numbered in the order of their first frames.
    pub template_of: Vec<u32>,
    /// Number of templates.
    pub templates: u32,
}

/// Links the proposed pairs of frames whose skeletons share at least `proof` (0 to 1) of their neighbouring words.
pub fn link(skeletons: &[Skeleton], proposed: &[(u32, u32)], proof: f64) -> Links {
    let proved: Vec<(u32, u32)> = proposed
        .par_iter()
        .copied()
        .filter(|&(a, b)| skeletons[a as usize].likeness(&skeletons[b as usize]) >= proof)
        .collect();
    let mut components = Components::new(skeletons.len());
    for (a, b) in proved {
        components.join(a, b);
    }
    let (template_of, templates) = components.labels();
    Links { template_of, templates }
}

/// Proposes the pairs of frames whose skeleton vectors, a row each, are at least `near`, by an index of a kind.
///
/// # Errors
/// Those of the index, none of which a valid threshold brings about.
pub fn propose_by_vectors(
    vectors: UnitVectors<'_>,
    near: MinCosine,
    kind: IndexKind,
) -> Result<Vec<(u32, u32)>, crate::index::IndexError> {
    let leaders = Leaders::collapse(vectors, MinCosine::new(SAME)?);
    let rows = leaders.rows();
    let index = open(leaders.vectors(), kind.choice(leaders.len()));
    let mut pairs: Vec<(u32, u32)> =
        index.pairs_above(near).iter().map(|p| (rows[p.a as usize], rows[p.b as usize])).collect();
    let followers = leaders.leader_of().iter().zip(0u32..);
    pairs.extend(
        followers.map(|(&leader, row)| (rows[leader as usize], row)).filter(|(leader, row)| leader != row),
    );
    Ok(pairs)
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
