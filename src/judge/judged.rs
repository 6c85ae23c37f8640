//! Judged: groups with their verdict, and what it says of each account.

use super::hints::with_hint;
use super::own::OwnReadings;
use super::verdict::Verdict;
use crate::observe::{Group, Traffic, expected, surprise};

/// An account with one request in a group and more than so many in all shows nothing of its own there, nor does one with any other
/// traffic where most members have more than so many requests in the group,
const ALONE: usize = 3;
/// and keeps this part of its score: others could have copied that request.
const NO_EVIDENCE: f64 = 0.4;

/// Nobody is accused of what is less likely than not.
pub const EVEN: f64 = 0.5;

/// A group of one kind, with the trust (0 to 1) that each member belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its members.
    pub group: Group,
    /// Each member's chance to be of its kind, in the same order: nobody is flagged for company alone.
    pub membership: Vec<f64>,
    /// What each did that says so, in the same order.
    pub own: Vec<OwnReadings>,
    /// Whether its members were chosen from a larger group because they look dealt.
    pub chosen: bool,
}

/// A group with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Its members and their chance of belonging to it.
    pub part: Part,
    /// The share (0 to 1) of all requests that its templates take.
    pub rate: f64,
    /// Conversations beyond each member's first: with few, the signals can say little.
    pub repeats: usize,
    /// What was taken off its log-odds because its templates are known applications', at least 0.
    pub known: f64,
    /// What its signals say.
    pub verdict: Verdict,
    /// The probability by fitted weights alone, 0 to 1.
    pub hint: f64,
    /// The probability that it is a campaign, 0 to 1.
    pub strength: f64,
}

impl Judged {
    /// A group with its verdict, of whose templates nothing is known.
    pub fn new(part: Part, rate: f64, repeats: usize, verdict: Verdict, hint: f64) -> Self {
        let strength = verdict.probability();
        Self { part, rate, repeats, known: 0.0, verdict, hint, strength }
    }

    /// Its log-odds by what its accounts do, whatever is known of its templates.
    pub fn evidence(&self) -> f64 {
        self.verdict.log_odds() + self.known
    }

    /// With the hint, where the verdict leaves room for it.
    pub fn with_hint(self) -> Self {
        Self { strength: with_hint(self.strength, self.verdict.log_odds(), self.hint), ..self }
    }

    /// The requests that most members have in the group at least: the median, 0 without members.
    fn usual(&self) -> usize {
        let mut counts: Vec<usize> = self.part.group.members.iter().map(|m| m.requests.len()).collect();
        let middle = counts.len() / 2;
        if counts.is_empty() { 0 } else { *counts.select_nth_unstable(middle).1 }
    }

    /// The score (0 to 1) of each member, in their order: the weaker of the group's strength and the chance that the
    /// member belongs to it and is not there by chance.
    pub fn scores<'a>(&'a self, traffic: &'a Traffic) -> impl Iterator<Item = (u32, f64)> + 'a {
        let usual = self.usual();
        self.part.group.members.iter().zip(&self.part.membership).map(move |(member, membership)| {
            let expected = expected(traffic.activity(member.actor), self.rate);
            let stray = (-surprise(member.requests.len(), expected)).exp();
            let (inside, all) = (member.requests.len(), traffic.activity(member.actor));
            let is_alone = inside == 1 && (all > ALONE || all > 1 && usual > ALONE);
            let own = if is_alone { NO_EVIDENCE } else { 1.0 };
            (member.actor, self.strength.min(membership * (1.0 - stray) * own))
        })
    }
}
