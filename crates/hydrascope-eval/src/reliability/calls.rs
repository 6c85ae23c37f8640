//! What was called, and how much of it is false.

use serde::Serialize;

/// Groups called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Calls {
    /// All.
    pub all: usize,
    /// Those of which less than half of the members are a campaign's.
    pub false_ones: usize,
}

impl Calls {
    /// The share (0 to 1) of false ones; 0 where nothing was called.
    pub fn share(self) -> f64 {
        self.false_ones as f64 / self.all.max(1) as f64
    }

    pub(super) fn count(&mut self, is_false: bool) {
        self.all += 1;
        self.false_ones += usize::from(is_false);
    }

    pub(super) fn add(&mut self, other: Self) {
        self.all += other.all;
        self.false_ones += other.false_ones;
    }
}
