//! What campaigns can be filtered by: their stories, languages and attributes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::names::Names;
use crate::finding::CampaignFinding;

/// Values of attributes to choose from, at most.
const VALUES: usize = 100;
/// Accounts of a campaign that share a value that can be chosen, at least.
const SHARED: usize = 2;

/// What a filter offers. Each is known by its place.
#[derive(Default, Serialize)]
pub(super) struct Filters {
    pub stories: Vec<String>,
    pub languages: Vec<String>,
    /// Attributes with their values, those first that most accounts share.
    pub attributes: Vec<String>,
}

/// The places of what a campaign has.
#[derive(Serialize)]
pub(super) struct Has {
    story: Vec<usize>,
    language: Vec<usize>,
    attribute: Vec<usize>,
}

impl Filters {
    /// What these campaigns can be filtered by.
    pub(super) fn of(campaigns: &[&CampaignFinding], names: Names<'_>) -> Self {
        let stories: BTreeSet<&str> = campaigns.iter().map(|campaign| &*campaign.hypothesis).collect();
        let languages: BTreeSet<&str> =
            campaigns.iter().flat_map(|campaign| &campaign.languages).map(|language| &**language).collect();
        let mut shared: BTreeMap<String, usize> = BTreeMap::new();
        for campaign in campaigns {
            for (value, accounts) in values(campaign, names) {
                *shared.entry(value).or_default() += accounts;
            }
        }
        let mut shared: Vec<(String, usize)> = shared.into_iter().collect();
        shared.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let owned = |set: BTreeSet<&str>| set.into_iter().map(str::to_owned).collect();
        Self {
            stories: owned(stories),
            languages: owned(languages),
            attributes: shared.into_iter().take(VALUES).map(|(value, _)| value).collect(),
        }
    }

    /// What a campaign has of it.
    pub(super) fn has(&self, campaign: &CampaignFinding, names: Names<'_>) -> Has {
        let place = |of: &[String], wanted: &str| of.iter().position(|name| name == wanted);
        Has {
            story: place(&self.stories, &campaign.hypothesis).into_iter().collect(),
            language: campaign.languages.iter().filter_map(|name| place(&self.languages, name)).collect(),
            attribute: values(campaign, names)
                .filter_map(|(value, _)| place(&self.attributes, &value))
                .collect(),
        }
    }
}

/// The attributes' values that accounts of a campaign share, with their number.
fn values(campaign: &CampaignFinding, names: Names<'_>) -> impl Iterator<Item = (String, usize)> {
    campaign.attributes.iter().flat_map(move |attribute| {
        let shared = attribute.most.iter().filter(|(_, accounts)| *accounts >= SHARED);
        shared.map(move |(value, accounts)| {
            (format!("{}: {}", attribute.name, names.value(&attribute.name, value)), *accounts)
        })
    })
}
