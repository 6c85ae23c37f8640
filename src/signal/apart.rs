//! Apart: an account's other traffic has a rhythm; what is dealt to it falls outside that, what a person asks falls within.

use rustc_hash::FxHashSet;

use super::axis::{Reading, Signal, reading};
use super::band::Band::{self, About, Between};
use super::band::Effect;
use super::facts::Facts;
use super::hypothesis::Hypothesis;
use crate::decimals::decimals;
use crate::observe::{Member, Traffic};

const WITHIN_MILLIS: i64 = 600_000;
/// Gaps of each kind, weighted, from which on the two rates are compared.
const LEAST: f64 = 10.0;
/// Gaps of one account that count at most.
const MOST: f64 = 15.0;
/// Rate of short gaps in the other traffic from which on it has a rhythm.
const RHYTHM: f64 = 0.15;

pub(super) struct Apart;

/// Gaps between conversations outside the group, and gaps that one inside begins or ends: short ones and all.
#[derive(Default)]
struct Gaps {
    outside: (f64, f64),
    inside: (f64, f64),
}

impl Signal for Apart {
    fn name(&self) -> &'static str {
        "apart"
    }

    fn measure(&self, facts: &Facts<'_>) -> Reading {
        let mut sum = Gaps::default();
        for member in &facts.group.members {
            let gaps = gaps(facts.traffic, member);
            let weight = (MOST / (gaps.outside.1 + gaps.inside.1).max(1.0)).min(1.0);
            for (sum, part) in [(&mut sum.outside, gaps.outside), (&mut sum.inside, gaps.inside)] {
                *sum = (sum.0 + weight * part.0, sum.1 + weight * part.1);
            }
        }
        reading(effect(&sum), "the accounts have too little other traffic", bands)
    }

    fn meaning(&self, value: f64) -> String {
        let like = if value > 0.5 { "a work of its own" } else { "part of the accounts' ordinary use" };
        format!(
            "its requests lie {} of 100 parts outside the sessions of their accounts: {like}",
            decimals(100.0 * value, 0)
        )
    }

    fn clears(&self) -> &'static str {
        "requests in the midst of the accounts' other sessions"
    }
}

fn effect(gaps: &Gaps) -> Option<Effect> {
    let ((short, all), (inside_short, inside_all)) = (gaps.outside, gaps.inside);
    if all < LEAST || inside_all < LEAST || short / all < RHYTHM {
        return None;
    }
    let (outside, inside) = (short / all, inside_short / inside_all);
    let variance = |rate: f64, n: f64| (rate * (1.0 - rate) + 0.02) / n;
    let error = (variance(inside, inside_all) + variance(outside, all)).sqrt() / outside;
    Some(Effect { value: 1.0 - inside / outside, error_dealt: error, error_people: error })
}

fn gaps(traffic: &Traffic, member: &Member) -> Gaps {
    let all = traffic.requests_of.of(member.actor);
    let mut gaps = Gaps::default();
    if all.len() == member.requests.len() {
        return gaps;
    }
    let (has_turns, mut own) = (traffic.has_turns(), member.requests.iter().peekable());
    let inside: FxHashSet<u32> = if has_turns {
        member.requests.iter().map(|&r| traffic.conversation(r)).collect()
    } else {
        FxHashSet::default()
    };
    let mut before: Option<(i64, bool)> = None;
    for request in traffic.openings(all) {
        // Both are in order, so that without conversations what is the member's comes next.
        let is_inside = if has_turns {
            inside.contains(&traffic.conversation(request))
        } else {
            own.next_if(|&&next| next == request).is_some()
        };
        let time = traffic.times[request as usize];
        if let Some((earlier, was_inside)) = before {
            let kind = if is_inside || was_inside { &mut gaps.inside } else { &mut gaps.outside };
            kind.1 += 1.0;
            kind.0 += f64::from(u8::from(time - earlier < WITHIN_MILLIS));
        }
        before = Some((time, is_inside));
    }
    gaps
}

fn bands(hypothesis: Hypothesis) -> &'static [Band] {
    match hypothesis {
        Hypothesis::DealtByLot | Hypothesis::DealtByHours | Hypothesis::DealtInShards => {
            &[Between(0.8, 0.6, 1.05), Between(0.2, -0.5, 0.7)]
        }
        Hypothesis::DealtInTurns => &[Between(0.4, 0.6, 1.05), Between(0.6, -0.5, 0.7)],
        Hypothesis::DealtInSittings => &[Between(0.5, 0.3, 1.0), Between(0.5, -1.0, 0.3)],
        Hypothesis::Timers => &[Between(0.4, 0.6, 1.0), Between(0.6, -0.3, 0.7)],
        Hypothesis::Askers => &[Between(0.065, 0.6, 1.0), Between(0.935, -0.3, 0.7)],
        Hypothesis::Crowd | Hypothesis::Coincidence => &[Between(1.0, -0.5, 1.05)],
        _ => &[About(0.7, 0.05, 0.15), Between(0.3, -0.5, 1.0)],
    }
}
