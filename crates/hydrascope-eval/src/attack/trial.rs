//! A trial: one campaign in a simulated week, and who is flagged.

use std::collections::HashSet;

use hydrascope::embed::Embedder;
use hydrascope_simulate::{CampaignKind, GrammarError, Settings, SettingsError, Tactics, WriteError, write};
use serde::Serialize;

use super::flagged::Flagged;
use crate::detection::{DetectionError, LabelledLog, findings};
use crate::labels::{AccountLabel, CAMPAIGN_ROLE};
use crate::report::Report;

/// The role of accounts that belong to an attacker and extract nothing.
const DECOY_ROLE: &str = "decoy";

/// What stops a trial.
#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    /// Settings that no traffic can be made from.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// A grammar that is broken.
    #[error(transparent)]
    Grammar(#[from] GrammarError),
    /// Traffic that cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// No room for the traffic.
    #[error("cannot make a temporary folder for the simulated week")]
    Folder(#[from] std::io::Error),
    /// Detection itself.
    #[error(transparent)]
    Detection(#[from] DetectionError),
}

/// One campaign beside so many ordinary accounts, or none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// How it hides; none for a week without a campaign.
    pub kind: Option<CampaignKind>,
    /// Its habits.
    pub tactics: Tactics,
    /// Ordinary accounts of the week.
    pub accounts: u32,
}

/// Who was flagged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TrialOutcome {
    /// Accounts of the campaign.
    pub workers: Flagged,
    /// Accounts that belong to the attacker and extract nothing: decoys, and bots that copy an innocent account.
    pub decoys: Flagged,
    /// Requests of the campaign's list, which are what it extracts.
    pub answers: usize,
    /// All requests of its accounts.
    pub requests: usize,
    /// Innocent accounts that were flagged, in the order of the labels.
    pub innocents_flagged: Vec<String>,
}

impl Trial {
    /// Simulates a week and detects in it with default settings.
    ///
    /// # Errors
    /// Where the week cannot be made, or detection fails.
    pub fn run(&self, seed: u64, embedder: &Embedder) -> Result<TrialOutcome, TrialError> {
        let settings = Settings {
            seed,
            accounts: self.accounts,
            campaigns: self.kind.into_iter().collect(),
            tactics: self.tactics,
            ..Settings::default()
        };
        let folder = tempfile::tempdir()?;
        write(&settings.validate()?, folder.path())?;
        let log = LabelledLog::read(folder.path())?;
        let report = Report::of(&findings(log.requests(), &[], Some(embedder))?);
        Ok(TrialOutcome::of(&log, &report))
    }
}

impl TrialOutcome {
    fn of(log: &LabelledLog, report: &Report) -> Self {
        let of_role = |role: &str| -> Vec<&AccountLabel> {
            log.week().accounts().iter().filter(|label| label.role == role).collect()
        };
        let flagged =
            |labels: &[&AccountLabel]| Flagged::of(report, labels.iter().map(|label| &*label.account));
        let workers = of_role(CAMPAIGN_ROLE);
        let working: HashSet<&str> = workers.iter().map(|label| &*label.account).collect();
        let innocents = log.week().accounts().iter().filter(|label| {
            label.role != CAMPAIGN_ROLE && label.role != DECOY_ROLE && report.flags(&label.account)
        });
        Self {
            workers: flagged(&workers),
            decoys: flagged(&of_role(DECOY_ROLE)),
            answers: log.week().requests().iter().filter(|request| request.campaign.is_some()).count(),
            requests: log.requests().iter().filter(|request| working.contains(&*request.account)).count(),
            innocents_flagged: innocents.map(|label| label.account.clone()).collect(),
        }
    }
}
