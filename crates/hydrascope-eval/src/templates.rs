//! How well requests were put into templates: overall, by who sent them, and template by template.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::b_cubed::{BCubed, Cluster, b_cubed, each};
use crate::campaigns::named;
use crate::labelled::{LabelledTemplate, of_labels};
use crate::labels::{RequestLabel, Week};
use crate::predicted::{PredictedTemplate, of_report};

/// The templates of a report beside those of the labels. Only requests that have a template in the labels are scored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TemplateScore {
    /// Over all of them; none where the labels know no template.
    pub b_cubed: Option<BCubed>,
    /// By the role in which they were sent, by name.
    pub by_role: Vec<PartScore>,
    /// By the campaign that they serve, by name.
    pub by_campaign: Vec<PartScore>,
    /// The labels' templates, by name.
    pub labelled: Vec<LabelledTemplate>,
    /// The report's templates that hold some of them: most requests beside the largest part first.
    pub predicted: Vec<PredictedTemplate>,
}

/// Some of the requests.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartScore {
    /// What they have in common.
    pub name: String,
    /// How many.
    pub requests: usize,
    /// How well they were placed.
    pub b_cubed: BCubed,
}

impl PartScore {
    /// How many requests' worth of F1 is lost.
    pub fn lost(&self) -> f64 {
        self.requests as f64 * (1.0 - self.b_cubed.f1())
    }
}

/// A request's template in a grouping.
pub(crate) fn cluster<'a>(templates: &'a HashMap<String, String>, id: &'a str) -> Cluster<'a> {
    templates.get(id).map_or(Cluster::Alone(id), |template| Cluster::Named(template))
}

/// Scores a report's templates, requests to templates.
pub(crate) fn templates(week: &Week, templates: &HashMap<String, String>) -> TemplateScore {
    let mut sizes: HashMap<Cluster<'_>, usize> = HashMap::new();
    for template in templates.values() {
        *sizes.entry(Cluster::Named(template)).or_default() += 1;
    }
    let labelled: Vec<(&RequestLabel, &str)> =
        week.requests.iter().filter_map(|label| Some((label, named(label.template.as_ref())?))).collect();
    let items: Vec<(Cluster<'_>, Cluster<'_>)> = labelled
        .iter()
        .map(|(label, truth)| (Cluster::Named(truth), cluster(templates, &label.id)))
        .collect();
    let shares = each(&items, &sizes);
    let rows = || labelled.iter().map(|(label, _)| *label).zip(shares.iter().copied());
    TemplateScore {
        b_cubed: b_cubed(&items, &sizes),
        by_role: parts(rows().map(|(label, share)| (&*label.kind, share))),
        by_campaign: parts(
            rows().filter_map(|(label, share)| Some((named(label.campaign.as_ref())?, share))),
        ),
        labelled: of_labels(&labelled, &items, &shares),
        predicted: of_report(week, templates, &sizes),
    }
}

fn parts<'a>(rows: impl Iterator<Item = (&'a str, BCubed)>) -> Vec<PartScore> {
    let mut parts: BTreeMap<&str, Vec<BCubed>> = BTreeMap::new();
    rows.for_each(|(name, share)| parts.entry(name).or_default().push(share));
    let part = |(name, shares): (&str, Vec<BCubed>)| {
        let (name, requests) = (name.to_owned(), shares.len());
        Some(PartScore { name, requests, b_cubed: BCubed::mean(shares)? })
    };
    parts.into_iter().filter_map(part).collect()
}
