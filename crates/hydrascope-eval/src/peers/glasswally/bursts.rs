//! Many accounts within one second, again and again.

use std::collections::HashSet;

use super::signal::GlasswallyReading;
use super::signal::GlasswallySignal::TimingCluster;
use super::spread::{below, variation};

/// Accounts of one second that make a burst, and a strong one.
const BURST: usize = 5;
const STRONG: usize = 12;
/// How far earlier bursts count, in seconds, and how many of them make a habit.
const BACK: i64 = 300;
const HABIT: usize = 3;

/// The second at hand, and bursts so far.
#[derive(Default)]
pub(super) struct Bursts {
    second: i64,
    accounts: HashSet<u32>,
    /// Seconds of bursts, the last one not over yet.
    bursts: Vec<i64>,
}

impl Bursts {
    /// Takes up the next request.
    pub(super) fn push(&mut self, millis: i64, account: u32) {
        let second = millis.div_euclid(1000);
        if second != self.second {
            self.second = second;
            self.accounts.clear();
        }
        if self.accounts.insert(account) && self.accounts.len() == BURST {
            self.bursts.push(second);
        }
    }

    /// What is said of the account that sent last.
    pub(super) fn reading(&self) -> Option<GlasswallyReading> {
        let accounts = self.accounts.len();
        if accounts < BURST {
            return None;
        }
        let since = self.second - BACK;
        let before = &self.bursts[self.bursts.partition_point(|&burst| burst < since)..self.bursts.len() - 1];
        let mut score = ((accounts - BURST) as f64 / (STRONG - BURST) as f64 * 0.5).min(0.5);
        if before.len() >= HABIT {
            let gaps = before.windows(2).map(|pair| (pair[1] - pair[0]) as f64);
            let every_second = gaps.clone().all(|gap| gap <= 1.0);
            let even = if every_second { 0.0 } else { below(variation(gaps), &[(0.15, 0.20), (0.35, 0.10)]) };
            score += 0.30 + even;
        }
        Some(GlasswallyReading::new(TimingCluster, score, (accounts as f64 / STRONG as f64).min(1.0)))
    }
}
