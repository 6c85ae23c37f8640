//! Ten minutes: people ask in sessions; a list that is dealt out leaves no sessions behind.

use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, About, Between};
use super::facts::Facts;
use super::gaps::short_gaps;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;

const WITHIN_MILLIS: i64 = 600_000;

pub(super) struct TenMinutes;

impl Signal for TenMinutes {
    fn name(&self) -> &'static str {
        "ten_minutes"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let effect = short_gaps(&facts.events, facts.group.members.len(), WITHIN_MILLIS, facts.seed);
        reading(effect, "too few accounts asked twice, or all asked at once", bands)
    }

    fn meaning(&self, value: f64) -> String {
        let like = if value < 0.05 { "no sessions" } else { "sessions" };
        format!(
            "{} of 100 requests follow within ten minutes, beyond chance: {like}",
            decimals(100.0 * value.max(0.0), 0)
        )
    }

    fn clears(&self) -> &'static str {
        "accounts that ask in sessions"
    }
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::DealtByLot | Hypothesis::DealtInShards => {
            &[About(0.9, 0.0, 0.02), Between(0.1, -0.05, 0.3)]
        }
        Hypothesis::DealtByHours => &[About(0.75, 0.0, 0.02), Between(0.25, 0.0, 0.7)],
        Hypothesis::DealtInTurns => &[About(0.3, 0.0, 0.03), Between(0.7, 0.0, 0.8)],
        Hypothesis::DealtInSittings => &[Between(1.0, 0.1, 0.95)],
        Hypothesis::Users => &[About(0.03, 0.0, 0.03), Between(0.97, 0.05, 0.95)],
        Hypothesis::Askers => &[About(0.85, 0.0, 0.02), Between(0.15, -0.02, 0.15)],
        Hypothesis::Timers => &[About(0.5, 0.0, 0.02), Between(0.5, -0.2, 0.0)],
        Hypothesis::OneSitting => &[Between(0.3, 0.5, 0.9), Between(0.7, 0.85, 1.01)],
        Hypothesis::Crowd => &[Between(1.0, -0.1, 1.01)],
        Hypothesis::Coincidence => &[About(0.15, 0.0, 0.03), Between(0.85, 0.0, 1.0)],
    }
}
