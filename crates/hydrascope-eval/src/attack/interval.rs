//! How far a mean share can be trusted.

/// The two-sided 95% point of the normal distribution.
const Z: f64 = 1.959_964;

/// The mean of shares, one a week, with a 95% interval.
///
/// The interval is Wilson's score interval (1927) of a proportion with the number of weeks as its sample. The accounts of one week are
/// flagged or missed together, so that only weeks count as independent. No share between 0 and 1 varies more than one that is always
/// 0 or 1, so that the interval is rather too wide than too narrow, and weeks that all agree still leave doubt.
///
/// ```
/// use hydrascope_eval::Interval;
/// let all = Interval::of(&[1.0; 5]);
/// assert_eq!((all.mean, all.high), (1.0, 1.0));
/// assert!((all.low - 0.5655).abs() < 1e-4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The mean, 0 to 1; 0 without any share.
    pub mean: f64,
    /// The lower end, 0 to the mean.
    pub low: f64,
    /// The upper end, the mean to 1.
    pub high: f64,
}

impl Interval {
    /// That of some shares, each 0 to 1. Without any, the interval is all of 0 to 1.
    pub fn of(shares: &[f64]) -> Self {
        if shares.is_empty() {
            return Self { mean: 0.0, low: 0.0, high: 1.0 };
        }
        let weeks = shares.len() as f64;
        let mean = shares.iter().sum::<f64>() / weeks;
        let doubt = Z * Z / weeks;
        let middle = (mean + doubt / 2.0) / (1.0 + doubt);
        let half = (mean * (1.0 - mean) * doubt + doubt * doubt / 4.0).sqrt() / (1.0 + doubt);
        // Rounding must not leave the mean outside.
        Self { mean, low: (middle - half).clamp(0.0, mean), high: (middle + half).clamp(mean, 1.0) }
    }
}
