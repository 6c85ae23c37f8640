//! Link: which templates are wordings of one, proved by their words.
//!
//! Nearness of skeleton vectors proposes; words decide. Cosine alone would merge opposites and swapped arguments, and
//! words alone would have to compare every pair of templates.

use rayon::prelude::*;

use crate::cluster::Skeleton;
use crate::components::Components;

/// Joins the proposed pairs of templates whose skeletons share at least `proof` (0 to 1) of their neighbouring words;
/// gives the label of each template, numbered by first member, and how many labels there are.
pub fn link(skeletons: &[Skeleton], proposed: &[(u32, u32)], proof: f64) -> (Vec<u32>, u32) {
    let proved: Vec<(u32, u32)> = proposed
        .par_iter()
        .copied()
        .filter(|&(a, b)| skeletons[a as usize].likeness(&skeletons[b as usize]) >= proof)
        .collect();
    let mut components = Components::new(skeletons.len());
    for (a, b) in proved {
        components.join(a, b);
    }
    components.labels()
}

/// Proposes the pairs of templates that share a pair of neighbouring words which few templates have: what is linked
/// where nothing is embedded.
pub fn propose_by_words(skeletons: &[Skeleton]) -> Vec<(u32, u32)> {
    /// Templates that may share a pair of words for it to propose them.
    const FEW: usize = 32;
    let mut holders: Vec<((u64, u64), u32)> =
        skeletons.iter().zip(0u32..).flat_map(|(s, t)| s.bigrams().map(move |b| (b, t))).collect();
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
