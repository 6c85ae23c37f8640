//! Reference: how ordinary groups look to the signals, as what a new group is compared with.
//!
//! A group's p-value is the share of ordinary groups of its size that look as dealt as it does, itself among them: a conformal
//! p-value (Bates, Candes, Lei, Romano and Sesia, "Testing for outliers with conformal p-values", Annals of Statistics 2023). It
//! means what it says where ordinary groups of the log are like those of the reference. Beyond the highest of these, where ranks
//! could say no more than one in their number, it falls as the odds rise: of ordinary groups above a line, at most one in `e` can
//! stand one nat above it, if the signals' densities are right (Markov's inequality for a likelihood ratio).

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Conversations beyond each account's first from which on a group is large: small ones say little, whatever they are.
const LARGE: usize = 50;
/// The ordinary groups, from the highest, at which the tail begins: so many, or this share of them.
const TAIL: usize = 5;
const TAIL_SHARE: f64 = 0.005;

/// The log-odds of ordinary groups, small and large ones apart, each from the lowest on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    small: Vec<f64>,
    large: Vec<f64>,
}

static SHIPPED: LazyLock<Reference> =
    LazyLock::new(|| serde_json::from_str(include_str!("shipped.json")).unwrap_or_default());

impl Reference {
    /// The shipped one: groups of simulated weeks without a campaign, with all kinds of look-alikes (`docs/quality.md` has the commands).
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Of groups, each with its conversations beyond each account's first, and its log-odds. What is no number is left out.
    pub fn of(groups: impl Iterator<Item = (usize, f64)>) -> Self {
        let mut reference = Self::default();
        for (repeats, log_odds) in groups.filter(|(_, log_odds)| log_odds.is_finite()) {
            let like = if repeats < LARGE { &mut reference.small } else { &mut reference.large };
            // Hundredths: a reference tells nothing of a group but how many are above it.
            like.push((log_odds * 100.0).round() / 100.0);
        }
        reference.sorted()
    }

    /// Both together.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.small.extend(&other.small);
        self.large.extend(&other.large);
        self.sorted()
    }

    /// The same, its values finite and in order, whatever a file said.
    #[must_use]
    pub(crate) fn sorted(mut self) -> Self {
        for values in [&mut self.small, &mut self.large] {
            values.retain(|value| value.is_finite());
            values.sort_unstable_by(f64::total_cmp);
        }
        self
    }

    /// Groups that it holds.
    pub fn len(&self) -> usize {
        self.small.len() + self.large.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Groups that it holds of the size of one with so many conversations beyond each account's first.
    pub fn like(&self, repeats: usize) -> usize {
        if repeats < LARGE { self.small.len() } else { self.large.len() }
    }

    /// The log-odds of all, small groups first.
    pub fn log_odds(&self) -> impl Iterator<Item = f64> {
        self.small.iter().chain(&self.large).copied()
    }

    /// The chance (above 0 to 1) that an ordinary group looks as dealt as one of these log-odds that has so many conversations beyond
    /// each account's first. 1 where nothing like it is known.
    pub fn p_value(&self, repeats: usize, log_odds: f64) -> f64 {
        let like = if repeats < LARGE { &self.small } else { &self.large };
        let above = |least: f64| like.len() - like.partition_point(|&value| value < least);
        let share = |count: usize| (count + 1) as f64 / (like.len() + 1) as f64;
        let tail = TAIL.max((like.len() as f64 * TAIL_SHARE) as usize);
        let by_rank = share(above(log_odds));
        match like.len().checked_sub(tail).and_then(|place| like.get(place)) {
            Some(&line) if log_odds > line => by_rank.min(share(tail) * (line - log_odds).exp()),
            _ => by_rank,
        }
    }
}
