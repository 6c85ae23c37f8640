//! Findings on campaigns.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::evidence::{EvidenceMap, Text};
use super::member::MemberFinding;
use super::template::TemplateFinding;
use crate::request::Timestamp;

/// One story of how a campaign's requests came to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct HypothesisFinding {
    /// Its name, such as `dealt_by_lot`.
    pub name: Text,
    /// The story in words.
    pub meaning: Text,
    /// Whether somebody stands behind all accounts in it.
    pub coordinated: bool,
    /// How far it is behind the one that explains the campaign best, in nats, at least 0.
    pub behind: f64,
}

/// What the accounts of a campaign have of one attribute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct AttributeFinding {
    /// The attribute, such as `network`.
    pub name: String,
    /// Distinct values.
    pub values: usize,
    /// The values that most accounts have, with their number of accounts, the most first.
    pub most: Vec<(String, usize)>,
}

/// A group of accounts that work together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct CampaignFinding {
    /// Name within the run, such as `c3`; `o…` where it openly has one operator, `f…` where it orders content to publish.
    pub id: String,
    /// How its requests came to be, as far as the evidence tells, in words.
    pub hypothesis: Text,
    /// The attribute by which all its accounts have one operator, such as `payment`; none where nothing says so.
    pub operator: Option<String>,
    /// Strength of the evidence, 0 to 1.
    pub strength: f64,
    /// The least share of false ones among the campaigns called at which it would be called, 0 to 1: an estimate from how ordinary
    /// groups look.
    pub false_discovery_rate: f64,
    /// First request of the campaign.
    pub first_seen: Timestamp,
    /// Last request of the campaign.
    pub last_seen: Timestamp,
    /// Requests of its accounts inside its templates.
    pub requests: usize,
    /// Characters of these requests.
    pub characters: usize,
    /// Tokens of these requests, by four bytes a token.
    pub estimated_tokens: usize,
    /// What it asks for, by the names of capabilities, with the share of each, 0 to 1: a description, which moves no score. Empty where
    /// nothing was embedded.
    pub capabilities: BTreeMap<Text, f64>,
    /// Languages (by script and stop words) of its templates, as BCP 47 tags, most used first.
    pub languages: Vec<String>,
    /// The log-odds of a campaign before anything is measured, in nats.
    pub prior: f64,
    /// The log-odds after all evidence, in nats: the prior and all weights.
    pub log_odds: f64,
    /// The evidence for it, each axis that could tell.
    pub evidence: EvidenceMap,
    /// The axes that could not tell, and why.
    pub silent: BTreeMap<Text, Text>,
    /// All stories, the likeliest first.
    pub hypotheses: Vec<HypothesisFinding>,
    /// What the accounts have of each attribute of the log.
    pub attributes: Vec<AttributeFinding>,
    /// An ordinary group of about the same size, by its name; none where the log has none.
    pub beside: Option<String>,
    /// Its templates.
    pub templates: Vec<TemplateFinding>,
    /// Its accounts, sorted.
    pub accounts: Vec<String>,
    /// What each account did, in the order of `accounts`.
    pub members: Vec<MemberFinding>,
}

impl CampaignFinding {
    /// Whether it is shown apart, and nobody is flagged for it.
    pub fn is_apart(&self) -> bool {
        !self.id.starts_with('c')
    }
}
