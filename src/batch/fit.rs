//! Fit: how well the baseline fits a log.

use serde::Serialize;

use super::called::Called;
use super::known::Known;
use super::run::Run;
use crate::baseline::{Baseline, Drift, drift};
use crate::judge::Judged;

/// How well a baseline fits a log.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fit {
    /// Ordinary groups and applications that the baseline holds.
    pub groups: usize,
    /// Its applications.
    pub applications: usize,
    /// The share (0 to 1) of the log's requests that lie in applications which it knows.
    pub known_requests: f64,
    /// How far the log's groups are from its own; none where either has too few.
    pub drift: Option<Drift>,
}

/// How well the baseline fits what was found.
pub(super) fn fit(
    run: &Run<'_>,
    baseline: &Baseline,
    known: &Known,
    judged: &[Judged],
    called: &Called,
) -> Fit {
    let ordinary = judged.iter().zip(&called.is_called).filter(|(_, is_called)| !**is_called);
    Fit {
        groups: baseline.reference().len(),
        applications: baseline.applications().len(),
        known_requests: known.share(run),
        drift: drift(baseline.reference().log_odds(), ordinary.map(|(judged, _)| judged.evidence())),
    }
}
