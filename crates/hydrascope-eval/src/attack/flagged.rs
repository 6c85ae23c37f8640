//! How many of some accounts were flagged.

use serde::Serialize;

use crate::report::Report;

/// Some accounts, and how many of them were flagged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Flagged {
    /// All of them.
    pub accounts: usize,
    /// Those that were flagged.
    pub flagged: usize,
}

impl Flagged {
    /// Some accounts, as a report flags them.
    pub(super) fn of<'a>(report: &Report, accounts: impl IntoIterator<Item = &'a str>) -> Self {
        let none = Self::default();
        accounts.into_iter().fold(none, |all, account| Self {
            accounts: all.accounts + 1,
            flagged: all.flagged + usize::from(report.flags(account)),
        })
    }

    /// The share (0 to 1) that was flagged; 0 of none.
    pub fn share(self) -> f64 {
        self.flagged as f64 / self.accounts.max(1) as f64
    }
}
