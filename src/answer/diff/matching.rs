//! Matching: which campaigns of two reports are the same.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::components::Components;
use crate::finding::{CampaignFinding, Catalog, CatalogTemplate};

/// Two campaigns have to do with each other where they share this part of the smaller one's accounts,
const ACCOUNTS: f64 = 0.3;
/// or of the weight of the smaller one's templates: accounts are closed and opened anew, the list goes on.
const TEMPLATES: f64 = 0.5;
/// Two templates are one where they share this part of the pairs of words of both (Jaccard).
const ALIKE: f64 = 0.6;

/// Campaigns of both reports that have to do with each other, by place, with their templates that are the same, as names.
pub(super) struct Match {
    pub(super) old: Vec<usize>,
    pub(super) new: Vec<usize>,
    pub(super) templates: Vec<(String, String)>,
}

/// A report's campaigns and its templates.
type Side<'a> = (&'a [CampaignFinding], &'a Catalog);

/// All campaigns, those that have to do with each other together; in the order of the new ones, and what is gone last.
pub(super) fn alike(old: Side<'_>, new: Side<'_>, with_templates: bool) -> Vec<Match> {
    let same = if with_templates { same_templates(old, new) } else { Vec::new() };
    let mut components = Components::new(old.0.len() + new.0.len());
    for (i, before) in old.0.iter().enumerate() {
        for (j, after) in new.0.iter().enumerate() {
            if shares_accounts(before, after) || shares_templates(before, after, &same) {
                components.join(i as u32, (old.0.len() + j) as u32);
            }
        }
    }
    let (label, count) = components.labels();
    let mut matches: Vec<Match> =
        (0..count).map(|_| Match { old: Vec::new(), new: Vec::new(), templates: Vec::new() }).collect();
    for (place, &label) in label.iter().enumerate() {
        match place.checked_sub(old.0.len()) {
            None => matches[label as usize].old.push(place),
            Some(place) => matches[label as usize].new.push(place),
        }
    }
    for found in &mut matches {
        let names = |places: &[usize], of: &[CampaignFinding]| -> BTreeSet<String> {
            places
                .iter()
                .flat_map(|&place| &of[place].templates)
                .map(|template| template.id.clone())
                .collect()
        };
        let (before, after) = (names(&found.old, old.0), names(&found.new, new.0));
        let both = same.iter().filter(|(a, b)| before.contains(a) && after.contains(b));
        found.templates = both.cloned().collect();
    }
    matches.sort_by_key(|m| (m.new.first().copied().unwrap_or(usize::MAX), m.old.first().copied()));
    matches
}

fn shares_accounts(a: &CampaignFinding, b: &CampaignFinding) -> bool {
    let names: BTreeSet<&String> = a.accounts.iter().collect();
    let both = b.accounts.iter().filter(|account| names.contains(account)).count();
    both > 0 && both as f64 >= ACCOUNTS * a.accounts.len().min(b.accounts.len()) as f64
}

/// By requests: a line that a campaign hardly uses makes it no other.
fn shares_templates(a: &CampaignFinding, b: &CampaignFinding, same: &[(String, String)]) -> bool {
    let requests = |campaign: &CampaignFinding, is_same: &dyn Fn(&str) -> bool| -> f64 {
        let all: usize = campaign.templates.iter().map(|template| template.requests).sum();
        let both = campaign.templates.iter().filter(|template| is_same(&template.id));
        both.map(|template| template.requests).sum::<usize>() as f64 / all.max(1) as f64
    };
    let of =
        |campaign: &CampaignFinding, id: &str| campaign.templates.iter().any(|template| template.id == id);
    let in_a = requests(a, &|id| same.iter().any(|(x, y)| x == id && of(b, y)));
    let in_b = requests(b, &|id| same.iter().any(|(x, y)| y == id && of(a, x)));
    in_a.min(in_b) >= TEMPLATES
}

/// The templates of campaigns of both reports that are the same, by name.
fn same_templates((old, before): Side<'_>, (new, after): Side<'_>) -> Vec<(String, String)> {
    fn of<'a>(campaigns: &[CampaignFinding], catalog: &'a Catalog) -> Vec<&'a CatalogTemplate> {
        let ids: BTreeSet<&str> = campaigns
            .iter()
            .flat_map(|campaign| &campaign.templates)
            .map(|template| template.id.as_str())
            .collect();
        catalog.templates.iter().filter(|template| ids.contains(template.id.as_str())).collect()
    }
    let (before, after) = (of(old, before), of(new, after));
    let mut having: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (place, template) in (0u32..).zip(&before) {
        template.pairs.as_slice().iter().for_each(|&pair| having.entry(pair).or_default().push(place));
    }
    let mut same = Vec::new();
    for template in after {
        let mut both: BTreeMap<u32, usize> = BTreeMap::new();
        let places = template.pairs.as_slice().iter().filter_map(|pair| having.get(pair)).flatten();
        places.for_each(|&place| *both.entry(place).or_default() += 1);
        for (place, both) in both {
            let other = before[place as usize];
            let all = other.pairs.as_slice().len() + template.pairs.as_slice().len() - both;
            if both as f64 >= ALIKE * all as f64 {
                same.push((other.id.clone(), template.id.clone()));
            }
        }
    }
    same.sort();
    same
}
