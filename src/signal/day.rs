//! Day: whether an account's sessions lie in a stretch of days of its own: churn and hand-over do, and so do people who come
//! for an event.

use super::agreement::{Rows, agreement};
use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, About, Between};
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;
use crate::request::DAY_MILLIS;

/// Stretches of time that are told apart at most.
const MOST: usize = 32;

pub(super) struct Day;

impl Signal for Day {
    fn name(&self) -> &'static str {
        "day"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let (first, span) = facts.span();
        let width = (span as f64 / (MOST - 2) as f64).max(DAY_MILLIS as f64);
        let dimension = (span as f64 / width) as usize + 2;
        let mut values = vec![0.0f32; facts.sessions.len() * dimension];
        for (row, &(_, time)) in values.chunks_exact_mut(dimension).zip(&facts.sessions) {
            // A moment counts for the two stretches that it lies between, as a unit vector.
            let place = (time - first) as f64 / width;
            let (below, part) = (place as usize, place.fract());
            let length = part.hypot(1.0 - part);
            row[below.min(dimension - 1)] = ((1.0 - part) / length) as f32;
            row[(below + 1).min(dimension - 1)] = (part / length) as f32;
        }
        let owners: Vec<u32> = facts.sessions.iter().map(|s| s.0).collect();
        let rows = Rows { values: &values, dimension, owners: &owners };
        reading(agreement(&rows, facts.seed), "too few accounts came back", bands)
    }

    fn meaning(&self, value: f64) -> String {
        let like = if value < 0.1 { "all stay for the whole time" } else { "each has a time of its own" };
        let value = decimals(value, 2);
        format!("days agree {value} within an account: {like}")
    }

    fn clears(&self) -> &'static str {
        "accounts that came one by one, for reasons of their own"
    }

    fn part(&self) -> f64 {
        0.9
    }
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::DealtByLot
        | Hypothesis::DealtByHours
        | Hypothesis::DealtInShards
        | Hypothesis::DealtInSittings => {
            // Below 0 where each account gets its share day by day.
            &[About(0.83, 0.0, 0.015), Between(0.14, -0.12, 0.0), Between(0.03, 0.0, 0.2)]
        }
        Hypothesis::DealtInTurns => &[About(0.2, 0.0, 0.03), Between(0.8, 0.1, 1.02)],
        Hypothesis::Users | Hypothesis::Askers => &[About(0.8, 0.0, 0.03), Between(0.2, 0.0, 0.6)],
        Hypothesis::Timers => &[About(0.2, 0.0, 0.03), Between(0.8, -0.25, -0.02)],
        Hypothesis::OneSitting => &[About(0.2, 0.0, 0.1), Between(0.8, 0.3, 1.02)],
        Hypothesis::Crowd => &[About(0.5, 0.0, 0.05), Between(0.5, 0.0, 1.0)],
        Hypothesis::Coincidence => &[About(0.7, 0.0, 0.05), Between(0.3, 0.0, 1.0)],
    }
}
