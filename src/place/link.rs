//! Link: which frames are wordings of one template.
//!
//! Nearness of skeleton vectors proposes; words decide. Cosine alone would merge opposites and swapped arguments, and
//! words alone would compare every pair of frames. What pairs chain together is only proposed: of the frames of a chain those
//! of more texts lead, and a frame joins one that leads where it proves it to that one (leader clustering; J. A. Hartigan,
//! Clustering Algorithms, 1975, chapter 3), so that what lies between two templates never joins them.

use std::cmp::Reverse;

use rayon::prelude::*;

use crate::components::Components;
use crate::distance::UnitVectors;
use crate::groups::Groups;
use crate::index::{IndexError, IndexKind, MinCosine, Pair, for_each_near_pair_that};
use crate::mine::Corpus;
use crate::place::{Frames, Outlines, Skeleton};

/// Frames of a chain that lead at most, and to which each other one is compared.
const LEADERS: usize = 64;

/// Pairs that are proved before those behind them are asked whether they need it.
const AT_ONCE: usize = 4096;

/// The template of each frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// The template of each frame, numbered in the order of their first frames.
    pub template_of: Vec<u32>,
    /// Number of templates.
    pub templates: u32,
}

impl Links {
    /// Numbers labels in the order in which they come.
    fn numbered(labels: impl Iterator<Item = u32>, most: usize) -> Self {
        let mut number: Vec<Option<u32>> = vec![None; most];
        let mut templates = 0;
        let mut of = |label: u32| {
            *number[label as usize].get_or_insert_with(|| {
                templates += 1;
                templates - 1
            })
        };
        let template_of = labels.map(&mut of).collect();
        Self { template_of, templates }
    }

    /// The links of some of the frames, given by their numbers here and numbered by their places there.
    pub fn of_frames(&self, frames: &[u32]) -> Self {
        Self::numbered(frames.iter().map(|&frame| self.template_of[frame as usize]), self.templates as usize)
    }
}

/// Links frames pair by pair as they are proposed.
#[derive(Debug)]
pub struct Linker<'a> {
    outlines: &'a Outlines<'a>,
    proof: f64,
    /// The frames, from the one of most texts on.
    ordered: Vec<u32>,
    chains: Components,
}

impl<'a> Linker<'a> {
    /// No frame is linked yet; those will be whose skeletons share at least `proof` (0 to 1) of their neighbouring words.
    pub fn new(corpus: &Corpus, frames: &Frames, outlines: &'a Outlines<'a>, proof: f64) -> Self {
        let skeletons = &frames.skeletons;
        let mut texts = vec![0u32; skeletons.len()];
        frames.of_text.iter().flatten().for_each(|&frame| texts[frame as usize] += 1);
        let mut ordered: Vec<u32> = (0..skeletons.len() as u32).collect();
        let first = |f: u32| (Reverse(texts[f as usize]), corpus.key(skeletons[f as usize].text), f);
        ordered.par_sort_unstable_by_key(|&frame| first(frame));
        Self { outlines, proof, chains: Components::new(ordered.len()), ordered }
    }

    /// Takes those of the proposed pairs that prove it; the same pairs in another order link the same.
    pub fn take(&mut self, proposed: impl IntoIterator<Item = (u32, u32)>) {
        let mut proposed = proposed.into_iter();
        loop {
            // Who is in one chain already needs no proof, and of many near-duplicates nearly all pairs are such.
            let apart = |&(a, b): &(u32, u32)| self.chains.find(a) != self.chains.find(b);
            let some: Vec<(u32, u32)> = proposed.by_ref().filter(apart).take(AT_ONCE).collect();
            if some.is_empty() {
                return;
            }
            let proved: Vec<(u32, u32)> =
                some.into_par_iter().filter(|&(a, b)| self.is_proved(a, b)).collect();
            for (a, b) in proved {
                self.chains.join(a, b);
            }
        }
    }

    /// The templates.
    pub fn links(self) -> Links {
        let (chain_of, chains) = self.chains.labels();
        let in_order = self.ordered.iter().map(|&frame| (chain_of[frame as usize], frame));
        let members = Groups::new(chains as usize, in_order);
        let led: Vec<Vec<(u32, u32)>> =
            (0..chains).into_par_iter().map(|chain| self.led(members.of(chain))).collect();
        let mut leader = vec![0; self.ordered.len()];
        led.into_iter().flatten().for_each(|(frame, by)| leader[frame as usize] = by);
        Links::numbered(leader.into_iter(), chain_of.len())
    }

    /// The frames of a chain, each with the one that leads it.
    fn led(&self, chain: &[u32]) -> Vec<(u32, u32)> {
        let mut leaders: Vec<u32> = Vec::new();
        let leader = |&frame: &u32| {
            let by = leaders.iter().copied().find(|&leader| self.is_proved(leader, frame));
            if by.is_none() && leaders.len() < LEADERS {
                leaders.push(frame);
            }
            (frame, by.unwrap_or(frame))
        };
        chain.iter().map(leader).collect()
    }

    fn is_proved(&self, a: u32, b: u32) -> bool {
        self.outlines.is_like(a, b, self.proof)
    }
}

/// Links the proposed pairs of frames whose skeletons share at least `proof` (0 to 1) of their neighbouring words.
pub fn link(corpus: &Corpus, frames: &Frames, proposed: &[(u32, u32)], proof: f64) -> Links {
    let outlines = Outlines::new(&frames.skeletons);
    let mut linker = Linker::new(corpus, frames, &outlines, proof);
    linker.take(proposed.iter().copied());
    linker.links()
}

/// The same, of the pairs whose skeleton vectors, a row each, are at least `near`, found by an index of a kind.
///
/// # Errors
/// Those of the index, none of which a valid threshold brings about.
pub fn link_by_vectors(
    corpus: &Corpus,
    frames: &Frames,
    (vectors, near, kind): (UnitVectors<'_>, MinCosine, IndexKind),
    proof: f64,
) -> Result<Links, IndexError> {
    let outlines = Outlines::new(&frames.skeletons);
    let mut linker = Linker::new(corpus, frames, &outlines, proof);
    let mut take = |pairs: &[Pair]| linker.take(pairs.iter().map(|pair| (pair.a, pair.b)));
    // Of all that is near, words prove little: what they cannot prove is not compared to the last digit.
    let may = |a: u32, b: u32| outlines.may_be_like(a, b, proof);
    for_each_near_pair_that(vectors, near, kind, &may, &mut take)?;
    Ok(linker.links())
}

/// Proposes the pairs of frames that share two neighbouring words which few frames have: what is linked where
/// nothing is embedded.
pub fn propose_by_words(skeletons: &[Skeleton]) -> Vec<(u32, u32)> {
    /// Frames that may share a pair of words for it to propose them.
    const FEW: usize = 32;
    let of_frame = |(skeleton, frame): (&Skeleton, u32)| -> Vec<(u32, u32)> {
        skeleton.bigrams().iter().map(|&(bigram, _)| (bigram, frame)).collect()
    };
    let mut holders: Vec<(u32, u32)> = skeletons.iter().zip(0u32..).flat_map(of_frame).collect();
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
