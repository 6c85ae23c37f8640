//! What the evidence means, in words for the person who decides.

use super::weigh::Evidence;
use crate::finding::{EvidenceMap, EvidenceValue};

/// The evidence of a campaign in words.
pub fn meanings(evidence: &Evidence) -> EvidenceMap {
    let mut map = EvidenceMap::new();
    let mut say = |name: &'static str, value: f64, meaning: String| {
        map.insert(name, EvidenceValue { value, meaning });
    };
    let spread = &evidence.spread;
    let share =
        format!("{} accounts put {:.0}% of their traffic into it", evidence.actors, 100.0 * spread.share);
    say("spread", spread.share, share);
    say(
        "concentration",
        spread.concentration,
        format!("a member's use of it has a chance of 1 in 10^{:.0}", spread.concentration.exp_m1() / 2.303),
    );
    say(
        "sweep",
        evidence.sweep,
        format!("{:.0} of 100 requests are distinct fillings", 100.0 * evidence.sweep),
    );
    if let Some(load) = evidence.load {
        let like = if load < 1.5 { "dealt evenly" } else { "as uneven as people" };
        say("load", load, format!("requests an account vary {load:.1} times as much as chance: {like}"));
    }
    if let Some(clock) = evidence.clock {
        let like = if clock < 0.3 { "hardly any day and night" } else { "a daily habit" };
        say("clock", clock, format!("hours of the day {clock:.2} alike within an account: {like}"));
    }
    say(
        "rhythm",
        evidence.rhythm,
        format!("{:.0} sessions for each 100 that people would leave", 100.0 * evidence.rhythm),
    );
    if let Some(z) = evidence.exchangeability {
        let like = if z < 2.0 { "one list, dealt out" } else { "each account has its own interests" };
        say("exchangeability", z, format!("fillings {z:.1} deviations closer within accounts: {like}"));
    }
    let shared = evidence.infrastructure.iter().filter(|(_, lift)| *lift > 0.7);
    if let Some((name, lift)) = shared.max_by(|a, b| a.1.total_cmp(&b.1)) {
        say("infrastructure", *lift, format!("{name} shared {:.0} times its base rate", lift.exp()));
    }
    map
}

/// The evidence of one account in words: its campaign's, and its own part in it.
pub fn account_evidence(inside: usize, all: usize, strength: f64, membership: f64) -> EvidenceMap {
    let mut map = EvidenceMap::new();
    let share = inside as f64 / all.max(1) as f64;
    map.insert(
        "share",
        EvidenceValue {
            value: share,
            meaning: format!("{inside} of its {all} requests lie in the campaign's templates"),
        },
    );
    map.insert(
        "campaign_strength",
        EvidenceValue {
            value: strength,
            meaning: "probability that the group it belongs to is a campaign".into(),
        },
    );
    map.insert(
        "membership",
        EvidenceValue {
            value: membership,
            meaning: "chance that it belongs to the group and is not there by accident".into(),
        },
    );
    map
}
