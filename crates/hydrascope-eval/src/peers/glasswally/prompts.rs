//! What stands in prompts beside their questions: marks, instructions, what a model should refuse.

use super::facts::Facts;
use super::history::History;
use super::signal::GlasswallyReading;
use super::signal::GlasswallySignal::{RefusalProbe, RolePreamble, Watermark};
use super::spread::reaches;

/// Requests a day from which on shares of them count.
const LEAST: usize = 5;

pub(super) fn marks(facts: &Facts) -> Option<GlasswallyReading> {
    let score = if facts.asks_for_marks { 0.50 } else { 0.0 } + if facts.holds_marks { 0.35 } else { 0.0 };
    (score > 0.0).then(|| GlasswallyReading::new(Watermark, score, 0.80))
}

/// `sharing` is how many accounts so far have begun with the same instructions.
pub(super) fn preamble(facts: &Facts, history: &History<'_>, sharing: usize) -> Option<GlasswallyReading> {
    if !facts.may_hold_preamble {
        return None;
    }
    let begun: Vec<u64> = history.day().filter_map(|sent| sent.facts.preamble).collect();
    let same = begun.iter().filter(|&&other| Some(other) == facts.preamble).count() as f64;
    let reused = if begun.len() < LEAST {
        0.0
    } else {
        reaches(same / begun.len() as f64, &[(0.80, 0.35), (0.60, 0.20)])
    };
    let shared = reaches(sharing as f64, &[(10.0, 0.50), (5.0, 0.35), (3.0, 0.18)]);
    let score =
        (0.10 * facts.roles as f64).min(0.25) + reused + shared + if facts.lists_tasks { 0.15 } else { 0.0 };
    let confidence = if shared > 0.0 {
        0.90
    } else if reused > 0.0 {
        0.75
    } else {
        0.55
    };
    (score >= 0.15).then(|| GlasswallyReading::new(RolePreamble, score, confidence))
}

pub(super) fn refusals(history: &History<'_>) -> Option<GlasswallyReading> {
    let day = history.day();
    let share = day.clone().filter(|sent| sent.facts.refused != 0).count() as f64 / day.len().max(1) as f64;
    let kinds = day.clone().fold(0, |kinds, sent| kinds | sent.facts.refused).count_ones();
    if day.len() < LEAST || share < 0.25 {
        return None;
    }
    let score = reaches(share, &[(0.60, 0.45), (0.40, 0.30), (0.25, 0.15)])
        + reaches(f64::from(kinds), &[(4.0, 0.40), (2.0, 0.20)]);
    let confidence = match kinds {
        4.. if share >= 0.40 => 0.75,
        2.. => 0.55,
        _ => 0.40,
    };
    (score >= 0.20).then(|| GlasswallyReading::new(RefusalProbe, score, confidence))
}
