//! `campaigns.json`.

use std::borrow::Cow;

use crate::finding::CampaignFinding;

/// Campaigns as a report writes them. Values of slots, which are text of prompts, are part of it only `with_text`.
pub fn for_report(campaign: &CampaignFinding, with_text: bool) -> Cow<'_, CampaignFinding> {
    if with_text || campaign.templates.iter().all(|template| template.slot_examples.is_empty()) {
        return Cow::Borrowed(campaign);
    }
    let mut campaign = campaign.clone();
    campaign.templates.iter_mut().for_each(|template| template.slot_examples.clear());
    Cow::Owned(campaign)
}
