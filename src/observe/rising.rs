//! Rising factorials: what likelihoods of counts are made of.

/// Factors up to which they are multiplied one by one: exact, and no slower.
const FEW: f64 = 16.0;

/// The natural logarithm of x (x + 1) ... (x + times - 1), for x above 0, by the logarithm of the gamma function: in the same time
/// whatever an account sent.
pub(crate) fn ln_rising(x: f64, times: f64) -> f64 {
    if times <= FEW {
        return (0..times as u32).map(|i| (x + f64::from(i)).ln()).sum();
    }
    libm::lgamma(x + times) - libm::lgamma(x)
}

#[cfg(test)]
mod tests {
    use super::ln_rising;

    #[test]
    fn it_is_the_sum_of_the_logarithms() {
        for x in [1e-3, 0.3, 1.0, 4.0, 17.5] {
            for times in [0u32, 1, 15, 16, 17, 100, 10_000] {
                let plain: f64 = (0..times).map(|i| (x + f64::from(i)).ln()).sum();
                let error = (ln_rising(x, f64::from(times)) - plain).abs();
                assert!(error <= 1e-11 * plain.abs().max(1.0), "{x} {times}: {error}");
            }
        }
    }
}
