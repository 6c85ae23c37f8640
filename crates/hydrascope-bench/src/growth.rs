//! How the cost of a stage grows with its size.

use serde::Serialize;

use crate::measured::Measured;

/// From this exponent on a stage is said to grow faster than linearly.
pub const FASTER_THAN_LINEAR: f64 = 1.1;

/// The growth of a stage: seconds go with the size to the power of `exponent`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Growth {
    /// The stage.
    pub stage: String,
    /// Threads.
    pub threads: usize,
    /// Sizes that it was measured at.
    pub sizes: usize,
    /// Slope of the logarithm of the median seconds (of a search: for each query) over that of the items, by least squares.
    pub exponent: f64,
    /// Whether the exponent is above [`FASTER_THAN_LINEAR`].
    pub faster_than_linear: bool,
}

/// The growth of each stage that was measured at two sizes or more, in the order of the results.
pub(crate) fn growth(results: &[Measured]) -> Vec<Growth> {
    let mut known: Vec<(&str, usize)> = Vec::new();
    for result in results {
        if !known.contains(&(&result.stage, result.threads)) {
            known.push((&result.stage, result.threads));
        }
    }
    let of = |&(stage, threads): &(&str, usize)| {
        let points: Vec<(f64, f64)> = results
            .iter()
            .filter(|result| result.stage == stage && result.threads == threads && result.items > 0)
            .map(|result| (result.items as f64, (result.seconds.median / result.queries as f64).max(1e-12)))
            .collect();
        let exponent = exponent(&points)?;
        let faster_than_linear = exponent > FASTER_THAN_LINEAR;
        Some(Growth { stage: stage.to_owned(), threads, sizes: points.len(), exponent, faster_than_linear })
    };
    known.iter().filter_map(of).collect()
}

/// The slope of `ln y` over `ln x` by least squares; none where all sizes are the same.
fn exponent(points: &[(f64, f64)]) -> Option<f64> {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let count = logs.len() as f64;
    let (mean_x, mean_y) =
        (logs.iter().map(|l| l.0).sum::<f64>() / count, logs.iter().map(|l| l.1).sum::<f64>() / count);
    let across: f64 = logs.iter().map(|l| (l.0 - mean_x).powi(2)).sum();
    let along: f64 = logs.iter().map(|l| (l.0 - mean_x) * (l.1 - mean_y)).sum();
    (across > 1e-12).then(|| along / across)
}

#[cfg(test)]
mod tests {
    use super::exponent;

    #[test]
    fn a_power_is_found() {
        let points: Vec<(f64, f64)> = [10.0f64, 30.0, 90.0].map(|x| (x, 2.0 * x.powf(1.5))).to_vec();
        assert!((exponent(&points).unwrap() - 1.5).abs() < 1e-9);
        assert_eq!(exponent(&[(10.0, 1.0), (10.0, 2.0)]), None);
        assert_eq!(exponent(&[]), None);
    }
}
