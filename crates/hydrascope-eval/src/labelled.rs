//! The labels' templates: how far each was split or merged.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::b_cubed::{BCubed, Cluster};
use crate::campaigns::named;
use crate::labels::RequestLabel;

/// A template of the labels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelledTemplate {
    /// Its name.
    pub name: String,
    /// The campaigns that use it, and the roles of requests outside campaigns.
    pub used_by: BTreeSet<String>,
    /// Its requests.
    pub requests: usize,
    /// How well they were placed.
    pub b_cubed: BCubed,
    /// The report's templates among which they lie.
    pub pieces: usize,
    /// Its requests in the largest of those.
    pub largest: usize,
    /// Its requests outside any template.
    pub alone: usize,
}

impl LabelledTemplate {
    /// How many requests' worth of recall is lost: that is how much it is split.
    pub fn split(&self) -> f64 {
        self.requests as f64 * (1.0 - self.b_cubed.recall)
    }
}

/// Templates by name. Requests with their template in the labels, their clusters and their shares go side by side.
pub(crate) fn of_labels(
    labelled: &[(&RequestLabel, &str)],
    items: &[(Cluster<'_>, Cluster<'_>)],
    shares: &[BCubed],
) -> Vec<LabelledTemplate> {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (_, template)) in labelled.iter().enumerate() {
        rows.entry(template).or_default().push(at);
    }
    let of_template = |(name, rows): (&str, Vec<usize>)| {
        let mut pieces: HashMap<&str, usize> = HashMap::new();
        for &at in &rows {
            if let Cluster::Named(template) = items[at].1 {
                *pieces.entry(template).or_default() += 1;
            }
        }
        let user =
            |&at: &usize| named(labelled[at].0.campaign.as_ref()).unwrap_or(&labelled[at].0.kind).to_owned();
        Some(LabelledTemplate {
            name: name.to_owned(),
            used_by: rows.iter().map(user).collect(),
            requests: rows.len(),
            b_cubed: BCubed::mean(rows.iter().map(|&at| shares[at]))?,
            pieces: pieces.len(),
            largest: pieces.values().copied().max().unwrap_or(0),
            alone: rows.len() - pieces.values().sum::<usize>(),
        })
    };
    rows.into_iter().filter_map(of_template).collect()
}
