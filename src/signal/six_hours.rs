//! Six hours: sessions of a person come together too; those of a timer keep apart. Measured between sessions, so that one
//! session does not count here again.

use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, About, Between};
use super::facts::Facts;
use super::gaps::short_gaps;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;

const WITHIN_MILLIS: i64 = 21_600_000;

pub(super) struct SixHours;

impl Signal for SixHours {
    fn name(&self) -> &'static str {
        "six_hours"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let effect = short_gaps(&facts.sessions, facts.group.members.len(), WITHIN_MILLIS, facts.seed);
        reading(effect, "too few accounts came back", bands)
    }

    fn meaning(&self, value: f64) -> String {
        let like = match value {
            v if v < -0.1 => "kept apart, as timers do",
            v if v < 0.05 => "as if by lot",
            _ => "together",
        };
        format!(
            "{} of 100 sessions follow within six hours, beyond chance: {like}",
            decimals(100.0 * value, 0)
        )
    }

    fn clears(&self) -> &'static str {
        "accounts that come back when they please, or at set times"
    }

    fn part(&self) -> f64 {
        0.6
    }
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::DealtByLot | Hypothesis::DealtInShards => {
            // Below 0 where accounts take their turns one after the other.
            &[About(0.85, 0.0, 0.03), Between(0.1, -0.4, 0.0), Between(0.05, 0.0, 0.3)]
        }
        Hypothesis::DealtByHours => &[About(0.6, 0.0, 0.04), Between(0.4, 0.0, 0.25)],
        Hypothesis::DealtInTurns => &[About(0.2, 0.0, 0.05), Between(0.8, 0.05, 1.02)],
        Hypothesis::DealtInSittings => &[About(0.7, 0.0, 0.05), Between(0.3, -0.1, 0.3)],
        Hypothesis::Users | Hypothesis::Askers => &[About(0.5, 0.05, 0.05), Between(0.5, -0.05, 0.4)],
        Hypothesis::Timers => &[Between(0.8, -0.4, -0.02), Between(0.2, -0.05, 1.0)],
        Hypothesis::OneSitting => &[Between(0.5, 0.3, 1.05), Between(0.5, -0.2, 0.6)],
        Hypothesis::Crowd => &[Between(1.0, -0.2, 1.05)],
        Hypothesis::Coincidence => &[Between(1.0, -0.2, 0.6)],
    }
}
