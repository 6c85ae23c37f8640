//! Why a group of accounts is a campaign.

use super::explanation::CampaignExplained;
use super::waterfall::{Rival, Waterfall};
use crate::finding::CampaignFinding;

pub(super) fn explained(campaign: &CampaignFinding) -> CampaignExplained {
    let waterfall = Waterfall::of(campaign);
    let mut members: Vec<_> = campaign.members.iter().collect();
    members.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.requests.cmp(&a.requests)));
    let rivals = || campaign.hypotheses.iter().skip(1);
    CampaignExplained {
        id: campaign.id.clone(),
        hypothesis: campaign.hypothesis.clone(),
        operator: campaign.operator.clone(),
        strength: campaign.strength,
        false_discovery_rate: campaign.false_discovery_rate,
        first_seen: campaign.first_seen,
        last_seen: campaign.last_seen,
        requests: campaign.requests,
        accounts: members.into_iter().map(|member| member.account.clone()).collect(),
        languages: campaign.languages.clone(),
        templates: campaign.templates.clone(),
        second: rivals().next().map(Rival::of),
        innocent: rivals().find(|rival| !rival.coordinated).map(Rival::of),
        clearing: waterfall.clearing(),
        waterfall,
        beside: campaign.beside.clone(),
    }
}
