//! Figures beside their thresholds.

use crate::campaigns::CampaignScore;

/// On which side of its threshold a figure has to lie; the threshold itself is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Above.
    AtLeast,
    /// Below.
    AtMost,
}

/// A figure beside its threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// What it measures.
    pub name: String,
    /// The figure; none where it was not measured.
    pub value: Option<f64>,
    /// On which side it has to lie.
    pub bound: Bound,
    /// The threshold.
    pub threshold: f64,
}

impl Check {
    /// Whether the figure reaches its threshold. One that is missing or no number does not.
    pub fn holds(&self) -> bool {
        self.value.is_some_and(|value| match self.bound {
            Bound::AtLeast => value >= self.threshold,
            Bound::AtMost => value <= self.threshold,
        })
    }
}

/// A report beside a week's thresholds.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The week.
    pub week: String,
    /// Every threshold.
    pub checks: Vec<Check>,
    /// The campaigns that were not found, by name.
    pub not_found: Vec<CampaignScore>,
}

impl Outcome {
    /// How many thresholds were missed.
    pub fn missed(&self) -> usize {
        self.checks.iter().filter(|check| !check.holds()).count()
    }
}
