//! The weights of the evidence: fitted, not chosen, by `scripts/fit_weights.py`.
//!
//! Fitted on four simulated weeks (`hydrascope simulate --accounts 14000 --labels --seed 1` to `4`) and on one labelled
//! week of real prompts with simulated accounts; each week's groups come from `hydrascope-eval`.

use super::weigh::FEATURES;

/// Weight of each feature, in natural log-odds a unit, in the order of [`super::NAMES`].
pub(super) const WEIGHTS: [f64; FEATURES] = [1.20, 0.46, 3.63, 2.02, -1.34, -1.07, 2.52, -1.03, 0.44, 1.68];
/// Log-odds where every feature is 0.
pub(super) const BIAS: f64 = -7.65;
