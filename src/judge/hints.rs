//! Hints: how much a group looks like the campaigns of simulated traffic, where no hypothesis of people explains it better by far.
//!
//! Weights of features, fitted on simulated weeks, find much and do not carry over to other traffic. So they never outvote a
//! refutation: they count only where the signals leave open whether somebody deals out work.

use rustc_hash::FxHashSet;

use crate::observe::{Attribute, Group, HumanRhythm, Member, Traffic, concentration, most_shared};
use crate::request::DAY_MILLIS;

/// Log-odds of coordination at and below which a group is refuted: stories of people are sixteen times as likely (-ln 16).
const REFUTED: f64 = -2.77;
/// The strength that a hint alone gives at most: what the signals affirm ranks above it.
const MOST: f64 = 0.45;

/// What one unit of each feature adds to the log-odds, and those where all are 0: a logistic regression on four simulated weeks
/// (`hydrascope simulate --accounts 14000 --labels --seed 1` to `4`) and one labelled week of real prompts.
const CONCENTRATION: f64 = 2.03;
const SHARE: f64 = 1.26;
const REPETITION: f64 = 2.46;
const SWEEP: f64 = 0.56;
const LOAD: f64 = -0.51;
const CLOCK: f64 = -2.35;
const RHYTHM: f64 = 1.87;
const INFRASTRUCTURE: f64 = 0.14;
const ACTORS: f64 = 2.39;
const BIAS: f64 = -6.65;

/// Requests from which on an hour of the day can be told from chance.
const LEAST: usize = 4;

/// What the hints are read from.
#[derive(Clone, Copy, Debug)]
pub struct Hints<'a> {
    /// The traffic.
    pub traffic: &'a Traffic,
    /// What is expected of people.
    pub rhythm: &'a HumanRhythm,
    /// The log's attributes.
    pub attributes: &'a [Attribute],
}

impl Hints<'_> {
    /// The probability (0 to 1) that a group is a campaign, by the weights alone; `rate` is the share of all requests that its
    /// templates take.
    pub fn probability(&self, group: &Group, rate: f64) -> f64 {
        let traffic = self.traffic;
        let count = group.members.len().max(1) as f64;
        let mean = |of: &dyn Fn(&Member) -> f64| group.members.iter().map(of).sum::<f64>() / count;
        let concentration = concentration(traffic, group, rate);
        let share = mean(&|m| m.requests.len() as f64 / traffic.activity(m.actor).max(1) as f64);
        let repetition = mean(&|m| (m.requests.len() as f64).log2());
        let sweep = sweep(traffic, group).clamp(0.03, 1.0);
        let shared = most_shared(self.attributes, group);
        let rhythm = self.rhythm.ratio(traffic, group.members.iter()).max(1e-9).ln();
        let odds = BIAS
            + CONCENTRATION * (concentration.clamp(0.0, 4.0) - 2.5)
            + SHARE * (share - 0.3)
            + REPETITION * (repetition.clamp(0.0, 4.0) - 1.0)
            + SWEEP * (0.5 - (-sweep.ln()).powf(1.5))
            + LOAD * load(group).map_or(0.0, |load| (load + 0.1).ln().clamp(-2.3, 3.0))
            + CLOCK * clock(traffic, group).map_or(0.0, |clock| clock - 0.5)
            - RHYTHM * rhythm.clamp(-3.5, 1.0)
            + INFRASTRUCTURE * shared.clamp(0.0, 4.0) * sweep
            + ACTORS * (count.ln().clamp(1.6, 3.4) - 3.0);
        1.0 / (1.0 + (-odds).exp())
    }
}

/// The strength (0 to 1) of a group whose verdict has such log-odds and strength, with its hint.
pub(super) fn with_hint(strength: f64, log_odds: f64, hint: f64) -> f64 {
    if log_odds > REFUTED { strength.max(hint.min(MOST)) } else { strength }
}

/// Distinct texts for each request, 0 to 1: near 1 for a list worked off once.
fn sweep(traffic: &Traffic, group: &Group) -> f64 {
    let requests = || group.members.iter().flat_map(|m| m.requests.iter());
    let distinct: FxHashSet<u32> = requests().map(|&r| traffic.text_of[r as usize]).collect();
    distinct.len() as f64 / requests().count().max(1) as f64
}

/// Variance over mean of the requests a member; `None` below two members.
fn load(group: &Group) -> Option<f64> {
    let counts: Vec<f64> = group.members.iter().map(|m| m.requests.len() as f64).collect();
    if counts.len() < 2 {
        return None;
    }
    let mean = counts.iter().sum::<f64>() / counts.len() as f64;
    let variance = counts.iter().map(|c| (c - mean) * (c - mean)).sum::<f64>() / (counts.len() - 1) as f64;
    Some(variance / mean)
}

/// How much members keep to hours of their own, 0 to 1: the mean squared resultant length of their times of day, freed of its
/// bias (Fisher, Statistical Analysis of Circular Data, 1993).
fn clock(traffic: &Traffic, group: &Group) -> Option<f64> {
    let each: Vec<f64> = group.members.iter().filter_map(|m| habit(traffic, m)).collect();
    (!each.is_empty()).then(|| (each.iter().sum::<f64>() / each.len() as f64).max(0.0))
}

fn habit(traffic: &Traffic, member: &Member) -> Option<f64> {
    if member.requests.len() < LEAST {
        return None;
    }
    let (mut x, mut y) = (0.0, 0.0);
    for &request in &member.requests {
        let angle = traffic.times[request as usize] as f64 / DAY_MILLIS as f64 * std::f64::consts::TAU;
        x += angle.cos();
        y += angle.sin();
    }
    let n = member.requests.len() as f64;
    Some(((x * x + y * y) / n - 1.0) / (n - 1.0))
}
