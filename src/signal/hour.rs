//! Hour of day: a person has a zone and habits; a worker has neither, and a timer has nothing else.

use super::agreement::{Rows, agreement};
use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, About, Between};
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;
use crate::request::DAY_MILLIS;

pub(super) struct Hour;

impl Signal for Hour {
    fn name(&self) -> &'static str {
        "hour"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let angle = |time: i64| (time as f64 / DAY_MILLIS as f64).fract() * std::f64::consts::TAU;
        let values: Vec<f32> = facts
            .sessions
            .iter()
            .map(|&(_, time)| angle(time))
            .flat_map(|angle| [angle.cos() as f32, angle.sin() as f32])
            .collect();
        let owners: Vec<u32> = facts.sessions.iter().map(|s| s.0).collect();
        let rows = Rows { values: &values, dimension: 2, owners: &owners };
        reading(agreement(&rows, facts.seed), "too few accounts came back", bands)
    }

    fn meaning(&self, value: f64) -> String {
        let like = match value {
            v if v < 0.06 => "no day and night of its own",
            v if v < 0.6 => "a daily habit",
            _ => "a set time",
        };
        let value = decimals(value, 2);
        format!("hours of the day agree {value} within an account: {like}")
    }

    fn clears(&self) -> &'static str {
        "accounts that keep to hours of their own"
    }
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::DealtByLot | Hypothesis::DealtInShards => {
            &[About(0.93, 0.0, 0.03), Between(0.07, -0.1, 0.3)]
        }
        Hypothesis::DealtByHours => &[Between(0.85, 0.05, 0.6), Between(0.15, 0.0, 1.0)],
        // Whoever works its turn off in one go does so at one time of day.
        Hypothesis::DealtInTurns => {
            &[About(0.4, 0.0, 0.04), Between(0.35, 0.0, 0.6), Between(0.25, 0.3, 1.02)]
        }
        Hypothesis::DealtInSittings => &[About(0.8, 0.0, 0.04), Between(0.2, 0.0, 0.5)],
        Hypothesis::Users | Hypothesis::Askers => &[About(0.08, 0.0, 0.04), Between(0.92, 0.03, 0.6)],
        Hypothesis::Timers => &[Between(0.9, 0.55, 1.02), Between(0.1, 0.0, 0.6)],
        Hypothesis::OneSitting => &[About(0.3, 0.0, 0.1), Between(0.7, 0.0, 1.0)],
        Hypothesis::Crowd => &[About(0.4, 0.0, 0.1), Between(0.6, 0.0, 1.0)],
        Hypothesis::Coincidence => &[About(0.3, 0.0, 0.05), Between(0.7, 0.0, 0.8)],
    }
}
