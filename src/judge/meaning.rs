//! What the evidence means, in words for the person who decides.

use super::verdict::Verdict;
use crate::finding::{EvidenceMap, EvidenceValue};
use crate::signal::{self, Reading};

/// The evidence of a campaign in words, with what each signal adds to the log-odds. Signals that are silent are left out.
pub fn meanings(verdict: &Verdict) -> EvidenceMap {
    let measured = verdict.readings.iter().filter_map(|(name, reading)| match reading {
        Reading::Silent(_) => None,
        Reading::Measured { effect, .. } => Some((*name, effect.value)),
    });
    measured
        .filter_map(|(name, value)| {
            let signal = signal::named(name)?;
            let weight = verdict.contribution(name);
            Some((name, EvidenceValue { value, weight, meaning: signal.meaning(value) }))
        })
        .collect()
}

/// The part of one account in its group, in words.
pub fn account_evidence(inside: usize, all: usize, strength: f64, membership: f64) -> EvidenceMap {
    let share = inside as f64 / all.max(1) as f64;
    let said = |value: f64, meaning: String| EvidenceValue { value, weight: 0.0, meaning };
    EvidenceMap::from([
        ("share", said(share, format!("{inside} of its {all} requests lie in the group's templates"))),
        ("group", said(strength, "probability that its group is a campaign".to_owned())),
        (
            "membership",
            said(membership, "probability that it belongs to the group, not there by accident".to_owned()),
        ),
    ])
}
