//! Window: how long an engine remembers.

use std::time::Duration;

/// How time is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How long what was taken in is judged; at least a bucket. Two weeks by default.
    pub length: Duration,
    /// What is dropped at a time; a second or more. An hour by default.
    pub bucket: Duration,
    /// How late a request may come, by its time, and still count; its id is recognised again for as long. An hour by default.
    pub lag: Duration,
}

impl Default for Window {
    fn default() -> Self {
        let hours = |hours: u64| Duration::from_secs(3600 * hours);
        Self { length: hours(14 * 24), bucket: hours(1), lag: hours(1) }
    }
}

impl Window {
    /// Milliseconds of a bucket; none where the window is none.
    pub(super) fn checked(&self) -> Option<i64> {
        let is_one = self.bucket >= Duration::from_secs(1) && self.length >= self.bucket;
        let fits = [self.length, self.bucket, self.lag].iter().all(|d| *d <= MOST);
        (is_one && fits).then(|| millis(self.bucket))
    }

    /// The bucket of a moment, by its number.
    pub(super) fn bucket_of(&self, time: i64) -> i64 {
        time.div_euclid(millis(self.bucket))
    }

    /// The first bucket that may still change when it is so late.
    pub(super) fn first_open(&self, now: i64) -> i64 {
        self.bucket_of(now.saturating_sub(millis(self.lag)))
    }

    /// The first bucket that is judged when it is so late.
    pub(super) fn first_live(&self, now: i64) -> i64 {
        self.bucket_of(now.saturating_sub(millis(self.length)))
    }
}

/// A hundred years.
const MOST: Duration = Duration::from_secs(100 * 365 * 86_400);

pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
