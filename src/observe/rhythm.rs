//! Rhythm: people ask in sessions; a list dealt out to many accounts leaves no sessions behind.
//!
//! What counts as human is measured on the run's own traffic, between conversations: turns follow each other whoever sends them. Picking some of a person's requests thins the
//! sessions out, so the null knows how often requests follow each other shortly at each share of the traffic.

use super::random::{GOLDEN, mixed};
use super::{Member, Traffic};

/// Two requests within this time belong to one session.
const SESSION_MILLIS: i64 = 600_000;
/// Gaps of one account that count at most, so that no heavy account rules the null or its group.
const GAPS_AN_ACCOUNT: usize = 30;
/// Shares of an account's traffic at which the null is measured.
const SHARES: [f64; 5] = [1.0, 0.5, 0.25, 0.1, 0.05];

/// Gaps between the beginnings of an actor's conversations, one after the other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gaps {
    /// Gaps within a session.
    pub short: f64,
    /// All gaps.
    pub all: f64,
    /// Gaps within a session that a person with such a share of requests would leave.
    pub expected: f64,
}

impl Gaps {
    /// The same gaps, scaled down to thirty where there are more.
    pub fn capped(self) -> Self {
        let cap = (GAPS_AN_ACCOUNT as f64 / self.all.max(1.0)).min(1.0);
        Self { short: self.short * cap, all: self.all * cap, expected: self.expected * cap }
    }
}

/// Least rate of sessions that people are taken to have, at their whole traffic: half of what was measured on a week of
/// ordinary use (0.56). A log that is mostly one campaign does not make its rhythm human.
const FLOOR: f64 = 0.28;

/// How often people's requests follow each other within a session, by the share of their traffic one looks at.
#[derive(Clone, Debug, PartialEq)]
pub struct HumanRhythm {
    rate: [f64; SHARES.len()],
}

impl HumanRhythm {
    /// Measures the null on all actors of the run. Thinning is decided by each request's lot and `seed`.
    pub fn fit(traffic: &Traffic, seed: u64) -> Self {
        let mut rate = [0.0; SHARES.len()];
        for (i, &share) in SHARES.iter().enumerate() {
            let (mut short, mut all) = (1.0, 2.0);
            for actor in 0..traffic.requests_of.len() as u32 {
                let kept = traffic
                    .openings(traffic.requests_of.of(actor))
                    .filter(|&r| keep(traffic.lot(r), seed, share));
                let times: Vec<i64> =
                    kept.take(GAPS_AN_ACCOUNT + 1).map(|r| traffic.times[r as usize]).collect();
                short += times.windows(2).filter(|w| w[1] - w[0] < SESSION_MILLIS).count() as f64;
                all += times.len().saturating_sub(1) as f64;
            }
            rate[i] = (short / all).max(FLOOR * share.sqrt());
        }
        Self { rate }
    }

    /// The chance (0 to 1) that a person's request follows the one before within a session, where `share` (0 to 1)
    /// of the person's requests is looked at.
    pub fn rate(&self, share: f64) -> f64 {
        let above = SHARES.iter().rposition(|&s| s >= share).unwrap_or(0);
        let Some(&lower) = SHARES.get(above + 1) else { return self.rate[above] };
        let part = ((share - lower) / (SHARES[above] - lower)).clamp(0.0, 1.0);
        self.rate[above + 1] + part * (self.rate[above] - self.rate[above + 1])
    }

    /// The gaps of one member, between conversations: its turns follow each other whoever sends them.
    pub fn gaps(&self, traffic: &Traffic, member: &Member) -> Gaps {
        let openings = traffic.openings(&member.requests);
        let times: Vec<i64> = openings.map(|r| traffic.times[r as usize]).collect();
        let short = times.windows(2).filter(|w| w[1] - w[0] < SESSION_MILLIS).count() as f64;
        let all = times.len().saturating_sub(1) as f64;
        let share = member.requests.len() as f64 / traffic.activity(member.actor).max(1) as f64;
        Gaps { short, all, expected: all * self.rate(share) }
    }

    /// Sessions seen for each session expected of people: near 1 for people, near 0 for workers. Each member counts
    /// by at most thirty gaps.
    pub fn ratio<'a>(&self, traffic: &Traffic, members: impl Iterator<Item = &'a Member>) -> f64 {
        let (mut short, mut expected) = (1.0, 1.0);
        for member in members {
            let gaps = self.gaps(traffic, member).capped();
            short += gaps.short;
            expected += gaps.expected;
        }
        short / expected
    }
}

/// Whether a request stays when a `share` of all is kept, by the number that it is sampled by.
fn keep(lot: u64, seed: u64, share: f64) -> bool {
    let lot = mixed(seed.wrapping_add(lot.wrapping_mul(GOLDEN)));
    ((lot >> 11) as f64) < share * (1u64 << 53) as f64
}
