//! A trial: one campaign in a simulated week, and who is flagged.

use std::collections::HashSet;

use hydrascope::embed::Embedder;
use hydrascope_simulate::{
    CampaignKind, GrammarError, HoursTactic, LoadTactic, Settings, SettingsError, Tactics, WriteError, write,
};
use serde::Serialize;

use crate::detection::{DetectionError, LabelledLog, findings};
use crate::report::Report;

/// What stops a trial.
#[derive(Debug, thiserror::Error)]
pub enum RedTeamError {
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

/// One campaign beside so many ordinary accounts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// How it hides.
    pub kind: CampaignKind,
    /// Its habits.
    pub tactics: Tactics,
    /// Ordinary accounts of the week.
    pub accounts: u32,
}

/// A list dealt evenly and around the clock, to so many accounts with so many items each.
pub(super) fn dealt(accounts: u32, each: u32) -> Tactics {
    Tactics {
        accounts: Some(accounts),
        each: Some(each),
        load: Some(LoadTactic::Even),
        hours: Some(HoursTactic::Uniform),
        ..Tactics::default()
    }
}

/// Who was flagged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TrialOutcome {
    /// Accounts of the campaign.
    pub workers: usize,
    /// Those of them that were flagged.
    pub flagged: usize,
    /// Requests of the campaign's list, which are what it extracts.
    pub answers: usize,
    /// All requests of its accounts.
    pub requests: usize,
    /// Innocent accounts that were flagged.
    pub innocents_flagged: usize,
}

impl TrialOutcome {
    /// The share (0 to 1) of its accounts that were flagged.
    pub fn share(&self) -> f64 {
        self.flagged as f64 / self.workers.max(1) as f64
    }
}

impl Trial {
    /// Simulates a week and detects in it with default settings.
    ///
    /// # Errors
    /// Where the week cannot be made, or detection fails.
    pub fn run(&self, seed: u64, embedder: &Embedder) -> Result<TrialOutcome, RedTeamError> {
        let settings = Settings {
            seed,
            accounts: self.accounts,
            campaigns: vec![self.kind],
            tactics: self.tactics,
            ..Settings::default()
        };
        let folder = tempfile::tempdir()?;
        write(&settings.validate()?, folder.path())?;
        let log = LabelledLog::read(folder.path())?;
        let report = Report::of(&findings(log.requests(), &[], Some(embedder))?);
        let (workers, others): (Vec<_>, Vec<_>) =
            log.week().accounts().iter().partition(|label| label.campaign.is_some());
        let accounts: HashSet<&str> = workers.iter().map(|w| &*w.account).collect();
        Ok(TrialOutcome {
            workers: workers.len(),
            flagged: workers.iter().filter(|w| report.flags(&w.account)).count(),
            answers: log.week().requests().iter().filter(|r| r.campaign.is_some()).count(),
            requests: log.requests().iter().filter(|r| accounts.contains(&*r.account)).count(),
            innocents_flagged: others.iter().filter(|o| report.flags(&o.account)).count(),
        })
    }
}
