//! Prompts of one shape, one after the other; sessions at even distances; the order of topics.

use std::collections::BTreeMap;

use super::facts::ALL_TOPICS;
use super::history::History;
use super::signal::GlasswallyReading;
use super::signal::GlasswallySignal::{Biometric, SequenceModel, SessionGap};
use super::spread::{above, below, entropy, reaches, variation};

/// Requests an hour, of which the shape says something, and of which the signal is sure.
const SHAPED: usize = 10;
const SURE: f64 = 50.0;
/// Requests and sessions a day, of which distances say something.
const SENT: usize = 8;
const SESSIONS: usize = 4;
/// Seconds that end a session.
const BREAK: i64 = 120;
/// Requests a day, of which the order of topics says something.
const ORDERED: usize = 15;

pub(super) fn shape(history: &History<'_>) -> Option<GlasswallyReading> {
    let hour = history.hour();
    let count = hour.len();
    if count < SHAPED {
        return None;
    }
    let shapes = counted(hour.clone().map(|sent| sent.facts.shape));
    let evenness = entropy(shapes.values().copied()) / (count as f64).log2();
    let openings = counted(hour.clone().map(|sent| sent.facts.opening));
    let opening = openings.values().copied().max().unwrap_or(0) as f64 / count as f64;
    let lengths = variation(hour.map(|sent| sent.facts.bytes as f64));
    let score = below(evenness, &[(0.20, 0.45), (0.40, 0.20)])
        + below(lengths, &[(0.10, 0.25), (0.20, 0.10)])
        + above(opening, &[(0.60, 0.30), (0.40, 0.15)]);
    let confidence = (count as f64 / SURE).min(1.0);
    (score > 0.0).then(|| GlasswallyReading::new(Biometric, score * (0.3 + 0.7 * confidence), confidence))
}

pub(super) fn sessions(history: &History<'_>) -> Option<GlasswallyReading> {
    let seconds: Vec<i64> = history.day().map(|sent| sent.millis.div_euclid(1000)).collect();
    let sessions: Vec<&[i64]> = seconds.chunk_by(|a, b| b - a < BREAK).collect();
    if seconds.len() < SENT || sessions.len() < SESSIONS {
        return None;
    }
    let gap = |pair: &[&[i64]]| {
        pair[1].first().zip(pair[0].last()).map_or(0.0, |(next, last)| (next - last) as f64)
    };
    let gaps = variation(sessions.windows(2).map(gap));
    let sizes = variation(sessions.iter().map(|session| session.len() as f64));
    let score = below(gaps, &[(0.05, 0.55), (0.08, 0.40), (0.15, 0.20)])
        + if sizes < 0.10 && gaps < 0.15 { 0.25 } else { 0.0 }
        + if sessions.len() > 20 { 0.10 } else { 0.0 };
    let confidence =
        if gaps < 0.15 { below(gaps, &[(0.05, 0.88), (0.08, 0.75), (0.15, 0.55)]) } else { 0.55 };
    (score >= 0.15).then(|| GlasswallyReading::new(SessionGap, score, confidence))
}

pub(super) fn topics(history: &History<'_>) -> Option<GlasswallyReading> {
    let topics: Vec<usize> = history.day().map(|sent| sent.facts.topic).collect();
    if topics.len() < ORDERED {
        return None;
    }
    let mut next = [[0; ALL_TOPICS]; ALL_TOPICS];
    topics.windows(2).for_each(|pair| next[pair[0]][pair[1]] += 1);
    let full = (ALL_TOPICS as f64).log2();
    let known: Vec<f64> = next
        .iter()
        .filter(|row| row.iter().sum::<usize>() >= 2)
        .map(|row| entropy(row.iter().copied()) / full)
        .collect();
    let order = if known.is_empty() { 0.5 } else { known.iter().sum::<f64>() / known.len() as f64 };
    let topics = counted(topics.into_iter());
    let breadth = entropy(topics.values().copied()) / full;
    let predictable = if order <= 0.25 {
        0.40
    } else if order <= 0.40 {
        0.20
    } else {
        0.0
    };
    let score = reaches(breadth, &[(0.80, 0.40), (0.65, 0.22)]) + predictable + 0.20;
    let confidence =
        if breadth >= 0.80 && order <= 0.25 { 0.80 } else { reaches(score, &[(0.40, 0.65), (0.0, 0.50)]) };
    (score >= 0.25).then(|| GlasswallyReading::new(SequenceModel, score, confidence))
}

/// How often each value comes; in an order, so that sums over it are the same in every run.
fn counted<T: Ord>(values: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_default() += 1);
    counts
}
