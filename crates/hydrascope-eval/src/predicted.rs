//! The report's templates: what each swallowed.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::b_cubed::Cluster;
use crate::campaigns::named;
use crate::labels::Week;

/// A template of the report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PredictedTemplate {
    /// Its name.
    pub name: String,
    /// Its requests.
    pub requests: usize,
    /// Its requests by the labels' template (none: they have none), the most first.
    pub parts: Vec<(Option<String>, usize)>,
}

impl PredictedTemplate {
    /// How many of its requests do not belong to its largest part.
    pub fn swallowed(&self) -> usize {
        self.requests - self.parts.first().map_or(0, |(_, count)| *count)
    }
}

/// Templates that hold requests with a template in the labels, those that swallowed most first.
pub(crate) fn of_report(
    week: &Week,
    templates: &HashMap<String, String>,
    sizes: &HashMap<Cluster<'_>, usize>,
) -> Vec<PredictedTemplate> {
    let mut parts: HashMap<&str, BTreeMap<&str, usize>> = HashMap::new();
    for label in &week.requests {
        if let (Some(template), Some(truth)) = (templates.get(&label.id), named(label.template.as_ref())) {
            *parts.entry(template).or_default().entry(truth).or_default() += 1;
        }
    }
    let of_template = |(name, parts): (&str, BTreeMap<&str, usize>)| {
        let requests = sizes[&Cluster::Named(name)];
        let unlabelled = requests - parts.values().sum::<usize>();
        let mut parts: Vec<(Option<String>, usize)> =
            parts.into_iter().map(|(truth, count)| (Some(truth.to_owned()), count)).collect();
        parts.extend((unlabelled > 0).then_some((None, unlabelled)));
        parts.sort_by_key(|(_, count)| Reverse(*count));
        PredictedTemplate { name: name.to_owned(), requests, parts }
    };
    let mut predicted: Vec<PredictedTemplate> = parts.into_iter().map(of_template).collect();
    predicted.sort_by(|a, b| (b.swallowed(), b.requests, &a.name).cmp(&(a.swallowed(), a.requests, &b.name)));
    predicted
}
