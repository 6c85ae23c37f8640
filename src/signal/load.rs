//! Load: a dealt list gives each account the same, or as much as chance would; people follow a heavy tail.
//!
//! Accounts are seen only when they ask at least once, so the counts are fitted by negative binomials without their zero, for
//! several coefficients of variation; and by counts more equal than chance. Each hypothesis weighs the fits.

use super::axis::{Reading, Signal};
use super::band::Effect;
use super::band::normal;
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;

/// Variation of the accounts' rates beyond chance, (variance/mean - 1)/mean.
const GAMMA: [f64; 14] = [0.0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0];
/// How the dealt, people with even rates, and people weigh the fits; the first is for counts more equal than chance, which
/// somebody has to see to.
const EVEN: [f64; 15] = [0.30, 0.20, 0.15, 0.15, 0.10, 0.10, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
const POISSON: [f64; 15] = [0.0, 0.30, 0.20, 0.20, 0.15, 0.15, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
const HUMAN: [f64; 15] =
    [0.0, 0.0, 0.0, 0.0, 0.02, 0.06, 0.11, 0.13, 0.16, 0.16, 0.14, 0.11, 0.06, 0.03, 0.02];
/// What every hypothesis keeps for each fit.
const SURPRISE: f64 = 0.0007;
/// Variance over mean of counts more equal than chance.
const EQUAL: [f64; 3] = [0.05, 0.15, 0.4];
/// Mean count from which on equal counts can be told from chance.
const LEAST_MEAN: f64 = 2.0;
/// Repeats (events beyond each account's first) without which nothing can be told.
const LEAST_REPEATS: f64 = 3.0;

pub(super) struct Load;

impl Signal for Load {
    fn name(&self) -> &'static str {
        "load"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        if facts.chosen {
            return Reading::Silent("the accounts were told from others by it");
        }
        let counts = facts.counts();
        let table = Table::new(&counts);
        if table.accounts < 2.0 || table.accounts * (table.mean - 1.0) < LEAST_REPEATS {
            return Reading::Silent("too few accounts asked twice");
        }
        let fits = fits(&table);
        let best = fits.iter().copied().fold(f64::MIN, f64::max);
        let log_likelihood = Hypothesis::ALL.map(|h| {
            let weighed = fits.iter().zip(weights(h));
            weighed.map(|(fit, weight)| weight * (fit - best).exp()).sum::<f64>().ln()
        });
        let value = (table.variance() / table.mean - 1.0) / table.mean;
        let error = (2.0 / table.accounts).sqrt() * (1.0 / table.mean + value.max(0.0));
        Reading::Measured {
            effect: Effect { value, error_dealt: error, error_people: error },
            log_likelihood,
        }
    }

    fn meaning(&self, value: f64) -> String {
        let like = if value < 0.25 { "dealt alike" } else { "uneven, as people are" };
        let value = decimals(value, 2);
        format!("requests an account vary by {value} beyond chance: {like}")
    }

    fn clears(&self) -> &'static str {
        "a few accounts that ask much and many that ask little"
    }
}

/// The weights of the fits under a hypothesis.
fn weights(hypothesis: Hypothesis) -> impl Iterator<Item = f64> {
    let even = match hypothesis {
        Hypothesis::DealtByLot | Hypothesis::DealtInShards => 0.65,
        Hypothesis::DealtInSittings | Hypothesis::Crowd => 0.6,
        Hypothesis::DealtByHours | Hypothesis::OneSitting | Hypothesis::Coincidence => 0.5,
        Hypothesis::DealtInTurns => 0.35,
        Hypothesis::Timers => 0.85,
        Hypothesis::Users => 0.05,
        Hypothesis::Askers => 0.04,
    };
    let is_free = matches!(hypothesis, Hypothesis::Users | Hypothesis::Askers | Hypothesis::Coincidence);
    if is_free { POISSON } else { EVEN }
        .into_iter()
        .zip(HUMAN)
        .map(move |(e, h)| even * e + (1.0 - even) * h + SURPRISE)
}

/// Counts with how many accounts have them.
struct Table {
    counts: Vec<(f64, f64)>,
    accounts: f64,
    mean: f64,
}

impl Table {
    fn new(counts: &[usize]) -> Self {
        let mut sorted: Vec<usize> = counts.iter().copied().filter(|&c| c > 0).collect();
        sorted.sort_unstable();
        let runs = sorted.chunk_by(|a, b| a == b);
        let counts: Vec<(f64, f64)> = runs.map(|run| (run[0] as f64, run.len() as f64)).collect();
        let accounts = sorted.len() as f64;
        Self { mean: counts.iter().map(|(c, n)| c * n).sum::<f64>() / accounts.max(1.0), counts, accounts }
    }

    fn variance(&self) -> f64 {
        let squares = self.counts.iter().map(|(c, n)| n * (c - self.mean).powi(2));
        squares.sum::<f64>() / (self.accounts - 1.0).max(1.0)
    }
}

/// Log-likelihoods of the counts: more equal than chance, then each of [`GAMMA`].
fn fits(table: &Table) -> [f64; 15] {
    let mut fits = [0.0; 15];
    for (fit, gamma) in fits[1..].iter_mut().zip(GAMMA) {
        *fit = truncated(table, gamma);
    }
    fits[0] = if table.mean < LEAST_MEAN { fits[1] } else { equal(table) };
    fits
}

/// Counts near their mean: normal, in steps of one, the mean of three variances.
fn equal(table: &Table) -> f64 {
    let each = EQUAL.map(|ratio| {
        let deviation = (ratio * table.mean + 0.05).sqrt();
        let below = |x: f64| normal((x - table.mean) / deviation);
        table.counts.iter().map(|(c, n)| n * (below(c + 0.5) - below(c - 0.5)).max(1e-12).ln()).sum::<f64>()
    });
    let most = each.iter().copied().fold(f64::MIN, f64::max);
    most + (each.iter().map(|e| (e - most).exp()).sum::<f64>() / 3.0).ln()
}

/// A negative binomial without its zero, of the mean that fits best: for a given variation that is where the mean of what is
/// seen is the one expected.
fn truncated(table: &Table, gamma: f64) -> f64 {
    let log_none = |mean: f64| if gamma == 0.0 { -mean } else { -(gamma * mean).ln_1p() / gamma };
    let seen = |mean: f64| mean / -log_none(mean).exp_m1();
    let (mut low, mut high) = (1e-6, table.mean);
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if seen(middle) < table.mean { low = middle } else { high = middle }
    }
    let mean = 0.5 * (low + high);
    let present = (-log_none(mean).exp_m1()).max(1e-300).ln();
    let of = |count: f64| {
        let shape = if gamma == 0.0 {
            count * mean.ln() - mean
        } else {
            let size = 1.0 / gamma;
            log_gamma(count + size) - log_gamma(size)
                + count * (mean / (size + mean)).ln()
                + size * (size / (size + mean)).ln()
        };
        shape - log_gamma(count + 1.0) - present
    };
    table.counts.iter().map(|&(count, accounts)| accounts * of(count)).sum()
}

/// Natural logarithm of the gamma function above 0, to 1e-8: Stirling's series, shifted up.
fn log_gamma(x: f64) -> f64 {
    let (mut x, mut shift) = (x, 0.0);
    while x < 8.0 {
        shift += x.ln();
        x += 1.0;
    }
    let inverse = 1.0 / (x * x);
    let series = (1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse / 1260.0)) / x;
    (x - 0.5) * x.ln() - x + 0.5 * std::f64::consts::TAU.ln() + series - shift
}
