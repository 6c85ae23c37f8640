//! Benign traffic that windows of requests are held against.

use hydrascope::distance::UnitVectors;
use rand::SeedableRng;
use rand::seq::index::sample;
use rand_chacha::ChaCha8Rng;

use super::features::{FeatureMap, FeatureSum, Features};
use super::kernel::GaussianKernel;
use crate::peers::error::PeerError;

/// Rows that the bandwidth is taken from, at most.
const FOR_BANDWIDTH: usize = 1000;
/// Pairs of benign windows that a threshold is taken from, and the share of them below it.
const NULL_PAIRS: usize = 1000;
const BELOW: f64 = 0.95;

/// Benign prompts, and what windows of them look like beside each other.
#[derive(Clone, Debug)]
pub struct BenignReference {
    kernel: GaussianKernel,
    map: FeatureMap,
    features: Features,
    all: FeatureSum,
    seed: u64,
}

/// Requests' features, to be held against a reference.
#[derive(Clone, Debug)]
pub struct WindowRows(Features);

impl BenignReference {
    /// Learns from the vectors of benign prompts. The seed draws the features, the rows that give the bandwidth, and the windows that
    /// give thresholds.
    ///
    /// # Errors
    /// Where there are fewer than two.
    pub fn learn(benign: UnitVectors<'_>, seed: u64) -> Result<Self, PeerError> {
        if benign.len() < 2 {
            return Err(PeerError::FewBenign(benign.len()));
        }
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let mut some = sample(&mut random, benign.len(), FOR_BANDWIDTH.min(benign.len())).into_vec();
        some.sort_unstable();
        let some: Vec<f32> =
            some.iter().filter_map(|&row| benign.get(row)).flat_map(|row| row.as_slice()).copied().collect();
        let kernel = GaussianKernel::median(UnitVectors::new(&some, benign.dimension())?);
        let map = FeatureMap::draw(kernel, benign.dimension(), seed);
        let features = map.of(benign);
        let all = features.sum(0..features.len());
        Ok(Self { kernel, map, features, all, seed })
    }

    /// The kernel.
    pub fn kernel(&self) -> GaussianKernel {
        self.kernel
    }

    /// Makes vectors of requests ready.
    pub fn rows(&self, vectors: UnitVectors<'_>) -> WindowRows {
        WindowRows(self.map.of(vectors))
    }

    /// The squared discrepancy between a window of at least two requests, by their rows, and all benign ones: what the mean over many
    /// references of the window's size comes to.
    pub fn discrepancy(&self, rows: &WindowRows, window: impl IntoIterator<Item = usize>) -> f64 {
        rows.0.sum(window.into_iter()).discrepancy(&self.all)
    }

    /// The threshold for windows of a size of at least two: 95 of 100 pairs of benign windows that share no request are nearer to each
    /// other. None where there are too few benign requests for two windows.
    pub fn threshold(&self, size: usize) -> Option<f64> {
        if 2 * size > self.features.len() {
            return None;
        }
        let mut random = ChaCha8Rng::seed_from_u64(self.seed ^ size as u64);
        let mut pair = || {
            let rows = sample(&mut random, self.features.len(), 2 * size).into_vec();
            let window = |rows: &[usize]| self.features.sum(rows.iter().copied());
            window(&rows[..size]).discrepancy(&window(&rows[size..]))
        };
        let mut apart: Vec<f64> = std::iter::repeat_with(&mut pair).take(NULL_PAIRS).collect();
        apart.sort_unstable_by(f64::total_cmp);
        Some(apart[(BELOW * NULL_PAIRS as f64) as usize - 1])
    }
}
