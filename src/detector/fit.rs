//! Fit: how well the baseline fits a log.

use serde::Serialize;

use super::run::Run;
use super::weigh::{Called, Known, KnownApplication};
use crate::baseline::{Baseline, Drift, Weighed, drift};
use crate::judge::Judged;

/// How well a baseline fits a log.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fit {
    /// Ordinary groups and applications that the baseline holds.
    pub groups: usize,
    /// Its applications.
    pub applications: usize,
    /// Those of most requests among the ones that the log has too, these first: 200 at most.
    pub known: Vec<KnownApplication>,
    /// The share (0 to 1) of the log's requests that lie in applications which it knows.
    pub known_requests: f64,
    /// Whether its evidence was weighed as here: with the same model, and the same signals left out.
    pub is_weighed_alike: bool,
    /// How far the log's groups are from its own; none where either has too few.
    pub drift: Option<Drift>,
}

/// How well the baseline fits what was found with a model of this name.
pub(super) fn fit(
    run: &Run<'_>,
    (baseline, model): (&Baseline, Option<&str>),
    known: &Known,
    judged: &[Judged],
    called: &Called,
) -> Fit {
    let is_ordinary = |group: &usize| !called.is_called[*group] && !called.is_apart[*group];
    let ordinary = (0..judged.len()).filter(is_ordinary).map(|group| judged[group].evidence());
    Fit {
        groups: baseline.reference().len(),
        applications: baseline.applications().len(),
        known: known.applications.clone(),
        known_requests: known.share(run),
        is_weighed_alike: *baseline.weighed() == weighed(run, model),
        drift: drift(baseline.reference().log_odds(), ordinary),
    }
}

/// How the evidence of a run is weighed, with a model of this name.
pub(super) fn weighed(run: &Run<'_>, model: Option<&str>) -> Weighed {
    let mut without = run.params.without.clone();
    without.sort_unstable();
    without.dedup();
    Weighed { model: model.map(str::to_owned), without }
}
