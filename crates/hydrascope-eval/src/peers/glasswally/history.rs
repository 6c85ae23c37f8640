//! What an account sent of late.

use std::collections::VecDeque;
use std::collections::vec_deque::Iter;

use super::facts::Facts;

pub(super) const HOUR_MILLIS: i64 = 3_600_000;
pub(super) const DAY_MILLIS: i64 = 24 * HOUR_MILLIS;

/// A request of an account.
pub(super) struct Sent<'a> {
    /// When, in milliseconds since 1970.
    pub(super) millis: i64,
    /// Its prompt.
    pub(super) facts: &'a Facts,
}

/// An account's requests of the day before its last one, in order of time.
#[derive(Default)]
pub(super) struct History<'a>(VecDeque<Sent<'a>>);

impl<'a> History<'a> {
    /// Takes up the next request and forgets what is older than a day.
    pub(super) fn push(&mut self, sent: Sent<'a>) {
        let since = sent.millis - DAY_MILLIS;
        self.0.push_back(sent);
        while self.0.front().is_some_and(|first| first.millis < since) {
            self.0.pop_front();
        }
    }

    /// The last day.
    pub(super) fn day(&self) -> Iter<'_, Sent<'a>> {
        self.0.iter()
    }

    /// The last hour.
    pub(super) fn hour(&self) -> Iter<'_, Sent<'a>> {
        let since = self.0.back().map_or(0, |last| last.millis - HOUR_MILLIS);
        self.0.range(self.0.partition_point(|sent| sent.millis < since)..)
    }
}
