//! All findings of a run.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::account::AccountFinding;
use super::campaign::CampaignFinding;
use super::catalog::Catalog;
use super::ordinary::OrdinaryGroup;
use super::placements::Placements;

/// Many accounts that share templates, but of which too few sent more than one request there: nearly all signals would be silent, so
/// that nothing is said of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct UnjudgedGroup {
    /// Its accounts.
    pub accounts: usize,
    /// Those of them that sent nothing else.
    pub only_here: usize,
    /// Their requests in the templates.
    pub requests: usize,
    /// The templates.
    pub templates: Vec<String>,
}

/// All that a run finds; it is read back as it was written (serde).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "internals"), non_exhaustive)]
pub struct Findings {
    /// Every account of the input, sorted by name.
    pub accounts: Vec<AccountFinding>,
    /// Each request placed in a template, in input order.
    pub placements: Placements,
    /// Campaigns, strongest first.
    pub campaigns: Vec<CampaignFinding>,
    /// What would be campaigns, if the accounts did not openly have one operator (a company's fleet, or one person's keys), or their
    /// list did not order content for publication. For a person to decide; nobody is flagged for it. Strongest first.
    pub operators: Vec<CampaignFinding>,
    /// Ordinary groups of about the sizes of campaigns, to hold these against.
    pub ordinary: Vec<OrdinaryGroup>,
    /// Groups of many accounts that could not be judged, the largest first.
    pub unjudged: Vec<UnjudgedGroup>,
    /// All templates as hashes.
    pub catalog: Catalog,
}
