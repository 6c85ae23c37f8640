//! Words that ask for a model's reasoning, and prompts that are like what extraction asks for.

use super::facts::Facts;
use super::history::History;
use super::signal::GlasswallyReading;
use super::signal::GlasswallySignal::{Cot, Embed};

/// Requests an hour from which on their shares count.
const LEAST: usize = 5;
/// Cosine with what extraction asks for from which on a prompt is like it.
const ALIKE: f64 = 0.60;

pub(super) fn reasoning(facts: &Facts, history: &History<'_>) -> GlasswallyReading {
    let mut score = if facts.reasons { 0.40 } else { 0.0 };
    let hour = history.hour();
    let count = hour.len();
    if count >= LEAST {
        if hour.clone().filter(|sent| sent.facts.reasons).count() as f64 >= 0.20 * count as f64 {
            score += 0.35;
        }
        let named =
            |capability: usize| hour.clone().map(|sent| sent.facts.capabilities[capability]).sum::<usize>();
        let most = (0..facts.capabilities.len()).map(named).max().unwrap_or(0);
        if most as f64 >= 0.70 * count as f64 {
            score += 0.25;
        }
    }
    GlasswallyReading::new(Cot, score, 0.9)
}

pub(super) fn likeness(facts: &Facts) -> Option<GlasswallyReading> {
    let score = (facts.likeness - ALIKE) / (1.0 - ALIKE);
    (score > 0.0).then(|| GlasswallyReading::new(Embed, score, facts.likeness.min(1.0)))
}
