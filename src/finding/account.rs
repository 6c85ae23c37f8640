//! Findings on accounts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::account_evidence::AccountEvidence;
use super::evidence::Text;
use crate::request::Timestamp;

/// Where an account stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub enum Standing {
    /// It is flagged: its group is a campaign, and what it did itself is a worker's.
    Flagged,
    /// It belongs to what is shown apart, such as the fleet of one operator: nobody is accused.
    Apart,
    /// It shares templates with a campaign, and what it did itself is no worker's.
    Bystander,
    /// Its group is no campaign.
    Ordinary,
    /// It belongs to no group that could be judged.
    #[default]
    Ungrouped,
}

/// What is known of one account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct AccountFinding {
    /// The account, as the log names it.
    pub account: String,
    /// How strongly the account takes part in coordinated extraction, 0 to 1.
    pub score: f64,
    /// Whether the account stands above the threshold of the run.
    pub flagged: bool,
    /// Where it stands.
    pub verdict: Standing,
    /// The campaign it belongs to, where it belongs to one.
    pub campaign: Option<String>,
    /// What its group is, as far as the evidence tells, in words; none where it is in no group.
    pub hypothesis: Option<Text>,
    /// All of its requests.
    pub requests: usize,
    /// Those of them that lie in a template.
    pub templated: usize,
    /// Its first request.
    pub first_seen: Timestamp,
    /// Its last request.
    pub last_seen: Timestamp,
    /// When it was first flagged, by the times of the requests that came; none where it is not, or a log was judged as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alerted_at: Option<Timestamp>,
    /// The evidence for it; none where it is in no group.
    pub evidence: AccountEvidence,
}
