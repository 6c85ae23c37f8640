//! Refine: templates that share boilerplate come out as one; what their texts say beside it takes them apart.

use rustc_hash::{FxHashMap, FxHashSet};

use super::corpus::Corpus;
use super::skeleton::{Bigram, Skeleton, SkeletonParams, bigrams, sample};
use crate::components::Components;

/// Texts from which on a template is looked at.
const TEXTS: usize = 24;
/// A pair of words takes part where between this share and that share of the texts have it: what nearly all say
/// is common to all parts, what hardly any say is a slot.
const SOME: (f64, f64) = (0.06, 0.85);
/// Texts belong together where they share this part of what takes part in either.
const TOGETHER: f64 = 0.5;
/// Skeletons alike by more than this (Jaccard) are wordings of one template.
const SAME: f64 = 0.5;

/// The skeletons of the templates that `texts` mix; empty where they are one template.
pub(super) fn refine(
    corpus: &Corpus,
    skeleton: &Skeleton,
    texts: &[u32],
    params: &SkeletonParams,
) -> Vec<Skeleton> {
    if texts.len() < TEXTS {
        return Vec::new();
    }
    let sample = sample(texts);
    let parts = parts(corpus, &sample, skeleton.pairs());
    let least = (SOME.0 * sample.len() as f64).ceil().max(3.0) as usize;
    let mut skeletons: Vec<Skeleton> = Vec::new();
    for part in parts.iter().filter(|p| p.len() >= least) {
        if let Some(found) = Skeleton::of(corpus, part, params)
            && skeletons.iter().all(|s| s.likeness(&found) <= SAME)
        {
            skeletons.push(found);
        }
    }
    if skeletons.len() < 2 { Vec::new() } else { skeletons }
}

/// Parts of the sample, largest first; one part where too little varies to make two templates of it.
fn parts(corpus: &Corpus, sample: &[u32], pairs: usize) -> Vec<Vec<u32>> {
    let said: Vec<FxHashSet<Bigram>> = sample.iter().map(|&t| bigrams(corpus, t).collect()).collect();
    let mut counts: FxHashMap<Bigram, (u32, u32)> = FxHashMap::default();
    for bigram in said.iter().flatten() {
        let next = counts.len() as u32;
        counts.entry(*bigram).or_insert((0, next)).0 += 1;
    }
    let share = |count: u32| f64::from(count) / sample.len() as f64;
    counts.retain(|_, (count, _)| *count >= 3 && (SOME.0..=SOME.1).contains(&share(*count)));
    let vary: Vec<Vec<u32>> = said
        .iter()
        .map(|said| {
            let mut numbers: Vec<u32> =
                said.iter().filter_map(|b| counts.get(b).map(|(_, number)| *number)).collect();
            numbers.sort_unstable();
            numbers
        })
        .collect();
    let varying = vary.iter().map(Vec::len).sum::<usize>() / sample.len();
    if varying * 3 < pairs {
        return Vec::new();
    }
    let mut components = Components::new(sample.len());
    for i in 0..sample.len() {
        for j in i + 1..sample.len() {
            let most = vary[i].len().max(vary[j].len());
            if shared(&vary[i], &vary[j]) as f64 >= TOGETHER * most.max(1) as f64 {
                components.join(i as u32, j as u32);
            }
        }
    }
    let (label, count) = components.labels();
    let mut parts: Vec<Vec<u32>> = vec![Vec::new(); count as usize];
    label.iter().zip(sample).for_each(|(&part, &text)| parts[part as usize].push(text));
    parts.sort_by_key(|p| std::cmp::Reverse(p.len()));
    parts
}

/// Numbers in both of two sorted rows.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    both
}
