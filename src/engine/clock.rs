//! Clock: how late it is, by the requests.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Requests that agree that it is so late: fewer with a wrong clock do not move the window.
const AGREE: usize = 16;

/// The latest times that came.
#[derive(Clone, Debug, Default)]
pub(super) struct Clock {
    latest: BinaryHeap<Reverse<i64>>,
}

impl Clock {
    /// A request came with a time, in milliseconds.
    pub(super) fn tick(&mut self, time: i64) {
        if self.latest.len() < AGREE {
            self.latest.push(Reverse(time));
        } else if self.latest.peek().is_some_and(|Reverse(least)| *least < time) {
            self.latest.pop();
            self.latest.push(Reverse(time));
        }
    }

    /// It is so late.
    pub(super) fn set(&mut self, now: i64) {
        (0..AGREE).for_each(|_| self.tick(now));
    }

    /// How late it is at least; none before any request.
    pub(super) fn now(&self) -> Option<i64> {
        self.latest.peek().map(|Reverse(least)| *least)
    }

    /// The latest time that is no further than `ahead` milliseconds beyond it.
    pub(super) fn last(&self, ahead: i64) -> Option<i64> {
        let most = self.now()?.saturating_add(ahead);
        self.latest.iter().map(|Reverse(time)| *time).filter(|time| *time <= most).max()
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;

    #[test]
    fn a_few_wrong_clocks_do_not_move_it() {
        let mut clock = Clock::default();
        assert_eq!(clock.now(), None);
        (0..100).for_each(|time| clock.tick(time));
        (0..15).for_each(|_| clock.tick(1_000_000));
        assert_eq!((clock.now(), clock.last(50)), (Some(99), Some(99)));
        (0..100).for_each(|time| clock.tick(time));
        assert_eq!(clock.now(), Some(99));
        clock.tick(1_000_001);
        assert_eq!(clock.now(), Some(1_000_000));
    }
}
