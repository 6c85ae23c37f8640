//! Catalog: all templates of a run as hashes.

use std::collections::BTreeMap;
use std::hash::Hasher;

use siphasher::sip128::Hasher128;

use crate::baseline::pair_hash;
use crate::detector::run::{Run, template_name};
use crate::detector::users::{Users, users};
use crate::finding::{CATALOG_FORMAT, CATALOG_PAIRS, CampaignFinding, Catalog, CatalogTemplate, Hashes};
use crate::place::Skeleton;
use crate::request::HashKey;

/// The catalog of a run, with what each campaign has of it.
pub(super) fn catalog<'a>(
    run: &Run<'_>,
    campaigns: impl Iterator<Item = &'a CampaignFinding>,
) -> Catalog {
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
        let key = key(&pairs, run.params.hash_key);
        pairs.truncate(CATALOG_PAIRS);
        let (hashes, weights) = pairs.into_iter().unzip();
        CatalogTemplate {
            key,
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
        key_id: run.params.hash_key.id(),
        templates: (0u32..).zip(skeletons).map(template).collect(),
    }
}

/// A hash of a template's pairs of words, in order.
fn key(pairs: &[(u64, u16)], hash_key: HashKey) -> String {
    let mut hasher = hash_key.wide_hasher();
    pairs.iter().for_each(|&(pair, _)| hasher.write_u64(pair));
    format!("{:032x}", hasher.finish128().as_u128())
}
