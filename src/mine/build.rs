//! Build: a corpus of the requests of a summary.

use std::sync::Arc;

use rayon::prelude::*;

use super::bigram::Bigram;
use super::collapse::distinct_actors;
use super::corpus::Corpus;
use super::numbering::{Which, number};
use super::numbers::Numbers;
use super::settings::settings;
use super::source::{Sent, Source};
use super::weight::Weights;
use crate::groups::Groups;
use crate::normalize::Normalizer;
use crate::request::{HashKey, Prompt};
use crate::summary::Summary;

/// Texts by which words are weighed.
const WEIGHED: usize = 4096;

impl Corpus {
    /// Normalises and collapses `sources`, in parallel on the current rayon pool; the result does not depend on it. All hashes depend on
    /// `hash_key`.
    pub fn new(sources: &[Source<'_>], hash_key: HashKey) -> Self {
        let mut summary = Summary::new(hash_key);
        let prompts: Vec<&Prompt> = sources.iter().map(|source| source.prompt).collect();
        let wordings = summary.wordings_of(&prompts);
        let sent = |(source, wording): (&Source<'_>, u32)| {
            let &Source { actor, told_by, opening, .. } = source;
            Sent { wording, actor, told_by, opening }
        };
        let sent: Vec<Sent> = sources.iter().zip(wordings).map(sent).collect();
        Self::of(Arc::new(summary), &sent, Which::All)
    }

    /// Collapses the requests of a summary, in parallel on the current rayon pool; the result does not depend on it. `which` pairs of
    /// words it tells apart; of those that one text alone says only one that is compared with all others needs any.
    pub(crate) fn of(summary: Arc<Summary>, sent: &[Sent], which: Which) -> Self {
        let key = summary.hash_key();
        let normalizer = Normalizer::new(key);
        let mut corpus = Self {
            signs: normalizer.signs().to_vec(),
            roles: normalizer.roles().to_vec(),
            summary,
            wordings: Vec::new(),
            keys: Vec::new(),
            variety: Vec::new(),
            numbers: Numbers::default(),
            weights: Weights::default(),
            settings: Vec::new(),
            text_of: vec![0; sent.len()],
            requests: Groups::default(),
            actors: Groups::default(),
        };
        let openings = corpus.collapse(sent, key);
        let pairs = corpus.text_of.iter().zip(0u32..).map(|(&text, request)| (text, request));
        corpus.requests = Groups::new(corpus.len(), pairs);
        corpus.actors = distinct_actors(&corpus.requests, sent);
        corpus.numbers = number(&corpus, which);
        let all: Vec<u32> = (0..corpus.len() as u32).collect();
        let said: Vec<Vec<Bigram>> =
            corpus.sample(&all, WEIGHED).par_iter().map(|&text| corpus.said(text)).collect();
        corpus.weights = Weights::new(corpus.numbers.len(), &said);
        corpus.settings = settings(&corpus, &openings);
        corpus
    }
}
