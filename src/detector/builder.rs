//! Detector: what it is built of.

use rayon::ThreadPoolBuilder;

use super::Detector;
use super::error::DetectError;
use crate::embed::Embedder;
use crate::index::Accelerator;
use crate::params::Params;

/// A detector on its way; [`DetectorBuilder::build`] starts its threads.
#[derive(Default)]
#[must_use = "a detector works once it is built"]
pub struct DetectorBuilder {
    params: Params,
    embedder: Option<Embedder>,
    accelerator: Option<Accelerator>,
}

impl Detector {
    /// A detector with the default settings and no model, to be changed.
    pub fn builder() -> DetectorBuilder {
        DetectorBuilder::default()
    }
}

impl DetectorBuilder {
    /// Sets all settings at once.
    pub fn params(self, params: Params) -> Self {
        Self { params, ..self }
    }

    /// Embeds skeletons and slots with a model; several detectors may share one, by clones.
    pub fn embedder(self, embedder: impl Into<Option<Embedder>>) -> Self {
        Self { embedder: embedder.into(), ..self }
    }

    /// Compares everything with everything by an `accelerator`: texts that share no phrases with enough others stand for themselves, and what is
    /// near and proves it by its words becomes one template. Finds templates too short for phrases; costs the square of the distinct texts
    /// outside phrases. Needs a model.
    pub fn recluster(self, accelerator: impl Into<Option<Accelerator>>) -> Self {
        Self { accelerator: accelerator.into(), ..self }
    }

    /// The detector.
    ///
    /// # Errors
    /// Where threads cannot be started, or everything is to be compared without a model.
    pub fn build(self) -> Result<Detector, DetectError> {
        let Self { params, embedder, accelerator } = self;
        if accelerator.is_some() && embedder.is_none() {
            return Err(DetectError::NoModel);
        }
        let threads = params.threads;
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|e| DetectError::Threads { threads, reason: e.to_string() })?;
        Ok(Detector { params, embedder, accelerator, pool })
    }
}
