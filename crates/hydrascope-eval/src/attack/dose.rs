//! Dose and response: one habit at a time.

use hydrascope::embed::Embedder;
use hydrascope_simulate::Tactics;
use serde::Serialize;

use super::doses::Dose;
use super::interval::Interval;
use super::trial::{Trial, TrialError, TrialOutcome};

/// One dose of one habit, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DoseRow {
    /// The habit.
    pub habit: &'static str,
    /// How much of it.
    pub dose: String,
    /// An outcome a seed.
    pub outcomes: Vec<TrialOutcome>,
    /// Innocent accounts, over all seeds, that were flagged and are not in the same week without a campaign.
    pub innocents_newly_flagged: usize,
}

impl DoseRow {
    /// The share of the campaign's accounts that was flagged, one a seed.
    pub fn shares(&self) -> Vec<f64> {
        self.outcomes.iter().map(|outcome| outcome.workers.share()).collect()
    }

    /// Their mean, with its interval.
    pub fn flagged(&self) -> Interval {
        Interval::of(&self.shares())
    }
}

/// Each dose on every seed, beside so many ordinary accounts; `take` is given each row as it is done.
///
/// # Errors
/// Where a trial fails, or `take` does.
pub fn dose_response<E: From<TrialError>>(
    doses: Vec<Dose>,
    accounts: u32,
    seeds: &[u64],
    embedder: &Embedder,
    take: &mut dyn FnMut(DoseRow) -> Result<(), E>,
) -> Result<(), E> {
    let each = |trial: Trial| -> Result<Vec<TrialOutcome>, TrialError> {
        seeds.iter().map(|&seed| trial.run(seed, embedder)).collect()
    };
    let quiet = each(Trial { kind: None, tactics: Tactics::default(), accounts })?;
    for Dose { habit, dose, kind, tactics } in doses {
        let outcomes = each(Trial { kind: Some(kind), tactics, accounts })?;
        let newly = outcomes.iter().zip(&quiet).map(|(with, without)| {
            let new = |account: &&String| !without.innocents_flagged.contains(account);
            with.innocents_flagged.iter().filter(new).count()
        });
        let innocents_newly_flagged = newly.sum();
        take(DoseRow { habit, dose, outcomes, innocents_newly_flagged })?;
    }
    Ok(())
}
