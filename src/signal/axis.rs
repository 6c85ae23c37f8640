//! Axis: what every signal is.

use super::band::{Band, Effect};
use super::facts::Facts;
use super::hypothesis::Hypothesis;

/// Hypotheses that there are.
pub const HYPOTHESES: usize = Hypothesis::ALL.len();

/// What a signal says of a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// It cannot tell, and why.
    Silent(&'static str),
    /// What it measured.
    Measured {
        /// The effect with its errors.
        effect: Effect,
        /// Natural logarithm of the likelihood of the effect under each hypothesis, at its number, up to a constant.
        log_likelihood: [f64; HYPOTHESES],
    },
}

/// One axis.
pub trait Signal: Send + Sync {
    /// Its name, as reports and settings use it.
    fn name(&self) -> &'static str;

    /// Measures a group.
    fn measure(&self, facts: &Facts<'_>) -> Reading;

    /// What the value of an effect says, in one sentence.
    fn meaning(&self, value: f64) -> String;

    /// What would speak for the accounts, in one sentence.
    fn clears(&self) -> &'static str;

    /// Part (0 to 1) of its log-likelihoods that counts, below 1 where another axis measures some of the same.
    fn part(&self) -> f64 {
        1.0
    }
}

/// A reading of an effect whose densities are bands.
pub(super) fn reading(
    effect: Option<Effect>,
    silent: &'static str,
    bands: fn(Hypothesis) -> &'static [Band],
) -> Reading {
    match effect {
        None => Reading::Silent(silent),
        Some(effect) => Reading::Measured {
            effect,
            log_likelihood: Hypothesis::ALL.map(|h| effect.log_density(bands(h))),
        },
    }
}
