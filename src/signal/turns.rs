//! Turns: a person answers what came back; a list of prompts is sent one by one.
//!
//! Silent where nothing in the log goes on from anything: what a log cannot show is no evidence.

use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, About, Between};
use super::band::Effect;
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;

/// Requests of one account that count at most.
const MOST: f64 = 15.0;

pub(super) struct Turns;

impl Signal for Turns {
    fn name(&self) -> &'static str {
        "turns"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let traffic = facts.traffic;
        if !traffic.has_turns() {
            return Reading::Silent("nothing in the log goes on from anything");
        }
        let members = facts.group.members.iter().map(|member| {
            let requests = member.requests.len() as f64;
            (requests.min(MOST), 1.0 - traffic.openings(&member.requests).count() as f64 / requests.max(1.0))
        });
        let members: Vec<(f64, f64)> = members.collect();
        let all: f64 = members.iter().map(|m| m.0).sum();
        let value = members.iter().map(|m| m.0 * m.1).sum::<f64>() / all.max(1.0);
        let spread = members.iter().map(|m| (m.0 * (m.1 - value)).powi(2)).sum::<f64>().sqrt();
        let error = spread.max(0.5) / all.max(1.0);
        reading(Some(Effect { value, error_dealt: error, error_people: error }), "", bands)
    }

    fn meaning(&self, value: f64) -> String {
        format!("{} of 100 requests go on from an earlier one", decimals(100.0 * value, 0))
    }

    fn clears(&self) -> &'static str {
        "conversations in which accounts answer what came back"
    }
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::DealtByLot | Hypothesis::DealtInShards => {
            &[About(0.65, 0.0, 0.01), Between(0.35, 0.0, 1.0)]
        }
        Hypothesis::DealtByHours => &[About(0.85, 0.0, 0.01), Between(0.15, 0.0, 1.0)],
        Hypothesis::DealtInTurns | Hypothesis::OneSitting => &[About(0.7, 0.0, 0.01), Between(0.3, 0.0, 1.0)],
        Hypothesis::DealtInSittings => &[About(0.3, 0.0, 0.01), Between(0.7, 0.2, 1.0)],
        Hypothesis::Timers => &[About(0.95, 0.0, 0.01), Between(0.05, 0.0, 1.0)],
        Hypothesis::Users | Hypothesis::Askers => &[About(0.6, 0.0, 0.01), Between(0.4, 0.0, 1.0)],
        Hypothesis::Crowd | Hypothesis::Coincidence => &[About(0.8, 0.0, 0.02), Between(0.2, 0.0, 1.0)],
    }
}
