//! What stages work on, each part made when it is first asked for.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use hydrascope::embed::Embedder;
use hydrascope::mine::{Corpus, Phrases, Shingles, Source as Prompt};
use hydrascope::params::Params;
use hydrascope::place::{Frames, skeleton_view};
use hydrascope::request::{HashKey, Request};
use rayon::prelude::*;

use crate::error::BenchError;
use crate::npy::read_unit;
use crate::plan::Plan;
use crate::traffic::{Source, distinct, requests};
use crate::vectors::{Vectors, Wanted};

/// The models that stages run.
#[derive(Default)]
pub struct Models {
    /// The encoder of the pipeline, whose vectors the index stages use.
    pub embedder: Option<Embedder>,
    /// A MiniLM, or another encoder of its kind, timed beside it.
    pub minilm: Option<Embedder>,
}

/// What stages work on.
pub(crate) struct Data<'s> {
    /// In order of time.
    pub(crate) requests: Vec<Request>,
    pub(crate) models: &'s Models,
    pub(crate) params: Params,
    /// The size that was asked for, or that of the log.
    pub(crate) size: usize,
    pub(crate) near_duplicates: f64,
    /// A file of vectors, in place of vectors of prompts.
    pub(crate) vectors_file: Option<PathBuf>,
    /// The most memory of a GPU that vectors may take.
    pub(crate) gpu_memory: Option<usize>,
    pub(crate) seed: u64,
    /// Whether more traffic can be had.
    pub(crate) simulated: bool,
    corpus: OnceLock<Corpus>,
    frames: OnceLock<Frames>,
    vectors: OnceLock<Vectors>,
}

impl<'s> Data<'s> {
    /// Data of a source, of one size.
    pub(crate) fn new(
        source: &Source,
        size: Option<usize>,
        models: &'s Models,
        plan: &Plan,
    ) -> Result<Self, BenchError> {
        let seed = plan.seed;
        let wanted = match source {
            // The vectors come from elsewhere, so that a short log will do beside many of them.
            Source::Given(requests) if plan.vectors.is_some() => size.map(|size| size.min(requests.len())),
            _ => size,
        };
        let requests = requests(source, wanted, seed)?;
        Ok(Self {
            size: size.unwrap_or(requests.len()),
            requests,
            models,
            params: Params::builder().seed(seed).build()?,
            near_duplicates: plan.near_duplicates,
            vectors_file: plan.vectors.clone(),
            gpu_memory: plan.gpu_memory,
            seed,
            simulated: matches!(source, Source::Simulated),
            corpus: OnceLock::new(),
            frames: OnceLock::new(),
            vectors: OnceLock::new(),
        })
    }

    /// The prompts of all requests, in order of time.
    pub(crate) fn prompts(&self) -> Vec<&str> {
        self.requests.iter().map(|request| request.prompt.as_str()).collect()
    }

    /// Prompts that differ, in order of time: what an encoder has to work on, whether or not it collapses equal texts.
    pub(crate) fn distinct(&self) -> Vec<&str> {
        distinct(self.prompts())
    }

    /// The prompts with the number of their actors.
    pub(crate) fn sources(&self) -> Vec<Prompt<'_>> {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut actor = |account| {
            let next = known.len() as u32;
            *known.entry(account).or_insert(next)
        };
        self.requests.iter().map(|request| Prompt::new(&request.prompt, actor(&*request.account))).collect()
    }

    /// The distinct texts.
    pub(crate) fn corpus(&self) -> &Corpus {
        self.corpus.get_or_init(|| normalise(&self.sources(), self.seed))
    }

    /// The frames of the corpus.
    pub(crate) fn frames(&self) -> &Frames {
        self.frames.get_or_init(|| frames(self.corpus(), &self.params))
    }

    /// The skeleton view of each frame.
    pub(crate) fn views(&self, corpus: &Corpus, frames: &Frames) -> Vec<String> {
        frames.skeletons.par_iter().map(|s| skeleton_view(corpus, s, &corpus.prompt(s.text))).collect()
    }

    /// Vectors of prompts for the index stages; none without an encoder.
    pub(crate) fn vectors(&self) -> Result<Option<&Vectors>, BenchError> {
        if let Some(made) = self.vectors.get() {
            return Ok(Some(made));
        }
        let wanted = Wanted {
            size: self.size,
            near_duplicates: self.near_duplicates,
            seed: self.seed,
            simulated: self.simulated,
        };
        let made = match (&self.vectors_file, &self.models.embedder) {
            (Some(path), _) => Vectors::given(&wanted, read_unit(path)?)?,
            (None, Some(embedder)) => Vectors::of_prompts(&wanted, self.distinct(), embedder)?,
            (None, None) => return Ok(None),
        };
        Ok(Some(self.vectors.get_or_init(|| made)))
    }
}

impl Data<'_> {
    /// The vectors, where a stage asked for them.
    pub(crate) fn vectors_made(&self) -> Option<&Vectors> {
        self.vectors.get()
    }
}

/// Normalises and collapses prompts.
pub(crate) fn normalise(sources: &[Prompt<'_>], seed: u64) -> Corpus {
    Corpus::new(sources, HashKey::new([seed, 0]))
}

/// Mines shingles, joins them to phrases and finds frames, with the parameters of detection.
pub(crate) fn frames(corpus: &Corpus, params: &Params) -> Frames {
    let shingles = Shingles::mine(corpus, &params.support());
    let phrases = Phrases::join(corpus, &shingles, &params.join());
    Frames::find(corpus, &shingles, &phrases, &params.frame())
}
