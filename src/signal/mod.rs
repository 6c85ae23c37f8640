//! Signals: one file an axis along which dealt accounts and people differ.
//!
//! Whoever balances a list over accounts makes them interchangeable: who sent which is as if drawn by lot. People are not. Each
//! signal measures an effect along one axis, with its error where accounts are interchangeable and where they are not, and says
//! how likely the effect is under each [`Hypothesis`]. A signal that cannot tell is silent, and silence is no evidence.

mod agreement;
mod apart;
mod band;
mod concentration;
mod day;
mod facts;
mod gaps;
mod hour;
mod hypothesis;
mod infrastructure;
mod load;
mod six_hours;
mod slots;
mod ten_minutes;
mod texts;

pub use band::Effect;
pub use facts::{Facts, SlotRows};
pub use hypothesis::Hypothesis;

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

/// All signals.
pub fn all() -> &'static [&'static dyn Signal] {
    &[
        &slots::Slots,
        &ten_minutes::TenMinutes,
        &six_hours::SixHours,
        &day::Day,
        &hour::Hour,
        &load::Load,
        &texts::Texts,
        &apart::Apart,
        &concentration::Concentration,
        &infrastructure::Infrastructure,
    ]
}

/// A reading of an effect whose densities are bands.
fn reading(
    effect: Option<Effect>,
    silent: &'static str,
    bands: fn(Hypothesis) -> &'static [band::Band],
) -> Reading {
    match effect {
        None => Reading::Silent(silent),
        Some(effect) => Reading::Measured {
            effect,
            log_likelihood: Hypothesis::ALL.map(|h| effect.log_density(bands(h))),
        },
    }
}
