//! What a batch gives.

use super::fit::Fit;
use super::weigh::Called;
use crate::baseline::Baseline;
use crate::device::Ran;
use crate::finding::Findings;
use crate::judge::Judged;

/// What a batch gives: the findings, all that was weighed, and how long each stage took.
#[derive(Debug, Default)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Detection {
    /// What the reports are written from.
    pub findings: Findings,
    /// Every group that was weighed, strongest first; members are actors by number.
    pub judged: Vec<Judged>,
    /// What is made of each, in their order.
    pub called: Called,
    /// Stage and seconds, in the order of the stages.
    pub timings: Vec<(&'static str, f64)>,
    /// Where near pairs of all texts were found, where that was asked for.
    pub similarity: Option<Ran>,
    /// How well the baseline fits, where there is one.
    pub fit: Option<Fit>,
}

/// What a log of ordinary traffic gives.
#[derive(Debug)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Calibration {
    /// What the traffic looks like; with what an earlier baseline knew, where the settings name one.
    pub baseline: Baseline,
    /// What was detected on the way. Campaigns in its findings are left out of the baseline, unless they were accepted: the log may not be
    /// ordinary.
    pub detection: Detection,
}
