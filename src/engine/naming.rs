//! Naming: campaigns and templates keep their names while they grow, shrink, merge and split.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::state::State;
use crate::answer::{CampaignChange, changes};
use crate::finding::{CampaignFinding, Catalog, CatalogTemplate, Findings, Names};

/// A template takes over a name where it shares this part of the pairs of words of the smaller one.
const SHARED: f64 = 0.6;

/// Gives what was found the names that it had, and new ones to what is new; says what became of campaigns.
pub(super) fn named(findings: &mut Findings, state: &mut State) -> Vec<CampaignChange> {
    let templates = templates(&findings.catalog, state);
    findings.rename(&Names { templates, campaigns: Names::default().campaigns });
    let mut all: Vec<CampaignFinding> =
        findings.campaigns.iter().chain(&findings.operators).cloned().collect();
    // What each did is not compared.
    all.iter_mut().for_each(|campaign| campaign.members.clear());
    let mut changes = changes((&state.campaigns, &state.catalog), (&all, &findings.catalog));
    let campaigns = campaigns(&changes, &all, state);
    findings.rename(&Names { campaigns: campaigns.clone(), ..Names::default() });
    let rename = |name: &mut String| *name = campaigns.get(name.as_str()).unwrap_or(name).clone();
    all.iter_mut().for_each(|campaign| rename(&mut campaign.id));
    changes.iter_mut().for_each(|change| change.new.iter_mut().for_each(rename));
    (state.campaigns, state.catalog) = (all, findings.catalog.clone());
    changes
}

/// The name that lasts of each campaign.
fn campaigns(
    changes: &[CampaignChange],
    all: &[CampaignFinding],
    state: &mut State,
) -> BTreeMap<String, String> {
    let accounts = |of: &'_ [CampaignFinding]| -> BTreeMap<String, BTreeSet<String>> {
        of.iter().map(|c| (c.id.clone(), c.accounts.iter().cloned().collect())).collect()
    };
    let (before, after) = (accounts(&state.campaigns), accounts(all));
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for change in changes {
        let pairs = change.new.iter().flat_map(|new| change.old.iter().map(move |old| (old, new)));
        let shared = pairs.map(|(old, new)| (before[old].intersection(&after[new]).count(), old, new));
        let mut shared: Vec<_> = shared.filter(|(_, old, new)| letter(old) == letter(new)).collect();
        shared.sort_by_key(|&(both, old, new)| (Reverse(both), number(old), number(new)));
        for (_, old, new) in shared {
            if !names.contains_key(new) && taken.insert(old.clone()) {
                names.insert(new.clone(), old.clone());
            }
        }
    }
    for campaign in all {
        names.entry(campaign.id.clone()).or_insert_with(|| state.fresh(letter(&campaign.id)));
    }
    names
}

/// The name that lasts of each template: an old one goes to the new one that shares most of it, one to one.
fn templates(catalog: &Catalog, state: &mut State) -> BTreeMap<String, String> {
    let old = std::mem::take(&mut state.catalog);
    let mut having: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (place, template) in (0u32..).zip(&old.templates) {
        template.pairs.as_slice().iter().for_each(|&pair| having.entry(pair).or_default().push(place));
    }
    let mut shared: Vec<(usize, usize, u32)> = Vec::new();
    let pairs = |template: &CatalogTemplate| template.pairs.as_slice().len();
    for (place, template) in catalog.templates.iter().enumerate() {
        let mut both: FxHashMap<u32, usize> = FxHashMap::default();
        let places = template.pairs.as_slice().iter().filter_map(|pair| having.get(pair)).flatten();
        places.for_each(|&place| *both.entry(place).or_default() += 1);
        let enough = |&(other, both): &(u32, usize)| {
            both as f64 >= SHARED * pairs(template).min(pairs(&old.templates[other as usize])) as f64
        };
        shared.extend(both.into_iter().filter(enough).map(|(other, both)| (both, place, other)));
    }
    let key = |&(both, new, other): &(usize, usize, u32)| {
        let is_same = catalog.templates[new].key == old.templates[other as usize].key;
        (Reverse(is_same), Reverse(both), catalog.templates[new].key.clone(), other)
    };
    shared.sort_by_cached_key(key);
    let (mut names, mut taken) = (BTreeMap::new(), FxHashSet::default());
    for (_, new, other) in shared {
        let id = &catalog.templates[new].id;
        if !names.contains_key(id) && taken.insert(other) {
            names.insert(id.clone(), old.templates[other as usize].id.clone());
        }
    }
    for template in &catalog.templates {
        names.entry(template.id.clone()).or_insert_with(|| state.fresh('t'));
    }
    state.catalog = old;
    names
}

fn letter(name: &str) -> char {
    name.chars().next().unwrap_or('c')
}

fn number(name: &str) -> u32 {
    name.get(1..).and_then(|number| number.parse().ok()).unwrap_or(u32::MAX)
}
