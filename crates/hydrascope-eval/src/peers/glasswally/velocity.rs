//! Many requests an hour, evenly spaced, of one length, at night.

use super::history::{HOUR_MILLIS, History};
use super::signal::GlasswallyReading;
use super::signal::GlasswallySignal::Velocity;
use super::spread::{above, below, variation};

/// Fewer requests an hour say nothing.
const LEAST: usize = 5;
/// Requests an hour of which the signal is sure.
const SURE: f64 = 50.0;
/// Hours of the night, from midnight UTC on.
const NIGHT_HOURS: i64 = 6;

pub(super) fn velocity(history: &History<'_>) -> Option<GlasswallyReading> {
    let hour = history.hour();
    let count = hour.len();
    if count < LEAST {
        return None;
    }
    let times: Vec<i64> = hour.clone().map(|sent| sent.millis).collect();
    let span = ((times[count - 1] - times[0]) / 1000).max(1) as f64;
    let an_hour = count as f64 / span * 3600.0;
    let mut score = above(an_hour, &[(200.0, 0.45), (60.0, 0.25)]);
    let gaps = times.windows(2).map(|pair| (pair[1] - pair[0]) as f64 / 1000.0).filter(|&gap| gap > 0.0);
    if gaps.clone().count() >= 3 {
        score += below(variation(gaps), &[(0.30, 0.30), (0.50, 0.15)]);
    }
    score += below(variation(hour.map(|sent| sent.facts.bytes as f64)), &[(0.15, 0.15)]);
    let at_night = |millis: i64| millis.div_euclid(HOUR_MILLIS).rem_euclid(24) < NIGHT_HOURS;
    let nightly = history.day().filter(|sent| at_night(sent.millis)).count();
    if 2 * nightly > history.day().len() {
        score += 0.10;
    }
    let confidence = (count as f64 / SURE).min(1.0);
    Some(GlasswallyReading::new(Velocity, score * (0.5 + 0.5 * confidence), confidence))
}
