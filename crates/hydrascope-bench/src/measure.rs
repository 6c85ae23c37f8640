//! What runs took, in few numbers.

use serde::Serialize;

/// Seconds of several runs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Seconds {
    /// The middle one; of an even number the mean of the two in the middle.
    pub median: f64,
    /// The shortest.
    pub least: f64,
    /// The longest.
    pub most: f64,
    /// Median distance from the median, as a share of the median: how much a run differs from another.
    pub spread: f64,
    /// All of them, in the order of the runs; the one to warm up is left out unless it is the only one.
    pub runs: Vec<f64>,
}

impl Seconds {
    /// Of runs of which the first was to warm up; none of no run.
    pub(crate) fn of(runs: &[f64]) -> Option<Self> {
        let runs = if runs.len() > 1 { &runs[1..] } else { runs };
        let median = median(runs)?;
        let distances: Vec<f64> = runs.iter().map(|seconds| (seconds - median).abs()).collect();
        Some(Self {
            median,
            least: runs.iter().copied().fold(f64::INFINITY, f64::min),
            most: runs.iter().copied().fold(0.0, f64::max),
            spread: self::median(&distances)? / median.max(f64::MIN_POSITIVE),
            runs: runs.to_vec(),
        })
    }
}

fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    Some(if sorted.len() % 2 == 1 { upper } else { (sorted[sorted.len() / 2 - 1] + upper) / 2.0 })
}

#[cfg(test)]
mod tests {
    use super::Seconds;

    #[test]
    fn the_warm_up_does_not_count_unless_it_is_all_there_is() {
        let seconds = Seconds::of(&[9.0, 1.0, 4.0, 2.0, 3.0]).unwrap();
        assert_eq!((seconds.median, seconds.least, seconds.most), (2.5, 1.0, 4.0));
        assert_eq!(seconds.spread, 1.0 / 2.5);
        assert_eq!(Seconds::of(&[9.0]).unwrap().median, 9.0);
        assert_eq!(Seconds::of(&[]), None);
    }
}
