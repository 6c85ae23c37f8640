//! Batch: a whole log at once, from requests to findings. The only place that knows every stage.

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
use crate::request::Request;

/// Finds campaigns in a log whose requests are in order of time. Without an `embedder`, frames are linked by their
/// words alone and what accounts fill in is not compared.
///
/// # Errors
/// Where the log is too large for one batch or out of order, threads cannot be started, or the embedder fails.
pub fn detect<'a>(
    requests: &[Request],
    params: &ValidParams,
    embedder: Option<&Embedder>,
    progress: &'a mut Progress<'a>,
) -> Result<Detection, BatchError> {
    pooled(requests, params, progress, |clocked| {
        let tools = Tools { embedder, accelerator: None };
        Ok(run(requests, params, tools, clocked, |_, _, _| Ok(()))?.0)
    })
}

/// Learns what a log of ordinary traffic looks like, for later logs to be compared with. `accept` says what a person
/// knows to be ordinary though it looks dealt.
///
/// # Errors
/// Those of [`detect`], and where `accept` names what is no campaign.
pub fn calibrate<'a>(
    requests: &[Request],
    params: &ValidParams,
    embedder: Option<&Embedder>,
    accept: Accept<'_>,
    progress: &'a mut Progress<'a>,
) -> Result<Calibration, BatchError> {
    pooled(requests, params, progress, |clocked| {
        let tools = Tools { embedder, accelerator: None };
        let last = |run: &Run<'_>, judged: &[Judged], called: &Called| {
            calibrated(run, judged, called, accept, embedder.map(|e| e.model().name()))
        };
        let (detection, baseline) = run(requests, params, tools, clocked, last)?;
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
    requests: &[Request],
    params: &ValidParams,
    embedder: &Embedder,
    accelerator: &Accelerator,
    progress: &'a mut Progress<'a>,
) -> Result<Detection, BatchError> {
    pooled(requests, params, progress, |clocked| {
        let tools = Tools { embedder: Some(embedder), accelerator: Some(accelerator) };
        Ok(run(requests, params, tools, clocked, |_, _, _| Ok(()))?.0)
    })
}

/// Checks the requests and works on threads of their own.
fn pooled<'a, T: Send>(
    requests: &[Request],
    params: &ValidParams,
    progress: &'a mut Progress<'a>,
    work: impl FnOnce(&mut Clocked<'a>) -> Result<T, BatchError> + Send,
) -> Result<T, BatchError> {
    if requests.len() >= u32::MAX as usize {
        return Err(BatchError::TooMany(requests.len()));
    }
    if let Some(late) = requests.windows(2).position(|pair| pair[1].time < pair[0].time) {
        return Err(BatchError::Disordered(late + 1));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(params.threads).build();
    let pool = pool.map_err(|e| BatchError::Threads { threads: params.threads, reason: e.to_string() })?;
    let mut clocked = Clocked::new(progress);
    pool.install(|| work(&mut clocked))
}
