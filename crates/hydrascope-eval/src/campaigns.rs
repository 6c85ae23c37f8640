//! Whether each campaign was found as one.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::labels::Week;
use crate::report::Report;

/// The least share of a campaign's accounts in one group for it to be found.
pub const FOUND_SHARE: f64 = 0.5;
/// The least share of that group which belongs to the campaign.
pub const FOUND_PURITY: f64 = 0.8;

/// A campaign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CampaignScore {
    /// Its name.
    pub name: String,
    /// Its accounts.
    pub accounts: usize,
    /// Its requests.
    pub requests: usize,
    /// The kinds of its requests, with how many are of each.
    pub kinds: BTreeMap<String, usize>,
    /// Share of its accounts that was flagged.
    pub flagged_share: f64,
    /// The group with most of its flagged accounts; of several the purest, then the first by name.
    pub group: Option<String>,
    /// Share of its accounts in that group.
    pub in_one_group: f64,
    /// Share of that group's flagged accounts which belong to the campaign.
    pub group_purity: f64,
    /// Whether both are enough: [`FOUND_SHARE`], [`FOUND_PURITY`].
    pub found: bool,
}

/// Campaigns by name.
pub(crate) fn campaigns(week: &Week, report: &Report) -> Vec<CampaignScore> {
    let mut members: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
    let mut groups: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for label in &week.accounts {
        if let Some(campaign) = named(label.campaign.as_ref()) {
            members.entry(campaign).or_default().insert(&label.account);
        }
        if let Some(group) = report.flagged_group(&label.account) {
            groups.entry(group).or_default().push(&label.account);
        }
    }
    let mut kinds: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for label in &week.requests {
        if let Some(campaign) = named(label.campaign.as_ref()) {
            *kinds.entry(campaign).or_default().entry(label.kind.clone()).or_default() += 1;
        }
    }
    let of_campaign = |(name, members): (&str, HashSet<&str>)| {
        let flagged = members.iter().filter(|account| report.flags(account)).count();
        one(name, &members, flagged, &groups, kinds.get(name).cloned().unwrap_or_default())
    };
    members.into_iter().map(of_campaign).collect()
}

/// A name that is none where it is empty.
pub(crate) fn named(name: Option<&String>) -> Option<&str> {
    name.map(String::as_str).filter(|name| !name.is_empty())
}

fn one(
    name: &str,
    members: &HashSet<&str>,
    flagged: usize,
    groups: &BTreeMap<&str, Vec<&str>>,
    kinds: BTreeMap<String, usize>,
) -> CampaignScore {
    let shared = |group: &[&str]| group.iter().filter(|account| members.contains(*account)).count();
    let weighed = groups.iter().map(|(&group, accounts)| (shared(accounts), accounts.len(), group));
    // Of groups with as many the smallest is the purest.
    let best = weighed
        .filter(|(shared, ..)| *shared > 0)
        .min_by_key(|&(shared, size, group)| (std::cmp::Reverse(shared), size, group));
    let (shared, size, group) =
        best.map_or((0, 1, None), |(shared, size, group)| (shared, size, Some(group)));
    let in_one_group = shared as f64 / members.len() as f64;
    let group_purity = shared as f64 / size as f64;
    CampaignScore {
        name: name.to_owned(),
        accounts: members.len(),
        requests: kinds.values().sum(),
        kinds,
        flagged_share: flagged as f64 / members.len() as f64,
        group: group.map(str::to_owned),
        in_one_group,
        group_purity,
        found: in_one_group >= FOUND_SHARE && group_purity >= FOUND_PURITY,
    }
}
