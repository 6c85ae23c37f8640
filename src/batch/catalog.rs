//! Catalog: all templates of a run as hashes.

use std::collections::BTreeMap;

use super::named::template_name;
use super::run::Run;
use crate::baseline::{key_id, pair_hash};
use crate::finding::{CATALOG_FORMAT, CATALOG_PAIRS, CampaignFinding, Catalog, CatalogTemplate, Hashes};

/// The catalog of a run, with what each campaign has of it.
pub(super) fn catalog<'a>(run: &Run<'_>, campaigns: impl Iterator<Item = &'a CampaignFinding>) -> Catalog {
    let mut campaigns_of: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for campaign in campaigns {
        let ids = campaign.templates.iter().map(|template| template.id.as_str());
        ids.for_each(|id| campaigns_of.entry(id).or_default().push(campaign.id.clone()));
    }
    let skeletons = &run.templates.skeletons;
    let mut requests = vec![0; skeletons.len()];
    let mut users: Vec<(u32, u32)> = Vec::new();
    for (template, account) in run.template_of.iter().zip(&run.columns.account_of) {
        let Some(template) = template else { continue };
        requests[*template as usize] += 1;
        users.push((*template, *account));
    }
    users.sort_unstable();
    users.dedup();
    let mut accounts = vec![0; skeletons.len()];
    users.into_iter().for_each(|(template, _)| accounts[template as usize] += 1);
    let template = |(number, skeleton): (u32, &crate::phrase::Skeleton)| {
        let id = template_name(number);
        let mut pairs: Vec<(u64, u16)> = skeleton
            .weighed()
            .map(|(pair, weight)| (pair_hash(pair), (100.0 * weight).round() as u16))
            .collect();
        pairs.sort_unstable();
        pairs.dedup_by_key(|&mut (hash, _)| hash);
        pairs.truncate(CATALOG_PAIRS);
        let (hashes, weights) = pairs.into_iter().unzip();
        CatalogTemplate {
            words: skeleton.words(),
            requests: requests[number as usize],
            accounts: accounts[number as usize],
            campaigns: campaigns_of.get(id.as_str()).cloned().unwrap_or_default(),
            pairs: Hashes::lowest(hashes, CATALOG_PAIRS),
            weights,
            id,
        }
    };
    Catalog {
        format: CATALOG_FORMAT,
        key_id: key_id(run.params.hash_key),
        templates: (0u32..).zip(skeletons).map(template).collect(),
    }
}
