//! Reference: how ordinary groups look to the signals, as what a new group is compared with.
//!
//! A group's p-value is the share of ordinary groups of its size that look as dealt as it does, itself among them: a conformal
//! p-value (Bates, Candes, Lei, Romano and Sesia, "Testing for outliers with conformal p-values", Annals of Statistics 2023). It
//! means what it says where ordinary groups of the log are like those of the reference. Above the highest of these ranks could say no
//! more; there it is taken to fall by `e` for each nat of odds. That is a model of the tail, not a proof: it is how odds of ordinary
//! groups fall at least where the signals' densities are right.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// Conversations beyond each account's first from which on a group is large: small ones say little, whatever they are.
const LARGE: usize = 50;
/// What the test of a small group weighs beside that of a large one: few campaigns are small, and a small group's evidence seldom
/// suffices.
const SMALL_WEIGHT: f64 = 0.1;

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

    /// What the test of a group weighs (above 0) beside those of others, by its size alone.
    pub fn weight(repeats: usize) -> f64 {
        if repeats < LARGE { SMALL_WEIGHT } else { 1.0 }
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
        let above = like.len() - like.partition_point(|&value| value < log_odds);
        let share = (above + 1) as f64 / (like.len() + 1) as f64;
        match like.last() {
            Some(&highest) if log_odds > highest => share * (highest - log_odds).exp(),
            _ => share,
        }
    }
}
