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
    feature("concentration", "spread", 2.03),
    feature("share", "spread", 1.26),
    feature("repetition", "spread", 2.46),
    feature("sweep", "sweep", 0.56),
    feature("load", "load", -0.51),
    feature("clock", "clock", -2.35),
    feature("rhythm", "rhythm", 1.87),
    feature("exchangeability", "exchangeability", -1.37),
    feature("infrastructure", "infrastructure", 0.14),
    feature("actors", "actors", 2.39),
];

/// Log-odds where every feature is 0.
pub(super) const BIAS: f64 = -6.65;
