//! Settings of a run.

mod builder;

use std::sync::Arc;

use serde::Serialize;

pub use builder::ParamsBuilder;

use crate::baseline::Baseline;
use crate::index::IndexKind;
use crate::mine::{JoinParams, Support};
use crate::place::{FrameParams, SkeletonParams};
use crate::request::HashKey;

/// Settings that make sense; what each means stands at its setter. Serialised, they are what `run.json` says of them.
///
/// ```
/// use hydrascope::Params;
/// let params = Params::builder().seed(7).min_actors(4).build()?;
/// assert_eq!(params.min_actors(), 4);
/// assert!(Params::builder().fdr(0.0).build().is_err());
/// # Ok::<(), hydrascope::ParamsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Params {
    pub(crate) seed: u64,
    #[serde(skip)]
    pub(crate) hash_key: HashKey,
    pub(crate) threads: usize,
    pub(crate) shingle_words: usize,
    pub(crate) min_actors: u32,
    pub(crate) min_texts: u32,
    pub(crate) min_texts_alone: u32,
    pub(crate) frame_texts: u32,
    pub(crate) phrase_confidence: f64,
    pub(crate) phrase_uses: f64,
    pub(crate) phrases_together: f64,
    pub(crate) skeleton_common: f64,
    pub(crate) template_containment: f64,
    pub(crate) portfolio_alike: f64,
    pub(crate) fdr: f64,
    pub(crate) link_near: f32,
    pub(crate) index: IndexKind,
    pub(crate) link_jaccard: f64,
    pub(crate) without: Vec<String>,
    pub(crate) flag_operators: bool,
    pub(crate) flag_farms: bool,
    #[serde(skip)]
    pub(crate) baseline: Option<Arc<Baseline>>,
    pub(crate) slot_examples: usize,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            seed: 0,
            hash_key: HashKey::default(),
            threads: 0,
            shingle_words: 5,
            min_actors: 5,
            min_texts: 3,
            min_texts_alone: 20,
            frame_texts: 10,
            phrase_confidence: 0.5,
            phrase_uses: 0.2,
            phrases_together: 0.6,
            skeleton_common: 0.5,
            template_containment: 0.5,
            portfolio_alike: 0.25,
            fdr: 0.05,
            link_near: 0.8,
            index: IndexKind::Auto,
            link_jaccard: 0.6,
            without: Vec::new(),
            flag_operators: false,
            flag_farms: false,
            baseline: None,
            slot_examples: 3,
        }
    }
}

/// A setting that makes no sense.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("setting {name}: expected {expected}, got {got}; correct it or leave it at its default")]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct ParamsError {
    /// The setting.
    pub name: &'static str,
    /// What it may be.
    pub expected: &'static str,
    /// What it was.
    pub got: String,
}

impl Params {
    /// Key of all hashes.
    pub fn hash_key(&self) -> HashKey {
        self.hash_key
    }

    /// Threads; 0 takes one for each processor.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Share of the campaigns called that may be false, above 0 to 1.
    pub fn fdr(&self) -> f64 {
        self.fdr
    }

    /// Distinct actors that a template and a campaign have at least.
    pub fn min_actors(&self) -> u32 {
        self.min_actors
    }

    /// The cosine of skeletons that are proposed as wordings of one template, and the share of words that proves it.
    pub fn link(&self) -> (f32, f64) {
        (self.link_near, self.link_jaccard)
    }

    /// What makes a shingle shared.
    pub fn support(&self) -> Support {
        Support {
            width: self.shingle_words,
            actors: self.min_actors,
            texts: self.min_texts,
            texts_alone: self.min_texts_alone,
        }
    }

    /// How shingles join to phrases.
    pub fn join(&self) -> JoinParams {
        JoinParams { confidence: self.phrase_confidence, uses: self.phrase_uses }
    }

    /// How phrases join to frames.
    pub fn frame(&self) -> FrameParams {
        FrameParams {
            support: self.support(),
            together: self.phrases_together,
            frame_texts: self.frame_texts,
            skeleton: self.skeleton(),
            containment: self.template_containment,
        }
    }

    /// What makes words a skeleton.
    pub fn skeleton(&self) -> SkeletonParams {
        SkeletonParams { common: self.skeleton_common, min_actors: self.min_actors }
    }
}

#[cfg(test)]
mod tests {
    use super::Params;

    #[test]
    fn defaults_are_valid_and_nonsense_is_named() {
        assert!(Params::builder().build().is_ok());
        let error = Params::builder().fdr(f64::NAN).build().unwrap_err();
        assert_eq!(
            error.to_string(),
            "setting fdr: expected a number above 0, at most 1, got NaN; correct it or leave it at its default"
        );
    }
}
