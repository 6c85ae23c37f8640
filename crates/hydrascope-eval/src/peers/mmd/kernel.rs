//! The Gaussian kernel, and the discrepancy that it gives.

use hydrascope::distance::UnitVectors;
use hydrascope::distance::scalar::dot;

/// `exp(-|x - y|² / 2σ²)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GaussianKernel {
    /// σ, above 0.
    bandwidth: f64,
}

impl GaussianKernel {
    /// With the median distance between rows as bandwidth, equal rows left out (the median heuristic: Gretton and others, "A Kernel
    /// Two-Sample Test", 2012); 1 where no two rows differ. Time and room grow with the square of the rows.
    pub fn median(rows: UnitVectors<'_>) -> Self {
        let rows: Vec<&[f32]> = rows.iter().map(|row| row.as_slice()).collect();
        let pairs = rows.iter().enumerate().flat_map(|(at, x)| rows[..at].iter().map(move |y| squared(x, y)));
        let mut apart: Vec<f64> = pairs.filter(|&squared| squared > 0.0).collect();
        let middle = apart.len() / 2;
        if apart.is_empty() {
            return Self { bandwidth: 1.0 };
        }
        let (_, median, _) = apart.select_nth_unstable_by(middle, f64::total_cmp);
        Self { bandwidth: median.sqrt() }
    }

    /// σ, above 0.
    pub fn bandwidth(self) -> f64 {
        self.bandwidth
    }

    /// The unbiased estimate of the squared maximum mean discrepancy between the distributions of two samples of at least two rows
    /// each (Gretton and others 2012, equation 3); it can lie below 0. The plain form: every pair is compared.
    pub fn discrepancy(self, xs: UnitVectors<'_>, ys: UnitVectors<'_>) -> f64 {
        self.within(xs) + self.within(ys) - 2.0 * self.between(xs, ys)
    }

    /// The mean over pairs of different rows.
    fn within(self, rows: UnitVectors<'_>) -> f64 {
        let count = rows.len() as f64;
        let own = |row: &[f32]| self.of(squared(row, row));
        let twice: f64 = rows.iter().map(|row| own(row.as_slice())).sum();
        (self.between(rows, rows) * count * count - twice) / (count * (count - 1.0))
    }

    /// The mean over all pairs of a row here and a row there.
    fn between(self, xs: UnitVectors<'_>, ys: UnitVectors<'_>) -> f64 {
        let with = |x: &[f32]| ys.iter().map(|y| self.of(squared(x, y.as_slice()))).sum::<f64>();
        xs.iter().map(|x| with(x.as_slice())).sum::<f64>() / (xs.len() * ys.len()) as f64
    }

    fn of(self, squared: f64) -> f64 {
        (-squared / (2.0 * self.bandwidth * self.bandwidth)).exp()
    }
}

fn squared(x: &[f32], y: &[f32]) -> f64 {
    f64::from(dot(x, x) + dot(y, y) - 2.0 * dot(x, y)).max(0.0)
}
