//! What the evidence means, in words for the person who decides.

use std::collections::BTreeMap;

use super::judged::Judged;
use super::own::{OwnReading, OwnReadings};
use super::verdict::Verdict;
use crate::decimals::decimals;
use crate::finding::{EvidenceMap, EvidenceValue, HypothesisFinding, Text};
use crate::signal::{self, Hypothesis, Reading};

/// The evidence of a campaign in words, with what each signal adds to the log-odds. Signals that are silent are left out.
pub fn meanings(verdict: &Verdict) -> EvidenceMap {
    let is_dealt = verdict.leading().is_coordinated();
    let weights: BTreeMap<&str, f64> = verdict.contributions().into_iter().collect();
    let told = verdict.readings.iter().filter_map(|(name, reading)| {
        let (Some(signal), Reading::Measured { effect, .. }) = (signal::named(name), reading) else {
            return None;
        };
        let value = EvidenceValue {
            value: effect.value,
            error: Some(if is_dealt { effect.error_dealt } else { effect.error_people }),
            weight: weights.get(name).copied().unwrap_or(0.0),
            meaning: signal.meaning(effect.value),
            clears: Some(signal.clears().into()),
        };
        Some((Text::Borrowed(*name), value))
    });
    told.collect()
}

/// The signals that could not tell, and why.
pub fn silent(verdict: &Verdict) -> BTreeMap<Text, Text> {
    let told = verdict.readings.iter().filter_map(|(name, reading)| match reading {
        Reading::Silent(why) => Some((Text::Borrowed(*name), Text::Borrowed(*why))),
        Reading::Measured { .. } => None,
    });
    told.collect()
}

/// All stories, the likeliest first; of equals in the order of [`Hypothesis::ALL`].
pub fn hypotheses(verdict: &Verdict) -> Vec<HypothesisFinding> {
    let weight = |h: Hypothesis| verdict.log_weights[h.number()];
    let leading = weight(verdict.leading());
    let mut all: Vec<HypothesisFinding> = Hypothesis::ALL
        .into_iter()
        .map(|h| HypothesisFinding {
            name: h.name().into(),
            meaning: h.meaning().into(),
            coordinated: h.is_coordinated(),
            behind: leading - weight(h),
        })
        .collect();
    all.sort_by(|a, b| a.behind.total_cmp(&b.behind));
    all
}

/// The part of one member in its group, in words: `all` are all of its requests, `by_chance` the nats by which those in the group are more
/// than chance brings. Empty where it has no such member.
pub fn account_evidence(judged: &Judged, place: usize, all: usize, by_chance: f64) -> EvidenceMap {
    let part = &judged.part;
    let (Some(member), Some(&membership)) = (part.group.members.get(place), part.membership.get(place))
    else {
        return EvidenceMap::new();
    };
    let inside = member.requests.len();
    let share = inside as f64 / all.max(1) as f64;
    let said = |value: f64, weight: f64, meaning: String| EvidenceValue {
        value,
        weight,
        meaning,
        ..EvidenceValue::default()
    };
    let inside_group = format!("{inside} of its {all} requests lie in the group's templates");
    let group = "probability that its group is a campaign".to_owned();
    let belongs = "probability that it belongs to the group, not there by accident".to_owned();
    let mut evidence = EvidenceMap::from([
        ("share".into(), said(share, by_chance, inside_group)),
        ("group".into(), said(judged.strength, logit(judged.strength), group)),
        ("membership".into(), said(membership, logit(membership), belongs)),
    ]);
    evidence.extend(part.own.get(place).into_iter().flat_map(own_evidence));
    evidence
}

/// What a member did itself, axis by axis, in words.
fn own_evidence(OwnReadings { sessions, hours }: &OwnReadings) -> [(Text, EvidenceValue); 2] {
    let told = |reading: &OwnReading, meaning: String, clears: &'static str| EvidenceValue {
        value: reading.value,
        error: Some(reading.error),
        weight: reading.weight,
        meaning,
        clears: Some(clears.into()),
    };
    let (soon, often) = (percent(sessions.value), percent(hours.value));
    let habit = decimals(hours.value, 2);
    let soon = format!("{soon} of its requests follow another one within ten minutes");
    let often = format!("{often} of the way from all hours alike ({habit} of 1) to one hour of the day");
    [
        ("sessions".into(), told(sessions, soon, "requests that come in sessions")),
        ("hours".into(), told(hours, often, "hours of its own, other than the group's")),
    ]
}

fn percent(share: f64) -> String {
    format!("{}%", decimals(100.0 * share, 0))
}

/// Log-odds of a probability, as far as such odds mean anything.
fn logit(probability: f64) -> f64 {
    let bounded = probability.clamp(1e-9, 1.0 - 1e-9);
    (bounded / (1.0 - bounded)).ln()
}
