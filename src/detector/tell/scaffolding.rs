//! Scaffolding: what a template shares with other templates, so that a person sees within which application or framework it stands.

use rustc_hash::FxHashMap;

use crate::detector::run::Run;
use crate::finding::WithinFinding;
use crate::place::{Skeleton, skeleton_parts, skeleton_text};

/// Templates that say a pair of neighbouring words from which on it is scaffolding.
const TEMPLATES: u32 = 3;
/// The share of it that another template says to be counted.
const MOST: f64 = 0.5;
/// Words that are worth showing.
const WORDS: usize = 5;

/// How many templates say each pair of neighbouring words.
pub(super) struct Scaffolding {
    sayers: FxHashMap<u32, u32>,
}

impl Scaffolding {
    /// Counts the words of all templates.
    pub(super) fn new(skeletons: &[Skeleton]) -> Self {
        let mut sayers: FxHashMap<u32, u32> = FxHashMap::default();
        let pairs = skeletons.iter().flat_map(Skeleton::bigrams);
        pairs.for_each(|&(pair, _)| *sayers.entry(pair).or_default() += 1);
        Self { sayers }
    }

    /// What a template shares with at least two others, and how many say most of that.
    pub(super) fn around(&self, run: &Run<'_>, template: u32) -> Option<WithinFinding> {
        let skeletons = &run.templates.skeletons;
        let own = &skeletons[template as usize];
        let is_shared = |pair| self.sayers.get(&pair).is_some_and(|&n| n >= TEMPLATES);
        let within = own.within(run.corpus, is_shared).filter(|within| within.words() >= WORDS)?;
        let others = (0u32..).zip(skeletons).filter(|(other, _)| *other != template);
        let templates = others.filter(|(_, other)| other.says(&within) >= MOST).count();
        let prompt = run.prompt(own.text);
        let text = skeleton_text(&skeleton_parts(run.corpus, &within, &prompt));
        (templates + 1 >= TEMPLATES as usize).then_some(WithinFinding { text, templates })
    }
}
