//! How well one grouping agrees with another: B-cubed (Bagga and Baldwin, 1998).

use std::collections::HashMap;

use serde::Serialize;

/// What an item is grouped under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cluster<'a> {
    /// A cluster that may have other members.
    Named(&'a str),
    /// A cluster of its own, by the item's id.
    Alone(&'a str),
}

/// The mean over items of two shares.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct BCubed {
    /// Of the items in an item's predicted cluster, those that truly belong with it.
    pub precision: f64,
    /// Of the items that truly belong with an item, those in its predicted cluster.
    pub recall: f64,
}

impl BCubed {
    /// The harmonic mean of both; 0 where both are 0.
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }

    /// The mean of several; none where there are none.
    pub(crate) fn mean(items: impl IntoIterator<Item = BCubed>) -> Option<BCubed> {
        let (mut count, mut precision, mut recall) = (0, 0.0, 0.0);
        for item in items {
            count += 1;
            precision += item.precision;
            recall += item.recall;
        }
        let n = f64::from(count);
        (count > 0).then(|| BCubed { precision: precision / n, recall: recall / n })
    }
}

/// How many items each cluster and each pair of clusters holds.
struct Counts<'a> {
    truth: HashMap<Cluster<'a>, usize>,
    predicted: HashMap<Cluster<'a>, usize>,
    /// Pairs in the order in which they first come, so that sums are the same in every run.
    pairs: Vec<((Cluster<'a>, Cluster<'a>), usize)>,
    place: HashMap<(Cluster<'a>, Cluster<'a>), usize>,
}

impl<'a> Counts<'a> {
    fn new(items: &[(Cluster<'a>, Cluster<'a>)], sizes: &HashMap<Cluster<'a>, usize>) -> Self {
        let (mut truth, mut predicted) = (HashMap::new(), HashMap::new());
        let (mut pairs, mut place) = (Vec::new(), HashMap::new());
        for &(t, p) in items {
            *truth.entry(t).or_insert(0) += 1;
            *predicted.entry(p).or_insert(0) += 1;
            let at = *place.entry((t, p)).or_insert(pairs.len());
            if at == pairs.len() {
                pairs.push(((t, p), 0));
            }
            pairs[at].1 += 1;
        }
        for (cluster, counted) in &mut predicted {
            *counted = (*counted).max(sizes.get(cluster).copied().unwrap_or(0));
        }
        Self { truth, predicted, pairs, place }
    }

    /// What each item of a pair of clusters has.
    fn shares(&self, ((t, p), count): ((Cluster<'a>, Cluster<'a>), usize)) -> BCubed {
        let count = count as f64;
        BCubed { precision: count / self.predicted[&p] as f64, recall: count / self.truth[&t] as f64 }
    }
}

/// B-cubed of items that each have a true and a predicted cluster. `sizes` holds the sizes of predicted clusters that have
/// members beside these items; of others the members are counted. None where there are no items.
///
/// ```
/// # use hydrascope_eval::{Cluster::{Alone, Named}, b_cubed};
/// let items = [(Named("a"), Named("x")), (Named("a"), Named("x")), (Named("a"), Alone("3")), (Named("b"), Named("x"))];
/// let score = b_cubed(&items, &Default::default()).unwrap();
/// assert!((score.precision - (2.0 / 3.0 + 2.0 / 3.0 + 1.0 + 1.0 / 3.0) / 4.0).abs() < 1e-12);
/// assert!((score.recall - (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0) / 4.0).abs() < 1e-12);
/// ```
pub fn b_cubed<'a>(
    items: &[(Cluster<'a>, Cluster<'a>)],
    sizes: &HashMap<Cluster<'a>, usize>,
) -> Option<BCubed> {
    let counts = Counts::new(items, sizes);
    let (mut precision, mut recall) = (0.0, 0.0);
    for &pair in &counts.pairs {
        let shares = counts.shares(pair);
        precision += pair.1 as f64 * shares.precision;
        recall += pair.1 as f64 * shares.recall;
    }
    let n = items.len() as f64;
    (!items.is_empty()).then(|| BCubed { precision: precision / n, recall: recall / n })
}

/// The two shares of each item, whose mean over all items is [`b_cubed()`].
pub(crate) fn each<'a>(
    items: &[(Cluster<'a>, Cluster<'a>)],
    sizes: &HashMap<Cluster<'a>, usize>,
) -> Vec<BCubed> {
    let counts = Counts::new(items, sizes);
    items.iter().map(|pair| counts.shares(counts.pairs[counts.place[pair]])).collect()
}
