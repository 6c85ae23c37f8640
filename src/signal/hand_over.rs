//! Hand-over: whether accounts take turns: one begins where another ends, and they overlap less than chance would have it.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, About, Between};
use super::band::Effect;
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;

/// Placings at random of the same stretches of time, with which theirs are compared.
const PLACINGS: usize = 24;
/// Accounts with a stretch of time, from which on turns can be told from chance.
const LEAST: usize = 8;
/// Shares of all their time that the stretches would cover by chance, between which they can show turns.
const TELLING: (f64, f64) = (0.05, 0.95);

pub(super) struct HandOver;

impl Signal for HandOver {
    fn name(&self) -> &'static str {
        "hand_over"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        reading(
            effect(&stretches(facts), facts.seed),
            "too few accounts have a stretch of time of their own",
            bands,
        )
    }

    fn meaning(&self, value: f64) -> String {
        let like =
            if value > 0.3 { "one begins where another ends" } else { "each comes and goes when it likes" };
        let value = decimals(value, 2);
        format!(
            "its accounts keep out of each other's time {value} of what is possible, beyond chance: {like}"
        )
    }

    fn clears(&self) -> &'static str {
        "accounts that are there at the same times as others"
    }
}

/// First and last event of each account that has two or more at different times.
fn stretches(facts: &Facts<'_>) -> Vec<(i64, i64)> {
    let mut of: Vec<Option<(i64, i64)>> = vec![None; facts.group.members.len()];
    for &(place, time) in &facts.events {
        let (first, last) = of[place as usize].get_or_insert((time, time));
        (*first, *last) = ((*first).min(time), (*last).max(time));
    }
    of.into_iter().flatten().filter(|(first, last)| first < last).collect()
}

/// The time that the stretches cover, beyond chance, over what they could: 0 as if placed at random, 1 where no two overlap.
fn effect(stretches: &[(i64, i64)], seed: u64) -> Option<Effect> {
    if stretches.len() < LEAST {
        return None;
    }
    let first = stretches.iter().map(|s| s.0).min()?;
    let last = stretches.iter().map(|s| s.1).max()?;
    let total: i64 = stretches.iter().map(|s| s.1 - s.0).sum();
    let part = |covered: i64| covered as f64 / total as f64;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let chance: Vec<f64> = (0..PLACINGS)
        .map(|_| {
            let placed = stretches.iter().map(|(from, to)| {
                let begin = rng.random_range(first..=last - (to - from));
                (begin, begin + to - from)
            });
            part(covered(placed.collect()))
        })
        .collect();
    let mean = chance.iter().sum::<f64>() / PLACINGS as f64;
    if mean < TELLING.0 || mean > TELLING.1 {
        return None;
    }
    let variance = chance.iter().map(|c| (c - mean) * (c - mean)).sum::<f64>() / (PLACINGS - 1) as f64;
    let (room, error) = (1.0 - mean, variance.sqrt().max(0.5 / stretches.len() as f64));
    let value = (part(covered(stretches.to_vec())) - mean) / room;
    Some(Effect { value, error_dealt: error / room, error_people: error / room })
}

/// Time that lies in at least one stretch.
fn covered(mut stretches: Vec<(i64, i64)>) -> i64 {
    stretches.sort_unstable();
    let mut until = i64::MIN;
    let mut sum = 0;
    for (from, to) in stretches {
        sum += (to - from.max(until)).max(0);
        until = until.max(to);
    }
    sum
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::DealtInTurns => &[Between(0.5, 0.1, 1.02), About(0.5, 0.0, 0.08)],
        Hypothesis::DealtInShards | Hypothesis::DealtInSittings => {
            &[Between(0.05, 0.1, 1.02), About(0.95, 0.0, 0.08)]
        }
        _ => &[About(1.0, 0.0, 0.08)],
    }
}
