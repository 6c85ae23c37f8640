//! Called: which groups are campaigns, so that few of these are false.

use rayon::prelude::*;

use crate::detector::operator::operator;
use crate::detector::run::Run;
use crate::judge::{EVEN, Judged, Reference, false_discovery_rates};

/// What is made of the judged groups, at their places.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Called {
    /// Whether a group is a campaign.
    pub is_called: Vec<bool>,
    /// The least rate of false discoveries at which it is one.
    pub rates: Vec<f64>,
    /// Whether its members openly have one operator, so that it is shown apart.
    pub is_apart: Vec<bool>,
}

impl Called {
    /// Calls groups by how ordinary ones look. What openly has one operator accuses nobody, so it is called at even odds, and is none of
    /// the groups among which false ones are counted.
    pub(super) fn of(run: &Run<'_>, judged: &[Judged]) -> Self {
        let is_apart =
            |j: &Judged| !run.params.flag_operators && operator(run, &j.part.group.members).is_some();
        let is_apart: Vec<bool> = judged.par_iter().map(is_apart).collect();
        let p_value = |j: &Judged| match &run.params.baseline {
            Some(baseline) => baseline.p_value(j.repeats, j.evidence()),
            None => Reference::shipped().p_value(j.repeats, j.evidence()),
        };
        let mut rates: Vec<f64> = judged.iter().map(p_value).collect();
        let tested: Vec<usize> = (0..judged.len()).filter(|&group| !is_apart[group]).collect();
        let test = |&group: &usize| (rates[group], Reference::weight(judged[group].repeats));
        let tests: Vec<(f64, f64)> = tested.iter().map(test).collect();
        tested.iter().zip(false_discovery_rates(&tests)).for_each(|(&group, rate)| rates[group] = rate);
        let is_called = |group: usize| {
            judged[group].strength >= EVEN && (is_apart[group] || rates[group] <= run.params.fdr)
        };
        Self { is_called: (0..judged.len()).map(is_called).collect(), rates, is_apart }
    }
}
