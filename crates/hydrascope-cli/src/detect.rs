//! The call into detection: the only place of the command line that knows how the library detects.

use std::path::PathBuf;
use std::sync::Arc;

use hydrascope::baseline::Baseline;
use hydrascope::batch::{self, Accept, Calibration, Fit};
use hydrascope::device::DeviceKind;
use hydrascope::embed::Embedder;
use hydrascope::finding::Findings;
use hydrascope::index::Accelerator;
use hydrascope::input::{Input, ReadSettings};
use hydrascope::params::{Params, ValidParams};
use hydrascope::report::{Devices, Stage};
use hydrascope::request::{HashKey, Request};
use hydrascope::summary::{Gathered, Log, gather};
use rayon::ThreadPool;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::models;
use crate::options::DetectOptions;
use crate::progress::Progress;
use crate::window::Window;

/// What detection gives, and what `run.json` says of it.
pub(crate) struct Detection {
    pub(crate) findings: Findings,
    pub(crate) stages: Vec<Stage>,
    pub(crate) settings: Value,
    pub(crate) model: Option<Value>,
    pub(crate) runtime: Option<Value>,
    pub(crate) devices: Devices,
    pub(crate) fit: Option<Fit>,
}

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
pub(crate) struct Detector {
    params: ValidParams,
    embedder: Option<Embedder>,
    accelerator: Option<Accelerator>,
    pool: ThreadPool,
}

impl Detector {
    /// Checks the settings, and loads the model and what compares; a note goes to standard error, unless it is to be `quiet`.
    pub(crate) fn new(
        options: &DetectOptions,
        hash_key: HashKey,
        work: Work,
        quiet: bool,
    ) -> Result<Self, Failure> {
        let reclusters = work == Work::Recluster;
        if reclusters && options.no_embedding {
            return Err(NoVectors.into());
        }
        // Detection does not depend on the machine unless it is told to; who compares everything wishes for all it has.
        let device = options.device.unwrap_or(if reclusters { DeviceKind::Auto } else { DeviceKind::Cpu });
        let read = |path: &PathBuf| Baseline::read(path, hash_key);
        let baseline = options.baseline.as_ref().map(read).transpose()?;
        let params = Params {
            seed: options.seed,
            hash_key,
            threads: options.threads.map_or(0, usize::from),
            without: options.without.clone(),
            fdr: options.fdr,
            min_actors: options.min_accounts,
            baseline: baseline.map(Arc::new),
            flag_operators: options.flag_operators,
            flag_farms: options.flag_farms,
            index: options.index,
            ..Params::default()
        };
        let params = params.validate()?;
        let accelerator = if reclusters { Some(Accelerator::new(device)?) } else { None };
        let embedder = if options.no_embedding { None } else { Some(embedder(options, device, quiet)?) };
        let pool = batch::pool(params.threads)?;
        Ok(Self { params, embedder, accelerator, pool })
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
        Ok(self.pool.install(|| gather(inputs, settings, &wanted, &mut tell))?)
    }

    /// Learns what a log looks like; `accept` says what is ordinary though it looks dealt.
    pub(crate) fn calibrate(
        self,
        log: &Log,
        accept: Accept<'_>,
        progress: &Progress,
    ) -> Result<Calibration, Failure> {
        let mut tell = |stage| progress.stage(stage, None);
        Ok(batch::calibrate(log, &self.params, self.embedder.as_ref(), accept, &mut tell)?)
    }

    /// Finds campaigns in a log.
    pub(crate) fn detect(self, log: &Log, progress: &Progress) -> Result<Detection, Failure> {
        let mut tell = |stage| progress.stage(stage, None);
        let (params, embedder) = (&self.params, self.embedder.as_ref());
        let found = match (embedder, &self.accelerator) {
            (Some(embedder), Some(accelerator)) => {
                batch::recluster(log, params, embedder, accelerator, &mut tell)?
            }
            _ => batch::detect(log, params, embedder, &mut tell)?,
        };
        let stages = found.timings.iter().map(|&(name, seconds)| Stage { name, seconds }).collect();
        Ok(Detection {
            findings: found.findings,
            stages,
            settings: json!(self.params),
            model: self
                .embedder
                .as_ref()
                .map(|e| json!({ "name": e.model().name(), "dim": e.model().dim() })),
            runtime: self.embedder.as_ref().map(|e| json!(e.runtime())),
            fit: found.fit,
            devices: Devices {
                embedding: self.embedder.as_ref().map(|e| e.ran().clone()),
                similarity: found.similarity,
            },
        })
    }
}

fn embedder(options: &DetectOptions, device: DeviceKind, quiet: bool) -> Result<Embedder, Failure> {
    let (model, runtime) =
        models::open(options.model.as_deref(), options.onnxruntime.as_deref(), device, quiet)?;
    Ok(Embedder::on(model, runtime, device)?)
}
