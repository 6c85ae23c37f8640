//! Weigh: all signals of a group to one probability.

use super::weights::{BIAS, WEIGHTS};
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

/// Number of features that the evidence is turned into.
pub const FEATURES: usize = 10;

/// Names of the features, in the order of the weights.
pub const NAMES: [&str; FEATURES] = [
    "concentration",
    "share",
    "repetition",
    "sweep",
    "load",
    "clock",
    "rhythm",
    "exchangeability",
    "infrastructure",
    "actors",
];

impl Evidence {
    /// The features: bounded, 0 where a signal says nothing.
    pub fn features(&self) -> [f64; FEATURES] {
        let infrastructure = self.infrastructure.iter().map(|(_, lift)| *lift).fold(0.0, f64::max);
        [
            self.spread.concentration.clamp(0.0, 4.0) - 2.5,
            self.spread.share - 0.3,
            self.spread.repetition.clamp(0.0, 4.0) - 1.0,
            self.sweep.max(0.03).ln() + 0.5,
            self.load.map_or(0.0, |load| (load + 0.1).ln().clamp(-2.3, 3.0)),
            self.clock.map_or(0.0, |clock| clock - 0.5),
            -(self.rhythm.ln().clamp(-3.5, 1.0)),
            self.exchangeability.map_or(0.0, |z| z.clamp(-2.0, 12.0).asinh()),
            infrastructure.clamp(0.0, 4.0),
            (self.actors as f64).ln().clamp(1.6, 4.6) - 3.0,
        ]
    }
}

/// The probability (0 to 1) that a group with these features is a campaign.
pub fn probability(features: &[f64; FEATURES]) -> f64 {
    let odds = features.iter().zip(WEIGHTS).map(|(f, w)| f * w).sum::<f64>() + BIAS;
    1.0 / (1.0 + (-odds).exp())
}
