//! Proto-templates: phrases that travel together, and the texts that they cover.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::join::Phrases;
use super::shingle::Shingles;
use crate::components::Components;

/// Phrases of a text that take part in the counting of pairs; the rest of a huge prompt adds nothing but quadratic work.
const PHRASES_A_TEXT: usize = 64;

/// Phrases grouped to proto-templates, before any of them has been proved.
#[derive(Debug)]
pub(super) struct Proto {
    /// The proto-template of each phrase.
    pub(super) of_phrase: Vec<u32>,
    /// Most texts that any shingle of the proto-template stands in.
    pub(super) uses: Vec<u32>,
}

impl Proto {
    /// Joins phrases that stand in the same text in at least `together` (0 to 1) of the texts of both.
    pub(super) fn join(shingles: &Shingles, phrases: &Phrases, together: f64) -> Self {
        let joined: Vec<(u32, u32)> = (0..phrases.len() as u32)
            .into_par_iter()
            .flat_map_iter(|a| {
                let mut both: FxHashMap<u32, usize> = FxHashMap::default();
                for &text in phrases.texts.of(a) {
                    let all = phrases.of_text.of(text);
                    let some = &all[..all.len().min(PHRASES_A_TEXT)];
                    some.iter().filter(|&&b| b > a).for_each(|&b| *both.entry(b).or_default() += 1);
                }
                let most = move |b: u32| phrases.texts.of(a).len().max(phrases.texts.of(b).len());
                both.into_iter()
                    .filter(move |&(b, n)| n as f64 >= together * most(b) as f64)
                    .map(move |(b, _)| (a, b))
            })
            .collect();
        let mut components = Components::new(phrases.len());
        for (a, b) in joined {
            components.join(a, b);
        }
        let (of_phrase, count) = components.labels();
        let mut uses = vec![0u32; count as usize];
        for (shingle, &texts) in shingles.texts.iter().enumerate() {
            let proto = of_phrase[phrases.of_shingle[shingle] as usize] as usize;
            uses[proto] = uses[proto].max(texts);
        }
        Self { of_phrase, uses }
    }

    /// Proto-templates that touch a text, best first: by words covered times the logarithm of the texts that share
    /// them, since a frame is what much varied content shares, and content (a popular question, say) what a few
    /// frames share. Those with fewer than `frame_texts` texts come after all others.
    pub(super) fn ranked(
        &self,
        text: u32,
        shingles: &Shingles,
        phrases: &Phrases,
        (width, frame_texts): (u32, u32),
    ) -> Vec<u32> {
        let mut cover: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
        for (position, shingle) in shingles.of(text) {
            let proto = self.of_phrase[phrases.of_shingle[shingle as usize] as usize];
            let (covered, end) = cover.entry(proto).or_insert((0, 0));
            let behind = position.saturating_add(width);
            *covered = covered.saturating_add(behind - position.max(*end));
            *end = behind;
        }
        let mut ranked: Vec<(bool, f64, u32)> = cover
            .into_iter()
            .map(|(proto, (covered, _))| {
                let uses = self.uses[proto as usize];
                (uses >= frame_texts, f64::from(covered) * f64::from(uses).log2(), proto)
            })
            .collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
        ranked.into_iter().map(|(_, _, proto)| proto).collect()
    }
}
