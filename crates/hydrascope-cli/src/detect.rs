//! The call into detection: the only place of the command line that knows how the library detects.

use std::path::PathBuf;
use std::sync::Arc;

use hydrascope::baseline::Baseline;
use hydrascope::detector::{self, Accept, Calibration, Detection, Watch};
use hydrascope::device::DeviceKind;
use hydrascope::embed::Embedder;
use hydrascope::index::Accelerator;
use hydrascope::input::{Input, ReadReport, ReadSettings};
use hydrascope::params::Params;
use hydrascope::report::RunRecord;
use hydrascope::request::{HashKey, Request};
use hydrascope::summary::{Gathered, Log};

use crate::failure::Failure;
use crate::key;
use crate::models;
use crate::options::DetectOptions;
use crate::progress::Progress;
use crate::window::Window;

/// How templates are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Work {
    /// By phrases.
    Detect,
    /// By phrases, and by comparing everything with everything.
    Recluster,
}

/// Comparing everything needs vectors.
#[derive(Debug, thiserror::Error)]
#[error("expected a model to recluster with, got --no-embedding; leave it away, or use detect")]
struct NoVectors;

/// Everything that can be wrong before the inputs are read: told at once, not after minutes of reading.
pub(crate) struct Detector(detector::Detector);

impl Detector {
    /// Checks the settings, and loads the model and what compares; a note goes to standard error, unless it is to be `quiet`.
    pub(crate) fn new(options: &DetectOptions, work: Work, quiet: bool) -> Result<Self, Failure> {
        let reclusters = work == Work::Recluster;
        if reclusters && options.no_embedding {
            return Err(NoVectors.into());
        }
        // Detection does not depend on the machine unless it is told to; who compares everything wishes for all it has.
        let device = options.device.unwrap_or(if reclusters { DeviceKind::Auto } else { DeviceKind::Cpu });
        let hash_key = options.key.read()?;
        let read = |path: &PathBuf| Baseline::read(path, hash_key);
        let baseline = options.baseline.as_ref().map(read).transpose()?;
        let params = Params::builder()
            .seed(options.seed)
            .hash_key(hash_key)
            .threads(options.threads.map_or(0, usize::from))
            .without(options.without.clone())
            .fdr(options.fdr)
            .min_actors(options.min_accounts)
            .baseline(baseline.map(Arc::new))
            .flag_operators(options.flag_operators)
            .flag_farms(options.flag_farms)
            .index(options.index)
            .build()?;
        let accelerator = if reclusters { Some(Accelerator::new(device)?) } else { None };
        let embedder = if options.no_embedding { None } else { Some(embedder(options, device, quiet)?) };
        let built = detector::Detector::builder().params(params).embedder(embedder).recluster(accelerator);
        Ok(Self(built.build()?))
    }

    /// The library's own.
    pub(crate) fn into_inner(self) -> detector::Detector {
        self.0
    }

    /// Its hash key.
    pub(crate) fn hash_key(&self) -> HashKey {
        self.0.params().hash_key()
    }

    /// What is said of its key, where everybody knows that.
    pub(crate) fn note(&self) -> Option<&'static str> {
        key::note(self.0.params().hash_key())
    }

    /// Reads the part of some inputs that lies in a window.
    pub(crate) fn read(
        &self,
        inputs: &[Input],
        settings: &ReadSettings,
        window: Window,
        progress: &Progress,
    ) -> Result<Gathered, Failure> {
        let wanted = |request: &Request| window.holds(request.time);
        let mut tell = |state| progress.reading(state);
        Ok(self.0.gather(inputs, settings, &wanted, &mut tell)?)
    }

    /// Learns what a log looks like; `accept` says what is ordinary though it looks dealt.
    pub(crate) fn calibrate(
        &self,
        log: &Log,
        accept: Accept<'_>,
        progress: &Progress,
    ) -> Result<Calibration, Failure> {
        let mut watch = Watch::default().progress(|stage| progress.stage(stage, None));
        Ok(self.0.calibrate(log, accept, &mut watch)?)
    }

    /// Finds campaigns in a log.
    pub(crate) fn detect(&self, log: &Log, progress: &Progress) -> Result<Detection, Failure> {
        let mut watch = Watch::default().progress(|stage| progress.stage(stage, None));
        Ok(self.0.detect_watched(log, &mut watch)?)
    }

    /// What it knows of a detection and of what was read for it, for `run.json`.
    pub(crate) fn record(&self, read: ReadReport, found: &Detection) -> RunRecord {
        self.0.record(read, found)
    }
}

fn embedder(options: &DetectOptions, device: DeviceKind, quiet: bool) -> Result<Embedder, Failure> {
    let (model, runtime) =
        models::open(options.model.as_deref(), options.onnxruntime.as_deref(), device, quiet)?;
    Ok(Embedder::on(model, runtime, device)?)
}
