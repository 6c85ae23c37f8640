//! What the evidence means, in words for the person who decides.

use std::collections::BTreeMap;

use super::judged::Judged;
use super::own::OwnReading;
use super::verdict::Verdict;
use crate::finding::{AccountEvidence, Axis, EvidenceMap, EvidenceValue, HypothesisFinding, MemberEvidence, Text};
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
            meaning: signal.meaning(effect.value).into(),
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

/// The part of one member in its group: `all` are all of its requests, `by_chance` the nats by which those in the group are more than chance
/// brings. Empty where it has no such member.
pub fn account_evidence(judged: &Judged, place: usize, all: usize, by_chance: f64) -> AccountEvidence {
    let part = &judged.part;
    let (Some(member), Some(&membership)) = (part.group.members.get(place), part.membership.get(place))
    else {
        return AccountEvidence::default();
    };
    let axis = |&OwnReading { value, error, weight }: &OwnReading| Axis { value, error, weight };
    let own = part.own.get(place).map(|own| (axis(&own.sessions), axis(&own.hours)));
    let requests = (member.requests.len() as u32, all as u32);
    MemberEvidence { requests, by_chance, group: judged.strength, membership, own }.into()
}
