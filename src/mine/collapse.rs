//! Collapse: requests whose normalised words are the same are one text.

use std::hash::Hasher;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use siphasher::sip128::Hasher128;

use super::corpus::Corpus;
use super::source::Sent;
use crate::groups::Groups;
use crate::normalize::LINE_BREAK;
use crate::request::HashKey;

impl Corpus {
    /// Finds the texts, numbered in the order of the requests that tell them; gives the places of the words with which what was added
    /// to each begins.
    pub(super) fn collapse(&mut self, sent: &[Sent], key: HashKey) -> Vec<u32> {
        let mut is_telling = vec![false; self.summary.wordings().len()];
        let telling = || (0u32..).zip(sent).filter(|(_, sent)| sent.told_by.is_none());
        telling().for_each(|(_, sent)| is_telling[sent.wording as usize] = true);
        let known_by = |(wording, tells)| if tells { self.known_by(wording as u32, key) } else { (0, 0) };
        let known_by: Vec<(u128, u64)> = is_telling.into_par_iter().enumerate().map(known_by).collect();
        let mut known: FxHashMap<u128, u32> = FxHashMap::default();
        let (mut words, mut openings) = (Vec::with_capacity(sent.len()), Vec::new());
        for (request, sent) in telling() {
            let (identity, raw) = known_by[sent.wording as usize];
            let next = known.len() as u32;
            let text = *known.entry(identity).or_insert(next);
            if text == next {
                self.wordings.push(sent.wording);
                self.keys.push(identity as u64);
                openings.push(match sent.opening {
                    u32::MAX => u32::MAX,
                    opening => self.spans(text).partition_point(|&(start, _)| start < opening) as u32,
                });
            }
            self.text_of[request as usize] = text;
            words.push((text, raw));
        }
        for (request, sent) in sent.iter().enumerate() {
            if let Some(by) = sent.told_by {
                self.text_of[request] = self.text_of[by as usize];
            }
        }
        self.variety = variety(words, known.len());
        openings
    }

    /// Keyed hashes of the words of a wording, and of what it says where it holds anything masked, which equal words do not make the same;
    /// else 0.
    fn known_by(&self, wording: u32, key: HashKey) -> (u128, u64) {
        let (lines, placed) = (self.summary.lines(), self.summary.wordings().lines(wording));
        let words = || placed.iter().flat_map(|placed| lines.words(placed.line));
        let mut identity = key.wide_hasher();
        words().for_each(|&word| identity.write_u32(word));
        let is_masked = |&word: &u32| self.sign(word).is_some_and(|sign| sign != LINE_BREAK);
        let mut raw = key.wide_hasher();
        let raw = words().any(is_masked).then(|| {
            placed.iter().for_each(|placed| raw.write_u128(lines.says(placed.line)));
            raw.finish128().as_u128() as u64
        });
        (identity.finish128().as_u128(), raw.unwrap_or(0))
    }
}

/// Distinct wordings of each text.
fn variety(mut wordings: Vec<(u32, u64)>, texts: usize) -> Vec<u32> {
    wordings.par_sort_unstable();
    wordings.dedup();
    let mut variety = vec![0; texts];
    wordings.iter().for_each(|&(text, _)| variety[text as usize] += 1);
    variety
}

/// The distinct actors of each text.
pub(super) fn distinct_actors(requests: &Groups, sent: &[Sent]) -> Groups {
    let mut pairs: Vec<(u32, u32)> = (0..requests.len() as u32)
        .flat_map(|text| requests.of(text).iter().map(move |&r| (text, sent[r as usize].actor)))
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    Groups::new(requests.len(), pairs.iter().copied())
}
