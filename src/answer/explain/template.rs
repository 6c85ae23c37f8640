//! What a template is, and who uses it.

use std::collections::{BTreeMap, BTreeSet};

use super::explanation::{TemplateExplained, Use};
use crate::finding::{CampaignFinding, Placement};

/// Accounts and requests that are listed.
const LISTED: usize = 10;

/// A template by all that is placed in it.
pub(super) fn explained(id: &str, placed: &[Placement], campaigns: &[CampaignFinding]) -> TemplateExplained {
    let mut users: BTreeMap<&str, usize> = BTreeMap::new();
    placed.iter().for_each(|placement| *users.entry(&placement.account).or_default() += 1);
    let having = campaigns.iter().filter_map(|campaign| {
        let template = campaign.templates.iter().find(|template| template.id == id)?;
        Some((campaign, template))
    });
    let having: Vec<_> = having.collect();
    let members: BTreeSet<&str> =
        having.iter().flat_map(|(campaign, _)| &campaign.accounts).map(String::as_str).collect();
    let mut most: Vec<Use> =
        users.iter().map(|(&id, &requests)| Use { id: id.to_owned(), requests }).collect();
    most.sort_by_key(|user| std::cmp::Reverse(user.requests));
    most.truncate(LISTED);
    TemplateExplained {
        id: id.to_owned(),
        skeleton: having.first().map(|(_, template)| template.skeleton.clone()),
        requests: placed.len(),
        campaigns: having
            .iter()
            .map(|(campaign, template)| Use { id: campaign.id.clone(), requests: template.requests })
            .collect(),
        accounts: users.len(),
        members: users.keys().filter(|account| members.contains(*account)).count(),
        most,
        some: placed
            .iter()
            .step_by(placed.len().div_ceil(LISTED).max(1))
            .map(|placement| placement.id.clone())
            .collect(),
    }
}
