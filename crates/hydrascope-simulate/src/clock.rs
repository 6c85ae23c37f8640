//! When something happens: an activity profile over the simulated span.

use rand::RngExt;

use crate::seed::Random;

/// Bins of a profile in an hour.
const BINS_AN_HOUR: usize = 4;
const BIN_MS: f64 = 3_600_000.0 / BINS_AN_HOUR as f64;

/// How busy people are in each hour of their own day, relative to the busiest.
const DAY: [f64; 24] = [
    0.25, 0.16, 0.12, 0.1, 0.12, 0.2, 0.35, 0.55, 0.75, 0.9, 1.0, 1.0, 0.95, 0.95, 1.0, 1.0, 0.95, 0.9, 0.9,
    0.95, 1.0, 0.9, 0.7, 0.45,
];

/// The share of activity up to each moment of the span.
#[derive(Debug)]
pub(crate) struct Clock {
    /// Cumulative weight at each bin's end, from 0; the last is the total, above 0.
    cumulative: Vec<f64>,
}

impl Clock {
    /// A profile from the weight of each quarter of an hour; even where all weights are 0.
    pub(crate) fn new(days: u32, weight: impl Fn(usize) -> f64) -> Self {
        let bins = days as usize * 24 * BINS_AN_HOUR;
        let sum = |weight: &dyn Fn(usize) -> f64| {
            let mut cumulative = vec![0.0];
            let mut total = 0.0;
            cumulative.extend((0..bins).map(|bin| {
                total += weight(bin);
                total
            }));
            cumulative
        };
        let cumulative = sum(&weight);
        let flat = cumulative.last().is_none_or(|&total| total <= 0.0);
        Self { cumulative: if flat { sum(&|_| 1.0) } else { cumulative } }
    }

    /// People's days and weeks, for those whose clocks are `zone` hours ahead; the span starts on `weekday`.
    pub(crate) fn human(days: u32, weekday: u32, zone: u32) -> Self {
        Self::new(days, |bin| {
            let hour = bin / BINS_AN_HOUR + zone as usize;
            let weekend = (weekday as usize + hour / 24) % 7 >= 5;
            DAY[hour % 24] * if weekend { 0.6 } else { 1.0 }
        })
    }

    /// One person's habit: hours around a peak of the day (UTC), `spread` hours wide, and weekends `weekend` times as
    /// busy as other days; the span starts on `weekday`.
    pub(crate) fn habit(days: u32, weekday: u32, peak: u32, spread: f64, weekend: f64) -> Self {
        Self::new(days, |bin| {
            let hour = (bin % (24 * BINS_AN_HOUR)) as f64 / BINS_AN_HOUR as f64;
            let away = (hour - f64::from(peak)).abs();
            let away = away.min(24.0 - away) / spread;
            let day = (weekday as usize + bin / (24 * BINS_AN_HOUR)) % 7;
            libm::exp(-away * away / 2.0) * if day >= 5 { weekend } else { 1.0 }
        })
    }

    /// An even load inside a daily window of hours, over the first `share` of the span.
    pub(crate) fn duty(days: u32, from: usize, hours: usize, share: f64) -> Self {
        let end = f64::from(days) * 24.0 * BINS_AN_HOUR as f64 * share;
        Self::new(days, |bin| {
            let inside = (bin / BINS_AN_HOUR + 24 - from % 24) % 24 < hours;
            f64::from(u8::from(inside && (bin as f64) < end))
        })
    }

    /// Short waves, each `bins` quarters of an hour long, that start at the given bins.
    pub(crate) fn waves(days: u32, starts: &[usize], bins: usize) -> Self {
        Self::new(days, |bin| {
            let waves = starts.iter().filter(|&&start| (start..start + bins).contains(&bin)).count();
            waves as f64
        })
    }

    /// A rise at one bin that ebbs away by `fade` a bin.
    pub(crate) fn burst(days: u32, start: usize, fade: f64) -> Self {
        Self::new(days, |bin| match bin.checked_sub(start) {
            Some(after) => libm::pow(fade, after as f64),
            None => 0.0,
        })
    }

    /// The moment, in milliseconds from the start, at which a share `0..=1` of all activity is past.
    pub(crate) fn at(&self, share: f64) -> i64 {
        let total = self.cumulative.last().copied().unwrap_or(1.0);
        let goal = share * total;
        let bin = self.cumulative.partition_point(|&sum| sum <= goal).clamp(1, self.cumulative.len() - 1);
        let (low, high) = (self.cumulative[bin - 1], self.cumulative[bin]);
        let inside = if high > low { ((goal - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        (((bin - 1) as f64 + inside) * BIN_MS) as i64
    }
}

/// Moves a position `0..1` on to the next of `left` moments that are spread evenly over what remains.
pub(crate) fn next_position(position: f64, left: f64, random: &mut Random) -> f64 {
    let draw: f64 = 1.0 - random.random::<f64>();
    1.0 - (1.0 - position) * libm::pow(draw, 1.0 / left.max(1.0))
}

#[cfg(test)]
mod tests {
    use super::{Clock, next_position};
    use crate::seed::random;

    #[test]
    fn a_window_of_duty_is_kept() {
        let clock = Clock::duty(7, 9, 8, 0.5);
        for step in 0..100 {
            let moment = clock.at(f64::from(step) / 100.0);
            let hour = moment / 3_600_000;
            assert!((9..=17).contains(&(hour % 24)) && hour <= 84, "{moment}");
        }
    }

    #[test]
    fn positions_are_even_order_statistics() {
        let (mut position, mut random, mut passed) = (0.0, random(&[5]), 0);
        for left in (1..=10_000).rev() {
            let next = next_position(position, f64::from(left), &mut random);
            assert!((position..1.0).contains(&next));
            passed += u32::from(next < 0.5);
            position = next;
        }
        assert!((4_800..5_200).contains(&passed), "{passed}");
    }
}
