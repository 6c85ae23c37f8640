//! Drift: whether the ordinary groups of a log still look like those of the baseline.

use serde::Serialize;

/// Groups on both sides without which nothing is said.
const LEAST: usize = 30;
/// Chance below which it is an alarm.
const ALARM: f64 = 1e-3;
/// Terms of Kolmogorov's series.
const TERMS: i32 = 100;

/// How far the groups of a log are from those of the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Drift {
    /// The largest difference (0 to 1) between the two distributions of log-odds.
    pub distance: f64,
    /// The chance (0 to 1) of one as large where nothing has changed.
    pub p_value: f64,
    /// Whether the baseline no longer fits.
    pub alarm: bool,
}

/// The test of Kolmogorov and Smirnov on two samples of log-odds, in its asymptotic form (Stephens 1970); `None` where one of them has fewer
/// than thirty.
pub fn drift(baseline: impl Iterator<Item = f64>, now: impl Iterator<Item = f64>) -> Option<Drift> {
    let sorted = |values: &mut dyn Iterator<Item = f64>| {
        let mut values: Vec<f64> = values.filter(|v| v.is_finite()).collect();
        values.sort_unstable_by(f64::total_cmp);
        values
    };
    let (a, b) = (sorted(&mut { baseline }), sorted(&mut { now }));
    if a.len().min(b.len()) < LEAST {
        return None;
    }
    let share = |values: &[f64], most: f64| {
        values.partition_point(|&value| value <= most) as f64 / values.len() as f64
    };
    let distance = a.iter().chain(&b).map(|&v| (share(&a, v) - share(&b, v)).abs()).fold(0.0, f64::max);
    let size = (a.len() as f64 * b.len() as f64 / (a.len() + b.len()) as f64).sqrt();
    let p_value = kolmogorov((size + 0.12 + 0.11 / size) * distance);
    Some(Drift { distance, p_value, alarm: p_value < ALARM })
}

/// The chance that Kolmogorov's statistic lies above a value.
fn kolmogorov(value: f64) -> f64 {
    if value < 0.2 {
        return 1.0;
    }
    let term = |k: i32| (-2.0 * f64::from(k * k) * value * value).exp() * if k % 2 == 1 { 1.0 } else { -1.0 };
    (2.0 * (1..=TERMS).map(term).sum::<f64>()).clamp(0.0, 1.0)
}
