//! How one sender's requests follow each other.

use rand::RngExt;
use rand_distr::{Distribution, LogNormal};

use crate::seed::Random;

/// How one sender's requests follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Sessions of a few requests, as people have them.
    Sessions,
    /// Each request at its own moment.
    Single,
    /// One run with about so many milliseconds between requests.
    Steady(u32),
    /// Each request at its own moment, never two within ten minutes.
    Apart,
    /// A few requests at the full hour after something came in.
    FullHour,
    /// A clock: each so many milliseconds, so far behind the start of such an interval; so many beats of a hundred
    /// are missed.
    Every { period: u32, phase: u32, missed: u32 },
    /// Sittings of `least` to `most` requests with about so many milliseconds between them; sittings are counted.
    Sitting { least: u32, most: u32, gap: u32 },
}

/// How far two requests of [`Pace::Apart`] are apart at least, in milliseconds.
const APART: i64 = 660_000;
const HOUR: i64 = 3_600_000;

impl Pace {
    /// How many sessions so many requests are expected to make; at least 1.
    pub(crate) fn sessions(self, requests: u32) -> f64 {
        match self {
            Self::Sessions => (f64::from(requests) / 2.5).max(1.0),
            Self::Single | Self::Apart | Self::Sitting { .. } => f64::from(requests.max(1)),
            Self::FullHour => (f64::from(requests) / 1.25).max(1.0),
            Self::Steady(_) | Self::Every { .. } => 1.0,
        }
    }

    /// How many requests the next session has, of those left.
    pub(crate) fn session_size(self, left: u32, random: &mut Random) -> u32 {
        match self {
            Self::Single | Self::Apart => 1,
            Self::Steady(_) | Self::Every { .. } => left,
            Self::Sessions => run(0.6, left, random),
            Self::FullHour => run(0.2, left, random),
            Self::Sitting { least, most, .. } => random.random_range(least..=most),
        }
    }

    /// Whether a stream of this pace counts sittings, not requests.
    pub(crate) fn counts_sittings(self) -> bool {
        matches!(self, Self::Sitting { .. })
    }

    /// The first moment at or after `moment` at which a session may begin.
    pub(crate) fn aligned(self, moment: i64, random: &mut Random) -> i64 {
        match self {
            Self::FullHour => (moment + HOUR - 1).div_euclid(HOUR) * HOUR + random.random_range(0..40_000),
            Self::Every { period, phase, .. } => tick(moment - 1, period, phase, random),
            _ => moment,
        }
    }

    /// When the request after one at `now` is due, if the session goes on or no other begins.
    pub(crate) fn after(self, now: i64, random: &mut Random) -> i64 {
        match self {
            Self::Every { period, phase, missed } => {
                let mut skipped = 0;
                while random.random_range(0..100) < missed.min(90) {
                    skipped += i64::from(period);
                }
                tick(now + skipped, period, phase, random)
            }
            _ => now + self.gap(random),
        }
    }

    /// Milliseconds to the next request of a session.
    fn gap(self, random: &mut Random) -> i64 {
        match self {
            Self::FullHour => random.random_range(800..4_000),
            Self::Apart => APART + random.random_range(0..APART),
            Self::Sitting { gap, .. } => {
                let gap = f64::from(gap);
                let draw = LogNormal::new(libm::log(gap), 0.6).map_or(gap, |gaps| gaps.sample(random));
                draw.min(gap * 6.0) as i64 + 1_000
            }
            Self::Steady(gap) => i64::from(gap) * random.random_range(85..=115) / 100,
            _ => {
                let gap: f64 = LogNormal::new(11.2, 0.9).map_or(80_000.0, |gaps| gaps.sample(random));
                gap.min(1.8e6) as i64 + 2_000
            }
        }
    }
}

/// The length of a run that goes on with probability `more` after each request; at most `left`.
fn run(more: f64, left: u32, random: &mut Random) -> u32 {
    let mut size = 1;
    while size < left && random.random_bool(more) {
        size += 1;
    }
    size
}

/// The next beat of a clock after `now`, less than three seconds late; a period is longer than that.
fn tick(now: i64, period: u32, phase: u32, random: &mut Random) -> i64 {
    let (period, phase) = (i64::from(period), i64::from(phase));
    ((now - phase).div_euclid(period) + 1) * period + phase + random.random_range(0..3_000)
}
