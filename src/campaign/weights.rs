//! The weights of the evidence: fitted, not chosen. `scripts/fit_weights.py` prints this file's numbers.

use super::weigh::FEATURES;

/// Weight of each feature, in natural log-odds a unit.
pub(super) const WEIGHTS: [f64; FEATURES] = [1.0, 2.0, 1.0, 3.0, -0.5, -1.0, 2.0, -0.5, 0.5, 0.2];
/// Log-odds where every feature says nothing.
pub(super) const BIAS: f64 = -6.0;
