//! All findings of a run.

use serde::{Deserialize, Serialize};

use super::account::AccountFinding;
use super::campaign::CampaignFinding;
use super::ordinary::OrdinaryGroup;

/// A request that lies in a template, or that other requests repeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The request.
    pub id: String,
    /// Its account.
    pub account: String,
    /// Its template, such as `t12`, or the text that it repeats outside any, such as `d3`.
    pub template: String,
}

/// All that a run finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Every account of the input, sorted by name.
    pub accounts: Vec<AccountFinding>,
    /// Each request placed in a template, in input order.
    pub placements: Vec<Placement>,
    /// Campaigns, strongest first.
    pub campaigns: Vec<CampaignFinding>,
    /// What would be campaigns, if the accounts did not openly have one operator (a company's fleet, or one person's keys), or their
    /// list did not order content for publication. For a person to decide; nobody is flagged for it. Strongest first.
    pub operators: Vec<CampaignFinding>,
    /// Ordinary groups of about the sizes of campaigns, to hold these against.
    pub ordinary: Vec<OrdinaryGroup>,
}
