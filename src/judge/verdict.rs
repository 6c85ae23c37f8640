//! Verdict: the readings of all signals, as odds between hypotheses.

use crate::signal::{self, Facts, HYPOTHESES, Hypothesis, Reading};

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
        let kept = signal::all().iter().filter(|s| !without.iter().any(|w| w == s.name()));
        let readings: Vec<_> = kept.map(|signal| (signal.name(), signal.measure(facts))).collect();
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

    /// What a signal adds to the log-odds: what they would be without it, taken away.
    pub fn contribution(&self, name: &str) -> f64 {
        let reading = self.readings.iter().find(|(n, _)| *n == name);
        let (Some(signal), Some((_, Reading::Measured { log_likelihood, .. }))) =
            (signal::named(name), reading)
        else {
            return 0.0;
        };
        let mut without = self.log_weights;
        without.iter_mut().zip(log_likelihood).for_each(|(w, l)| *w -= signal.part() * l);
        self.log_odds() - log_odds(&without)
    }
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
