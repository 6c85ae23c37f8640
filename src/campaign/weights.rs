//! The weights of the evidence: fitted, not chosen, by `scripts/fit_weights.py`.
//!
//! Fitted on four simulated weeks (`hydrascope simulate --accounts 14000 --labels --seed 1` to `4`) and on one labelled
//! week of real prompts with simulated accounts; each week's groups come from `hydrascope-eval groups`.

/// One number that a group's evidence is turned into.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature {
    /// Its name.
    pub name: &'static str,
    /// The signal that it belongs to.
    pub signal: &'static str,
    /// What one unit of it adds to the natural log-odds of a campaign.
    pub weight: f64,
}

const fn feature(name: &'static str, signal: &'static str, weight: f64) -> Feature {
    Feature { name, signal, weight }
}

/// All features, in the order of [`super::Evidence::features`].
pub const FEATURES: [Feature; 10] = [
    feature("concentration", "spread", 1.20),
    feature("share", "spread", 0.46),
    feature("repetition", "spread", 3.63),
    feature("sweep", "sweep", 2.02),
    feature("load", "load", -1.34),
    feature("clock", "clock", -1.07),
    feature("rhythm", "rhythm", 2.52),
    feature("exchangeability", "exchangeability", -1.03),
    feature("infrastructure", "infrastructure", 0.44),
    feature("actors", "actors", 1.68),
];

/// Log-odds where every feature is 0.
pub(super) const BIAS: f64 = -7.65;
