//! Catalog: all templates of a run as hashes.

use std::collections::BTreeMap;

use super::named::template_name;
use super::run::Run;
use super::users::{Users, users};
use crate::baseline::{key_id, pair_hash};
use crate::finding::{CATALOG_FORMAT, CATALOG_PAIRS, CampaignFinding, Catalog, CatalogTemplate, Hashes};
use crate::phrase::Skeleton;

/// The catalog of a run, with what each campaign has of it.
pub(super) fn catalog<'a>(run: &Run<'_>, campaigns: impl Iterator<Item = &'a CampaignFinding>) -> Catalog {
    let mut campaigns_of: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for campaign in campaigns {
        let ids = campaign.templates.iter().map(|template| template.id.as_str());
        ids.for_each(|id| campaigns_of.entry(id).or_default().push(campaign.id.clone()));
    }
    let skeletons = run.templates.skeletons.iter().zip(users(run));
    let template = |(number, (skeleton, of)): (u32, (&Skeleton, Users))| {
        let id = template_name(number);
        let mut pairs: Vec<(u64, u16)> = skeleton
            .pairs(run.corpus)
            .zip(skeleton.bigrams())
            .map(|(pair, (_, weight))| (pair_hash(pair), (100.0 * weight).round() as u16))
            .collect();
        pairs.sort_unstable();
        pairs.dedup_by_key(|&mut (hash, _)| hash);
        pairs.truncate(CATALOG_PAIRS);
        let (hashes, weights) = pairs.into_iter().unzip();
        CatalogTemplate {
            words: skeleton.words(),
            requests: of.requests,
            accounts: of.accounts,
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
