//! Waterfall: from the prior of a campaign to its log-odds, axis by axis (after Splink's charts of that name).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::{CampaignFinding, HypothesisFinding, Text};

/// One axis of a waterfall.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The axis, such as `load`.
    pub axis: Text,
    /// The number that was measured.
    pub value: f64,
    /// Its standard error, where it has one.
    pub error: Option<f64>,
    /// What it adds to the log-odds, in nats.
    pub adds: f64,
    /// The log-odds with it and all steps before, in nats.
    pub log_odds: f64,
    /// The same as a probability, 0 to 1.
    pub probability: f64,
    /// What it says.
    pub meaning: String,
    /// What would speak for the accounts along it.
    pub clears: Option<Text>,
}

/// From the prior to the log-odds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Waterfall {
    /// The log-odds before anything is measured, in nats.
    pub prior: f64,
    /// The same as a probability, 0 to 1.
    pub prior_probability: f64,
    /// What each axis adds, what moves most first.
    pub steps: Vec<Step>,
    /// The log-odds after all, in nats.
    pub log_odds: f64,
    /// The same as a probability, 0 to 1.
    pub probability: f64,
    /// The axes that could not tell, and why.
    pub silent: BTreeMap<Text, Text>,
}

/// What would clear a campaign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Clearing {
    /// The nats that its log-odds would have to fall for it to be as likely dealt as not, at least 0.
    pub needed: f64,
    /// The fewest axes that speak for it and add as much, the strongest first.
    pub axes: Vec<Clears>,
}

/// What would speak for accounts along an axis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Clears {
    /// The axis.
    pub axis: Text,
    /// What would speak for them, in words.
    pub clears: Text,
}

/// A story that explains less than the best.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rival {
    /// Its name, such as `dealt_in_turns`.
    pub name: Text,
    /// The story.
    pub meaning: Text,
    /// Whether somebody stands behind all accounts in it.
    pub coordinated: bool,
    /// How far it is behind the best, in nats.
    pub behind: f64,
    /// How many times likelier the best makes what was measured.
    pub times: f64,
}

impl Rival {
    pub(super) fn of(hypothesis: &HypothesisFinding) -> Self {
        let HypothesisFinding { name, meaning, coordinated, behind } = hypothesis.clone();
        Self { name, meaning, coordinated, behind, times: behind.exp() }
    }
}

/// The probability of log-odds.
fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

impl Waterfall {
    pub(super) fn of(campaign: &CampaignFinding) -> Self {
        let mut axes: Vec<_> = campaign.evidence.iter().collect();
        axes.sort_by(|a, b| b.1.weight.abs().total_cmp(&a.1.weight.abs()).then(a.0.cmp(b.0)));
        let mut log_odds = campaign.prior;
        let steps = axes.into_iter().map(|(axis, found)| {
            log_odds += found.weight;
            Step {
                axis: axis.clone(),
                value: found.value,
                error: found.error,
                adds: found.weight,
                log_odds,
                probability: probability(log_odds),
                meaning: found.meaning.to_string(),
                clears: found.clears.clone(),
            }
        });
        Self {
            prior: campaign.prior,
            prior_probability: probability(campaign.prior),
            steps: steps.collect(),
            log_odds: campaign.log_odds,
            probability: probability(campaign.log_odds),
            silent: campaign.silent.clone(),
        }
    }

    /// What would clear the accounts: without what the strongest axes add, they are as likely people as not.
    pub(super) fn clearing(&self) -> Clearing {
        let needed = self.log_odds.max(0.0);
        let mut missing = needed;
        let speaking = self.steps.iter().filter(|step| step.adds > 0.0);
        let axes = speaking.take_while(|step| {
            let is_needed = missing > 0.0;
            missing -= step.adds;
            is_needed
        });
        let clears = |step: &Step| Some(Clears { axis: step.axis.clone(), clears: step.clears.clone()? });
        Clearing { needed, axes: axes.filter_map(clears).collect() }
    }
}
