//! `campaigns.json`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::finding::{CampaignFinding, TemplateFinding};

/// Campaigns as one JSON list. Values of slots are part of it only `with_text`, as `slot_examples`: slot
/// number to values.
pub fn campaigns_json(campaigns: &[CampaignFinding], with_text: bool) -> Value {
    campaigns.iter().map(|campaign| one(campaign, with_text)).collect()
}

fn one(campaign: &CampaignFinding, with_text: bool) -> Value {
    json!({
        "id": campaign.id,
        "hypothesis": campaign.hypothesis,
        "operator": campaign.operator,
        "strength": campaign.strength,
        "false_discovery_rate": campaign.false_discovery_rate,
        "first_seen": campaign.first_seen,
        "last_seen": campaign.last_seen,
        "requests": campaign.requests,
        "characters": campaign.characters,
        "estimated_tokens": campaign.estimated_tokens,
        "capabilities": campaign.capabilities.iter().map(|&(name, share)| (name.to_owned(), json!(share))).collect::<Map<_, _>>(),
        "languages": campaign.languages,
        "evidence": campaign.evidence,
        "templates": campaign.templates.iter().map(|template| of_template(template, with_text)).collect::<Value>(),
        "accounts": campaign.accounts,
    })
}

fn of_template(template: &TemplateFinding, with_text: bool) -> Value {
    let mut json = json!({
        "id": template.id,
        "skeleton": template.skeleton,
        "requests": template.requests,
        "actors": template.actors,
    });
    if !template.parts.is_empty() {
        json["parts"] = json!(template.parts);
    }
    if let Some(within) = &template.within {
        json["within"] = json!(within);
    }
    if with_text {
        // Slots count from 1, as in the skeleton.
        let examples: BTreeMap<usize, _> = (1..).zip(&template.slot_examples).collect();
        json["slot_examples"] = json!(examples);
    }
    json
}
