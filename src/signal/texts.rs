//! Texts: a crowd sends what others send; a list is worked off once, or a fixed number of times.

use rustc_hash::FxHashMap;

use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, Between};
use super::band::Effect;
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;

/// What the share may err by, whatever its number: how popular a text is nobody draws by lot.
const ERROR: f64 = 0.03;

pub(super) struct Texts;

impl Signal for Texts {
    fn name(&self) -> &'static str {
        "texts"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let text_of = &facts.traffic.text_of;
        let mut sent: Vec<(u32, u32)> = (0u32..)
            .zip(&facts.group.members)
            .flat_map(|(place, member)| member.requests.iter().map(move |&r| (text_of[r as usize], place)))
            .collect();
        sent.sort_unstable();
        sent.dedup();
        let mut holders: FxHashMap<u32, u32> = FxHashMap::default();
        sent.iter().for_each(|&(text, _)| *holders.entry(text).or_default() += 1);
        let shared = sent.iter().filter(|(text, _)| holders[text] > 1).count();
        let value = shared as f64 / sent.len().max(1) as f64;
        reading(Some(Effect { value, error_dealt: ERROR, error_people: ERROR }), "", bands)
    }

    fn meaning(&self, value: f64) -> String {
        format!("{} of 100 texts were sent by another account too", decimals(100.0 * value, 0))
    }

    fn clears(&self) -> &'static str {
        "texts that many send because they are popular"
    }
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::Users | Hypothesis::Askers | Hypothesis::Timers => {
            &[Between(0.85, -0.02, 0.1), Between(0.13, 0.0, 0.35), Between(0.02, 0.3, 1.0)]
        }
        Hypothesis::OneSitting => &[Between(0.5, -0.02, 0.3), Between(0.5, 0.2, 1.02)],
        Hypothesis::Crowd => &[Between(0.95, 0.35, 1.02), Between(0.05, 0.15, 0.4)],
        Hypothesis::Coincidence => &[Between(0.8, -0.02, 0.15), Between(0.2, 0.1, 1.02)],
        _ => &[Between(0.7, -0.02, 0.1), Between(0.22, 0.0, 0.4), Between(0.08, 0.3, 1.02)],
    }
}
