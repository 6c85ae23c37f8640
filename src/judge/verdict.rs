//! Verdict: the readings of all signals, as odds between hypotheses.

use super::large::each;
use crate::signal::{self, Facts, HYPOTHESES, Hypothesis, Reading, Signal};

/// The names of all signals.
pub fn signals() -> impl Iterator<Item = &'static str> {
    signal::all().iter().map(|signal| signal.name())
}

/// What the signals say of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Each signal's name and reading, in the order of the signals.
    pub readings: Vec<(&'static str, Reading)>,
    /// What was added to the log-weight of every coordinated hypothesis.
    pub prior: f64,
    /// Natural logarithm of each hypothesis' weight after all readings, up to a constant, at its number.
    pub log_weights: [f64; HYPOTHESES],
}

impl Verdict {
    /// Measures the signals but those named in `without`. `prior` is added to the log-weight of every coordinated hypothesis.
    pub fn new(facts: &Facts<'_>, without: &[String], prior: f64) -> Self {
        let kept = |signal: &&&dyn Signal| !without.iter().any(|w| w == signal.name());
        let kept: Vec<&&dyn Signal> = signal::all().iter().filter(kept).collect();
        let read = |signal: &&dyn Signal| (signal.name(), signal.measure(facts));
        let readings = each(facts.members(), kept, read);
        let log_weights = weighed(&readings, prior);
        Self { readings, prior, log_weights }
    }

    /// Measures the silent signals once more, now that more is known of the same group.
    pub fn hear(&mut self, facts: &Facts<'_>) {
        for (name, reading) in self.readings.iter_mut().filter(|(_, r)| matches!(r, Reading::Silent(_))) {
            if let Some(signal) = signal::named(name) {
                *reading = signal.measure(facts);
            }
        }
        self.log_weights = weighed(&self.readings, self.prior);
    }

    /// The hypothesis that explains the readings best; the first of equals.
    pub fn leading(&self) -> Hypothesis {
        let better = |best: Hypothesis, h: Hypothesis| {
            if self.log_weights[h.number()] > self.log_weights[best.number()] { h } else { best }
        };
        Hypothesis::ALL.into_iter().fold(Hypothesis::ALL[0], better)
    }

    /// Natural logarithm of the odds that somebody deals out work to these accounts.
    pub fn log_odds(&self) -> f64 {
        log_odds(&self.log_weights)
    }

    /// The probability (0 to 1) of the same.
    pub fn probability(&self) -> f64 {
        1.0 / (1.0 + (-self.log_odds()).exp())
    }

    /// The log-odds before anything is measured.
    pub fn prior_odds(&self) -> f64 {
        log_odds(&weighed(&[], self.prior))
    }

    /// What each signal that measured adds to the log-odds; with those of before they sum to the log-odds. Where hypotheses compete, what
    /// one signal adds depends on the others: it is taken on average while all readings come in at once, little by little (integrated
    /// gradients: Sundararajan, Taly and Yan, 2017, after Aumann and Shapley, 1974).
    pub fn contributions(&self) -> Vec<(&'static str, f64)> {
        let measured: Vec<(&'static str, [f64; HYPOTHESES])> = self
            .readings
            .iter()
            .filter_map(|(name, reading)| match (signal::named(name), reading) {
                (Some(signal), Reading::Measured { log_likelihood, .. }) => {
                    Some((*name, log_likelihood.map(|l| signal.part() * l)))
                }
                _ => None,
            })
            .collect();
        let before = weighed(&[], self.prior);
        let mut added: Vec<(&'static str, f64)> = measured.iter().map(|(name, _)| (*name, 0.0)).collect();
        let mut reached = before;
        for step in 1..=STEPS {
            let last = log_odds(&reached);
            let half = step as f64 - 0.5;
            let slope = slope(&at(&before, &measured, half / STEPS as f64));
            reached = at(&before, &measured, step as f64 / STEPS as f64);
            let each: Vec<f64> = measured.iter().map(|(_, l)| dot(&slope, l) / STEPS as f64).collect();
            let missing = log_odds(&reached) - last - each.iter().sum::<f64>();
            let size: f64 = each.iter().map(|e| e.abs()).sum::<f64>().max(f64::MIN_POSITIVE);
            for ((_, sum), e) in added.iter_mut().zip(each) {
                *sum += e + missing * e.abs() / size;
            }
        }
        added
    }
}

/// Steps in which readings come in.
const STEPS: usize = 64;

/// The log-weights when so much (0 to 1) of each reading has come in.
fn at(
    before: &[f64; HYPOTHESES],
    measured: &[(&'static str, [f64; HYPOTHESES])],
    part: f64,
) -> [f64; HYPOTHESES] {
    let mut weights = *before;
    for (_, log_likelihood) in measured {
        weights.iter_mut().zip(log_likelihood).for_each(|(w, l)| *w += part * l);
    }
    weights
}

/// By how much the log-odds grow with each log-weight: its share of its own side, negative for those that are not coordinated.
fn slope(log_weights: &[f64; HYPOTHESES]) -> [f64; HYPOTHESES] {
    let mut slope = [0.0; HYPOTHESES];
    for side in [true, false] {
        let kept =
            || Hypothesis::ALL.into_iter().filter(|h| h.is_coordinated() == side).map(Hypothesis::number);
        let most = kept().map(|h| log_weights[h]).fold(f64::MIN, f64::max);
        let sum: f64 = kept().map(|h| (log_weights[h] - most).exp()).sum();
        for h in kept() {
            let share = (log_weights[h] - most).exp() / sum;
            slope[h] = if side { share } else { -share };
        }
    }
    slope
}

fn dot(a: &[f64; HYPOTHESES], b: &[f64; HYPOTHESES]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The log-weights of the hypotheses after some readings.
fn weighed(readings: &[(&'static str, Reading)], prior: f64) -> [f64; HYPOTHESES] {
    let mut log_weights =
        Hypothesis::ALL.map(|h| h.prior().ln() + if h.is_coordinated() { prior } else { 0.0 });
    for (name, reading) in readings {
        if let (Some(signal), Reading::Measured { log_likelihood, .. }) = (signal::named(name), reading) {
            log_weights.iter_mut().zip(log_likelihood).for_each(|(w, l)| *w += signal.part() * l);
        }
    }
    log_weights
}

/// Natural logarithm of the summed weights of the coordinated hypotheses over those of the others.
fn log_odds(log_weights: &[f64; HYPOTHESES]) -> f64 {
    let sum = |coordinated: bool| {
        let kept = || Hypothesis::ALL.into_iter().filter(|h| h.is_coordinated() == coordinated);
        let weight = |h: Hypothesis| log_weights[h.number()];
        let most = kept().map(weight).fold(f64::MIN, f64::max);
        most + kept().map(|h| (weight(h) - most).exp()).sum::<f64>().ln()
    };
    sum(true) - sum(false)
}
