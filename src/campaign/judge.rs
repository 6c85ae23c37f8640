//! Judge: groups with their evidence, their probability, and what it says of each account.

use super::split::Part;
use super::weigh::{Evidence, Weigher};
use crate::evidence::{Traffic, expected, surprise};

/// A group with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Its members and their chance of belonging to it.
    pub part: Part,
    /// The share (0 to 1) of all requests that its templates take.
    pub rate: f64,
    /// The signals.
    pub evidence: Evidence,
    /// The probability that it is a campaign, 0 to 1.
    pub strength: f64,
}

impl Judged {
    /// Weighs the evidence of a group.
    pub fn new(part: Part, rate: f64, evidence: Evidence, weigher: &Weigher) -> Self {
        let strength = weigher.probability(&evidence);
        Self { part, rate, evidence, strength }
    }

    /// Weighs it again with the exchangeability of its slots, which is costly to measure.
    pub fn with_exchangeability(mut self, exchangeability: Option<f64>, weigher: &Weigher) -> Self {
        self.evidence.exchangeability = exchangeability;
        self.strength = weigher.probability(&self.evidence);
        self
    }

    /// The score (0 to 1) of each member, in their order: the group's strength times the chance that the member
    /// belongs to it and is not there by chance.
    pub fn scores<'a>(&'a self, traffic: &'a Traffic) -> impl Iterator<Item = (u32, f64)> + 'a {
        self.part.group.members.iter().zip(&self.part.membership).map(|(member, membership)| {
            let expected = expected(traffic.activity(member.actor), self.rate);
            let stray = (-surprise(member.requests.len(), expected)).exp();
            (member.actor, self.strength * membership * (1.0 - stray))
        })
    }
}

/// The estimated share (0 to 1) of benign groups among all at least as strong, for strengths in falling order.
pub fn false_discovery_rates(strengths: &[f64]) -> Vec<f64> {
    let mut benign = 0.0;
    strengths
        .iter()
        .zip(1u32..)
        .map(|(strength, count)| {
            benign += 1.0 - strength;
            benign / f64::from(count)
        })
        .collect()
}
