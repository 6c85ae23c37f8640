//! Detector: from a log to findings. The only place that knows every stage.
//!
//! ```
//! use hydrascope::{Attributes, Detector, Prompt, Request};
//!
//! let request = |n: usize| -> Result<Request, hydrascope::TimeError> {
//!     Ok(Request {
//!         id: format!("r{n}").into(),
//!         time: format!("2026-03-02T00:{:02}:14Z", n % 60).parse()?,
//!         account: format!("account{}", n % 3).into(),
//!         prompt: Prompt::new(format!("Name a river of the country with the number {n}.")),
//!         attributes: Attributes::default(),
//!     })
//! };
//! let requests = (0..30).map(request).collect::<Result<Vec<_>, _>>()?;
//! let detector = Detector::builder().build()?;
//! let found = detector.detect(&detector.log(&requests)?)?;
//! assert_eq!((found.accounts.len(), found.campaigns.len()), (3, 0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod builder;
mod calibrated;
mod detection;
mod error;
mod fit;
mod operator;
mod record;
mod recluster;
mod run;
mod stages;
mod tell;
mod users;
mod views;
mod watch;
mod weigh;

use std::sync::Arc;

use rayon::ThreadPool;

pub use builder::DetectorBuilder;
pub use calibrated::Accept;
pub use detection::{Calibration, Detection};
pub use error::DetectError;
pub use fit::Fit;
pub use watch::{Cancel, Watch};
pub use weigh::{Called, KnownApplication};

use calibrated::calibrated;
use run::Run;
use stages::{Tools, run};
use watch::Clock;

use crate::embed::Embedder;
use crate::finding::Findings;
use crate::index::Accelerator;
use crate::input::{Input, ReadProgress, ReadSettings};
use crate::judge::Judged;
use crate::params::Params;
use crate::request::Request;
use crate::summary::{GatherError, Gathered, Log, Summary, SummaryError, gather};

/// Finds campaigns: settings, a model where there is one, and threads of its own. It is made once and used as often as one likes, from several
/// threads too; it remembers nothing of what it looked at.
pub struct Detector {
    params: Params,
    embedder: Option<Embedder>,
    accelerator: Option<Accelerator>,
    pool: ThreadPool,
}

impl Detector {
    /// Its settings.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// What embeds, where something does.
    pub fn embedder(&self) -> Option<&Embedder> {
        self.embedder.as_ref()
    }

    /// What requests say, in any order: a summary, hashed with this detector's key.
    ///
    /// # Errors
    /// Those of [`Summary::add`].
    pub fn summary(&self, requests: &[Request]) -> Result<Summary, SummaryError> {
        let mut summary = Summary::new(self.params.hash_key);
        self.pool.install(|| summary.add(requests))?;
        Ok(summary)
    }

    /// Requests that are in memory, in any order, as a log.
    ///
    /// # Errors
    /// Those of [`Summary::add`].
    pub fn log(&self, requests: &[Request]) -> Result<Log, SummaryError> {
        Ok(Log::new(Arc::new(self.summary(requests)?)))
    }

    /// Reads inputs and summarises the requests that are `wanted`; prompts are held only until what they say is known. Settings are taken as
    /// they are, but for the hash key, which is this detector's.
    ///
    /// # Errors
    /// Where an input cannot be read, or they hold more than one summary can name.
    pub fn gather(
        &self,
        inputs: &[Input],
        settings: &ReadSettings,
        wanted: &(dyn Fn(&Request) -> bool + Sync),
        progress: &mut (dyn FnMut(ReadProgress) + Send),
    ) -> Result<Gathered, GatherError> {
        let settings = ReadSettings { hash_key: self.params.hash_key, ..settings.clone() };
        self.pool.install(|| gather(inputs, &settings, wanted, progress))
    }

    /// Finds campaigns in a log. Without a model, templates are linked by their words alone and what accounts fill in is not compared. With what
    /// compares everything ([`DetectorBuilder::recluster`]) it finds templates too short for phrases too.
    ///
    /// # Errors
    /// Where the log was summarised with another hash key, or the model or a GPU that was insisted on fails.
    pub fn detect(&self, log: &Log) -> Result<Findings, DetectError> {
        Ok(self.detect_watched(log, &mut Watch::default())?.findings)
    }

    /// The same with all that was weighed on the way and how long it took; `watch` is told of each stage and may end it.
    ///
    /// # Errors
    /// Those of [`Detector::detect`], and [`DetectError::Cancelled`].
    pub fn detect_watched(&self, log: &Log, watch: &mut Watch<'_>) -> Result<Detection, DetectError> {
        self.work(log, watch, |tools, clock| Ok(run(log, &self.params, tools, clock, |_, _, _| Ok(()))?.0))
    }

    /// Learns what a log of ordinary traffic looks like, for later logs to be compared with. `accept` says what a person knows to be ordinary
    /// though it looks dealt.
    ///
    /// # Errors
    /// Those of [`Detector::detect_watched`], and where `accept` names what is no campaign.
    pub fn calibrate(
        &self,
        log: &Log,
        accept: Accept<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<Calibration, DetectError> {
        self.work(log, watch, |tools, clock| {
            let last = |run: &Run<'_>, judged: &[Judged], called: &Called| {
                calibrated(run, judged, called, accept, tools.embedder.map(|e| e.model().name()))
            };
            let tools = Tools { accelerator: None, ..tools };
            let (detection, baseline) = run(log, &self.params, tools, clock, last)?;
            Ok(Calibration { baseline, detection })
        })
    }

    /// Checks the log and works on this detector's threads.
    fn work<T: Send>(
        &self,
        log: &Log,
        watch: &mut Watch<'_>,
        work: impl FnOnce(Tools<'_>, &mut Clock<'_, '_>) -> Result<T, DetectError> + Send,
    ) -> Result<T, DetectError> {
        if log.summary().hash_key() != self.params.hash_key {
            return Err(SummaryError::Key.into());
        }
        let tools = Tools { embedder: self.embedder.as_ref(), accelerator: self.accelerator.as_ref() };
        let mut clock = Clock::new(watch);
        self.pool.install(|| work(tools, &mut clock))
    }
}
