//! Templates: proved groups of texts.

use rayon::prelude::*;

use super::assign::Proto;
use super::refine::refine;
use super::skeleton::Skeleton;
use crate::phrase::{Corpus, Groups, Phrases, Shingles};

/// Texts that do not say what most texts of their proto-template say are looked at again among themselves, so often.
const ROUNDS: usize = 3;

/// How texts become templates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClusterParams {
    /// Words in a shingle.
    pub width: u32,
    /// Phrases join where they stand in the same text in this share of the texts of both, 0 to 1.
    pub together: f64,
    /// Distinct texts that make a frame; what fewer texts share may be content.
    pub frame_texts: u32,
    /// Neighbouring words belong to a skeleton where this share of the texts has them, 0 to 1.
    pub common: f64,
    /// A text belongs to a template where it says this share of its skeleton, 0 to 1.
    pub proof: f64,
}

/// The templates of a corpus.
#[derive(Debug, Default)]
pub struct Templates {
    /// The template of each text, where it has one.
    pub of_text: Vec<Option<u32>>,
    /// The texts of each template.
    pub texts: Groups,
    /// The skeleton of each template.
    pub skeletons: Vec<Skeleton>,
}

impl Templates {
    /// Clusters the texts of a corpus by their phrases; each text is in one template at most, and proves it.
    pub fn cluster(corpus: &Corpus, shingles: &Shingles, phrases: &Phrases, params: &ClusterParams) -> Self {
        let proto = Proto::join(corpus, shingles, phrases, params.together);
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
            let tried = if round == 0 { usize::MAX } else { 1 };
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

    /// Merges templates by label: texts of one label are one template, with a skeleton of its own.
    pub fn merged(mut self, corpus: &Corpus, label: &[u32], labels: u32, common: f64) -> Self {
        self.of_text.iter_mut().flatten().for_each(|t| *t = label[*t as usize]);
        let pairs = self.of_text.iter().zip(0u32..).filter_map(|(t, text)| t.map(|t| (t, text)));
        let texts = Groups::new(labels as usize, pairs);
        let mut first: Vec<Option<Skeleton>> = vec![None; labels as usize];
        let mut several = vec![false; labels as usize];
        for (skeleton, &label) in self.skeletons.into_iter().zip(label) {
            let kept = &mut first[label as usize];
            several[label as usize] |= kept.is_some();
            let larger = kept.as_ref().is_none_or(|k| skeleton.words() > k.words());
            if larger {
                *kept = Some(skeleton);
            }
        }
        let skeletons = first
            .into_par_iter()
            .zip(several)
            .zip(0..labels)
            .map(|((kept, several), label)| {
                let found = if several { Skeleton::of(corpus, texts.of(label), common) } else { None };
                found.or(kept)
            })
            .collect();
        Self::numbered(self.of_text, skeletons)
    }

    /// Number of templates.
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

/// Takes templates apart that mix several: each text goes to the part whose skeleton it says most of.
fn refined(
    corpus: &Corpus,
    mut of_text: Vec<Option<u32>>,
    mut skeletons: Vec<Skeleton>,
    params: &ClusterParams,
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
