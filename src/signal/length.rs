//! Length: people write at their own length; what is dealt has the list's.

use super::agreement::{Rows, agreement};
use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, About, Between};
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;

pub(super) struct Length;

impl Signal for Length {
    fn name(&self) -> &'static str {
        "length"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let lengths = &facts.traffic.length_of;
        if lengths.is_empty() {
            return Reading::Silent("lengths are not known");
        }
        let (owners, mut values): (Vec<u32>, Vec<f32>) = facts
            .openings()
            .map(|(place, request)| (place, (lengths[request as usize] as f32).max(1.0).ln()))
            .unzip();
        let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
        values.iter_mut().for_each(|v| *v -= mean);
        let rows = Rows { values: &values, dimension: 1, owners: &owners };
        reading(agreement(&rows, facts.seed), "too few accounts came back, or all prompts are as long", bands)
    }

    fn meaning(&self, value: f64) -> String {
        let like = if value < 0.05 {
            "none writes at a length of its own"
        } else {
            "accounts have a length of their own"
        };
        let value = decimals(value, 2);
        format!("lengths of prompts agree {value} within an account: {like}")
    }

    fn clears(&self) -> &'static str {
        "accounts that write at a length of their own"
    }

    // What is filled in has its length: the axis of slots measures some of the same.
    fn part(&self) -> f64 {
        0.4
    }
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::DealtByLot | Hypothesis::DealtByHours | Hypothesis::DealtInTurns => {
            // A few words that some accounts add are their own length.
            &[About(0.75, 0.0, 0.015), Between(0.25, -0.1, 1.02)]
        }
        Hypothesis::DealtInShards | Hypothesis::DealtInSittings => {
            &[About(0.5, 0.0, 0.015), Between(0.5, -0.1, 0.5)]
        }
        Hypothesis::Timers => &[About(0.2, 0.0, 0.02), Between(0.8, 0.0, 1.02)],
        Hypothesis::Users | Hypothesis::Askers => &[About(0.6, 0.0, 0.02), Between(0.4, 0.0, 0.8)],
        Hypothesis::OneSitting | Hypothesis::Crowd | Hypothesis::Coincidence => {
            &[About(0.4, 0.0, 0.05), Between(0.6, -0.1, 1.02)]
        }
    }
}
