//! Batch: a whole log at once, from its summary to findings. The only place that knows every stage.

mod calibrated;
mod called;
mod candidate;
mod candidates;
mod catalog;
mod clocked;
mod described;
mod detection;
mod error;
mod extracted;
mod findings;
mod fit;
mod judge;
mod known;
mod known_application;
mod members;
mod named;
mod operator;
mod ordinary;
mod parting;
mod recluster;
mod run;
mod scaffolding;
mod shown;
mod stages;
mod users;
mod views;

pub use calibrated::Accept;
pub use called::Called;
pub use clocked::Progress;
pub use detection::{Calibration, Detection};
pub use error::BatchError;
pub use fit::Fit;
pub use known_application::KnownApplication;

use calibrated::calibrated;
use clocked::Clocked;
use run::Run;
use stages::{Tools, run};

use crate::embed::Embedder;
use crate::index::Accelerator;
use crate::judge::Judged;
use crate::params::ValidParams;
use crate::summary::{Log, SummaryError};

/// Finds campaigns in a log. Without an `embedder`, frames are linked by their words alone and what accounts fill in is not compared.
///
/// # Errors
/// Where the log was summarised with another hash key, threads cannot be started, or the embedder fails.
pub fn detect<'a>(
    log: &Log,
    params: &ValidParams,
    embedder: Option<&Embedder>,
    progress: &'a mut Progress<'a>,
) -> Result<Detection, BatchError> {
    pooled(log, params, progress, |clocked| {
        let tools = Tools { embedder, accelerator: None };
        Ok(run(log, params, tools, clocked, |_, _, _| Ok(()))?.0)
    })
}

/// Learns what a log of ordinary traffic looks like, for later logs to be compared with. `accept` says what a person
/// knows to be ordinary though it looks dealt.
///
/// # Errors
/// Those of [`detect`], and where `accept` names what is no campaign.
pub fn calibrate<'a>(
    log: &Log,
    params: &ValidParams,
    embedder: Option<&Embedder>,
    accept: Accept<'_>,
    progress: &'a mut Progress<'a>,
) -> Result<Calibration, BatchError> {
    pooled(log, params, progress, |clocked| {
        let tools = Tools { embedder, accelerator: None };
        let last = |run: &Run<'_>, judged: &[Judged], called: &Called| {
            calibrated(run, judged, called, accept, embedder.map(|e| e.model().name()))
        };
        let (detection, baseline) = run(log, params, tools, clocked, last)?;
        Ok(Calibration { baseline, detection })
    })
}

/// Finds campaigns as [`detect`] does, after comparing everything with everything: texts that share no phrases with enough
/// others stand for themselves, all near pairs of skeletons and of such texts are found by an `accelerator`, and what is
/// near and proves it by its words becomes one template. Finds templates too short for phrases; costs the square of the
/// distinct texts outside phrases.
///
/// # Errors
/// Those of [`detect`], and where a GPU that was insisted on fails.
pub fn recluster<'a>(
    log: &Log,
    params: &ValidParams,
    embedder: &Embedder,
    accelerator: &Accelerator,
    progress: &'a mut Progress<'a>,
) -> Result<Detection, BatchError> {
    pooled(log, params, progress, |clocked| {
        let tools = Tools { embedder: Some(embedder), accelerator: Some(accelerator) };
        Ok(run(log, params, tools, clocked, |_, _, _| Ok(()))?.0)
    })
}

/// Checks the log and works on threads of their own.
fn pooled<'a, T: Send>(
    log: &Log,
    params: &ValidParams,
    progress: &'a mut Progress<'a>,
    work: impl FnOnce(&mut Clocked<'a>) -> Result<T, BatchError> + Send,
) -> Result<T, BatchError> {
    if log.summary().hash_key() != params.hash_key {
        return Err(SummaryError::Key.into());
    }
    let mut clocked = Clocked::new(progress);
    pool(params.threads)?.install(|| work(&mut clocked))
}

/// So many threads to work on; 0 for as many as there are processors.
///
/// # Errors
/// Where they cannot be started.
pub fn pool(threads: usize) -> Result<rayon::ThreadPool, BatchError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|e| BatchError::Threads { threads, reason: e.to_string() })
}
