//! Densities of an effect under a hypothesis: broad mixtures, set by reason and shipped, not fitted.

/// One part of what a hypothesis expects of an effect.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Band {
    /// Near a value: weight, mean, standard deviation.
    About(f64, f64, f64),
    /// Anywhere between two values: weight, low, high.
    Between(f64, f64, f64),
    /// Anywhere between two values above 0, in each doubling alike: weight, low, high.
    Scale(f64, f64, f64),
}

/// An effect with its errors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// The effect; what its range means is the signal's.
    pub value: f64,
    /// Its standard error where the accounts are interchangeable.
    pub error_dealt: f64,
    /// Its standard error over accounts that differ.
    pub error_people: f64,
}

/// What each hypothesis keeps for surprises, and the range over which.
const SURPRISE: f64 = 0.01;
const RANGE: f64 = 4.0;
/// Pieces of a [`Band::Scale`].
const PIECES: i32 = 8;

impl Effect {
    /// Natural logarithm of the density of the effect under bands whose weights sum to at most 1. Bounded below, so that one axis
    /// that nobody thought of cannot decide alone.
    pub(super) fn log_density(&self, bands: &[Band]) -> f64 {
        let density: f64 = bands.iter().map(|band| self.density(*band)).sum();
        ((1.0 - SURPRISE) * density + SURPRISE / RANGE).ln()
    }

    fn density(&self, band: Band) -> f64 {
        match band {
            Band::About(weight, mean, deviation) => {
                let error = deviation.hypot(self.error_dealt);
                let z = (self.value - mean) / error;
                weight * (-0.5 * z * z).exp() / (error * std::f64::consts::TAU.sqrt())
            }
            Band::Between(weight, low, high) => {
                let error = self.error_people.max(self.error_dealt).max(1e-6);
                let below = |edge: f64| normal((self.value - edge) / error);
                weight * (below(low) - below(high)).max(0.0) / (high - low)
            }
            Band::Scale(weight, low, high) => {
                let step = (high / low).powf(1.0 / f64::from(PIECES));
                let piece = |i: i32| {
                    let from = low * step.powi(i);
                    self.density(Band::Between(weight / f64::from(PIECES), from, from * step))
                };
                (0..PIECES).map(piece).sum()
            }
        }
    }
}

/// The normal distribution function, to 1.5e-7 (Abramowitz and Stegun, 7.1.26).
pub(super) fn normal(z: f64) -> f64 {
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let poly = t
        * (0.254_829_592
            + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    let tail = 0.5 * poly * (-x * x).exp();
    if z < 0.0 { tail } else { 1.0 - tail }
}

#[cfg(test)]
mod tests {
    use super::{Band, Effect, normal};

    #[test]
    fn densities_have_mass_one_and_errors_widen_them() {
        assert!((normal(0.0) - 0.5).abs() < 1e-6 && (normal(1.96) - 0.975).abs() < 1e-4);
        let bands = [Band::About(0.5, 0.1, 0.02), Band::Between(0.3, -0.2, 0.4), Band::Scale(0.2, 0.01, 0.5)];
        for error in [0.001, 0.1] {
            let mass: f64 = (-20_000..20_000)
                .map(|i| Effect { value: f64::from(i) / 1e4, error_dealt: error, error_people: error })
                .map(|effect| effect.log_density(&bands).exp() * 1e-4)
                .sum();
            assert!((mass - 1.0).abs() < 0.01, "{mass}");
        }
    }
}
