//! Weigh: all signals of a group to one probability.

use super::weights::{BIAS, FEATURES};
use crate::evidence::Spread;

/// The signals of one group, each in its own unit (see the functions of [`crate::evidence`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Distinct actors.
    pub actors: usize,
    /// How the traffic spreads over them.
    pub spread: Spread,
    /// Distinct texts a request.
    pub sweep: f64,
    /// Index of dispersion of the requests a member.
    pub load: Option<f64>,
    /// How much the members keep to hours of their own.
    pub clock: Option<f64>,
    /// Sessions seen for each one expected of people.
    pub rhythm: f64,
    /// Exchangeability of slots between accounts, in standard deviations.
    pub exchangeability: Option<f64>,
    /// Attributes shared beyond their base rate: name and log ratio.
    pub infrastructure: Vec<(String, f64)>,
}

/// The signals that can be left out.
pub const SIGNALS: [&str; 8] =
    ["spread", "sweep", "load", "clock", "rhythm", "exchangeability", "infrastructure", "actors"];

impl Evidence {
    /// The features in the order of [`FEATURES`]: bounded, each about 0 where its signal says nothing, so that a signal
    /// that cannot be measured (`None`) counts as one that says nothing.
    pub fn features(&self) -> [f64; FEATURES.len()] {
        let infrastructure = self.infrastructure.iter().map(|(_, lift)| *lift).fold(0.0, f64::max);
        [
            self.spread.concentration.clamp(0.0, 4.0) - 2.5,
            self.spread.share - 0.3,
            self.spread.repetition.clamp(0.0, 4.0) - 1.0,
            // Steeper than the logarithm: a list that is asked again and again is no list to copy a model with.
            0.5 - (-self.sweep.clamp(0.03, 1.0).ln()).powf(1.5),
            self.load.map_or(0.0, |load| (load + 0.1).ln().clamp(-2.3, 3.0)),
            self.clock.map_or(0.0, |clock| clock - 0.5),
            -(self.rhythm.max(1e-9).ln().clamp(-3.5, 1.0)),
            self.exchangeability.map_or(0.0, |z| z.clamp(-2.0, 12.0).asinh()),
            // A class that shares a network asks one thing; workers that share one ask many.
            infrastructure.clamp(0.0, 4.0) * self.sweep,
            (self.actors as f64).ln().clamp(1.6, 3.4) - 3.0,
        ]
    }
}

/// Turns evidence into probabilities, with some signals left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Weigher {
    weights: [f64; FEATURES.len()],
}

impl Weigher {
    /// A weigher that passes over the signals named in `without` (of [`SIGNALS`]).
    pub fn new(without: &[String]) -> Self {
        let weighs = |signal: &str| !without.iter().any(|w| w == signal);
        let weights = FEATURES.map(|f| if weighs(f.signal) { f.weight } else { 0.0 });
        Self { weights }
    }

    /// What each signal adds to the log-odds.
    pub fn contribution(&self, evidence: &Evidence, signal: &str) -> f64 {
        let features = evidence.features();
        (0..FEATURES.len())
            .filter(|&i| FEATURES[i].signal == signal)
            .map(|i| features[i] * self.weights[i])
            .sum()
    }

    /// The probability (0 to 1) that a group with this evidence is a campaign.
    pub fn probability(&self, evidence: &Evidence) -> f64 {
        let odds = evidence.features().iter().zip(self.weights).map(|(f, w)| f * w).sum::<f64>() + BIAS;
        1.0 / (1.0 + (-odds).exp())
    }
}
