//! What the evidence means, in words for the person who decides.

use super::weigh::{Evidence, Weigher};
use crate::finding::{EvidenceMap, EvidenceValue};

/// The evidence of a campaign in words, with what each signal adds to the log-odds.
pub fn meanings(evidence: &Evidence, weigher: &Weigher) -> EvidenceMap {
    let mut map = EvidenceMap::new();
    let mut say = |name: &'static str, value: f64, meaning: String| {
        let weight = weigher.contribution(evidence, name);
        map.insert(name, EvidenceValue { value, weight, meaning });
    };
    let (actors, share) = (evidence.actors, evidence.spread.share);
    say("actors", actors as f64, format!("{actors} actors take part"));
    say("spread", share, format!("its members put {:.0}% of their traffic into it", 100.0 * share));
    say("sweep", evidence.sweep, format!("{:.0} of 100 requests are distinct", 100.0 * evidence.sweep));
    if let Some(load) = evidence.load {
        let like = if load < 1.5 { "dealt like a deck" } else { "uneven, as people are" };
        say("load", load, format!("requests an account vary {load:.1} times as much as by chance: {like}"));
    }
    if let Some(clock) = evidence.clock {
        let like = if clock < 0.3 { "hardly any day and night" } else { "a daily habit" };
        say("clock", clock, format!("hours of the day {clock:.2} alike within an account: {like}"));
    }
    let sessions = 100.0 * evidence.rhythm;
    say("rhythm", evidence.rhythm, format!("{sessions:.0} sessions for each 100 that people would leave"));
    if let Some(z) = evidence.exchangeability {
        let like = if z < 3.0 { "one list, dealt out" } else { "accounts have interests of their own" };
        say("exchangeability", z, format!("fillings {z:.1} deviations closer within an account: {like}"));
    }
    let shared = evidence.infrastructure.iter().filter(|(_, lift)| *lift > 0.7);
    if let Some((name, lift)) = shared.max_by(|a, b| a.1.total_cmp(&b.1)) {
        say("infrastructure", *lift, format!("{name} shared {:.0} times its base rate", lift.exp()));
    }
    map
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
