//! Random Fourier features: vectors whose dot products estimate the kernel (Rahimi and Recht, "Random Features for Large-Scale Kernel
//! Machines", 2007), so that sums of them tell all that a discrepancy needs.

use std::f64::consts::TAU;

use hydrascope::distance::UnitVectors;
use hydrascope::distance::scalar::dot;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::kernel::GaussianKernel;

/// Frequencies that are drawn; each gives a cosine and a sine.
const FREQUENCIES: usize = 512;
/// Numbers a row.
const WIDTH: usize = 2 * FREQUENCIES;

/// Rows of features, each of length 1.
#[derive(Clone, Debug)]
pub(super) struct Features(Vec<f32>);

/// The frequencies.
#[derive(Clone, Debug)]
pub(super) struct FeatureMap {
    frequencies: Vec<f32>,
    dimension: usize,
}

/// Sums of rows of features.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FeatureSum {
    sum: Vec<f64>,
    rows: f64,
}

impl FeatureMap {
    /// Draws frequencies for vectors of so many numbers.
    pub(super) fn draw(kernel: GaussianKernel, dimension: usize, seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut normal = || {
            // Box and Muller 1958; the logarithm's number is above 0.
            let (radius, angle) = (1.0 - random.random::<f64>(), random.random::<f64>());
            ((-2.0 * radius.ln()).sqrt() * (TAU * angle).cos() / kernel.bandwidth()) as f32
        };
        let frequencies = std::iter::repeat_with(&mut normal).take(FREQUENCIES * dimension).collect();
        Self { frequencies, dimension }
    }

    /// The features of vectors, row by row.
    pub(super) fn of(&self, vectors: UnitVectors<'_>) -> Features {
        let scale = (FREQUENCIES as f32).sqrt().recip();
        let mut rows = Vec::with_capacity(vectors.len() * WIDTH);
        for vector in vectors.iter() {
            for frequency in self.frequencies.chunks_exact(self.dimension) {
                let (sine, cosine) = dot(frequency, vector.as_slice()).sin_cos();
                rows.extend([cosine * scale, sine * scale]);
            }
        }
        Features(rows)
    }
}

impl Features {
    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.0.len() / WIDTH
    }

    /// The sum of some rows.
    pub(super) fn sum(&self, rows: impl Iterator<Item = usize>) -> FeatureSum {
        let mut sum = FeatureSum { sum: vec![0.0; WIDTH], rows: 0.0 };
        for row in rows {
            let features = &self.0[row * WIDTH..(row + 1) * WIDTH];
            sum.sum.iter_mut().zip(features).for_each(|(sum, &feature)| *sum += f64::from(feature));
            sum.rows += 1.0;
        }
        sum
    }
}

impl FeatureSum {
    /// The unbiased estimate of the squared discrepancy between two samples of at least two rows each.
    pub(super) fn discrepancy(&self, other: &Self) -> f64 {
        let between = self.product(other) / (self.rows * other.rows);
        self.within() + other.within() - 2.0 * between
    }

    /// The mean over pairs of different rows; a row's product with itself is 1.
    fn within(&self) -> f64 {
        (self.product(self) - self.rows) / (self.rows * (self.rows - 1.0))
    }

    fn product(&self, other: &Self) -> f64 {
        self.sum.iter().zip(&other.sum).map(|(a, b)| a * b).sum()
    }
}
