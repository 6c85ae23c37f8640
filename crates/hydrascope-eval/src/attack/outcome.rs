//! What an attack did.

use std::collections::{BTreeSet, HashSet};

use hydrascope::embed::Embedder;
use hydrascope::finding::Findings;
use hydrascope::request::Request;
use serde::Serialize;

use super::beside::beside;
use super::flagged::Flagged;
use crate::detection::{DetectionError, LabelledLog, findings};
use crate::labels::CAMPAIGN_ROLE;
use crate::report::Report;

/// How the accounts that work for an attack are named; its other accounts are decoys.
const WORKER: &str = "zw";

/// What an attack did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttackOutcome {
    /// The attack.
    pub attack: String,
    /// Its seed.
    pub seed: u64,
    /// Accounts that work for it: those that the labels do not know, and whose name begins as workers' do.
    pub workers: Flagged,
    /// Workers that are shown as one operator's.
    pub shown_as_operator: usize,
    /// Other accounts that the labels do not know.
    pub decoys: Flagged,
    /// Accounts of the week's own campaigns.
    pub campaigns: Flagged,
    /// How many of these are flagged without the attack.
    pub campaigns_flagged_without: usize,
    /// Accounts of the week outside campaigns that are flagged with the attack and not without it, in the order of the labels.
    pub innocents_newly_flagged: Vec<String>,
}

/// A week that attacks are tried on.
pub struct AttackedWeek<'a> {
    log: &'a LabelledLog,
    embedder: &'a Embedder,
    without: Report,
}

impl<'a> AttackedWeek<'a> {
    /// Detects on the week as it is, with default settings.
    ///
    /// # Errors
    /// Where detection fails.
    pub fn new(log: &'a LabelledLog, embedder: &'a Embedder) -> Result<Self, DetectionError> {
        let without = Report::of(&findings(&log.requests, &[], Some(embedder))?);
        Ok(Self { log, embedder, without })
    }

    /// Detects with the attack's requests beside the week's, with default settings, and counts what changed. `attack` and
    /// `seed` are how the outcome calls it.
    ///
    /// # Errors
    /// Where detection fails.
    pub fn with(
        &self,
        attack: String,
        seed: u64,
        requests: Vec<Request>,
    ) -> Result<AttackOutcome, DetectionError> {
        let found = findings(&beside(&self.log.requests, requests), &[], Some(self.embedder))?;
        let labels = &self.log.week.accounts;
        let known: HashSet<&str> = labels.iter().map(|label| &*label.account).collect();
        let new = found.accounts.iter().filter(|found| !known.contains(&*found.account));
        let (workers, decoys): (Vec<_>, Vec<_>) = new.partition(|found| found.account.starts_with(WORKER));
        let report = Report::of(&found);
        let flagged = |accounts: &[&str]| Flagged::of(&report, accounts.iter().copied());
        let (campaigns, innocents): (Vec<_>, Vec<_>) =
            labels.iter().partition(|label| label.role == CAMPAIGN_ROLE);
        let campaigns: Vec<&str> = campaigns.iter().map(|label| &*label.account).collect();
        let workers: Vec<&str> = workers.iter().map(|found| &*found.account).collect();
        let decoys: Vec<&str> = decoys.iter().map(|found| &*found.account).collect();
        let operated = operated(&found);
        let newly = |account: &&str| report.flags(account) && !self.without.flags(account);
        Ok(AttackOutcome {
            attack,
            seed,
            workers: flagged(&workers),
            shown_as_operator: workers.iter().filter(|account| operated.contains(**account)).count(),
            decoys: flagged(&decoys),
            campaigns: flagged(&campaigns),
            campaigns_flagged_without: campaigns.iter().filter(|a| self.without.flags(a)).count(),
            innocents_newly_flagged: innocents
                .iter()
                .map(|label| &*label.account)
                .filter(newly)
                .map(str::to_owned)
                .collect(),
        })
    }
}

/// Accounts of what is shown as one operator's.
fn operated(found: &Findings) -> BTreeSet<&str> {
    let shown = found.operators.iter().chain(&found.campaigns).filter(|shown| shown.operator.is_some());
    shown.flat_map(|shown| shown.accounts.iter().map(String::as_str)).collect()
}
