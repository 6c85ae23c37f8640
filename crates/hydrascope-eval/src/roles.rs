//! What became of the accounts of each role.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::labels::Week;
use crate::report::Report;

/// The accounts of a role.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RoleScore {
    /// The role.
    pub role: String,
    /// Its accounts.
    pub accounts: usize,
    /// Those that were flagged.
    pub flagged: usize,
    /// The mean of their scores.
    pub mean_score: f64,
}

impl RoleScore {
    /// The share that was flagged.
    pub fn flagged_share(&self) -> f64 {
        self.flagged as f64 / self.accounts as f64
    }
}

/// Roles by name.
pub(crate) fn roles(week: &Week, report: &Report) -> Vec<RoleScore> {
    let mut accounts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for label in &week.accounts {
        accounts.entry(&label.role).or_default().push(&label.account);
    }
    let of_role = |(role, accounts): (&str, Vec<&str>)| RoleScore {
        role: role.to_owned(),
        accounts: accounts.len(),
        flagged: accounts.iter().filter(|account| report.flags(account)).count(),
        mean_score: accounts.iter().map(|account| report.score(account)).sum::<f64>() / accounts.len() as f64,
    };
    accounts.into_iter().map(of_role).collect()
}
