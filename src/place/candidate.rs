//! Template candidates: phrases that travel together, and the texts that they cover.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::mine::{Corpus, Marks, Phrases, Reach, Shingles, grow, weight};

/// Phrases of a text that take part in the counting of pairs; the rest of a huge prompt adds nothing but quadratic work.
const PHRASES_A_TEXT: usize = 64;
/// Phrases that a thread takes at a time: a few cost as much as most others together.
const FEW_PHRASES: usize = 64;

/// A candidate and how much of a text it covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Covering {
    /// The candidate.
    pub(super) candidate: u32,
    /// Words, each by how few texts share it, times the logarithm of the texts that share the candidate.
    pub(super) cover: f64,
}

/// Phrases grouped to candidates, before any of them has been proved.
#[derive(Debug)]
pub(super) struct Candidates {
    /// The candidate of each shingle, and what a word of it weighs by how few texts share it.
    of_shingle: Vec<(u32, f32)>,
    /// Most texts that any shingle of the candidate stands in.
    pub(super) uses: Vec<u32>,
}

impl Candidates {
    /// Groups phrases around those that stand in most texts: with each go those that stand in the same text in at least
    /// `together` (0 to 1) of the texts of both.
    pub(super) fn new(corpus: &Corpus, shingles: &Shingles, phrases: &Phrases, together: f64) -> Self {
        let near: Vec<(u32, u32)> = (0..phrases.len() as u32)
            .into_par_iter()
            .with_max_len(FEW_PHRASES)
            .flat_map_iter(|a| {
                let mut both: FxHashMap<u32, usize> = FxHashMap::default();
                for &text in phrases.texts.of(a) {
                    let all = phrases.of_text.of(text);
                    let some = &all[..all.len().min(PHRASES_A_TEXT)];
                    some.iter().filter(|&&b| b > a).for_each(|&b| *both.entry(b).or_default() += 1);
                }
                let most = move |b: u32| phrases.texts.of(a).len().max(phrases.texts.of(b).len());
                let mut near: Vec<(u32, u32)> = both
                    .into_iter()
                    .filter(|&(b, n)| n as f64 >= together * most(b) as f64)
                    .map(|(b, _)| (a, b))
                    .collect();
                near.sort_unstable();
                near
            })
            .collect();
        let texts: Vec<u32> = (0..phrases.len() as u32).map(|p| phrases.texts.of(p).len() as u32).collect();
        let (of_phrase, count) = grow(&texts, &near, Reach::Neighbours);
        let mut uses = vec![0u32; count as usize];
        let all = corpus.len() as f32;
        let of_shingle = shingles.texts.iter().zip(&phrases.of_shingle).map(|(&texts, &phrase)| {
            let candidate = of_phrase[phrase as usize];
            let most = &mut uses[candidate as usize];
            *most = texts.max(*most);
            (candidate, weight(all, texts as f32))
        });
        Self { of_shingle: of_shingle.collect(), uses }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.uses.len()
    }

    /// Candidates that touch a text of a corpus, best first: by words covered, each by how few texts share it,
    /// times the logarithm of the texts that share them, since a template is what much varied content shares, and content (a
    /// popular question, say) what a few templates share. Those with fewer than `few` texts come after all others.
    pub(super) fn ranked(
        &self,
        text: u32,
        (shingles, seen): (&Shingles, &mut Marks),
        (width, few): (u32, u32),
        corpus: &Corpus,
    ) -> Vec<Covering> {
        let setting = corpus.setting(text);
        let mut cover: Vec<(u32, f64, u32)> = Vec::new();
        let (mut place_of, mut last) = (FxHashMap::<u32, usize>::default(), None);
        // What a text says again and again, the marks of a list say, covers it once.
        seen.clear();
        for (position, shingle) in shingles.of(text).filter(|&(_, shingle)| seen.insert(shingle)) {
            let (candidate, rare) = self.of_shingle[shingle as usize];
            // Most shingles are of the candidate of the one before.
            let place = match last {
                Some((before, place)) if before == candidate => place,
                _ => *place_of.entry(candidate).or_insert(cover.len()),
            };
            last = Some((candidate, place));
            if place == cover.len() {
                cover.push((candidate, 0.0, 0));
            }
            let (_, covered, end) = &mut cover[place];
            let behind = position.saturating_add(width);
            *covered +=
                f64::from(behind - position.max(*end)) * f64::from(rare * setting.part(position as usize));
            *end = behind;
        }
        let mut ranked: Vec<(bool, f64, u32)> = cover
            .into_iter()
            .map(|(candidate, covered, _)| {
                let uses = self.uses[candidate as usize];
                (uses >= few, covered * f64::from(uses).log2(), candidate)
            })
            .collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        ranked.into_iter().map(|(_, cover, candidate)| Covering { candidate, cover }).collect()
    }
}
