//! How evenly numbers lie.

/// Standard deviation over mean; 0 where the mean is 0 or there is nothing.
pub(super) fn variation(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().count() as f64;
    let mean = values.clone().sum::<f64>() / count;
    if count == 0.0 || mean <= 0.0 {
        return 0.0;
    }
    (values.map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt() / mean
}

/// Entropy in bits of what was counted.
pub(super) fn entropy(counts: impl Iterator<Item = usize> + Clone) -> f64 {
    let all = counts.clone().sum::<usize>() as f64;
    let bits = |count: usize| {
        let share = count as f64 / all;
        -share * share.log2()
    };
    counts.filter(|&count| count > 0).map(bits).sum()
}

/// What the first bound that the value lies below is worth; bounds rise.
pub(super) fn below(value: f64, worth: &[(f64, f64)]) -> f64 {
    worth.iter().find(|(bound, _)| value < *bound).map_or(0.0, |(_, worth)| *worth)
}

/// What the first bound that the value reaches is worth; bounds fall.
pub(super) fn reaches(value: f64, worth: &[(f64, f64)]) -> f64 {
    worth.iter().find(|(bound, _)| value >= *bound).map_or(0.0, |(_, worth)| *worth)
}

/// What the first bound that the value lies above is worth; bounds fall.
pub(super) fn above(value: f64, worth: &[(f64, f64)]) -> f64 {
    worth.iter().find(|(bound, _)| value > *bound).map_or(0.0, |(_, worth)| *worth)
}
