//! The call into detection: the only place of the command line that knows how the library detects.

use hydrascope::batch;
use hydrascope::embed::{Embedder, Model, Runtime};
use hydrascope::finding::Findings;
use hydrascope::params::{Params, ValidParams};
use hydrascope::report::Stage;
use hydrascope::request::Request;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::options::DetectOptions;
use crate::progress::Progress;

/// What detection gives, and what `run.json` says of it.
pub(crate) struct Detection {
    pub(crate) findings: Findings,
    pub(crate) stages: Vec<Stage>,
    pub(crate) settings: Value,
    pub(crate) model: Option<Value>,
    pub(crate) runtime: Option<Value>,
}

/// Everything that can be wrong before the inputs are read: told at once, not after minutes of reading.
pub(crate) struct Detector {
    params: ValidParams,
    embedder: Option<Embedder>,
}

impl Detector {
    /// Checks the settings and loads the model.
    pub(crate) fn new(options: &DetectOptions) -> Result<Self, Failure> {
        let params = Params {
            seed: options.seed,
            hash_key: options.hash_key,
            threads: options.threads.map_or(0, usize::from),
            without: options.without.clone(),
            index: options.index,
            ..Params::default()
        };
        let params = params.validate()?;
        let embedder = if options.no_embedding { None } else { Some(embedder(options)?) };
        Ok(Self { params, embedder })
    }

    /// Finds campaigns in requests, which are in order of time.
    pub(crate) fn detect(self, requests: &[Request], progress: &Progress) -> Result<Detection, Failure> {
        let mut tell = |stage| progress.stage(stage, None);
        let found = batch::detect(requests, &self.params, self.embedder.as_ref(), &mut tell)?;
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
        })
    }
}

fn embedder(options: &DetectOptions) -> Result<Embedder, Failure> {
    let model = match &options.model {
        Some(folder) => Model::from_folder(folder)?,
        None => Model::embedded()?,
    };
    let runtime = Runtime::discover(options.onnxruntime.as_deref())?;
    Ok(Embedder::new(model, runtime)?)
}
